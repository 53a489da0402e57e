// The shift: the site's founding, its documents, who is responsible, opening and closing the floor.
#include "domain/machine_parts.hpp"

namespace alongside::domain::parts {

Refusal decide(const State& state, const Command& command, const FoundSite& found, Events& out) {
  if (state.founded) return refuse(Reason::already_founded);
  out.add(command, SiteFounded{.site = found.site, .kind = found.kind});
  return accepted();
}

Refusal decide(const State&, const Command& command, const StepClock& stepped, Events& out) {
  out.add(command, ClockStepped{.step = stepped.step});
  return accepted();
}

Refusal decide(const State&, const Command& command, const AdoptProtocol& adopt, Events& out) {
  out.add(command, adopt.adopted);
  return accepted();
}

Refusal decide(const State&, const Command& command, const AdoptGuardrails& adopt, Events& out) {
  out.add(command, adopt.adopted);
  return accepted();
}

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
    if (emergency.is_open()) return {.reason = Reason::people_still_watched, .seat = emergency.seat, .visit = emergency.visit};
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

Refusal decide(const State&, const Command& command, const TallyCodes& tally, Events& out) {
  out.add(command, CodesTallied{.period = tally.period, .codes = tally.codes, .imported = false});
  return accepted();
}

void evolve(State& state, const Event&, const SiteFounded& founded) {
  state.founded = true;
  state.site = founded.site;
  state.kind = founded.kind;
}

void evolve(State& state, const Event&, const ProtocolAdopted& adopted) {
  state.protocol = adopted.document;
  state.protocol_signed = adopted.signer.exists();
}

void evolve(State& state, const Event&, const GuardrailsAdopted& adopted) { state.guardrails = adopted.document; }

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

}  // namespace alongside::domain::parts
