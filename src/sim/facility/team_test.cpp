// Who does what first, and who is called away from it: small rosters worked by hand.
#include "sim/facility/team.hpp"

#include <gtest/gtest.h>

namespace alongside::sim {
namespace {

std::vector<StaffRole> roles(int trained, int untrained) {
  StaffRole nurse{.name = "nurse", .trained = true, .people_by_hour = {}, .hourly_cost = 60};
  StaffRole peer{.name = "peer", .trained = false, .people_by_hour = {}, .hourly_cost = 30};
  nurse.people_by_hour.fill(trained);
  peer.people_by_hour.fill(untrained);
  peer.people_by_hour[20] = 0;
  nurse.people_by_hour[20] = trained - 1;
  return {nurse, peer};
}

constexpr base::Instant noon{0};
Job job(Task task, std::int64_t minutes = 10) {
  return {.task = task, .subject = 0, .number = 0, .duration = base::minutes(minutes)};
}

TEST(Team, GivesTasksToTheUntrainedFirstAndEmergenciesToTheTrainedOnly) {
  const auto staff = roles(1, 1);
  Team team(staff, noon);
  team.set_shift(12);
  const int peer = team.idle_for(Task::look);
  EXPECT_EQ(peer, 1) << "the second in the roster is the peer";
  team.occupy(peer, job(Task::look), noon);
  const int nurse = team.idle_for(Task::response);
  EXPECT_EQ(nurse, 0);
  team.occupy(nurse, job(Task::response), noon);
  EXPECT_EQ(team.idle_for(Task::door), Team::nobody);
  EXPECT_EQ(team.free_responders(), 0);
  EXPECT_EQ(team.finish(peer, noon).task, Task::look);
  EXPECT_EQ(team.idle_for(Task::response), Team::nobody) << "a peer answers no emergency";
}

TEST(Team, CallsAwayFromTheLeastPressingTaskAndKeepsWhatWasBegun) {
  const auto staff = roles(3, 0);
  Team team(staff, noon);
  team.set_shift(12);
  team.occupy(0, job(Task::look, 2), noon);
  team.occupy(1, job(Task::restock, 15), noon);
  team.occupy(2, job(Task::door, 3), noon);
  const base::Instant later = noon + base::minutes(1);
  EXPECT_EQ(team.call_to_emergency(later), 1) << "restocking gives way first";
  EXPECT_EQ(team.call_to_emergency(later), 2) << "then the door";
  EXPECT_EQ(team.call_to_emergency(later), 0) << "a look last";
  EXPECT_EQ(team.call_to_emergency(later), Team::nobody);
  const auto first = team.next_job();
  const auto second = team.next_job();
  const auto third = team.next_job();
  ASSERT_TRUE(first && second && third);
  EXPECT_EQ(first->task, Task::look);
  EXPECT_EQ(first->duration, base::minutes(2)) << "a look that was broken off starts again";
  EXPECT_EQ(second->task, Task::door);
  EXPECT_EQ(second->duration, base::minutes(2)) << "three minutes less the one that was done";
  EXPECT_EQ(third->duration, base::minutes(14));
  EXPECT_FALSE(team.next_job());
}

TEST(Team, SendsNobodyHomeFromATask) {
  const auto staff = roles(2, 1);
  Team team(staff, noon);
  team.set_shift(19);
  EXPECT_EQ(team.on_shift(), 3);
  EXPECT_EQ(team.hourly_cost(), 150);
  team.occupy(2, job(Task::door), noon);
  team.set_shift(20);
  EXPECT_EQ(team.on_shift(), 2) << "one nurse goes; the peer is at the door still";
  EXPECT_EQ(team.idle_for(Task::look), 0);
  team.finish(2, noon + base::minutes(10));
  EXPECT_EQ(team.on_shift(), 1);
  EXPECT_NEAR(team.hours_at(Task::door), 10.0 / 60, 1e-12);
}

TEST(Team, DoesWhatWaitedLongestFirstWithinATask) {
  const auto staff = roles(1, 0);
  Team team(staff, noon);
  team.set_shift(12);
  for (std::uint16_t subject = 0; subject < 300; ++subject)
    team.wait({.task = Task::clean, .subject = subject, .number = 0, .duration = base::minutes(1)});
  team.wait({.task = Task::service, .subject = 999, .number = 0, .duration = base::minutes(1)});
  EXPECT_EQ(team.next_job()->subject, 999) << "a service comes before a cloth";
  for (std::uint16_t subject = 0; subject < 300; ++subject) EXPECT_EQ(team.next_job()->subject, subject);
  team.wait(job(Task::rest));
  team.drop(Task::rest);
  EXPECT_FALSE(team.next_job());
}

}  // namespace
}  // namespace alongside::sim
