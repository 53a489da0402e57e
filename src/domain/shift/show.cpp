// The shift as screens show it, with what closing waits for.
#include "domain/board/board.hpp"
#include "domain/emergency/emergency.hpp"
#include "domain/seat/seat.hpp"
#include "domain/watch/watch.hpp"

namespace alongside::domain::shift {

namespace {

StillNeeds need_of(const Shown& shown, const Person& person) {
  switch (state_of(shown.state, person)) {
    case PersonState::emergency: return StillNeeds::emergency;
    case PersonState::recovery: return StillNeeds::recovery;
    case PersonState::concern: return StillNeeds::concern;
    case PersonState::still_sedated: {
      // The protocol asks for EMS while somebody is still sedated, until it was called: its clock stands as long.
      const bool is_to_be_called = open_emergency_of(shown.state, person)->assessment.due_at(Clock::ems).is_set();
      return is_to_be_called ? StillNeeds::still_sedated : StillNeeds::still_sedated_ems_called;
    }
    default: return person.is_watched() ? StillNeeds::watched : StillNeeds::inside;
  }
}

/// An emergency that concerns nobody by a visit, too.
std::vector<WaitsFor> closing_waits_for(const Shown& shown) {
  std::vector<WaitsFor> out;
  for (const Person* person : shown.inside) {
    out.push_back(
        {.visit = person->visit, .place = label_of(shown.state, person->seat), .need = need_of(shown, *person)});
  }
  for (const Emergency& emergency : shown.state.emergencies) {
    if (!emergency.is_open() || shown.state.find(emergency.visit)) continue;
    out.push_back({.visit = {}, .place = label_of(shown.state, emergency.seat), .need = StillNeeds::emergency});
  }
  return out;
}

}  // namespace

void Subject::show(const Shown& shown, Board& board) {
  const Guardrails* rules = shown.rules();
  Floor& floor = board.floor;
  floor.open = shown.state.floor_open;
  if (rules) {
    floor.consumption = rules->consumption_allowed;
    floor.routes = rules->routes;
    floor.minimum_age = rules->minimum_age;
  }
  const bool may_open = shown.kind != SiteKind::real || shown.state.protocol_signed;
  floor.opens = may_open ? Opens::yes : Opens::protocol_not_signed;
  floor.closing_waits_for = closing_waits_for(shown);
}

}  // namespace alongside::domain::shift
