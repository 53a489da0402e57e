// Who is inside, as screens show them.
#include "domain/board/board.hpp"
#include "domain/emergency/emergency.hpp"
#include "domain/seat/seat.hpp"
#include "domain/watch/watch.hpp"

namespace alongside::domain::visit {

namespace {

bool is_to_be_asked_age(const Guardrails* rules, const Person& person) {
  const bool answered = person.old_enough == Answer::yes || person.old_enough == Answer::no;
  return rules && rules->consumption_allowed && rules->minimum_age > 0 && !answered;
}

PersonRow row_of(const Shown& shown, const Person& person) {
  PersonRow row{.visit = person.visit,
                .handle = {},
                .seat = person.seat,
                .place = label_of(shown.state, person.seat),
                .purpose = person.purpose,
                .state = state_of(shown.state, person),
                .arrived = person.arrived,
                .since = person.prepared_at.is_known() ? person.prepared_at : person.arrived,
                .look_due = look_due(shown, person),
                .last_look = person.last_look,
                .uses = person.uses,
                .emergency = {},
                .no_use_before = person.no_use_before,
                .ask_age = is_to_be_asked_age(shown.rules(), person)};
  if (person.is_watched()) row.may_go_at = person.may_go_at;
  if (const Emergency* emergency = open_emergency_of(shown.state, person)) row.emergency = emergency->key;
  return row;
}

}  // namespace

void Subject::show(const Shown& shown, Board& board) {
  for (const Person* person : shown.inside) board.people.push_back(row_of(shown, *person));
}

}  // namespace alongside::domain::visit
