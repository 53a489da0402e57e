// The watch: uses, looks, concern, seen all, rest.
#include "domain/told_floor_test.hpp"

namespace alongside::domain {
namespace {

Look look_of(VisitId visit) { return {.visit = visit, .responds = LookAnswer::talks, .id = id_of(5)}; }

TEST(Use, NeedsASeatForItARouteThatIsAllowedAndAnOpenFloor) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.welcome();
  EXPECT_EQ(floor.reason(ToldFloor::use_of(visit)), Reason::needs_a_seat);
  floor.send(TakeSeat{.visit = visit, .seat = chair_1});
  EXPECT_EQ(floor.reason(ToldFloor::use_of(visit)), Reason::seat_not_for_this);
  floor.send(TakeSeat{.visit = visit, .seat = booth_1});
  EXPECT_EQ(floor.reason(BeginUse{.visit = visit, .route = Route::other}), Reason::route_not_allowed);
  floor.send(CloseFloor{});
  EXPECT_EQ(floor.reason(ToldFloor::use_of(visit)), Reason::floor_closed);
  floor.send(OpenFloor{.responsible = StaffRef{1}});
  EXPECT_EQ(floor.reason(ToldFloor::use_of(visit)), Reason::none);
  EXPECT_EQ(floor.person(visit).uses, 1);
}

TEST(Use, StartsTheWatchAgain) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(2)).look(visit);
  floor.at(minute(31)).look(visit);
  ASSERT_EQ(floor.person(visit).watch, Watch::ended);
  floor.send(ToldFloor::use_of(visit));
  EXPECT_EQ(floor.person(visit).watch, Watch::watched);
  EXPECT_EQ(floor.due(visit, WatchCause::look), minute(33));
  EXPECT_EQ(floor.due(visit, WatchCause::may_go), minute(61));
  EXPECT_FALSE(floor.person(visit).may_go);
}

struct Minutes {
  Route route;
  Substances substances;
  int minutes;
};
TEST(Watch, IsLongerForWhatWorksLater) {
  const auto of = [](Substance substance) { return Substances{}.with(substance); };
  for (const Minutes& expected : {
           Minutes{Route::inject, of(Substance::heroin), 30},
           Minutes{Route::snort, of(Substance::cocaine), 30},
           Minutes{Route::smoke, of(Substance::crack), 45},
           Minutes{Route::oral, of(Substance::methamphetamine), 60},
           Minutes{Route::inject, of(Substance::pressed_pill), 60},
           Minutes{Route::inject, of(Substance::heroin).with(Substance::benzodiazepine), 60},
           Minutes{Route::smoke, of(Substance::fentanyl).with(Substance::medetomidine), 60},
       }) {
    ToldFloor floor = ToldFloor::opened();
    const VisitId visit = floor.welcome(booth_1);
    floor.send(BeginUse{.visit = visit, .substances = expected.substances, .route = expected.route});
    EXPECT_EQ(floor.due(visit, WatchCause::may_go), minute(expected.minutes)) << name_of(expected.route);
  }
}

TEST(Watch, FollowsACorrectedUseFromWhenPreparationBegan) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(31));
  EXPECT_TRUE(floor.person(visit).may_go);
  floor.send(CorrectUse{.visit = visit,
                        .use = 1,
                        .substances = Substances{}.with(Substance::heroin).with(Substance::xylazine),
                        .route = Route::inject});
  EXPECT_FALSE(floor.person(visit).may_go);
  EXPECT_EQ(floor.due(visit, WatchCause::may_go), minute(60));
  EXPECT_EQ(floor.reason(CorrectUse{.visit = visit, .use = 2, .route = Route::inject}), Reason::no_such_use);
  EXPECT_EQ(floor.reason(CorrectUse{.visit = visit, .use = 1, .route = Route::other}), Reason::route_not_allowed);
}

TEST(Look, ComesAfterTwoMinutesAndThenEveryFive) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  EXPECT_EQ(floor.due(visit, WatchCause::look), minute(2));
  floor.at(minute(3)).look(visit);
  EXPECT_EQ(floor.due(visit, WatchCause::look), minute(8));
}

TEST(Look, ThatNobodyTakesIsOverdueOnce) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(25));
  ASSERT_EQ(floor.reminders.size(), 2U);
  EXPECT_TRUE(is_about(floor.reminders[0], WatchCause::look));
  EXPECT_TRUE(is_about(floor.reminders[1], WatchCause::look_overdue));
  EXPECT_EQ(floor.reminders[1].due, minute(7));
  EXPECT_TRUE(floor.person(visit).look_is_overdue);
}

