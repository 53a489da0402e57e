// What the floor may never do, whatever is sent to it, from however many screens, in whatever order.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "domain/contradiction.hpp"
#include "machine/history.hpp"
#include "machine/referee.hpp"

namespace alongside::tests {
namespace {

using namespace domain;
using Operations = std::vector<Operation>;

/// What is wrong with the state in itself; empty: nothing.
std::string broken(const State& state) {
  std::vector<std::size_t> sitting(state.seats.size());
  for (const Person& person : state.people) {
    if (person.visit.exists() && person.seat.exists()) ++sitting.at(person.seat.number);
  }
  for (std::size_t i = 0; i < state.seats.size(); ++i) {
    const Seat& seat = state.seats[i];
    if (seat.taken > seat.capacity) return "a seat over its capacity";
    if (seat.kind != SeatKind::toilet && seat.taken != sitting[i]) return "a seat counts other people than sit there";
  }
  for (std::size_t slot = 0; slot < state.people.size(); ++slot) {
    const Person& person = state.people[slot];
    const auto is_set = [&](WatchCause cause) {
      return state.deadlines.due({watch::Subject::deadlines, static_cast<std::uint16_t>(slot), cause}).is_set();
    };
    const bool any = is_set(WatchCause::look) || is_set(WatchCause::look_overdue) || is_set(WatchCause::may_go);
    if (!person.visit.exists() || !person.is_watched()) {
      if (any) return "a reminder for somebody who is not watched";
      continue;
    }
    if (person.visit.slot != slot) return "somebody in another's place";
    const Emergency* emergency = state.find(person.emergency);
    const bool in_emergency = emergency && emergency->is_open();
    const bool asked =
        is_set(WatchCause::look) || (person.look_is_due && is_set(WatchCause::look_overdue)) || person.look_is_overdue;
    if (!asked && !(in_emergency && person.look_is_due)) return "somebody watched at whom nobody will be asked to look";
    if (!is_set(WatchCause::may_go) && !person.may_go && person.uses > 0)
      return "a watch whose end will never be offered";
  }
  for (const Emergency& emergency : state.emergencies) {
    if (!std::is_sorted(emergency.acts.begin(), emergency.acts.end(),
                        [](const KeptAct& a, const KeptAct& b) { return stands_before(a.act, b.act); })) {
      return "acts that do not stand in order of time";
    }
    const Person* person = state.find(emergency.visit);
    const Emergency* of_person = person ? state.find(person->emergency) : nullptr;
    if (emergency.is_open() && person && !(of_person && of_person->is_open()))
      return "somebody in an open emergency who is not known to be";
  }
  for (const Deadline& deadline : state.deadlines.all()) {
    if (deadline.due < state.deadlines.next().due) return "a reminder that is due before the next one";
    const bool open =
        deadline.key.kind != emergency::Subject::deadlines || state.emergencies.at(deadline.key.slot).is_open();
    if (!open) return "an alarm to come for a closed emergency";
    if (deadline.key.kind == seat::Subject::deadlines && state.seats.at(deadline.key.slot).taken == 0)
      return "a knock at an empty toilet";
  }
  return {};
}

/// Plays all of it and asks `check(History&, const Refusal&)` after each.
void play(History& history, const Operations& operations, auto&& check) {
  history.play({.what = Operation::What::open_or_close, .choice = 1});
  for (const Operation& operation : operations) check(history.play(operation));
}

RC_GTEST_PROP(TheFloor, HoldsTogetherWhateverIsSentToIt, (const Operations& operations)) {
  History history;
  play(history, operations, [&](const Refusal&) {
    const std::string wrong = broken(history.state());
    if (!wrong.empty()) RC_FAIL(wrong);
  });
}

RC_GTEST_PROP(TheFloor, NeverSeatsAnybodyTwiceNorASeatOverItsCapacityNorAnswersAReminderTwice,
              (const Operations& operations)) {
  History history;
  play(history, operations, [](const Refusal&) {});
  const std::string wrong = Referee().read(history.site().record());
  if (!wrong.empty()) RC_FAIL(wrong);
}

RC_GTEST_PROP(TheFloor, NeverSeatsAnybodyTwiceNorOverCapacityWithinOneBatchEither, (const Operations& operations)) {
  // Commands are made from what the screens see, the published state, and decided one after another on the working one.
  History history;
  play(history, {}, [](const Refusal&) {});
  State published = history.state();
  Referee referee;
  RC_ASSERT(referee.read(history.site().record()).empty());
  State working = published;
  Events out;
  std::vector<Event> batch;
  Instant now = history.now();
  for (const Operation& operation : operations) {
    make_room(working);
    Command command = history.command(operation, published);
    now = now + base::seconds(1);
    command.at = now;
    decide(working, command, out);
    for (const Event& event : out) {
      RC_ASSERT(contradiction(working, event) == "");
      evolve(working, event);
      batch.push_back(event);
    }
    if (operation.choice % 16 != 0) continue;  // the batch is complete
    const std::string wrong = referee.read(batch);
    if (!wrong.empty()) RC_FAIL(wrong);
    for (const Event& event : batch) evolve(published, event);
    batch.clear();
    RC_ASSERT(published == working);
    RC_ASSERT(broken(published).empty());
  }
}

RC_GTEST_PROP(TheFloor, HasExactlyOneResponsiblePersonWhileItIsOpen, (const Operations& operations)) {
  History history;
  play(history, operations,
       [&](const Refusal&) { RC_ASSERT(history.state().floor_open == history.state().responsible.exists()); });
  Referee referee;
  RC_ASSERT(referee.read(history.site().record()).empty());
  RC_ASSERT(referee.floor_is_open() == history.state().floor_open);
  RC_ASSERT(referee.responsible() == history.state().responsible);
}

RC_GTEST_PROP(TheFloor, EndsAWatchByALookOrByLeavingAndNeverByTime, (const Operations& operations)) {
  History history;
  play(history, operations, [](const Refusal&) {});
  Referee referee;
  RC_ASSERT(referee.read(history.site().record()).empty());
  std::set<VisitId> watched;
  for (const Person& person : history.state().people) {
    if (person.visit.exists() && person.is_watched()) watched.insert(person.visit);
  }
  RC_ASSERT(watched == referee.watched());
  history.pass(base::hours(30));
  for (const VisitId visit : watched) RC_ASSERT(history.state().find(visit)->is_watched());
}

RC_GTEST_PROP(TheFloor, IsTheSameWhenItsEventsAreFoldedAnew, (const Operations& operations)) {
  History history;
  play(history, operations, [](const Refusal&) {});
  RC_ASSERT(history.site().replays());
}

RC_GTEST_PROP(TheFloor, IsNotChangedByWhatItRefuses, (const Operations& operations)) {
  History history;
  history.play({.what = Operation::What::open_or_close, .choice = 1});
  for (const Operation& operation : operations) {
    history.pass(base::seconds(operation.wait_s));
    const Command command = history.command(operation);
    State before = history.state();
    Events out;
    const Refusal refusal = decide(before, command, out);
    if (!refusal.accepted()) RC_ASSERT(out.empty());
    RC_ASSERT(refusal == history.site().send(command));
    if (!refusal.accepted()) RC_ASSERT(before == history.state());
  }
}

RC_GTEST_PROP(TheFloor, AnswersEveryReminderThatIsDueAndThenHasNoneLeft, (const Operations& operations)) {
  History history;
  play(history, operations, [&](const Refusal&) {
    const auto due = next_due(history.state());
    // What an act of the past asks for may be due at once; the clock answers it next.
    history.pass({});
    const auto left = next_due(history.state());
    RC_ASSERT(!left || left->due > history.now());
    RC_ASSERT(due.has_value() || !left.has_value());
  });
}

RC_GTEST_PROP(SeenAll, LooksAtEverybodyWhoIsSimplyWatchedAndEndsNoWatch, (const Operations& operations)) {
  History history;
  play(history, operations, [](const Refusal&) {});
  history.pass({});  // what an act of the past made due is answered first
  const State before = history.state();
  const bool anybody = history.play({.what = Operation::What::see_all}).accepted();
  bool wanted = false;
  for (const Person& was : before.people) {
    if (!was.visit.exists()) continue;
    const Emergency* emergency = before.find(was.emergency);
    const bool looked_at = was.watch == Watch::watched && !(emergency && emergency->is_open());
    wanted = wanted || looked_at;
    const Person& is = *history.state().find(was.visit);
    RC_ASSERT(is.watch == was.watch);
    RC_ASSERT(is.may_go_at == was.may_go_at);
    if (looked_at)
      RC_ASSERT(is.last_look == history.now());
    else
      RC_ASSERT(is == was);
  }
  RC_ASSERT(anybody == wanted);
}

RC_GTEST_PROP(ARealFloor, OpensOnlyOnASignedProtocol, (const Operations& operations)) {
  History unsigned_site(SiteKind::real, false);
  play(unsigned_site, operations, [&](const Refusal&) { RC_ASSERT(!unsigned_site.state().floor_open); });
}

}  // namespace
}  // namespace alongside::tests
