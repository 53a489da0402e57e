// Watches as screens show them: how somebody is in one word, and which look is next.
#include <algorithm>

#include "domain/board/board.hpp"
#include "domain/emergency/emergency.hpp"
#include "domain/seat/seat.hpp"
#include "domain/watch/watch.hpp"

namespace alongside::domain {

namespace {

Instant due(const State& state, const Person& person, WatchCause cause) {
  return state.deadlines.due(key_of(person.visit.slot, cause));
}

Instant since_look(const Person& person) { return std::max(person.last_look, person.prepared_at); }

void add_lines(const Shown& shown, const Person& person, Board& board) {
  const auto add = [&](Next what, Instant at, Instant since) {
    if (!at.is_set()) return;
    board.next.push_back({.at = at,
                          .what = what,
                          .place = label_of(shown.state, person.seat),
                          .since = since,
                          .visit = person.visit,
                          .emergency = {},
                          .seat = person.seat});
  };
  if (person.may_go) return add(Next::look_may_go, person.may_go_at, person.prepared_at);  // that look is this one
  const Next look = person.watch == Watch::concern ? Next::look_concern
                    : person.look_is_overdue       ? Next::look_overdue
                                                   : Next::look;
  add(look, look_due(shown, person), since_look(person));
  add(Next::look_may_go, person.may_go_at, person.prepared_at);
}

}  // namespace

PersonState state_of(const State& state, const Person& person) {
  if (const Emergency* emergency = open_emergency_of(state, person)) {
    const Phase phase = emergency->assessment.phase;
    return phase == Phase::still_sedated ? PersonState::still_sedated
           : phase == Phase::recovery    ? PersonState::recovery
                                         : PersonState::emergency;
  }
  switch (person.watch) {
    case Watch::concern: return PersonState::concern;
    case Watch::watched:
      if (person.may_go) return PersonState::may_go;
      if (person.look_is_overdue) return PersonState::look_overdue;
      if (person.look_is_due) return PersonState::look_due;
      return person.last_look < person.prepared_at || !person.last_look.is_known() ? PersonState::preparing
                                                                                   : PersonState::watched;
    case Watch::ended: return PersonState::done;
    case Watch::none: break;
  }
  if (person.seat.exists()) return PersonState::seated;
  return person.waiting ? PersonState::waiting : PersonState::done;
}

Instant look_due(const Shown& shown, const Person& person) {
  if (!person.is_watched() || open_emergency_of(shown.state, person)) return Instant::never();
  if (!person.look_is_due) return due(shown.state, person, WatchCause::look);
  if (!person.look_is_overdue) return due(shown.state, person, WatchCause::look_overdue) - person.look_interval;
  for (const Alarm& alarm : shown.today.alarms) {
    if (alarm.kind == AlarmKind::look_overdue && alarm.about.as<VisitId>() == person.visit)
      return alarm.at - person.look_interval;
  }
  return since_look(person) + person.look_interval;
}

void watch::Subject::show(const Shown& shown, Board& board) {
  for (const Person* person : shown.inside) {
    if (person->is_watched() && !open_emergency_of(shown.state, *person)) add_lines(shown, *person, board);
  }
}

}  // namespace alongside::domain
