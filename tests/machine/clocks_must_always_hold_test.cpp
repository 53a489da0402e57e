// Every line of "must always hold" about clocks, each as a property with that line as its name.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <set>

#include "machine/random_taps.hpp"
#include "machine/referee.hpp"

namespace alongside::tests {
namespace {

using namespace domain;

std::map<std::tuple<int, int, int>, Instant> standing_deadlines(const State& state) {
  std::map<std::tuple<int, int, int>, Instant> all;
  for (const Deadline& deadline : state.deadlines.all()) {
    const bool once =
        all.emplace(std::tuple(static_cast<int>(deadline.key.kind), deadline.key.slot, deadline.key.cause),
                    deadline.due)
            .second;
    RC_ASSERT(once);
  }
  return all;
}

bool is_wait(const std::tuple<int, int, int>& key) {
  const auto [subject, slot, cause] = key;
  return (subject == watch::Subject::deadlines && cause == static_cast<int>(WatchCause::may_go)) ||
         (subject == emergency::Subject::deadlines && cause == static_cast<int>(Clock::recovery_end));
}

RC_GTEST_PROP(MustAlwaysHold, ClocksSurviveARestartWithASureClock, (const Operations& operations)) {
  History history;
  history.play({.what = Operation::What::open_or_close, .choice = 1});
  for (const Operation& operation : operations) history.play(operation);
  const State before = history.state();
  history.restart(false, {});
  RC_ASSERT(history.state() == before);
  RC_ASSERT(history.site().replayed() == before);
}

RC_GTEST_PROP(MustAlwaysHold, ClocksSurviveARestartAndAClockChangeWithNoAlarmLostOrDoubledAndNoneShortened,
              (const Operations& operations)) {
  History history;
  history.play({.what = Operation::What::open_or_close, .choice = 1});
  for (const Operation& operation : operations) history.play(operation);
  const State before = history.state();
  const auto due_before = standing_deadlines(before);
  const auto minutes = *rc::gen::inRange(-3000, 3000);
  history.restart(true, base::minutes(minutes));
  const Instant start = history.now();
  const auto due_after = standing_deadlines(history.state());

  for (const auto& [key, due] : due_before) {
    RC_ASSERT(due_after.contains(key));                        // none lost
    if (!is_wait(key)) RC_ASSERT(due_after.at(key) <= start);  // a look comes early
  }
  // Minimum waits start again in full.
  for (const Person& was : before.people) {
    if (!was.visit.exists()) continue;
    const Person& is = *history.state().find(was.visit);
    RC_ASSERT(is.watch == was.watch);
    if (was.is_watched() && was.uses > 0) RC_ASSERT(is.may_go_at - start >= was.may_go_at - was.prepared_at);
    if (was.no_use_before.is_known())
      RC_ASSERT(is.no_use_before >= start + base::minutes(History::protocol().no_use_after_min));
  }
  for (const auto& [key, due] : due_after) {
    const bool recovers = is_wait(key) && std::get<0>(key) == emergency::Subject::deadlines;
    if (recovers) RC_ASSERT(due >= start + base::minutes(History::protocol().recovery_min));
  }
  RC_ASSERT(history.site().replays());

  // And life goes on: everything is answered, once.
  history.pass(base::hours(6));
  const std::string wrong = Referee().read(history.site().record());
  if (!wrong.empty()) RC_FAIL(wrong);
  std::set<std::tuple<int, int, int>> answered;
  for (const Event& event : history.site().record()) {
    const auto* reached = std::get_if<DueReached>(&event.body);
    if (!reached || event.at < start) continue;
    answered.insert({reached->of.kind, reached->of.slot, reached->cause});
  }
  for (const auto& [key, due] : due_after) {
    if (due <= history.now()) RC_ASSERT(answered.contains(key));
  }
}

RC_GTEST_PROP(MustAlwaysHold, AnEmergencysActsKeepTheirOrderAndDistancesWhenTheClockWentBack,
              (const Operations& operations)) {
  const auto taps = taps_of(operations, first_key, 1);
  RC_PRE(!taps.empty());
  History history;
  for (const Command& command : taps) history.site().send(command);
  history.pass(base::hours(1));
  const Emergency before = emergency(history, first_key);
  history.restart(true, base::minutes(*rc::gen::inRange(-3000, 0)));
  const Emergency& after = emergency(history, first_key);
  RC_ASSERT(after.acts.size() == before.acts.size());
  for (std::size_t i = 0; i < before.acts.size(); ++i) {
    RC_ASSERT(after.acts[i].act.id == before.acts[i].act.id);
    RC_ASSERT(after.acts[i].act.at - after.acts[0].act.at == before.acts[i].act.at - before.acts[0].act.at);
    RC_ASSERT(after.acts[i].act.at <= history.now());
  }
  // What is tapped from now on comes after all of it.
  history.site().send(tap(first_key, {.id = uuid(700), .kind = ActKind::acknowledged}, history.now(), 1));
  RC_ASSERT(emergency(history, first_key).acts.back().act.id == uuid(700));
}

RC_GTEST_PROP(MustAlwaysHold, NoAlarmForAClosedEmergency, (const Operations& operations)) {
  History history;
  history.play({.what = Operation::What::open_or_close, .choice = 1});
  for (const Operation& operation : operations) history.play(operation);
  for (const Emergency& one : std::vector<Emergency>(history.state().emergencies)) {
    if (!one.is_open()) continue;
    const Act closing{.id = uuid(800'000 + one.id.number),
                      .kind = ActKind::closed,
                      .choice = static_cast<std::uint8_t>(Outcome::transferred)};
    history.site().send(tap(one.key, closing, history.now(), 1));
    RC_ASSERT(!emergency(history, one.key).is_open());
  }
  for (const Deadline& deadline : history.state().deadlines.all())
    RC_ASSERT(deadline.key.kind != emergency::Subject::deadlines);
  const std::size_t events = history.site().record().size();
  history.pass(base::hours(30));
  for (std::size_t i = events; i < history.site().record().size(); ++i) {
    const auto* reached = std::get_if<DueReached>(&history.site().record()[i].body);
    RC_ASSERT(!reached || !emergency_of(*reached).exists());
  }
}

RC_GTEST_PROP(MustAlwaysHold, ATabletsWrongClockCannotMoveAnAct, (const Operations& operations)) {
  // The time of an act is the command's (received, less its age on the tablet's own monotonic clock), whatever stands in the act.
  const auto taps = taps_of(operations, first_key, 1);
  RC_PRE(!taps.empty());
  History right;
  History wrong;
  for (Command command : taps) {
    right.site().send(command);
    Act& act = std::get<TapAct>(command.body).act;
    act.at = Instant{*rc::gen::inRange<std::int64_t>(0, 2'000'000'000'000)};
    act.device = DeviceRef{static_cast<std::uint16_t>(*rc::gen::inRange(0, 50))};
    wrong.site().send(command);
  }
  assert_equal(emergency(right, first_key), emergency(wrong, first_key));
  RC_ASSERT(right.state() == wrong.state());
}

}  // namespace
}  // namespace alongside::tests
