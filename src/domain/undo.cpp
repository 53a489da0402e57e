// Taking back what was tapped on the floor. A look, a use, and a visit's end are taken back by coming back to how the person was before,
// with the clocks: so only while nothing came after. Nothing is deleted: what was done and that it was taken back both stand in the record.
#include <algorithm>
#include <bit>
#include <utility>

#include "domain/machine_parts.hpp"

namespace alongside::domain::parts {

namespace {

constexpr std::array watch_causes{Cause::look, Cause::look_overdue, Cause::may_go};

DeadlineKey key_of(std::uint16_t slot, Cause cause) { return {Subject::person, slot, static_cast<std::uint8_t>(cause)}; }

void set_deadlines(State& state, std::uint16_t slot, const WatchDeadlines& due) {
  for (std::size_t i = 0; i < due.size(); ++i) state.deadlines.set(key_of(slot, watch_causes[i]), due[i]);
}

const Before* before_of(const State& state, VisitId visit) {
  return state.find(visit) && visit.slot < state.before.size() ? &state.before[visit.slot] : nullptr;
}

/// Done on this screen, and before it was to be taken back: what another screen did since stays.
bool is_this_screens(const Before& before, const Command& command) { return before.device == command.device && before.at <= command.at; }

bool is_look(const Before& before) { return before.what == Before::What::look || before.what == Before::What::seen_with_all; }

/// Back to how they were at `at`; whose look was overdue then is told so again.
void come_back(State& state, std::uint16_t slot, const Person& was, const WatchDeadlines& due, Instant at) {
  state.people[slot] = was;
  set_deadlines(state, slot, due);
  if (was.look_is_overdue) {
    state.people[slot].look_is_overdue = false;
    state.deadlines.set(key_of(slot, Cause::look_overdue), at);
  }
}

void take_back(State& state, std::uint16_t slot) {
  const Before before = std::exchange(state.before[slot], {});
  come_back(state, slot, before.person, before.due, before.at);
}

/// The emergency that ended this visit still does: it is closed by that, and names them.
bool is_out_by_its_emergency(const State& state, const Over& over) {
  if (over.ending != Ending::left_by_emergency) return false;
  const Emergency* emergency = state.find(over.emergency);
  return !emergency || (!emergency->is_open() && emergency->visit == over.person.visit);
}

}  // namespace

WatchDeadlines deadlines_of(const State& state, std::uint16_t slot) {
  WatchDeadlines due;
  std::transform(watch_causes.begin(), watch_causes.end(), due.begin(), [&](Cause cause) { return state.deadlines.due(key_of(slot, cause)); });
  return due;
}

void remember(State& state, const Person& person, Before::What what, const Event& event) {
  const std::uint16_t slot = person.visit.slot;
  if (state.before.size() <= slot) state.before.resize(state.people.size());
  state.before[slot] = {.what = what, .at = event.at, .device = event.device, .person = person, .due = deadlines_of(state, slot)};
}

void forget_before(State& state, VisitId visit) {
  if (state.find(visit) && visit.slot < state.before.size()) state.before[visit.slot] = {};
}

EndingUndone reopening(const State& state, const Over& over) {
  const Seat* seat = state.find(over.person.seat);
  const bool seat_is_free = seat && seat->taken < seat->capacity;
  return {.visit = over.person.visit, .ending = over.ending, .ended = over.at, .seat = seat_is_free ? over.person.seat : SeatId::none()};
}

Refusal decide(const State& state, const Command& command, const UndoEnding& undo, Events& out) {
  const Over* over = state.find_over(undo.visit);
  if (!over || state.people[undo.visit.slot].visit.exists()) return refuse(Reason::nothing_to_undo);
  if (is_out_by_its_emergency(state, *over)) return refuse(Reason::ended_by_emergency);
  if (!state.floor_open) return refuse(Reason::floor_closed);
  out.add(command, reopening(state, *over));
  return accepted();
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
    if (before.what == Before::What::seen_with_all && is_this_screens(before, command)) last = std::max(last, before.at);
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
      if (before.what != Before::What::seen_with_all || before.at != last || !is_this_screens(before, command)) continue;
      undone.slots[i / 64] |= std::uint64_t{1} << (i % 64);
      anybody = true;
    }
    if (anybody) out.add(command, undone);
  }
  return accepted();
}

