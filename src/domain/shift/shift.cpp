// The shift: opening, handing over and closing the floor.
#include "domain/machine.hpp"
#include "domain/watch/watch.hpp"

namespace alongside::domain {

Refusal decide(const State& state, const Command& command, const OpenFloor& open, Events& out) {
  if (state.floor_open) return refuse(Reason::floor_already_open);
  if (state.kind == SiteKind::real && !state.protocol_signed) return refuse(Reason::protocol_not_signed);
  if (!open.responsible.exists()) return refuse(Reason::somebody_must_be_responsible);
  out.add(command, FloorOpened{.responsible = open.responsible});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const CloseFloor&, Events& out) {
  if (!state.floor_open) return refuse(Reason::floor_closed);
  for (const Person& person : state.people) {
    if (!person.visit.exists() || !(person.is_watched() || is_in_open_emergency(state, person))) continue;
    return {.reason = Reason::people_still_watched, .seat = person.seat, .visit = person.visit};
  }
  for (const Emergency& emergency : state.emergencies) {
    if (emergency.is_open())
      return {.reason = Reason::people_still_watched, .seat = emergency.seat, .visit = emergency.visit};
  }
  out.add(command, FloorClosed{.responsible = state.responsible});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const HandOver& hand, Events& out) {
  if (!state.floor_open) return refuse(Reason::floor_closed);
  if (!hand.to.exists()) return refuse(Reason::somebody_must_be_responsible);
  if (hand.to == state.responsible) return accepted();
  out.add(command, HandedOver{.from = state.responsible, .to = hand.to});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const UndoHandOver&, Events& out) {
  const bool may = command.by.exists() && (command.by == state.handed_over_by || command.by == state.responsible);
  const bool in_time = command.at - state.handed_over_at <= hand_over_undone_within;
  if (!state.floor_open || !state.handed_over_by.exists() || !may || !in_time) return refuse(Reason::nothing_to_undo);
  out.add(command, HandOverUndone{.from = state.responsible, .to = state.handed_over_by});
  return accepted();
}

void evolve(State& state, const Event&, const FloorOpened& opened) {
  state.floor_open = true;
  state.responsible = opened.responsible;
  state.handed_over_by = StaffRef::none();
}

void evolve(State& state, const Event&, const FloorClosed&) {
  state.floor_open = false;
  state.responsible = StaffRef::none();
  state.handed_over_by = StaffRef::none();
}

void evolve(State& state, const Event& event, const HandedOver& handed) {
  state.responsible = handed.to;
  state.handed_over_by = handed.from;
  state.handed_over_at = event.at;
}

void evolve(State& state, const Event&, const HandOverUndone& undone) {
  state.responsible = undone.to;
  state.handed_over_by = StaffRef::none();
}

std::optional<PutInCharge> put_in_charge(const State&, const OpenFloor& open) {
  return PutInCharge{.who = open.responsible};
}
std::optional<PutInCharge> put_in_charge(const State&, const HandOver& hand) { return PutInCharge{.who = hand.to}; }
std::optional<PutInCharge> put_in_charge(const State& state, const UndoHandOver&) {
  return PutInCharge{.who = state.handed_over_by, .is_asked = false};
}

}  // namespace alongside::domain
