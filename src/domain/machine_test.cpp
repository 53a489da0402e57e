// The three functions as a whole.
#include "domain/machine.hpp"

#include "domain/told_floor_test.hpp"

namespace alongside::domain {
namespace {

TEST(Decide, ChangesNothingAndClearsWhatTheLastOneSaid) {
  ToldFloor floor = ToldFloor::opened();
  const State before = floor.state();
  Events out;
  const Command welcome{.at = nine,
                        .by = StaffRef{4},
                        .device = DeviceRef{7},
                        .marks = Marks{}.with(Mark::from_paper),
                        .body = Welcome{.old_enough = Answer::yes}};
  EXPECT_TRUE(decide(before, welcome, out).accepted());
  EXPECT_EQ(out.size(), 2U);
  EXPECT_TRUE(before == floor.state());
  const Command refused{
      .at = nine, .by = {}, .device = {}, .marks = {}, .body = Leave{.visit = VisitId{.number = 9, .slot = 0}}};
  EXPECT_FALSE(decide(before, refused, out).accepted());
  EXPECT_TRUE(out.empty());
}

TEST(Decide, StampsEachEventWithTheCommandsTimeStaffScreenAndMarks) {
  ToldFloor floor = ToldFloor::opened();
  Events out;
  const Command welcome{.at = minute(3),
                        .by = StaffRef{4},
                        .device = DeviceRef{7},
                        .marks = Marks{}.with(Mark::from_paper),
                        .body = Welcome{.old_enough = Answer::yes}};
  decide(floor.state(), welcome, out);
  for (const Event& event : out) {
    EXPECT_EQ(event.at, minute(3));
    EXPECT_EQ(event.by, StaffRef{4});
    EXPECT_EQ(event.device, DeviceRef{7});
    EXPECT_TRUE(event.marks.has(Mark::from_paper));
  }
}

TEST(Evolve, TakesImportedHistoryIntoTheRecordAndNotOntoTheFloor) {
  ToldFloor floor = ToldFloor::opened();
  State state = floor.state();
  for (const EventBody& body :
       {EventBody(ImportedVisit{}), EventBody(ImportedUse{}), EventBody(ImportedEmergency{}),
        EventBody(ImportTallied{}), EventBody(CodesTallied{}), EventBody(ClockStepped{}), EventBody(NothingToDo{})}) {
    evolve(state, {.at = nine, .by = {}, .device = {}, .marks = {}, .body = body});
  }
  EXPECT_TRUE(state == floor.state());
}

TEST(NextDue, IsNothingOnAQuietFloor) {
  ToldFloor floor = ToldFloor::opened();
  EXPECT_FALSE(next_due(floor.state()).has_value());
  floor.user(booth_1);
  ASSERT_TRUE(next_due(floor.state()).has_value());
  EXPECT_EQ(next_due(floor.state())->due, minute(2));
}

}  // namespace
}  // namespace alongside::domain
