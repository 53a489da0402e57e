// The visit: from the door to leaving. Every way out is kept apart: served and left, left early, gone, left before served.
#include <algorithm>

#include "domain/machine_parts.hpp"

namespace alongside::domain::parts {

namespace {

bool is_for_use(Purpose purpose) { return purpose == Purpose::booth || purpose == Purpose::smoking; }

/// Law is a stop: age, and use on site at all.
Refusal law(const State& state, Purpose purpose, Answer old_enough) {
  const Guardrails& rules = state.rules();
  if (is_for_use(purpose) && !rules.consumption_allowed) return refuse(Reason::consumption_not_allowed);
  if (rules.minimum_age > 0 && is_for_use(purpose)) {
    if (old_enough == Answer::no) return refuse(Reason::under_age);
    if (old_enough != Answer::yes) return refuse(Reason::age_not_answered);
  }
  return accepted();
}

void end_visit(State& state, VisitId visit, bool seat_needs_cleaning) {
  Person* person = state.find(visit);
  if (!person) return;
  free_seat(state, *person, seat_needs_cleaning);
  cancel_watch(state, visit.slot);
  *person = Person{};
  state.free_people.push_back(visit.slot);
}

VisitId next_visit(const State& state) {
  const auto slot = state.free_people.empty() ? static_cast<std::uint16_t>(state.people.size()) : state.free_people.back();
  return {.number = state.next_visit, .slot = slot};
}

}  // namespace

Refusal decide(const State& state, const Command& command, const Welcome& welcome, Events& out) {
  if (!state.floor_open) return refuse(Reason::floor_closed);
  if (const Refusal stop = law(state, welcome.purpose, welcome.old_enough); !stop.accepted()) return stop;

  const Person newcomer{.visit = next_visit(state), .purpose = welcome.purpose};
  if (welcome.seat.exists()) {
    if (const Refusal no = may_sit(state, newcomer, welcome.seat); !no.accepted()) return no;
  }
  out.add(command, Welcomed{.visit = newcomer.visit, .person = welcome.person, .purpose = welcome.purpose, .old_enough = welcome.old_enough});
  if (welcome.seat.exists()) {
    out.add(command, Seated{.visit = newcomer.visit, .seat = welcome.seat, .from = {}});
  } else {
    out.add(command, JoinedWaiting{.visit = newcomer.visit, .purpose = welcome.purpose});
  }
  return accepted();
}

Refusal decide(const State& state, const Command& command, const JoinWaiting& join, Events& out) {
  const Person* person = state.find(join.visit);
  if (!person) return refuse(Reason::not_here);
  if (person->seat.exists()) return {.reason = Reason::already_seated, .seat = person->seat, .visit = {}};
  // The age was asked at the door if this purpose needed it then; a new purpose that needs it asks again there.
  if (!is_for_use(person->purpose)) {
    if (const Refusal stop = law(state, join.purpose, Answer::not_asked); !stop.accepted()) return stop;
  } else if (is_for_use(join.purpose) && !state.rules().consumption_allowed) {
    return refuse(Reason::consumption_not_allowed);
  }
  out.add(command, JoinedWaiting{.visit = join.visit, .purpose = join.purpose});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const RecordNotServed& record, Events& out) {
  if (record.visit.exists()) {
    const Person* person = state.find(record.visit);
    if (!person) return refuse(Reason::not_here);
    if (person->uses > 0 || is_in_open_emergency(state, *person)) return refuse(Reason::in_an_emergency);
  }
  out.add(command, CouldNotBeServed{.visit = record.visit, .reason = record.reason});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const LeaveBeforeServed& left, Events& out) {
  const Person* person = state.find(left.visit);
  if (!person) return refuse(Reason::not_here);
  if (is_in_open_emergency(state, *person)) return refuse(Reason::in_an_emergency);
  if (!person->waiting) return {.reason = Reason::already_seated, .seat = person->seat, .visit = {}};
  out.add(command, LeftBeforeServed{.visit = left.visit});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const Leave& leave, Events& out) {
  const Person* person = state.find(leave.visit);
  if (!person) return refuse(Reason::not_here);
  if (is_in_open_emergency(state, *person)) return refuse(Reason::in_an_emergency);
  out.add(command, Left{.visit = leave.visit, .early = person->is_watched(), .seat_needs_cleaning = leaves_it_to_clean(state, person->seat)});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const FindGone& gone, Events& out) {
  const Person* person = state.find(gone.visit);
  if (!person) return refuse(Reason::not_here);
  if (is_in_open_emergency(state, *person)) return refuse(Reason::in_an_emergency);
  out.add(command, FoundGone{.visit = gone.visit,
                             .watch_was_open = person->is_watched(),
                             .seat_needs_cleaning = leaves_it_to_clean(state, person->seat)});
  return accepted();
}

void evolve(State& state, const Event& event, const Welcomed& welcomed) {
  const std::uint16_t slot = welcomed.visit.slot;
  while (state.people.size() <= slot) {
    state.free_people.insert(state.free_people.begin(), static_cast<std::uint16_t>(state.people.size()));
    state.people.emplace_back();
    state.deadlines.make_room(Subject::person, state.people.size());
  }
  state.free_people.erase(std::find(state.free_people.rbegin(), state.free_people.rend(), slot).base() - 1);
  state.people[slot] = Person{.visit = welcomed.visit, .person = welcomed.person, .arrived = event.at, .purpose = welcomed.purpose};
  state.next_visit = welcomed.visit.number + 1;
}

void evolve(State& state, const Event&, const JoinedWaiting& joined) {
  if (Person* person = state.find(joined.visit)) {
    person->waiting = true;
    person->purpose = joined.purpose;
  }
}

void evolve(State& state, const Event&, const CouldNotBeServed& event) { end_visit(state, event.visit, false); }
void evolve(State& state, const Event&, const LeftBeforeServed& event) { end_visit(state, event.visit, false); }
void evolve(State& state, const Event&, const Left& event) { end_visit(state, event.visit, event.seat_needs_cleaning); }
void evolve(State& state, const Event&, const FoundGone& event) { end_visit(state, event.visit, event.seat_needs_cleaning); }

}  // namespace alongside::domain::parts
