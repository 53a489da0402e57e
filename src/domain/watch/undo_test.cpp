// Taking back what was tapped on the floor: the person is as they were, with the clocks, or it is refused.
#include "domain/told_floor_test.hpp"

namespace alongside::domain {
namespace {

constexpr std::array all_causes{WatchCause::look, WatchCause::look_overdue, WatchCause::may_go};

/// All that is known of somebody, with their deadlines.
struct Seen {
  Person person;
  std::array<Instant, 3> due;

  bool operator==(const Seen&) const = default;
};
Seen seen(const ToldFloor& floor, VisitId visit) {
  Seen all{.person = floor.person(visit), .due = {}};
  for (std::size_t i = 0; i < all_causes.size(); ++i) all.due[i] = floor.due(visit, all_causes[i]);
  return all;
}

Look all_well(VisitId visit) { return {.visit = visit, .responds = LookAnswer::all_well, .id = id_of(77)}; }

struct WayOut {
  const char* what;
  CommandBody body;
};

TEST(UndoEnding, BringsBackEveryWayOutWithSeatWatchAndClocks) {
  for (const bool used : {false, true}) {
    ToldFloor floor = ToldFloor::opened();
    const VisitId visit = used ? floor.user(booth_1) : floor.welcome(booth_1);
    for (const CommandBody& out : {CommandBody{Leave{.visit = visit}}, CommandBody{FindGone{.visit = visit}}}) {
      floor.at(floor.now() + base::seconds(30));
      const Seen before = seen(floor, visit);
      ASSERT_TRUE(floor.send(out).accepted());
      ASSERT_EQ(floor.state().find(visit), nullptr);
      EXPECT_TRUE(floor.seat(booth_1).cleaning);
      ASSERT_TRUE(floor.send(UndoEnding{.visit = visit}).accepted());
      EXPECT_EQ(seen(floor, visit), before);
      EXPECT_EQ(floor.seat(booth_1).taken, 1);
      EXPECT_FALSE(floor.seat(booth_1).cleaning);
      EXPECT_EQ(floor.reason(UndoEnding{.visit = visit}), Reason::nothing_to_undo) << "twice";
    }
  }
}

TEST(UndoEnding, BringsBackWhoWaitedAndWhoCouldNotBeServed) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.welcome();
  const Seen before = seen(floor, visit);
  floor.send(LeaveBeforeServed{.visit = visit});
  floor.send(UndoEnding{.visit = visit});
  EXPECT_EQ(seen(floor, visit), before);
  floor.send(RecordNotServed{.visit = visit, .reason = NotServed::no_seat});
  floor.send(UndoEnding{.visit = visit});
  EXPECT_EQ(seen(floor, visit), before);
}

TEST(UndoEnding, ComesBackWithoutASeatThatSomebodyElseHas) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.send(Leave{.visit = visit});
  floor.send(ReadySeat{.seat = booth_1});
  const VisitId other = floor.welcome(booth_1);
  ASSERT_TRUE(floor.send(UndoEnding{.visit = visit}).accepted());
  EXPECT_FALSE(floor.person(visit).seat.exists());
  EXPECT_TRUE(floor.person(visit).is_watched());
  EXPECT_EQ(floor.person(other).seat, booth_1);
  EXPECT_EQ(floor.seat(booth_1).taken, 1);
}

TEST(UndoEnding, IsRefusedOnceTheVisitsPlaceWasGivenOnAndForWhoNeverLeft) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.welcome(booth_1);
  EXPECT_EQ(floor.reason(UndoEnding{.visit = visit}), Reason::nothing_to_undo);
  floor.send(Leave{.visit = visit});
  for (VisitId other = floor.welcome(); other.slot != visit.slot && other.number < 200; other = floor.welcome())
    floor.send(Leave{.visit = other});
  ASSERT_TRUE(floor.state().people[visit.slot].visit.exists());
  EXPECT_EQ(floor.reason(UndoEnding{.visit = visit}), Reason::nothing_to_undo);
}