struct Finding {
  const char* what;
  Look seen;
  bool concern;
  bool emergency;
};
TEST(Look, FindsAConcernOrAnEmergencyAsTheProtocolSays) {
  const auto seen = [](Responds responds, Breaths breaths, Oximeter oximeter, std::uint16_t rr = Vitals::not_measured) {
    return Look{.visit = {},
                .responds = static_cast<LookAnswer>(responds),
                .breaths = breaths,
                .oximeter = oximeter,
                .breaths_per_minute = rr,
                .id = id_of(5)};
  };
  using enum Oximeter;
  for (const Finding& finding : {
           Finding{"talks", seen(Responds::talks, Breaths::ok, from_95), false, false},
           Finding{"wakes to voice", seen(Responds::wakes_to_voice, Breaths::ok, not_taken), false, false},
           Finding{"no reading", seen(Responds::talks, Breaths::ok, no_reading), false, false},
           Finding{"needs touch", seen(Responds::needs_touch, Breaths::ok, from_95), true, false},
           Finding{"SpO2 90 to 94", seen(Responds::talks, Breaths::ok, from_90_to_94), true, false},
           Finding{"slow, 10 counted", seen(Responds::talks, Breaths::slow, not_taken, 10), true, false},
           Finding{"slow, 9 counted", seen(Responds::talks, Breaths::slow, not_taken, 9), true, true},
           Finding{"9 counted, though they look well", seen(Responds::talks, Breaths::ok, from_95, 9), true, true},
           Finding{"slow, not counted", seen(Responds::talks, Breaths::slow, not_taken), true, true},
           Finding{"none", seen(Responds::talks, Breaths::none, not_taken), true, true},
           Finding{"SpO2 80 to 89", seen(Responds::talks, Breaths::ok, from_80_to_89), true, true},
           Finding{"SpO2 under 80", seen(Responds::talks, Breaths::ok, under_80), true, true},
           Finding{"does not wake", seen(Responds::does_not_wake, Breaths::ok, from_95), true, true},
       }) {
    ToldFloor floor = ToldFloor::opened();
    Look look = finding.seen;
    look.visit = floor.user(booth_1);
    floor.send(look);
    EXPECT_EQ(floor.person(look.visit).watch == Watch::concern, finding.concern) << finding.what;
    EXPECT_EQ(floor.state().find_emergency(look.id) != nullptr, finding.emergency) << finding.what;
    EXPECT_EQ(floor.due(look.visit, WatchCause::look), minute(finding.concern ? 1 : 5)) << finding.what;
  }
}

TEST(Look, EndsTheWatchWhenTheTimeIsUpAndThePersonTalks) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(29, 59)).look(visit);
  EXPECT_EQ(floor.person(visit).watch, Watch::watched);
  floor.at(minute(30)).look(visit, Responds::wakes_to_voice);
  EXPECT_EQ(floor.person(visit).watch, Watch::watched);
  floor.look(visit);
  EXPECT_EQ(floor.person(visit).watch, Watch::ended);
  EXPECT_TRUE(floor.state().deadlines.empty());
}

TEST(Look, EndsTheConcernOfSomebodyWhoHasNotUsed) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.welcome(chair_1, Purpose::services);
  floor.look(visit, Responds::needs_touch);
  EXPECT_EQ(floor.person(visit).watch, Watch::concern);
  floor.at(minute(1)).look(visit);
  EXPECT_EQ(floor.person(visit).watch, Watch::ended);
  EXPECT_TRUE(floor.state().deadlines.empty());
}

TEST(Look, InAnEmergencyIsAnActOfItAndOpensNoSecondOne) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.look(visit, Responds::does_not_wake, Breaths::none);
  const EmergencyId first = floor.person(visit).emergency;
  const std::size_t acts = floor.state().find(first)->acts.size();
  floor.at(minute(1)).look(visit, Responds::does_not_wake, Breaths::none);
  EXPECT_EQ(floor.person(visit).emergency, first);
  EXPECT_EQ(floor.state().find(first)->acts.size(), acts + 1);
  EXPECT_EQ(floor.state().next_emergency, 2U);
}

TEST(Concern, OutlivesANewUseAndIsLookedAtAfterItsOwnMinute) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(1)).look(visit, Responds::needs_touch);
  floor.send(ToldFloor::use_of(visit));
  EXPECT_EQ(floor.person(visit).watch, Watch::concern);
  EXPECT_EQ(floor.due(visit, WatchCause::look), minute(2));
  floor.at(minute(4));
  EXPECT_TRUE(floor.person(visit).look_is_overdue) << "overdue one minute after it was due";
}

TEST(SeenAll, LooksAtEachPersonInOneEventAndEndsNoWatch) {
  ToldFloor floor = ToldFloor::opened();
  EXPECT_EQ(floor.reason(SeeAll{}), Reason::nobody_watched);
  const VisitId done = floor.user(booth_1);
  floor.at(minute(35));
  const VisitId watched = floor.user(booth_2);
  const VisitId concern = floor.user(booth_3);
  floor.look(concern, Responds::needs_touch);
  EXPECT_EQ(floor.reason(SeeAll{}), Reason::none);
  EXPECT_EQ(floor.last().size(), 1U);
  EXPECT_EQ(floor.person(done).watch, Watch::watched);
  EXPECT_EQ(floor.due(done, WatchCause::look), minute(40));
  EXPECT_EQ(floor.due(watched, WatchCause::look), minute(40));
  EXPECT_EQ(floor.due(concern, WatchCause::look), minute(36));
}

