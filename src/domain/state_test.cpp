// The state: equality, size, room.
#include "domain/emergency/emergency.hpp"
#include "domain/told_floor_test.hpp"

namespace alongside::domain {
namespace {

TEST(State, IsEqualHoweverMuchRoomItHas) {
  ToldFloor floor = ToldFloor::opened();
  floor.user(booth_1);
  State roomy = floor.state();
  roomy.people.resize(500);
  roomy.emergencies.resize(50);
  EXPECT_TRUE(roomy == floor.state());
  EXPECT_TRUE(floor.state() == roomy);
}

TEST(State, DiffersByAnythingOnTheFloor) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.act(1, ActKind::opened);
  const auto differs = [&](auto&& change) {
    State other = floor.state();
    change(other);
    return !(other == floor.state());
  };
  EXPECT_TRUE(differs([](State& s) { s.floor_open = false; }));
  EXPECT_TRUE(differs([](State& s) { s.responsible = StaffRef{2}; }));
  EXPECT_TRUE(differs([](State& s) { s.seats[0].cleaning = true; }));
  EXPECT_TRUE(differs([&](State& s) { s.find(visit)->look_is_due = true; }));
  EXPECT_TRUE(differs([](State& s) { s.emergencies[0].escalated = 1; }));
  EXPECT_TRUE(differs([](State& s) { s.emergencies[0].acts.clear(); }));
  EXPECT_TRUE(
      differs([&](State& s) { s.deadlines.cancel({watch::Subject::deadlines, visit.slot, WatchCause::look}); }));
  EXPECT_TRUE(differs([](State& s) { ++s.next_visit; }));
}

TEST(State, ItsSizeFollowsTheFloorAndNotTheYear) {
  ToldFloor floor = ToldFloor::opened();
  floor.send(Leave{.visit = floor.welcome()});
  const std::size_t before = floor.state().people.size();
  for (int visit = 1; visit < 5000; ++visit) floor.send(Leave{.visit = floor.welcome()});
  EXPECT_EQ(floor.state().people.size(), before);
  EXPECT_EQ(floor.state().next_visit, 5001U);
}

TEST(Room, IsMadeForABatchOfArrivals) {
  ToldFloor floor = ToldFloor::opened();
  for (int people = 0; people < 100; ++people) floor.welcome();
  EXPECT_GE(floor.state().free_people.size(), 31U) << "made before each command, one taken since";
  std::size_t free = 0;
  for (const Emergency& emergency : floor.state().emergencies) free += emergency.id.exists() ? 0U : 1U;
  EXPECT_GE(free, 4U);
}

TEST(TwoOpenings, AtOnePlaceWithinTwoMinutesMayBeTheSame) {
  ToldFloor floor = ToldFloor::opened();
  floor.act(1, ActKind::opened);
  floor.act(1, {.seat = booth_1, .kind = ActKind::place});
  floor.at(minute(2)).act(2, ActKind::opened);
  floor.act(2, {.seat = booth_1, .kind = ActKind::place});
  EXPECT_EQ(may_be_the_same(floor.state(), floor.emergency(2)), &floor.emergency(1));
  EXPECT_EQ(may_be_the_same(floor.state(), floor.emergency(1)), nullptr) << "offered once, at the later one";
  floor.at(minute(2, 30)).act(3, ActKind::opened);
  floor.act(3, {.seat = booth_2, .kind = ActKind::place});
  EXPECT_EQ(may_be_the_same(floor.state(), floor.emergency(3)), nullptr) << "another place";
}

}  // namespace
}  // namespace alongside::domain