TEST(UndoEnding, IsPossibleAfterManyOthersCameAndLeft) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.welcome();
  floor.send(LeaveBeforeServed{.visit = visit});
  for (int others = 0; others < 12; ++others) floor.send(LeaveBeforeServed{.visit = floor.welcome()});
  EXPECT_TRUE(floor.send(UndoEnding{.visit = visit}).accepted());
}

TEST(UndoEnding, OfSomebodyWhomAnOpenEmergencyNamesComesBackIntoIt) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.welcome();
  floor.send(Leave{.visit = visit});
  floor.act(1, {.visit = visit, .kind = ActKind::person});
  ASSERT_TRUE(floor.send(UndoEnding{.visit = visit}).accepted());
  EXPECT_EQ(floor.person(visit).emergency, floor.emergency(1).id);
}

TEST(UndoLook, ComesBackToTheWatchAsItWas) {
  for (const Responds found : {Responds::talks, Responds::needs_touch}) {
    ToldFloor floor = ToldFloor::opened();
    const VisitId visit = floor.user(booth_1);
    floor.at(minute(5)).look(visit);
    floor.at(minute(7));
    const Seen before = seen(floor, visit);
    floor.look(visit, found);
    ASSERT_NE(seen(floor, visit), before);
    ASSERT_TRUE(floor.send(UndoLook{.visit = visit}).accepted());
    EXPECT_EQ(seen(floor, visit), before) << name_of(found);
    EXPECT_EQ(floor.reason(UndoLook{.visit = visit}), Reason::nothing_to_undo)
        << "one is taken back, not the one before it";
  }
}

TEST(UndoLook, OfTheLookThatEndedTheWatchGoesOnWatching) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(31)).look(visit);
  ASSERT_EQ(floor.person(visit).watch, Watch::ended);
  floor.send(UndoLook{.visit = visit});
  EXPECT_EQ(floor.person(visit).watch, Watch::watched);
  EXPECT_TRUE(floor.person(visit).may_go);
}

TEST(UndoLook, TellsAnOverdueLookAgain) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(9));
  ASSERT_TRUE(floor.person(visit).look_is_overdue);
  floor.look(visit);
  const std::size_t told = floor.reminders.size();
  floor.send(UndoLook{.visit = visit});
  floor.at(minute(9, 1));
  ASSERT_GT(floor.reminders.size(), told);
  EXPECT_TRUE(is_about(floor.reminders.back(), WatchCause::look_overdue));
}

TEST(UndoLook, IsRefusedOnceSomethingCameAfterIt) {
  const auto after = [](auto&& what) {
    ToldFloor floor = ToldFloor::opened();
    const VisitId visit = floor.user(booth_1);
    floor.at(minute(3)).look(visit);
    what(floor, visit);
    return floor.reason(UndoLook{.visit = visit});
  };
  EXPECT_EQ(after([](ToldFloor&, VisitId) {}), Reason::none);
  EXPECT_EQ(after([](ToldFloor& floor, VisitId visit) { floor.send(TakeSeat{.visit = visit, .seat = chair_1}); }),
            Reason::nothing_to_undo);
  EXPECT_EQ(after([](ToldFloor& floor, VisitId visit) { floor.send(ToldFloor::use_of(visit)); }),
            Reason::nothing_to_undo);
  EXPECT_EQ(after([](ToldFloor& floor, VisitId visit) { floor.look(visit, Responds::does_not_wake); }),
            Reason::nothing_to_undo)
      << "an emergency";
  EXPECT_EQ(after([](ToldFloor& floor, VisitId visit) { floor.send(Leave{.visit = visit}); }), Reason::not_here);
  EXPECT_EQ(after([](ToldFloor& floor, VisitId) { floor.restart(minute(2), true); }), Reason::nothing_to_undo)
      << "a clock that is not sure";
}

