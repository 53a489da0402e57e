// The shift: who is responsible, when the floor opens and when it may close.
#include "domain/told_floor_test.hpp"

namespace alongside::domain {
namespace {

TEST(Shift, NothingHappensAtASiteThatIsNotReady) {
  State state;
  Documents documents;
  state.documents = &documents;
  Events out;
  const auto reason = [&](const CommandBody& body) {
    return decide(state, {.at = nine, .by = {}, .device = {}, .marks = {}, .body = body}, out).reason;
  };
  EXPECT_EQ(reason(OpenFloor{.responsible = StaffRef{1}}), Reason::site_not_ready);
  EXPECT_EQ(reason(Welcome{}), Reason::site_not_ready);
  EXPECT_EQ(reason(FoundSite{}), Reason::none);
}

TEST(Shift, ASiteIsFoundedOnce) {
  ToldFloor floor;
  EXPECT_EQ(floor.reason(FoundSite{}), Reason::already_founded);
}

TEST(Shift, ARealFloorOpensOnlyOnASignedProtocol) {
  ToldFloor floor(SiteKind::real, false);
  EXPECT_EQ(floor.reason(OpenFloor{.responsible = StaffRef{1}}), Reason::protocol_not_signed);
  floor.send(AdoptProtocol{{.document = floor.state().protocol, .digest = {}, .signer = StaffRef{9}}});
  EXPECT_EQ(floor.reason(OpenFloor{.responsible = StaffRef{1}}), Reason::none);
}

TEST(Shift, ATrainingFloorOpensOnADraft) {
  ToldFloor floor(SiteKind::training, false);
  EXPECT_EQ(floor.reason(OpenFloor{.responsible = StaffRef{1}}), Reason::none);
}

TEST(Shift, SomebodyIsResponsibleFromOpeningToClosing) {
  ToldFloor floor;
  EXPECT_EQ(floor.reason(OpenFloor{}), Reason::somebody_must_be_responsible);
  EXPECT_EQ(floor.reason(HandOver{.to = StaffRef{2}}), Reason::floor_closed);
  floor.send(OpenFloor{.responsible = StaffRef{1}});
  EXPECT_EQ(floor.reason(HandOver{}), Reason::somebody_must_be_responsible);
  EXPECT_EQ(floor.reason(HandOver{.to = StaffRef{2}}), Reason::none);
  EXPECT_EQ(floor.state().responsible, StaffRef{2});
  EXPECT_EQ(floor.reason(CloseFloor{}), Reason::none);
  EXPECT_FALSE(floor.state().responsible.exists());
  EXPECT_EQ(floor.reason(CloseFloor{}), Reason::floor_closed);
}

TEST(Shift, HandingOverToWhomeverHasItMakesNothingHappen) {
  ToldFloor floor = ToldFloor::opened();
  EXPECT_EQ(floor.reason(HandOver{.to = StaffRef{1}}), Reason::none);
  EXPECT_TRUE(floor.last().empty());
}

TEST(Shift, ClosingNamesWhoIsStillWatchedAndWhere) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_2);
  const Refusal refusal = floor.send(CloseFloor{});
  EXPECT_EQ(refusal.reason, Reason::people_still_watched);
  EXPECT_EQ(refusal.visit, visit);
  EXPECT_EQ(refusal.seat, booth_2);
}

TEST(Shift, AnOpenEmergencyWithNobodysVisitHoldsTheFloorOpen) {
  ToldFloor floor = ToldFloor::opened();
  floor.act(1, ActKind::opened);
  EXPECT_EQ(floor.reason(CloseFloor{}), Reason::people_still_watched);
  floor.act(1, ActKind::closed, static_cast<std::uint8_t>(Outcome::opened_by_mistake));
  EXPECT_EQ(floor.reason(CloseFloor{}), Reason::none);
}

}  // namespace
}  // namespace alongside::domain
