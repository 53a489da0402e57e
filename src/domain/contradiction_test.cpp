// What a record cannot say: each told by hand, and that what was there once may still be named.
#include "domain/contradiction.hpp"

#include <gtest/gtest.h>

#include "domain/told_floor_test.hpp"

namespace alongside::domain {
namespace {

class ContradictionTest : public ::testing::Test {
 protected:
  std::string of(const EventBody& body) const {
    return contradiction(floor_.state(), {.at = minute(5), .by = {}, .device = {}, .marks = {}, .body = body});
  }

  ToldFloor floor_ = ToldFloor::opened();
};

TEST_F(ContradictionTest, ASeatThatWasNeverAddedIsTakenCleanedAndFreedByNobody) {
  const VisitId here = floor_.welcome();
  EXPECT_EQ(of(Seated{.visit = here, .seat = booth_1}), "");
  EXPECT_EQ(of(Seated{.visit = here}), "seated is about no seat");
  EXPECT_EQ(of(SeatReady{.seat = toilet}), "");
  EXPECT_EQ(of(SeatReady{.seat = SeatId{7}}), "seat_ready is about seat 7, which was never added");
  EXPECT_EQ(of(ToiletFreed{.seat = SeatId{700}}), "toilet_freed is about seat 700, which was never added");
  EXPECT_EQ(of(ToiletKnocked{}), "toilet_knocked is about no seat");
  EXPECT_EQ(of(ToiletTaken{}), "toilet_taken is about no seat");
  EXPECT_EQ(of(SeatAdded{.seat = SeatId{7}}), "");
  EXPECT_EQ(of(SeatAdded{.seat = SeatId{60000}}), "seat_added adds a seat out of order");
}

TEST_F(ContradictionTest, AVisitBeginsWhereNobodyIs) {
  const VisitId here = floor_.welcome();
  EXPECT_EQ(of(Welcomed{.visit = {.number = 9, .slot = static_cast<std::uint16_t>(here.slot + 1)}}), "");
  EXPECT_EQ(of(Welcomed{.visit = {.number = 9, .slot = here.slot}}), "welcomed has no place for its visit");
  EXPECT_EQ(of(Welcomed{}), "welcomed has no place for its visit");
}

TEST_F(ContradictionTest, AnEmergencyOpensByAProtocolThatWasAdopted) {
  EXPECT_EQ(of(EmergencyOpened{.emergency = {.number = 1, .slot = 0}, .protocol = DocumentRef{0}}), "");
  EXPECT_EQ(of(EmergencyOpened{.emergency = {.number = 1, .slot = 0}, .protocol = DocumentRef{1}}),
            "emergency_opened names a protocol that was never adopted");
  EXPECT_EQ(of(EmergencyOpened{.protocol = DocumentRef{0}}), "emergency_opened opens no emergency");
}

/// Rows of old programs and of screens may name whom nobody knows any more: the fold passes over them, and the record stays open.
TEST_F(ContradictionTest, WhatTheFoldPassesOverIsNone) {
  const VisitId nobody{.number = 7, .slot = 60000};
  const EmergencyId none{.number = 7, .slot = 60000};
  const std::vector<EventBody> passed_over = {
      Left{.visit = nobody},
      LookTaken{.visit = nobody},
      UseCorrected{.visit = nobody},
      EndingUndone{.visit = nobody, .seat = SeatId{900}},
      ActRecorded{.emergency = none, .act = {.visit = nobody, .seat = SeatId{900}}},
      EmergencyAssessed{.emergency = none},
      EmergenciesJoined{.kept = none, .absorbed = none},
      EmergencyPersonSet{.emergency = none, .visit = nobody, .seat = SeatId{900}},
      LeftByEmergency{.emergency = none, .visit = nobody},
  };
  for (const EventBody& body : passed_over) EXPECT_EQ(of(body), "");
}

TEST_F(ContradictionTest, ADocumentIsThereBeforeItIsAdopted) {
  EXPECT_EQ(of(ProtocolAdopted{.document = DocumentRef{0}}), "");
  EXPECT_EQ(of(ProtocolAdopted{.document = DocumentRef{1}}), "protocol_adopted names a protocol that is not there");
  EXPECT_EQ(of(GuardrailsAdopted{.document = DocumentRef{1}}),
            "guardrails_adopted names guardrails that are not there");
}

}  // namespace
}  // namespace alongside::domain
