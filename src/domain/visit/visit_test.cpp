// The visit: who may come for what, and every way out.
#include "domain/told_floor_test.hpp"

namespace alongside::domain {
namespace {

TEST(Visit, BeginsOnlyOnAnOpenFloor) {
  ToldFloor floor;
  EXPECT_EQ(floor.reason(Welcome{.old_enough = Answer::yes}), Reason::floor_closed);
}

TEST(Visit, WaitsUnlessASeatIsTakenAtOnce) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId waiting = floor.welcome();
  const VisitId seated = floor.welcome(booth_1);
  EXPECT_TRUE(floor.person(waiting).waiting);
  EXPECT_FALSE(floor.person(seated).waiting);
  EXPECT_EQ(floor.person(seated).seat, booth_1);
}

TEST(Visit, ARefusedSeatWelcomesNobody) {
  ToldFloor floor = ToldFloor::opened();
  floor.welcome(booth_1);
  EXPECT_EQ(floor.reason(Welcome{.old_enough = Answer::yes, .seat = booth_1}), Reason::seat_taken);
  EXPECT_EQ(floor.state().next_visit, 2U) << "no number was used for it";
}

struct Age {
  Purpose purpose;
  Answer answer;
  Reason reason;
};
TEST(Visit, AgeIsAskedForUseOnSiteAndForNothingElse) {
  for (const Age& age : {
           Age{Purpose::booth, Answer::yes, Reason::none},
           Age{Purpose::booth, Answer::no, Reason::under_age},
           Age{Purpose::booth, Answer::not_asked, Reason::age_not_answered},
           Age{Purpose::smoking, Answer::declined, Reason::age_not_answered},
           Age{Purpose::smoking, Answer::unknown, Reason::age_not_answered},
           Age{Purpose::supplies, Answer::not_asked, Reason::none},
           Age{Purpose::services, Answer::no, Reason::none},
       }) {
    ToldFloor floor = ToldFloor::opened();
    EXPECT_EQ(floor.reason(Welcome{.purpose = age.purpose, .old_enough = age.answer}), age.reason)
        << name_of(age.purpose) << " " << name_of(age.answer);
  }
}

TEST(Visit, WithoutAMinimumAgeNobodyIsAsked) {
  Guardrails rules = everything_allowed();
  rules.minimum_age = 0;
  ToldFloor floor(SiteKind::demonstration, true, rules);
  floor.send(OpenFloor{.responsible = StaffRef{1}});
  EXPECT_EQ(floor.reason(Welcome{.purpose = Purpose::booth}), Reason::none);
}

TEST(Visit, WhoCameForSuppliesIsNotServedAtABoothUnasked) {
  ToldFloor floor = ToldFloor::opened();
  floor.send(Welcome{.purpose = Purpose::supplies});
  const VisitId visit = std::get<Welcomed>(floor.last()[0].body).visit;
  EXPECT_EQ(floor.reason(JoinWaiting{.visit = visit, .purpose = Purpose::booth}), Reason::age_not_answered);
  EXPECT_EQ(floor.reason(TakeSeat{.visit = visit, .seat = booth_1}), Reason::none);
  EXPECT_EQ(floor.reason(ToldFloor::use_of(visit)), Reason::age_not_answered);
}

TEST(Visit, AgeMayBeAnsweredAfterTheDoorAndTheLastAnswerStands) {
  ToldFloor floor = ToldFloor::opened();
  floor.send(Welcome{.purpose = Purpose::supplies});
  const VisitId visit = std::get<Welcomed>(floor.last()[0].body).visit;
  floor.send(TakeSeat{.visit = visit, .seat = booth_1});
  EXPECT_EQ(floor.reason(AnswerAge{.visit = visit, .old_enough = Answer::no}), Reason::none);
  EXPECT_EQ(floor.reason(ToldFloor::use_of(visit)), Reason::under_age);
  EXPECT_EQ(floor.reason(AnswerAge{.visit = visit, .old_enough = Answer::yes}), Reason::none);
  EXPECT_EQ(floor.reason(AnswerAge{.visit = visit, .old_enough = Answer::yes}), Reason::none);
  EXPECT_TRUE(floor.last().empty()) << "the same answer again is nothing new";
  EXPECT_EQ(floor.reason(ToldFloor::use_of(visit)), Reason::none);
  floor.send(Leave{.visit = visit});
  EXPECT_EQ(floor.reason(AnswerAge{.visit = visit, .old_enough = Answer::yes}), Reason::not_here);
}

TEST(Visit, OfADropInCenterHasNoUse) {
  ToldFloor floor(SiteKind::demonstration, true, Guardrails{});
  floor.send(OpenFloor{.responsible = StaffRef{1}});
  EXPECT_EQ(floor.reason(Welcome{.purpose = Purpose::booth, .old_enough = Answer::yes}),
            Reason::consumption_not_allowed);
  EXPECT_EQ(floor.reason(Welcome{.purpose = Purpose::services}), Reason::none);
}

TEST(Visit, EveryWayOutIsKeptApartAndLeavesAFreeSeat) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId left = floor.user(booth_1);
  const VisitId gone = floor.user(booth_2);
  const VisitId unserved = floor.welcome();
  const VisitId impatient = floor.welcome();
  EXPECT_EQ(floor.reason(LeaveBeforeServed{.visit = left}), Reason::already_seated);
  floor.send(Leave{.visit = left});
  EXPECT_TRUE(std::get<Left>(floor.last()[0].body).early);
  floor.send(FindGone{.visit = gone});
  EXPECT_TRUE(std::get<FoundGone>(floor.last()[0].body).watch_was_open);
  floor.send(RecordNotServed{.visit = unserved, .reason = NotServed::no_seat});
  floor.send(LeaveBeforeServed{.visit = impatient});
  for (const VisitId visit : {left, gone, unserved, impatient}) {
    EXPECT_EQ(floor.state().find(visit), nullptr);
    EXPECT_EQ(floor.reason(Leave{.visit = visit}), Reason::not_here);
  }
  EXPECT_EQ(floor.seat(booth_1).taken, 0);
  EXPECT_TRUE(floor.state().deadlines.empty());
}