Refusal decide(const State& state, const Command& command, const UndoHandOver&, Events& out) {
  const bool may = command.by.exists() && (command.by == state.handed_over_by || command.by == state.responsible);
  const bool in_time = command.at - state.handed_over_at <= hand_over_undone_within;
  if (!state.floor_open || !state.handed_over_by.exists() || !may || !in_time) return refuse(Reason::nothing_to_undo);
  out.add(command, HandOverUndone{.from = state.responsible, .to = state.handed_over_by});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const UndoNotServed&, Events& out) {
  const bool is_this_screens = command.device == state.not_served_on && state.not_served_at <= command.at;
  if (!state.not_served_at.is_known() || !is_this_screens) return refuse(Reason::nothing_to_undo);
  out.add(command, NotServedUndone{.reason = state.not_served_at_door, .recorded = state.not_served_at});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const UndoUse& undo, Events& out) {
  const Before* before = before_of(state, undo.visit);
  if (!before) return refuse(Reason::not_here);
  if (before->what != Before::What::use || !is_this_screens(*before, command)) return refuse(Reason::nothing_to_undo);
  out.add(command, UseUndone{.visit = undo.visit, .use = state.find(undo.visit)->uses, .began = before->at});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const UndoWelcome& undo, Events& out) {
  const Person* person = state.find(undo.visit);
  if (!person) return refuse(Reason::not_here);
  const auto is_theirs = [&](const Emergency& emergency) { return emergency.id.exists() && emergency.visit == undo.visit; };
  const bool something_happened = person->uses > 0 || person->watch != Watch::none || person->last_look.is_known() ||
                                  std::any_of(state.emergencies.begin(), state.emergencies.end(), is_theirs);
  if (something_happened) return refuse(Reason::nothing_to_undo);
  out.add(command, WelcomeUndone{.visit = undo.visit, .welcomed = person->arrived});
  return accepted();
}

void evolve(State& state, const Event&, const EndingUndone& undone) {
  const auto over = std::find_if(state.over.begin(), state.over.end(), [&](const Over& one) { return one.person.visit == undone.visit; });
  const std::uint16_t slot = undone.visit.slot;
  if (over == state.over.end() || slot >= state.people.size() || state.people[slot].visit.exists()) return;
  if (const auto free = std::find(state.free_people.begin(), state.free_people.end(), slot); free != state.free_people.end())
    state.free_people.erase(free);
  come_back(state, slot, over->person, over->due, over->at);
  Person& person = state.people[slot];
  person.seat = undone.seat;
  for (const Emergency& emergency : state.emergencies) {  // one may have named them while they were gone
    if (emergency.is_open() && emergency.visit == undone.visit) person.emergency = emergency.id;
  }
  if (Seat* seat = undone.seat.number < state.seats.size() ? &state.seats[undone.seat.number] : nullptr) {
    ++seat->taken;
    seat->cleaning = false;
  }
  if (slot < state.before.size()) state.before[slot] = {};
  *over = Over{};
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

void evolve(State& state, const Event&, const HandOverUndone& undone) {
  state.responsible = undone.to;
  state.handed_over_by = StaffRef::none();
}

void evolve(State& state, const Event&, const NotServedUndone&) { state.not_served_at = Instant::unknown(); }

void evolve(State& state, const Event&, const UseUndone& undone) {
  const Before* before = before_of(state, undone.visit);
  if (before && before->what == Before::What::use) take_back(state, undone.visit.slot);
}

void evolve(State& state, const Event& event, const WelcomeUndone& undone) { end_visit(state, undone.visit, false, std::nullopt, event.at); }

}  // namespace alongside::domain::parts