TEST(UndoSeeAll, TakesBackTheLastForWhomNothingCameAfterIt) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId first = floor.user(booth_1);
  const VisitId second = floor.user(booth_2);
  floor.at(minute(1)).send(SeeAll{});
  floor.at(minute(3));
  const Seen first_before = seen(floor, first);
  floor.send(SeeAll{});
  floor.at(minute(4)).look(second);
  const Seen second_before = seen(floor, second);
  ASSERT_TRUE(floor.send(UndoSeeAll{}).accepted());
  EXPECT_EQ(seen(floor, first), first_before);
  EXPECT_EQ(seen(floor, second), second_before) << "somebody looked at them since";
  EXPECT_EQ(floor.reason(UndoSeeAll{}), Reason::nothing_to_undo) << "the one before it is not taken back";
}

TEST(UndoUse, ComesBackToTheWatchBeforeIt) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(12)).look(visit);
  floor.at(minute(13));
  const Seen before = seen(floor, visit);
  floor.send(ToldFloor::use_of(visit));
  ASSERT_EQ(floor.person(visit).uses, 2);
  ASSERT_TRUE(floor.send(UndoUse{.visit = visit}).accepted());
  EXPECT_EQ(seen(floor, visit), before);
  EXPECT_EQ(floor.reason(UndoUse{.visit = visit}), Reason::nothing_to_undo);
}

TEST(UndoWelcome, IsOfSomebodyWithWhomNothingHappenedYet) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.welcome(booth_1);
  ASSERT_TRUE(floor.send(UndoWelcome{.visit = visit}).accepted());
  EXPECT_EQ(floor.state().find(visit), nullptr);
  EXPECT_EQ(floor.seat(booth_1).taken, 0);
  EXPECT_FALSE(floor.seat(booth_1).cleaning);
  EXPECT_EQ(floor.reason(UndoEnding{.visit = visit}), Reason::nothing_to_undo) << "it never was";
  const VisitId used = floor.user(booth_1);
  EXPECT_EQ(floor.reason(UndoWelcome{.visit = used}), Reason::nothing_to_undo);
}

TEST(UndoHandOver, IsOfWhoHandedOverAndOfWhoHasItNow) {
  ToldFloor floor = ToldFloor::opened();
  EXPECT_EQ(floor.reason(UndoHandOver{}), Reason::nothing_to_undo);
  floor.send(HandOver{.to = StaffRef{2}});
  ASSERT_TRUE(floor.send(UndoHandOver{}).accepted());
  EXPECT_EQ(floor.state().responsible, StaffRef{1});
  EXPECT_EQ(floor.reason(UndoHandOver{}), Reason::nothing_to_undo);
}

TEST(UndoNotServed, AtTheDoor) {
  ToldFloor floor = ToldFloor::opened();
  EXPECT_EQ(floor.reason(UndoNotServed{}), Reason::nothing_to_undo);
  floor.send(RecordNotServed{.visit = {}, .reason = NotServed::under_age});
  ASSERT_TRUE(floor.send(UndoNotServed{}).accepted());
  const auto& undone = std::get<NotServedUndone>(floor.last()[0].body);
  EXPECT_EQ(undone.reason, NotServed::under_age);
  EXPECT_EQ(undone.recorded, floor.now());
  EXPECT_EQ(floor.reason(UndoNotServed{}), Reason::nothing_to_undo);
}

TEST(CorrectUse, OfAVisitThatIsOver) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.send(Leave{.visit = visit});
  EXPECT_EQ(floor.reason(CorrectUse{.visit = visit, .use = 1, .substances = {}, .route = Route::smoke}), Reason::none);
  EXPECT_EQ(floor.reason(CorrectUse{.visit = visit, .use = 2, .substances = {}, .route = Route::smoke}),
            Reason::no_such_use);
}

