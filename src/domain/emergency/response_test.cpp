// The response: opening, acknowledging, joining, moving, closing; nothing refused for its order.
#include <algorithm>

#include "domain/told_floor_test.hpp"

namespace alongside::domain {
namespace {

constexpr std::uint8_t choice(auto value) { return static_cast<std::uint8_t>(value); }

TEST(Emergency, OpensByAnyActOnAClosedFloorWithNothingAsked) {
  ToldFloor floor(SiteKind::real, false);
  for (std::uint32_t kind = 0; kind < Words<ActKind>::names.size(); ++kind) {
    EXPECT_EQ(floor.act(kind + 1, static_cast<ActKind>(kind)).reason, Reason::none)
        << name_of(static_cast<ActKind>(kind));
    EXPECT_NE(floor.state().find_emergency(id_of(kind + 1)), nullptr) << name_of(static_cast<ActKind>(kind));
  }
}

TEST(Emergency, NeedsNoFreeSlot) {
  ToldFloor floor = ToldFloor::opened();
  Events out;
  State state = floor.state();
  for (std::uint32_t key = 1; key <= 50; ++key) {  // all in one batch, with no room made
    const TapAct tap{.emergency = id_of(key), .act = {.id = id_of(100 + key), .kind = ActKind::opened}};
    EXPECT_TRUE(decide(state, {.at = nine, .by = {}, .device = {}, .marks = {}, .body = tap}, out).accepted());
    for (const Event& event : out) evolve(state, event);
    EXPECT_TRUE(state.find_emergency(id_of(key))->is_open());
  }
}

TEST(Emergency, KeepsTheProtocolThatWasInForceWhenItOpened) {
  ToldFloor floor = ToldFloor::opened();
  floor.act(1, ActKind::opened);
  const DocumentRef first = floor.state().protocol;
  floor.send(AdoptProtocol{{.document = DocumentRef{first}, .digest = {}}});
  EXPECT_EQ(floor.emergency(1).protocol, first);
}

TEST(Escalation, GoesOnUntilSomebodyTaps) {
  ToldFloor floor = ToldFloor::opened();
  floor.act(1, ActKind::opened);
  floor.at(minute(0, 50));
  ASSERT_EQ(floor.reminders.size(), 2U);
  EXPECT_EQ(floor.reminders[0].stage, 1);
  EXPECT_EQ(floor.reminders[0].due, minute(0, 15));
  EXPECT_EQ(floor.reminders[1].stage, 2);
  EXPECT_EQ(floor.reminders[1].due, minute(0, 45));
  floor.act(1, ActKind::acknowledged, Act::no_choice, 2);
  EXPECT_FALSE(floor.due(floor.emergency(1), Clock::escalation).is_set());
}

TEST(Escalation, IsNotStoppedByWhatTheProgramRecordsItself) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  floor.look(visit, Responds::does_not_wake, Breaths::none);
  const Emergency& found = *floor.state().find(floor.person(visit).emergency);
  EXPECT_EQ(floor.due(found, Clock::escalation), minute(0, 15)) << "place and person came with the look";
  floor.act(1, ActKind::opened);
  const Emergency& first = *floor.state().find(floor.person(visit).emergency);
  EXPECT_EQ(std::count_if(first.acts.begin(), first.acts.end(),
                          [](const KeptAct& kept) { return kept.act.kind == ActKind::helpers_away; }),
            1);
  EXPECT_EQ(floor.due(first, Clock::escalation), minute(0, 15))
      << "and the second emergency is nobody's answer to the first";
}

TEST(Act, SentAgainMakesNothingHappenEvenWhereItWasMoved) {
  ToldFloor floor = ToldFloor::opened();
  floor.act(1, ActKind::opened);
  floor.act(2, ActKind::opened);
  floor.act(1, ActKind::naloxone);
  const TapAct dose{.emergency = id_of(1), .act = {.id = floor.last_id(), .kind = ActKind::naloxone}};
  floor.send(dose);
  EXPECT_TRUE(floor.last().empty());
  EXPECT_EQ(floor.reason(MoveAct{.act = dose.act.id, .from = id_of(1), .to = id_of(2)}), Reason::none);
  floor.send(dose);
  EXPECT_TRUE(floor.last().empty());
  EXPECT_EQ(floor.emergency(1).assessment.doses, 0);
  EXPECT_EQ(floor.emergency(2).assessment.doses, 1);
}

TEST(Act, IsMovedOnlyBetweenTwoEmergenciesThatAre) {
  ToldFloor floor = ToldFloor::opened();
  floor.act(1, ActKind::opened);
  floor.act(2, ActKind::opened);
  const Uuid act = floor.last_id();
  EXPECT_EQ(floor.reason(MoveAct{.act = act, .from = id_of(2), .to = id_of(9)}), Reason::no_such_emergency);
  EXPECT_EQ(floor.reason(MoveAct{.act = act, .from = id_of(2), .to = id_of(2)}), Reason::same_emergency);
  EXPECT_EQ(floor.reason(MoveAct{.act = act, .from = id_of(1), .to = id_of(2)}), Reason::no_such_act);
}

TEST(Joining, BringsEveryActUnderOneAndEndsTheOthersClocks) {
  ToldFloor floor = ToldFloor::opened();
  floor.act(1, ActKind::opened);
  floor.act(2, ActKind::opened);
  floor.act(2, ActKind::breaths);
  const EmergencyId second = floor.emergency(2).id;
  floor.act(1, {.target = id_of(2), .kind = ActKind::joined});
  EXPECT_EQ(&floor.emergency(1), &floor.emergency(2));
  EXPECT_EQ(floor.emergency(1).assessment.lit(Tile::breaths).milliseconds, 0);
  for (const Deadline& deadline : floor.state().deadlines.all()) {
    EXPECT_FALSE(deadline.key.kind == emergency::Subject::deadlines && deadline.key.slot == second.slot);
  }
}

TEST(Joining, TakesNoHelpersFromEitherOfTheTwo) {
  ToldFloor floor(SiteKind::demonstration, true, everything_allowed(), sydney());
  floor.act(1, ActKind::opened);
  floor.act(1, ActKind::breathing, choice(Breaths::slow));
  floor.act(1, ActKind::oxygen, 1);
  floor.act(2, ActKind::opened);
  EXPECT_EQ(floor.emergency(1).assessment.lit(Tile::naloxone).milliseconds, 0) << "decide now: the helpers are away";
  floor.act(1, {.target = id_of(2), .kind = ActKind::joined});
  EXPECT_EQ(floor.emergency(1).assessment.lit(Tile::naloxone).milliseconds, 300'000)
      << "the clock of five minutes again";
}

TEST(Joining, WorksWhicheverArrivesFirst) {
  ToldFloor floor = ToldFloor::opened();
  floor.act(2, ActKind::opened);
  floor.act(1, {.target = id_of(2), .kind = ActKind::joined});  // the first act that comes of emergency 1
  EXPECT_EQ(&floor.emergency(1), &floor.emergency(2));
  floor.act(3, {.target = id_of(4), .kind = ActKind::joined});
  floor.act(4, ActKind::breaths);  // the first act that comes of emergency 4
  EXPECT_EQ(&floor.emergency(3), &floor.emergency(4));
  EXPECT_EQ(floor.act(4, {.target = id_of(3), .kind = ActKind::joined}).reason, Reason::none) << "said once more";
}

TEST(Person, InTwoEmergenciesIsInTheOneThatIsStillOpen) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  for (const std::uint32_t key : {1U, 2U}) {
    floor.act(key, ActKind::opened);
    floor.act(key, {.visit = visit, .kind = ActKind::person});
  }
  floor.act(2, ActKind::closed, choice(Outcome::transferred));
  EXPECT_EQ(floor.person(visit).emergency, floor.emergency(1).id);
  EXPECT_EQ(floor.reason(Leave{.visit = visit}), Reason::in_an_emergency);
}

TEST(Person, SaidWronglyIsLetGoAndTheRightOneIsLinked) {
  ToldFloor floor = ToldFloor::opened();
  const VisitId wrong = floor.user(booth_1);
  const VisitId right = floor.user(booth_2);
  floor.act(1, ActKind::opened);
  floor.at(minute(1)).act(1, {.visit = wrong, .kind = ActKind::person});
  floor.at(minute(2)).act(1, {.visit = right, .kind = ActKind::person});
  EXPECT_FALSE(floor.person(wrong).emergency.exists());
  EXPECT_EQ(floor.person(right).emergency, floor.emergency(1).id);
}

TEST(Mistake, ClosesNothingWhileTreatmentStandsWhicheverCameFirst) {
  for (const bool breaths_first : {true, false}) {
    ToldFloor floor = ToldFloor::opened();
    floor.act(1, ActKind::opened);
    if (breaths_first) floor.act(1, ActKind::breaths);
    floor.act(1, ActKind::closed, choice(Outcome::opened_by_mistake));
    EXPECT_EQ(floor.emergency(1).is_open(), breaths_first);
    if (!breaths_first) floor.act(1, ActKind::breaths);
    EXPECT_TRUE(floor.emergency(1).is_open());
  }
}

TEST(Closing, StandsAtItsLastTimeInAnyOrder) {
  for (const bool later_first : {true, false}) {
    ToldFloor floor = ToldFloor::opened();
    floor.act(1, ActKind::opened);
    for (const int minutes : later_first ? std::vector{12, 10} : std::vector{10, 12}) {
      floor.at(minute(minutes)).act(1, ActKind::closed, choice(Outcome::transferred));
    }
    EXPECT_EQ(floor.emergency(1).closed_at, minute(12));
  }
}

TEST(Slot, OfAClosedEmergencyIsKeptForTwoDaysAndThenUsedAgain) {
  ToldFloor floor = ToldFloor::opened();
  floor.act(1, ActKind::opened);
  floor.act(1, ActKind::closed, choice(Outcome::transferred));
  const EmergencyId old = floor.emergency(1).id;
  floor.at(nine + base::hours(47)).act(2, ActKind::opened);
  EXPECT_NE(floor.emergency(2).id.slot, old.slot);
  floor.at(nine + base::hours(49)).act(3, ActKind::opened);
  EXPECT_EQ(floor.emergency(3).id.slot, old.slot);
  EXPECT_EQ(floor.state().find(old), nullptr) << "an old id names nothing";
}

TEST(ManyEmergencies, AskNoMoreOfEachOtherThanCanBeAnswered) {
  ToldFloor floor = ToldFloor::opened();
  const auto away = [](const Emergency& emergency) {
    return std::count_if(emergency.acts.begin(), emergency.acts.end(),
                         [](const KeptAct& kept) { return kept.act.kind == ActKind::helpers_away; });
  };
  for (std::uint32_t key = 1; key <= 3; ++key) floor.act(key, ActKind::opened);
  EXPECT_EQ(away(floor.emergency(1)), 2) << "each that came after";
  for (std::uint32_t key = 4; key <= 200; ++key) floor.act(key, ActKind::opened);
  for (std::uint32_t key = 1; key <= 196; ++key) EXPECT_EQ(away(floor.emergency(key)), 4) << key;
  EXPECT_EQ(away(floor.emergency(198)), 2);
}

}  // namespace
}  // namespace alongside::domain