TEST(LateLook, EndsNoWatchWhoseTimeWasNotUpWhenItWasTaken) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(20)).look(visit);
  floor.at(minute(44)).send_late(minute(24), look_of(visit));
  EXPECT_EQ(floor.person(visit).watch, Watch::watched);
  EXPECT_TRUE(floor.person(visit).may_go);
  floor.look(visit);
  EXPECT_EQ(floor.person(visit).watch, Watch::ended);
}

TEST(LateLook, TakesNoConcernAwayThatWasSeenAfterIt) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(9)).look(visit, Responds::needs_touch);
  const Instant next = floor.due(visit, WatchCause::look);
  floor.at(minute(9, 30)).send_late(minute(5), look_of(visit));
  EXPECT_EQ(floor.person(visit).watch, Watch::concern);
  EXPECT_EQ(floor.due(visit, WatchCause::look), next);
  EXPECT_EQ(floor.person(visit).last_look, minute(9));
}

TEST(LateLook, MakesNoConcernOfSomebodySeenWellSince) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(31)).look(visit);
  ASSERT_EQ(floor.person(visit).watch, Watch::ended);
  floor.send_late(minute(28), Look{.visit = visit, .responds = LookAnswer::needs_touch, .id = id_of(5)});
  EXPECT_EQ(floor.person(visit).watch, Watch::ended);
  EXPECT_FALSE(floor.due(visit, WatchCause::look).is_set());
}

TEST(LateLook, ThatFoundNoAnswerStillOpensAnEmergency) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(9)).look(visit);
  floor.at(minute(10))
      .send_late(minute(8), Look{.visit = visit, .responds = LookAnswer::does_not_wake, .id = id_of(5)});
  EXPECT_EQ(floor.emergency(5).assessment.t0, minute(8));
}

TEST(LateLook, FromBeforeANewUseLeavesItsFirstLookWhereItIs) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(10)).send(ToldFloor::use_of(visit));
  floor.at(minute(11)).send_late(minute(9), look_of(visit));
  EXPECT_EQ(floor.due(visit, WatchCause::look), minute(12));
  EXPECT_EQ(floor.person(visit).last_look, Instant::unknown());
}

TEST(LateSeenAll, IsALookOnlyForWhoWasNotSeenSinceAndMovesNoClockBack) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId seen_since = floor.user(booth_1);
  const VisitId not_seen = floor.user(booth_2);
  const VisitId used_again = floor.user(booth_3);
  floor.at(minute(9)).look(seen_since);
  floor.send(ToldFloor::use_of(used_again));
  floor.at(minute(10)).send_late(minute(7), SeeAll{});
  EXPECT_EQ(floor.due(seen_since, WatchCause::look), minute(14));
  EXPECT_EQ(floor.person(seen_since).last_look, minute(9));
  EXPECT_EQ(floor.person(not_seen).last_look, minute(7));
  EXPECT_EQ(floor.due(not_seen, WatchCause::look), minute(12));
  EXPECT_EQ(floor.due(used_again, WatchCause::look), minute(11));
}

TEST(LateUse, DoesNotShortenTheWatchOfAUseThatBeganAfterIt) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(10)).send(ToldFloor::use_of(visit));
  floor.at(minute(11)).send_late(minute(4), ToldFloor::use_of(visit));
  EXPECT_EQ(floor.person(visit).uses, 3);
  EXPECT_EQ(floor.due(visit, WatchCause::may_go), minute(40));
  EXPECT_EQ(floor.person(visit).prepared_at, minute(10));
}

TEST(Look, IsTakenAtItsTimeAlsoAfterTheWallClockWentBack) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(20)).look(visit);
  floor.restart(minute(5), true);
  floor.at(minute(6)).look(visit);
  EXPECT_EQ(floor.person(visit).last_look, minute(6));
  EXPECT_EQ(floor.due(visit, WatchCause::look), minute(11));
  floor.at(minute(35, 1)).look(visit);
  EXPECT_EQ(floor.person(visit).watch, Watch::ended);
}

TEST(Rest, LastsTwoHoursAfterAReleaseUnlessTheResponsiblePersonLiftsIt) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  Look found = look_of(visit);
  found.responds = LookAnswer::does_not_wake;
  floor.send(found);
  EXPECT_EQ(floor.reason(ToldFloor::use_of(visit)), Reason::in_an_emergency);
  floor.at(minute(10))
      .send(TapAct{
          .emergency = found.id,
          .act = {.id = id_of(6), .kind = ActKind::closed, .choice = static_cast<std::uint8_t>(Outcome::released)}});
  EXPECT_EQ(floor.at(minute(129, 59)).reason(ToldFloor::use_of(visit)), Reason::rest_first);
  BeginUse lifted = ToldFloor::use_of(visit);
  lifted.lifted = true;
  EXPECT_EQ(floor.reason(lifted), Reason::none);
  EXPECT_EQ(floor.at(minute(130)).reason(ToldFloor::use_of(visit)), Reason::none);
}

}  // namespace
}  // namespace alongside::domain
