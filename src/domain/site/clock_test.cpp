// Clocks: reminders, restarts, the cycles of an arrest.
#include "domain/told_floor_test.hpp"

namespace alongside::domain {
namespace {

TEST(Tick, AnswersOneReminderAtATimeAndNothingEarly) {
  ToldFloor floor = ToldFloor::opened();
  floor.user(booth_1);
  floor.user(booth_2);
  EXPECT_TRUE(floor.send(Tick{}).accepted());
  EXPECT_TRUE(floor.last().empty());
  floor.at(minute(2));
  EXPECT_EQ(floor.reminders.size(), 2U);
  floor.send(Tick{});
  EXPECT_TRUE(floor.last().empty()) << "what was answered is not answered again";
}

TEST(Reminder, HasAnOccurrenceOfItsOwnEachTime) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(2)).look(visit);
  floor.at(minute(7)).look(visit);
  ASSERT_EQ(floor.reminders.size(), 2U);
  EXPECT_LT(floor.reminders[0].occurrence, floor.reminders[1].occurrence);
}

TEST(Reminder, OfSomebodyInAnEmergencyIsQuietAndComesAgainAtItsEnd) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.act(1, ActKind::opened);
  floor.act(1, {.visit = visit, .kind = ActKind::person});
  floor.at(minute(20));
  std::size_t looks = 0;
  for (const DueReached& reached : floor.reminders) {
    if (visit_of(reached) != visit) continue;
    EXPECT_TRUE(reached.quiet);
    ++looks;
  }
  EXPECT_EQ(looks, 1U);
  floor.reminders.clear();
  floor.act(1, ActKind::closed, static_cast<std::uint8_t>(Outcome::released));
  floor.at(minute(26));
  ASSERT_EQ(floor.reminders.size(), 2U);
  EXPECT_EQ(floor.reminders[0].due, minute(20));
  EXPECT_FALSE(floor.reminders[0].quiet);
  EXPECT_TRUE(is_about(floor.reminders[1], WatchCause::look_overdue));
}

TEST(Restart, WithASureClockChangesNothing) {
  ToldFloor floor = ToldFloor::opened();
  floor.user(booth_1);
  floor.act(1, ActKind::opened);
  const State before = floor.state();
  floor.restart(minute(30), false);
  EXPECT_TRUE(before == floor.state());
}

struct Jump {
  const char* where;
  Instant now;
};
TEST(Restart, WithAnUnsureClockIsEarlyForLooksAndFullForWaits) {
  for (const Jump& jump :
       {Jump{"back", nine - base::hours(5)}, Jump{"nowhere", minute(10)}, Jump{"forward", nine + base::hours(9)}}) {
    ToldFloor floor = ToldFloor::opened();
    const VisitId watched = floor.user(booth_1);
    const VisitId resting = floor.user(booth_2);
    floor.send(TakeToilet{.seat = toilet});
    floor.act(1, ActKind::opened);
    floor.act(1, {.visit = resting, .kind = ActKind::person});
    floor.at(minute(1)).act(1, ActKind::closed, static_cast<std::uint8_t>(Outcome::released));
    floor.act(2, ActKind::opened);
    floor.act(2, ActKind::naloxone);
    floor.act(2, ActKind::breathing_back);
    ASSERT_EQ(floor.due(floor.emergency(2), Clock::recovery_end), minute(61));

    floor.restart(jump.now, true);
    EXPECT_EQ(floor.due(watched, WatchCause::look), jump.now) << jump.where;
    EXPECT_EQ(floor.due(watched, WatchCause::may_go), jump.now + base::minutes(30)) << jump.where;
    EXPECT_EQ(floor.state().deadlines.due({seat::Subject::deadlines, toilet.number, SeatCause::knock}), jump.now)
        << jump.where;
    EXPECT_EQ(floor.person(resting).no_use_before, jump.now + base::minutes(120)) << jump.where;
    EXPECT_LE(floor.due(floor.emergency(2), Clock::look), jump.now) << jump.where;
    EXPECT_LE(floor.due(floor.emergency(2), Clock::look_after_dose), jump.now) << jump.where;
    EXPECT_EQ(floor.due(floor.emergency(2), Clock::recovery_end), jump.now + base::minutes(60)) << jump.where;
  }
}

TEST(Restart, LetsNoRestEndEarlyBecauseOfALateActOfTheClosedEmergency) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.act(1, ActKind::opened);
  floor.act(1, {.visit = visit, .kind = ActKind::person});
  floor.act(1, ActKind::closed, static_cast<std::uint8_t>(Outcome::released));
  floor.restart(minute(60), true);
  floor.act(1, ActKind::place, static_cast<std::uint8_t>(Place::door));
  EXPECT_EQ(floor.person(visit).no_use_before, minute(180));
}

TEST(Cycles, OfAnArrestGoOnByThemselvesAndMoveWithACorrection) {
  ToldFloor floor = ToldFloor::opened();
  floor.act(1, ActKind::opened);
  floor.act(1, ActKind::no_pulse, 1);
  const Uuid arrest = floor.last_id();
  const auto cycle = [&] { return floor.due(floor.emergency(1), Clock::cycle); };
  EXPECT_EQ(cycle(), minute(2));
  floor.at(minute(4, 30)).act(1, ActKind::aed_on);
  EXPECT_EQ(cycle(), minute(6));
  floor.act(1, {.target = arrest, .to_at = minute(0) - base::seconds(30), .kind = ActKind::corrected});
  EXPECT_EQ(cycle(), minute(5, 30));
  floor.act(1, ActKind::no_pulse, 0);
  EXPECT_FALSE(cycle().is_set());
}

}  // namespace
}  // namespace alongside::domain
