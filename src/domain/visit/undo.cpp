// Taking back how a visit ended, that it began, and who was turned away at the door.
#include <algorithm>

#include "domain/visit/visit.hpp"
#include "domain/watch/undo.hpp"

namespace alongside::domain {

namespace {

/// The emergency that ended this visit still does: it is closed by that, and names them.
bool is_out_by_its_emergency(const State& state, const Over& over) {
  if (over.ending != Ending::left_by_emergency) return false;
  const Emergency* emergency = state.find(over.emergency);
  return !emergency || (!emergency->is_open() && emergency->visit == over.person.visit);
}

}  // namespace

EndingUndone reopening(const State& state, const Over& over) {
  const Seat* seat = state.find(over.person.seat);
  const bool seat_is_free = seat && seat->taken < seat->capacity;
  return {.visit = over.person.visit,
          .ending = over.ending,
          .ended = over.at,
          .seat = seat_is_free ? over.person.seat : SeatId::none()};
}

Refusal decide(const State& state, const Command& command, const UndoEnding& undo, Events& out) {
  const Over* over = state.find_over(undo.visit);
  if (!over || state.people[undo.visit.slot].visit.exists()) return refuse(Reason::nothing_to_undo);
  if (is_out_by_its_emergency(state, *over)) return refuse(Reason::ended_by_emergency);
  if (!state.floor_open) return refuse(Reason::floor_closed);
  out.add(command, reopening(state, *over));
  return accepted();
}

Refusal decide(const State& state, const Command& command, const UndoNotServed&, Events& out) {
  const bool is_this_screens = command.device == state.not_served_on && state.not_served_at <= command.at;
  if (!state.not_served_at.is_known() || !is_this_screens) return refuse(Reason::nothing_to_undo);
  out.add(command, NotServedUndone{.reason = state.not_served_at_door, .recorded = state.not_served_at});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const UndoWelcome& undo, Events& out) {
  const Person* person = state.find(undo.visit);
  if (!person) return refuse(Reason::not_here);
  const auto is_theirs = [&](const Emergency& emergency) {
    return emergency.id.exists() && emergency.visit == undo.visit;
  };
  const bool something_happened = person->uses > 0 || person->watch != Watch::none || person->last_look.is_known() ||
                                  std::any_of(state.emergencies.begin(), state.emergencies.end(), is_theirs);
  if (something_happened) return refuse(Reason::nothing_to_undo);
  out.add(command, WelcomeUndone{.visit = undo.visit, .welcomed = person->arrived});
  return accepted();
}

void evolve(State& state, const Event&, const EndingUndone& undone) {
  const auto over = std::find_if(state.over.begin(), state.over.end(),
                                 [&](const Over& one) { return one.person.visit == undone.visit; });
  const std::uint16_t slot = undone.visit.slot;
  if (over == state.over.end() || slot >= state.people.size() || state.people[slot].visit.exists()) return;
  const auto free = std::find(state.free_people.begin(), state.free_people.end(), slot);
  if (free != state.free_people.end()) state.free_people.erase(free);
  come_back(state, slot, over->person, over->due, over->at);
  Person& person = state.people[slot];
  person.seat = SeatId::none();
  for (const Emergency& emergency : state.emergencies) {  // one may have named them while they were gone
    if (emergency.is_open() && emergency.visit == undone.visit) person.emergency = emergency.id;
  }
  if (Seat* seat = undone.seat.number < state.seats.size() ? &state.seats[undone.seat.number] : nullptr) {
    person.seat = undone.seat;
    ++seat->taken;
    seat->cleaning = false;
  }
  if (slot < state.before.size()) state.before[slot] = {};
  *over = Over{};
}

void evolve(State& state, const Event&, const NotServedUndone&) { state.not_served_at = Instant::unknown(); }

void evolve(State& state, const Event& event, const WelcomeUndone& undone) {
  end_visit(state, undone.visit, false, std::nullopt, event.at);
}

}  // namespace alongside::domain