TEST(Visit, AnOldIdNamesNobodyWhenItsSlotIsUsedAgain) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId old = floor.welcome();
  floor.send(Leave{.visit = old});
  VisitId next = floor.welcome();
  for (int others = 0; others < 200 && next.slot != old.slot; ++others) {
    floor.send(Leave{.visit = next});
    next = floor.welcome();
  }
  ASSERT_EQ(next.slot, old.slot);
  EXPECT_NE(next.number, old.number);
  EXPECT_EQ(floor.state().find(old), nullptr);
}

TEST(Visit, InAnOpenEmergencyDoesNotEnd) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.look(visit, Responds::does_not_wake, Breaths::none);
  EXPECT_EQ(floor.reason(Leave{.visit = visit}), Reason::in_an_emergency);
  EXPECT_EQ(floor.reason(FindGone{.visit = visit}), Reason::in_an_emergency);
  EXPECT_EQ(floor.reason(RecordNotServed{.visit = visit}), Reason::in_an_emergency);
}

TEST(Visit, HoldsNothingThatWasDoneBeforeItBegan) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.at(minute(20)).welcome(booth_1);
  ASSERT_TRUE(floor.at(minute(21)).send_late(minute(3), Leave{.visit = visit}).accepted());
  EXPECT_EQ(floor.last()[0].at, minute(20));
  EXPECT_TRUE(floor.last()[0].marks.has(Mark::time_not_sure));
}

TEST(Visit, KeepsTheTimeOfWhatWasDoneInItHoweverLateItComes) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.welcome(booth_1);
  ASSERT_TRUE(floor.at(minute(50)).send_late(minute(3), Leave{.visit = visit}).accepted());
  EXPECT_EQ(floor.last()[0].at, minute(3));
  EXPECT_FALSE(floor.last()[0].marks.has(Mark::time_not_sure));
}

}  // namespace
}  // namespace alongside::domain