TEST(Use, BeginsAWatchWithTheRouteUnsaidWhateverIsAllowed) {
  Guardrails rules = everything_allowed();
  rules.routes = Routes{}.with(Route::inject);
  ToldFloor floor(SiteKind::demonstration, true, rules);
  floor.send(OpenFloor{.responsible = StaffRef{1}});
  const VisitId visit = floor.welcome(booth_1);
  ASSERT_EQ(floor.reason(BeginUse{.visit = visit, .substances = {}, .route = Route::unknown}), Reason::none);
  EXPECT_TRUE(floor.person(visit).is_watched());
  EXPECT_EQ(floor.person(visit).may_go_at, minute(60)) << "not known to be faster than swallowed";
  EXPECT_EQ(floor.reason(CorrectUse{.visit = visit, .use = 1, .substances = {}, .route = Route::unknown}),
            Reason::none);
  EXPECT_EQ(floor.reason(CorrectUse{.visit = visit, .use = 1, .substances = {}, .route = Route::smoke}),
            Reason::route_not_allowed);
}

TEST(LookByEye, IsRecordedAsNobodyAskedAndEndsTheWatchWhenTheTimeIsUp) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(5)).send(all_well(visit));
  const auto& look = std::get<LookTaken>(floor.last()[0].body);
  EXPECT_EQ(look.responds, Responds::not_seen);
  EXPECT_EQ(look.breaths, Breaths::not_seen);
  EXPECT_FALSE(look.concern);
  EXPECT_EQ(floor.due(visit, WatchCause::look), minute(10));
  floor.at(minute(31)).send(all_well(visit));
  EXPECT_EQ(floor.person(visit).watch, Watch::ended);
}

TEST(LookByEye, IsNoVitalSignOfAnEmergency) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.look(visit, Responds::does_not_wake);
  const std::size_t acts = floor.state().find(floor.person(visit).emergency)->acts.size();
  floor.send(all_well(visit));
  EXPECT_EQ(floor.state().find(floor.person(visit).emergency)->acts.size(), acts);
}

TEST(Undo, IsOfTheScreenThatDidIt) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  EXPECT_EQ(floor.send(UndoUse{.visit = visit}, 2).reason, Reason::nothing_to_undo);
  floor.at(minute(1)).look(visit, Responds::needs_touch);
  const Seen concern = seen(floor, visit);
  EXPECT_EQ(floor.send(UndoLook{.visit = visit}, 2).reason, Reason::nothing_to_undo);
  EXPECT_EQ(floor.send_late(minute(0, 30), UndoLook{.visit = visit}).reason, Reason::nothing_to_undo)
      << "tapped before the look was taken";
  EXPECT_EQ(seen(floor, visit), concern);
  EXPECT_TRUE(floor.send(UndoLook{.visit = visit}).accepted());
  floor.send(SeeAll{});
  EXPECT_EQ(floor.send(UndoSeeAll{}, 2).reason, Reason::nothing_to_undo);
  EXPECT_TRUE(floor.send(UndoSeeAll{}).accepted());
  floor.send(RecordNotServed{.visit = {}, .reason = NotServed::under_age});
  EXPECT_EQ(floor.send(UndoNotServed{}, 2).reason, Reason::nothing_to_undo);
}

TEST(UndoHandOver, IsOverAfterAMinute) {
  ToldFloor floor = ToldFloor::opened();
  floor.send(HandOver{.to = StaffRef{2}});
  floor.at(floor.now() + hand_over_undone_within + base::seconds(1));
  EXPECT_EQ(floor.reason(UndoHandOver{}), Reason::nothing_to_undo);
}

TEST(UndoEnding, TellsAgainWhoseLookWasOverdue) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.at(minute(8));
  ASSERT_TRUE(floor.person(visit).look_is_overdue);
  floor.send(Leave{.visit = visit});
  floor.send(UndoEnding{.visit = visit});
  floor.reminders.clear();
  floor.at(minute(8, 1));
  ASSERT_FALSE(floor.reminders.empty());
  EXPECT_TRUE(is_about(floor.reminders[0], WatchCause::look_overdue));
  EXPECT_TRUE(floor.person(visit).look_is_overdue);
}

