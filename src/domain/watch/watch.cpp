#include "domain/watch/watch.hpp"

#include <algorithm>

#include "domain/emergency/emergency.hpp"
#include "domain/in_use.hpp"
#include "domain/visit/visit.hpp"
#include "domain/watch/look_rules.hpp"
#include "domain/watch/undo.hpp"

namespace alongside::domain {

namespace {

/// What is unsaid is unsaid, not forbidden.
bool may_be_used(const State& state, Route route) { return route == Route::unknown || state.rules().routes.has(route); }

Refusal may_use(const State& state, const Command& command, const Person& person, const BeginUse& use) {
  if (!state.floor_open) return refuse(Reason::floor_closed);
  if (const Refusal stop = law_of_use(state, person.old_enough); !stop.accepted()) return stop;
  if (!may_be_used(state, use.route)) return refuse(Reason::route_not_allowed);
  if (is_in_open_emergency(state, person)) return refuse(Reason::in_an_emergency);
  const Seat* seat = state.find(person.seat);
  if (!seat) return refuse(Reason::needs_a_seat);
  if (seat->kind != SeatKind::booth && seat->kind != SeatKind::smoking) {
    return {.reason = Reason::seat_not_for_this, .seat = person.seat, .visit = {}};
  }
  if (person.no_use_before.is_known() && command.at < person.no_use_before && !use.lifted)
    return refuse(Reason::rest_first);
  return accepted();
}

/// Somebody looked after it, or a use began after it: a look from then, come late, says nothing about how the person is now.
bool is_older_than_what_is_known(Instant look, const Person& person) {
  return (person.last_look.is_known() && look < person.last_look) ||
         (person.prepared_at.is_known() && look < person.prepared_at);
}

void set_look(State& state, Person& person, Instant due, Duration interval) {
  person.look_is_due = false;
  person.look_is_overdue = false;
  if (interval.milliseconds > 0) person.look_interval = interval;
  state.deadlines.replace(key_of(person.visit.slot, WatchCause::look_overdue),
                          key_of(person.visit.slot, WatchCause::look), due);
}

}  // namespace

bool is_in_open_emergency(const State& state, const Person& person) {
  return open_emergency_of(state, person) != nullptr;
}

void cancel_watch(State& state, std::uint16_t slot) {
  for (const WatchCause cause : {WatchCause::look, WatchCause::look_overdue, WatchCause::may_go})
    state.deadlines.cancel(key_of(slot, cause));
}

void resume_watch(State& state, Person& person, Instant now) {
  const bool look_is_to_come = state.deadlines.due(key_of(person.visit.slot, WatchCause::look)).is_set();
  if (person.is_watched() && !look_is_to_come) set_look(state, person, now, person.look_interval);
}

Refusal decide(const State& state, const Command& command, const BeginUse& use, Events& out) {
  const Person* person = state.find(use.visit);
  if (!person) return refuse(Reason::not_here);
  if (const Refusal no = may_use(state, command, *person, use); !no.accepted()) return no;
  if (person->uses == uses_max) return refuse(Reason::too_many_uses);
  const Protocol& protocol = state.numbers();
  const bool concern = person->watch == Watch::concern;  // a new use takes nobody's concern away
  Instant may_go_at = command.at + base::minutes(protocol.watch_minutes(use.substances, use.route));
  const bool came_late = person->prepared_at.is_known() && command.at < person->prepared_at;
  if (came_late && person->is_watched()) may_go_at = std::max(may_go_at, person->may_go_at);
  out.add(command,
          UseBegan{.visit = use.visit,
                   .use = static_cast<std::uint8_t>(person->uses + 1),
                   .substances = use.substances,
                   .route = use.route,
                   .look_due = command.at + base::seconds(concern ? protocol.concern_look_s : protocol.first_look_s),
                   .may_go_at = may_go_at,
                   .look_interval = base::seconds(concern ? protocol.concern_look_s : protocol.look_every_s)});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const CorrectUse& correct, Events& out) {
  const Person* inside = state.find(correct.visit);
  const Over* over = inside ? nullptr : state.find_over(correct.visit);
  if (!inside && !over) return refuse(Reason::not_here);
  const Person* person = inside ? inside : &over->person;
  if (correct.use == 0 || correct.use > person->uses) return refuse(Reason::no_such_use);
  if (!may_be_used(state, correct.route)) return refuse(Reason::route_not_allowed);
  // Only the last use governs the watch, and only while the watch is on.
  Instant may_go_at = person->may_go_at;
  if (correct.use == person->uses && person->is_watched()) {
    may_go_at = person->prepared_at + base::minutes(state.numbers().watch_minutes(correct.substances, correct.route));
  }
  out.add(command, UseCorrected{.visit = correct.visit,
                                .use = correct.use,
                                .substances = correct.substances,
                                .route = correct.route,
                                .may_go_at = may_go_at});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const Look& look, Events& out) {
  const Person* person = state.find(look.visit);
  if (!person) return refuse(Reason::not_here);
  const Protocol& protocol = state.numbers();
  const bool by_eye = look.responds == LookAnswer::all_well;
  const Responds heard = by_eye ? Responds::not_seen : static_cast<Responds>(look.responds);
  const Vitals seen{.responds = heard,
                    .breaths = look.breaths,
                    .oximeter = look.oximeter,
                    .breaths_per_minute = look.breaths_per_minute};
  const LookMeans means = meaning_of(seen, look_rules(protocol));
  const bool concern = means != LookMeans::well;
  const Duration interval = base::seconds(concern ? protocol.concern_look_s : protocol.look_every_s);
  const bool came_late = is_older_than_what_is_known(command.at, *person);
  // Judged at the time it was taken. Somebody who has not used is watched for a concern only, and for no minutes.
  const bool time_is_up = person->uses == 0 || command.at >= person->may_go_at;
  const bool ends =
      person->is_watched() && !concern && !came_late && time_is_up && (by_eye || heard == Responds::talks);

  const bool watched = concern || (person->is_watched() && !ends);
  const Instant due = watched && !came_late ? command.at + interval : Instant::never();
  out.add(command, LookTaken{.visit = look.visit,
                             .responds = heard,
                             .breaths = look.breaths,
                             .oximeter = look.oximeter,
                             .concern = concern,
                             .ends_watch = ends,
                             .look_due = due,
                             .look_interval = interval});
  if (seen == Vitals{}) return accepted();  // nobody was asked and nothing measured: no act of an emergency
  if (is_in_open_emergency(state, *person)) {
    add_vitals(state, command, *person, look.id, seen, out);
  } else if (means == LookMeans::respond) {
    open_for(state, command, *person, look.id, seen, out);
  }
  return accepted();
}

Refusal decide(const State& state, const Command& command, const SeeAll&, Events& out) {
  AllSeen seen{.look_interval = base::seconds(state.numbers().look_every_s)};
  constexpr std::size_t slots_each = std::tuple_size_v<decltype(seen.slots)> * 64;
  bool anybody = false;
  for (std::size_t first = 0; first < state.people.size(); first += slots_each) {
    seen.first_slot = static_cast<std::uint16_t>(first);
    seen.slots.fill(0);
    bool here = false;
    for (std::size_t i = 0; i < slots_each && first + i < state.people.size(); ++i) {
      const Person& person = state.people[first + i];
      const bool looked_at = person.visit.exists() && person.watch == Watch::watched &&
                             !is_in_open_emergency(state, person) && command.at >= person.prepared_at;
      if (!looked_at) continue;
      seen.slots[i / 64] |= std::uint64_t{1} << (i % 64);
      here = true;
    }
    if (here) out.add(command, seen);
    anybody = anybody || here;
  }
  return anybody ? accepted() : refuse(Reason::nobody_watched);
}

void evolve(State& state, const Event& event, const UseBegan& began) {
  Person* person = state.find(began.visit);
  if (!person) return;
  remember(state, *person, Before::What::use, event);
  person->uses = began.use;
  person->prepared_at = std::max(person->prepared_at, event.at);
  person->may_go_at = began.may_go_at;
  person->may_go = false;
  if (person->watch != Watch::concern) person->watch = Watch::watched;
  person->last_look = Instant::unknown();
  set_look(state, *person, began.look_due, began.look_interval);
  state.deadlines.set(key_of(began.visit.slot, WatchCause::may_go), began.may_go_at);
}

void evolve(State& state, const Event&, const UseCorrected& corrected) {
  for (Over& over : state.over) {  // whoever is brought back is watched by it
    const Person& person = over.person;
    if (person.visit != corrected.visit || !person.is_watched() || person.may_go_at == corrected.may_go_at) continue;
    over.person.may_go_at = corrected.may_go_at;
    over.person.may_go = false;
    over.due[static_cast<std::size_t>(WatchCause::may_go)] = corrected.may_go_at;
  }
  Person* person = state.find(corrected.visit);
  if (!person || !person->is_watched() || corrected.may_go_at == person->may_go_at) return;
  person->may_go_at = corrected.may_go_at;
  person->may_go = false;
  state.deadlines.set(key_of(corrected.visit.slot, WatchCause::may_go), corrected.may_go_at);
}

void evolve(State& state, const Event& event, const LookTaken& look) {
  Person* person = state.find(look.visit);
  if (!person) return;
  if (!look.ends_watch && is_older_than_what_is_known(event.at, *person)) return;
  remember(state, *person, Before::What::look, event);
  person->last_look = event.at;
  set_look(state, *person, look.look_due, look.look_interval);
  if (look.ends_watch) {
    person->watch = Watch::ended;
    cancel_watch(state, look.visit.slot);
  } else if (look.concern) {
    person->watch = Watch::concern;
  } else if (person->watch == Watch::concern) {
    person->watch = Watch::watched;
  }
}

void evolve(State& state, const Event& event, const AllSeen& seen) {
  for (std::size_t word = 0; word < seen.slots.size(); ++word) {
    for (std::uint64_t left = seen.slots[word]; left != 0; left &= left - 1) {
      const std::size_t slot = seen.first_slot + word * 64 + static_cast<std::size_t>(std::countr_zero(left));
      if (slot >= state.people.size() || !state.people[slot].visit.exists()) continue;
      Person& person = state.people[slot];
      if (is_older_than_what_is_known(event.at, person)) continue;
      remember(state, person, Before::What::seen_with_all, event);
      person.last_look = event.at;
      set_look(state, person, event.at + seen.look_interval, seen.look_interval);
    }
  }
}

namespace watch {

bool Part::operator==(const Part& other) const {
  return are_equal_in_use(before, other.before, [](const Before& one) { return one.what != Before::What::nothing; });
}

/// A look that nobody took is overdue after one more interval. In an emergency a look is due without a sound and is never overdue: the
/// emergency has its own looks, and the watch is taken up again at its end (resume_watch).
void Subject::due(const State& state, const Deadline& deadline, DueReached& reached) {
  const Person& person = state.people[deadline.key.slot];
  reached.of.number = person.visit.number;
  reached.quiet = is_in_open_emergency(state, person);
  const bool is_a_look = reached.cause == static_cast<std::uint8_t>(WatchCause::look);
  if (is_a_look && !reached.quiet) reached.next_due = deadline.due + person.look_interval;
}

void Subject::reached(State& state, const Event&, const DueReached& reached) {
  const std::uint16_t slot = reached.of.slot;
  Person* person = state.find(reached.of.as<VisitId>());
  if (!person) return;
  switch (static_cast<WatchCause>(reached.cause)) {
    case WatchCause::look:
      person->look_is_due = true;
      state.deadlines.replace(key_of(slot, WatchCause::look), key_of(slot, WatchCause::look_overdue), reached.next_due);
      return;
    case WatchCause::look_overdue: person->look_is_overdue = true; break;
    case WatchCause::may_go: person->may_go = true; break;
  }
  state.deadlines.cancel(key_of(slot, static_cast<WatchCause>(reached.cause)));
}

void Subject::make_room(State& state) {
  state.before.resize(state.people.size());
  state.deadlines.make_room(deadlines, state.people.size());
}

void Subject::restarted(State& state, Instant now, const Booted& booted) {
  for (Before& before : state.before) before = {};  // its times cannot be compared with what comes now
  for (Person& person : state.people) {
    if (!person.visit.exists()) continue;
    for (const WatchCause cause : {WatchCause::look, WatchCause::look_overdue}) {
      const DeadlineKey key = key_of(person.visit.slot, cause);
      if (state.deadlines.due(key).is_set()) state.deadlines.set(key, now);
    }
    // Minimum waits start again in full: the watch, and the time to the next use.
    if (person.is_watched() && person.prepared_at.is_known()) {
      person.may_go_at = now + (person.may_go_at - person.prepared_at);
      person.prepared_at = now;
      person.may_go = false;
      state.deadlines.set(key_of(person.visit.slot, WatchCause::may_go), person.may_go_at);
    }
    if (person.no_use_before.is_known()) person.no_use_before = now + booted.no_use_wait;
    // Nothing that is known of them is later than this start: a look from now on must not count as an older one.
    for (Instant* known : {&person.arrived, &person.prepared_at, &person.last_look}) *known = std::min(*known, now);
  }
}

}  // namespace watch

}  // namespace alongside::domain
