// What a record cannot say: each told by hand, and that what was there once may still be named.
#include "domain/contradiction.hpp"

#include <gtest/gtest.h>

#include "domain/told_floor_test.hpp"

namespace alongside::domain {
namespace {

constexpr VisitId never_welcomed{.number = 7, .slot = 0};
constexpr EmergencyId never_opened{.number = 7, .slot = 0};

class ContradictionTest : public ::testing::Test {
 protected:
  std::string of(const EventBody& body) const {
    return contradiction(floor_.state(), {.at = minute(5), .by = {}, .device = {}, .marks = {}, .body = body});
  }

  ToldFloor floor_;
};

TEST_F(ContradictionTest, ASeatThatWasNeverAddedIsNamedByNothing) {
  EXPECT_EQ(of(SeatReady{.seat = toilet}), "");
  EXPECT_EQ(of(SeatReady{.seat = SeatId{7}}), "seat_ready names seat 7, which never was");
  EXPECT_EQ(of(SeatReady{.seat = SeatId::none()}), "seat_ready names no seat");
  EXPECT_EQ(of(ToiletFreed{.seat = SeatId{700}}), "toilet_freed names seat 700, which never was");
  EXPECT_EQ(of(ToiletKnocked{}), "toilet_knocked names no seat");
  EXPECT_EQ(of(ToiletTaken{}), "toilet_taken names no seat");
  EXPECT_EQ(of(SeatAdded{.seat = SeatId{7}}), "");
  EXPECT_EQ(of(SeatAdded{.seat = SeatId{60000}}), "seat_added adds a seat out of order");
}

TEST_F(ContradictionTest, AVisitThatNeverBeganIsNamedByNothing) {
  const VisitId here = floor_.welcome();
  EXPECT_EQ(of(Left{.visit = here}), "");
  EXPECT_EQ(of(Left{.visit = never_welcomed}), "left names visit 7, which never was");
  EXPECT_EQ(of(Left{.visit = {.number = here.number, .slot = 60000}}), "left names visit 1, which never was");
  EXPECT_EQ(of(Seated{.visit = here, .seat = booth_1, .from = SeatId{9}}), "seated names seat 9, which never was");
  EXPECT_EQ(of(Seated{.visit = here}), "seated names no seat");
}

TEST_F(ContradictionTest, AVisitBeginsOnceAndWhereNobodyIs) {
  const VisitId here = floor_.welcome();
  const VisitId next{.number = here.number + 1, .slot = static_cast<std::uint16_t>(here.slot + 1)};
  EXPECT_EQ(of(Welcomed{.visit = next}), "");
  EXPECT_EQ(of(Welcomed{.visit = here}), "welcomed begins a visit that has been before");
  EXPECT_EQ(of(Welcomed{.visit = {.number = next.number, .slot = here.slot}}), "welcomed has no place for its visit");
  EXPECT_EQ(of(Welcomed{}), "welcomed has no place for its visit");
}

TEST_F(ContradictionTest, AnEmergencyOpensOnceByAProtocolThatWasAdopted) {
  EXPECT_EQ(of(ActRecorded{.emergency = never_opened}), "act_recorded names emergency 7, which never was");
  EXPECT_EQ(of(EmergencyOpened{.emergency = {.number = 1, .slot = 0}, .protocol = DocumentRef{0}}), "");
  EXPECT_EQ(of(EmergencyOpened{.emergency = {.number = 1, .slot = 0}, .protocol = DocumentRef{1}}),
            "emergency_opened names a protocol that was never adopted");
  EXPECT_EQ(of(EmergencyOpened{.emergency = {.number = 0, .slot = 0}, .protocol = DocumentRef{0}}),
            "emergency_opened opens an emergency that has been before");
}

TEST_F(ContradictionTest, WhatAScreenSaidOfAnEmergencyMayBeOfNobodyAndNowhere) {
  floor_.send(TapAct{.emergency = id_of(1), .act = {.id = id_of(2), .kind = ActKind::opened}});
  const EmergencyId open = floor_.state().emergencies.front().id;
  ASSERT_TRUE(open.exists());
  EXPECT_EQ(of(EmergencyPersonSet{.emergency = open, .visit = never_welcomed, .seat = SeatId{900}}), "");
  EXPECT_EQ(of(ActRecorded{.emergency = open, .act = {.visit = never_welcomed, .seat = SeatId{900}}}), "");
  EXPECT_EQ(of(EmergencyPersonSet{.emergency = never_opened}),
            "emergency_person_set names emergency 7, which never was");
}

TEST_F(ContradictionTest, WhoeverLeftMayBeNamed) {
  const VisitId here = floor_.welcome();
  floor_.send(LeaveBeforeServed{.visit = here});
  ASSERT_EQ(floor_.state().find(here), nullptr);
  EXPECT_EQ(of(EndingUndone{.visit = here}), "");
}

TEST_F(ContradictionTest, ADocumentIsThereBeforeItIsAdopted) {
  EXPECT_EQ(of(ProtocolAdopted{.document = DocumentRef{0}}), "");
  EXPECT_EQ(of(ProtocolAdopted{.document = DocumentRef{1}}), "protocol_adopted names a protocol that is not there");
  EXPECT_EQ(of(GuardrailsAdopted{.document = DocumentRef{1}}),
            "guardrails_adopted names guardrails that are not there");
}

}  // namespace
}  // namespace alongside::domain
