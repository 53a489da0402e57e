#include "domain/watch/undo.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "domain/watch/watch.hpp"

namespace alongside::domain {

namespace {

constexpr std::array watch_causes{WatchCause::look, WatchCause::look_overdue, WatchCause::may_go};

void set_deadlines(State& state, std::uint16_t slot, const WatchDeadlines& due) {
  for (std::size_t i = 0; i < due.size(); ++i) state.deadlines.set(key_of(slot, watch_causes[i]), due[i]);
}

const Before* before_of(const State& state, VisitId visit) {
  return state.find(visit) && visit.slot < state.before.size() ? &state.before[visit.slot] : nullptr;
}

/// Done on this screen, and before it was to be taken back: what another screen did since stays.
bool is_this_screens(const Before& before, const Command& command) {
  return before.device == command.device && before.at <= command.at;
}

bool is_look(const Before& before) {
  return before.what == Before::What::look || before.what == Before::What::seen_with_all;
}

void take_back(State& state, std::uint16_t slot) {
  const Before before = std::exchange(state.before[slot], {});
  come_back(state, slot, before.person, before.due, before.at);
}

}  // namespace

void come_back(State& state, std::uint16_t slot, const Person& was, const WatchDeadlines& due, Instant at) {
  state.people[slot] = was;
  set_deadlines(state, slot, due);
  if (was.look_is_overdue) {
    state.people[slot].look_is_overdue = false;
    state.deadlines.set(key_of(slot, WatchCause::look_overdue), at);
  }
}

WatchDeadlines deadlines_of(const State& state, std::uint16_t slot) {
  WatchDeadlines due;
  std::transform(watch_causes.begin(), watch_causes.end(), due.begin(),
                 [&](WatchCause cause) { return state.deadlines.due(key_of(slot, cause)); });
  return due;
}

void remember(State& state, const Person& person, Before::What what, const Event& event) {
  const std::uint16_t slot = person.visit.slot;
  if (state.before.size() <= slot) state.before.resize(state.people.size());
  state.before[slot] = {
      .what = what, .at = event.at, .device = event.device, .person = person, .due = deadlines_of(state, slot)};
}

void forget_before(State& state, VisitId visit) {
  if (state.find(visit) && visit.slot < state.before.size()) state.before[visit.slot] = {};
}

Refusal decide(const State& state, const Command& command, const UndoLook& undo, Events& out) {
  const Before* before = before_of(state, undo.visit);
  if (!before) return refuse(Reason::not_here);
  if (!is_look(*before) || !is_this_screens(*before, command)) return refuse(Reason::nothing_to_undo);
  out.add(command, LookUndone{.visit = undo.visit, .taken = before->at});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const UndoSeeAll&, Events& out) {
  Instant last = Instant::unknown();
  for (const Before& before : state.before) {
    if (before.what == Before::What::seen_with_all && is_this_screens(before, command))
      last = std::max(last, before.at);
  }
  if (!last.is_known()) return refuse(Reason::nothing_to_undo);
  AllSeenUndone undone{.taken = last};
  constexpr std::size_t slots_each = std::tuple_size_v<decltype(undone.slots)> * 64;
  for (std::size_t first = 0; first < state.before.size(); first += slots_each) {
    undone.first_slot = static_cast<std::uint16_t>(first);
    undone.slots.fill(0);
    bool anybody = false;
    for (std::size_t i = 0; i < slots_each && first + i < state.before.size(); ++i) {
      const Before& before = state.before[first + i];
      if (before.what != Before::What::seen_with_all || before.at != last || !is_this_screens(before, command))
        continue;
      undone.slots[i / 64] |= std::uint64_t{1} << (i % 64);
      anybody = true;
    }
    if (anybody) out.add(command, undone);
  }
  return accepted();
}

Refusal decide(const State& state, const Command& command, const UndoUse& undo, Events& out) {
  const Before* before = before_of(state, undo.visit);
  if (!before) return refuse(Reason::not_here);
  if (before->what != Before::What::use || !is_this_screens(*before, command)) return refuse(Reason::nothing_to_undo);
  out.add(command, UseUndone{.visit = undo.visit, .use = state.find(undo.visit)->uses, .began = before->at});
  return accepted();
}

void evolve(State& state, const Event&, const LookUndone& undone) {
  const Before* before = before_of(state, undone.visit);
  if (before && is_look(*before)) take_back(state, undone.visit.slot);
}

void evolve(State& state, const Event&, const AllSeenUndone& undone) {
  for (std::size_t word = 0; word < undone.slots.size(); ++word) {
    for (std::uint64_t left = undone.slots[word]; left != 0; left &= left - 1) {
      const std::size_t slot = undone.first_slot + word * 64 + static_cast<std::size_t>(std::countr_zero(left));
      if (slot < state.before.size() && is_look(state.before[slot])) take_back(state, static_cast<std::uint16_t>(slot));
    }
  }
}

void evolve(State& state, const Event&, const UseUndone& undone) {
  const Before* before = before_of(state, undone.visit);
  if (before && before->what == Before::What::use) take_back(state, undone.visit.slot);
}

}  // namespace alongside::domain