TEST(UndoEnding, IsWatchedByTheUseAsItWasCorrectedSince) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.send(Leave{.visit = visit});
  ASSERT_TRUE(
      floor
          .send(CorrectUse{
              .visit = visit, .use = 1, .substances = Substances{}.with(Substance::heroin), .route = Route::oral})
          .accepted());
  floor.send(UndoEnding{.visit = visit});
  ToldFloor other = ToldFloor::opened();
  const VisitId stayed = other.user(booth_1);
  other.send(
      CorrectUse{.visit = stayed, .use = 1, .substances = Substances{}.with(Substance::heroin), .route = Route::oral});
  EXPECT_EQ(floor.person(visit).may_go_at, other.person(stayed).may_go_at);
  EXPECT_EQ(floor.due(visit, WatchCause::may_go), other.due(stayed, WatchCause::may_go));
}

TEST(UndoEnding, IsRefusedOnAClosedFloorAndAfterAClockThatIsNotSure) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.send(Leave{.visit = visit});
  floor.send(CloseFloor{});
  EXPECT_EQ(floor.reason(UndoEnding{.visit = visit}), Reason::floor_closed);
  floor.send(OpenFloor{.responsible = StaffRef{1}});
  floor.restart(minute(-24 * 60), true);
  EXPECT_EQ(floor.reason(UndoEnding{.visit = visit}), Reason::nothing_to_undo);
}

/// Two people, of whom the first left by ambulance.
struct Transferred {
  ToldFloor floor = ToldFloor::opened();
  VisitId named = floor.user(booth_1);
  VisitId other = floor.user(booth_2);
  Uuid naming;
  Uuid closing;

  Transferred() {
    floor.act(1, ActKind::opened);
    floor.act(1, {.visit = named, .kind = ActKind::person});
    naming = floor.last_id();
    floor.act(1, ActKind::closed, static_cast<std::uint8_t>(Outcome::transferred));
    closing = floor.last_id();
    EXPECT_EQ(floor.state().find(named), nullptr);
  }
  bool is_here(VisitId visit) const { return floor.state().find(visit) != nullptr; }
};

TEST(LeftByEmergency, WhoWasNamedWronglyComesBackAndTheOtherIsOut) {
  Transferred told;
  EXPECT_EQ(told.floor.reason(UndoEnding{.visit = told.named}), Reason::ended_by_emergency);
  told.floor.act(1, {.visit = told.other, .kind = ActKind::person});
  EXPECT_TRUE(told.is_here(told.named));
  EXPECT_EQ(told.floor.person(told.named).seat, booth_1);
  EXPECT_FALSE(told.is_here(told.other));
}

TEST(LeftByEmergency, WhoseNamingIsTakenBackComesBack) {
  Transferred told;
  told.floor.act(1, {.target = told.naming, .kind = ActKind::undone});
  EXPECT_TRUE(told.is_here(told.named));
  EXPECT_TRUE(told.is_here(told.other));
}

TEST(LeftByEmergency, ComesBackWithAClosingThatIsTakenBackWhereTheEmergencyWasJoined) {
  Transferred told;
  told.floor.act(2, ActKind::opened);
  told.floor.act(2, {.target = id_of(1), .kind = ActKind::joined});
  told.floor.act(2, {.target = told.closing, .kind = ActKind::undone});
  EXPECT_TRUE(told.is_here(told.named));
}

TEST(BeginUse, OfMoreThanCanBeCountedIsRefused) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.welcome(booth_1);
  for (int use = 0; use < uses_max; ++use) ASSERT_TRUE(floor.send(ToldFloor::use_of(visit)).accepted());
  EXPECT_EQ(floor.reason(ToldFloor::use_of(visit)), Reason::too_many_uses);
  EXPECT_EQ(floor.person(visit).uses, uses_max);
}

}  // namespace
}  // namespace alongside::domain
