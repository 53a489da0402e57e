#include "domain/visit/visit.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "domain/in_use.hpp"
#include "domain/seat/seat.hpp"
#include "domain/watch/undo.hpp"
#include "domain/watch/watch.hpp"

namespace alongside::domain {

namespace {

constexpr std::size_t spare_people = 32;

bool is_for_use(Purpose purpose) { return purpose == Purpose::booth || purpose == Purpose::smoking; }

Refusal may_come_for(const State& state, Purpose purpose, Answer old_enough) {
  return is_for_use(purpose) ? law_of_use(state, old_enough) : accepted();
}

}  // namespace

void end_visit(State& state, VisitId visit, bool seat_needs_cleaning, std::optional<Ending> ending, Instant at,
               EmergencyId emergency) {
  Person* person = state.find(visit);
  if (!person) return;
  if (ending) {
    Over over{
        .person = *person, .due = deadlines_of(state, visit.slot), .at = at, .ending = *ending, .emergency = emergency};
    if (state.over.size() < over_max) {
      state.over.push_back(over);
    } else {
      state.over[state.over_next] = over;
    }
    state.over_next = (state.over_next + 1) % over_max;
  }
  free_seat(state, *person, seat_needs_cleaning);
  cancel_watch(state, visit.slot);
  forget_before(state, visit);
  *person = Person{};
  // Used again last of all: until then this visit may be opened again.
  state.free_people.insert(state.free_people.begin(), visit.slot);
}

VisitId next_visit(const State& state) {
  const auto slot =
      state.free_people.empty() ? static_cast<std::uint16_t>(state.people.size()) : state.free_people.back();
  return {.number = state.next_visit, .slot = slot};
}

Refusal law_of_use(const State& state, Answer old_enough) {
  const Guardrails& rules = state.rules();
  if (!rules.consumption_allowed) return refuse(Reason::consumption_not_allowed);
  if (rules.minimum_age == 0 || old_enough == Answer::yes) return accepted();
  return refuse(old_enough == Answer::no ? Reason::under_age : Reason::age_not_answered);
}

Refusal decide(const State& state, const Command& command, const Welcome& welcome, Events& out) {
  if (!state.floor_open) return refuse(Reason::floor_closed);
  if (const Refusal stop = may_come_for(state, welcome.purpose, welcome.old_enough); !stop.accepted()) return stop;

  const Person newcomer{.visit = next_visit(state), .purpose = welcome.purpose};
  if (welcome.seat.exists()) {
    if (const Refusal no = may_sit(state, newcomer, welcome.seat); !no.accepted()) return no;
  }
  out.add(command, Welcomed{.visit = newcomer.visit,
                            .person = welcome.person,
                            .purpose = welcome.purpose,
                            .old_enough = welcome.old_enough});
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
  if (const Refusal stop = may_come_for(state, join.purpose, person->old_enough); !stop.accepted()) return stop;
  out.add(command, JoinedWaiting{.visit = join.visit, .purpose = join.purpose});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const AnswerAge& answer, Events& out) {
  const Person* person = state.find(answer.visit);
  if (!person) return refuse(Reason::not_here);
  if (person->old_enough != answer.old_enough)
    out.add(command, AgeAnswered{.visit = answer.visit, .old_enough = answer.old_enough});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const RecordNotServed& record, Events& out) {
  if (record.visit.exists()) {
    const Person* person = state.find(record.visit);
    if (!person) return refuse(Reason::not_here);
    if (is_in_open_emergency(state, *person)) return refuse(Reason::in_an_emergency);
    if (person->uses > 0) return {.reason = Reason::already_seated, .seat = person->seat, .visit = {}};
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
  out.add(command, Left{.visit = leave.visit,
                        .early = person->is_watched(),
                        .seat_needs_cleaning = leaves_it_to_clean(state, person->seat)});
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
    state.before.emplace_back();
    state.deadlines.make_room(watch::Subject::deadlines, state.people.size());
  }
  state.free_people.erase(std::find(state.free_people.rbegin(), state.free_people.rend(), slot).base() - 1);
  state.people[slot] = Person{.visit = welcomed.visit,
                              .person = welcomed.person,
                              .arrived = event.at,
                              .purpose = welcomed.purpose,
                              .old_enough = welcomed.old_enough};
  state.next_visit = welcomed.visit.number + 1;
}

void evolve(State& state, const Event&, const JoinedWaiting& joined) {
  if (Person* person = state.find(joined.visit)) {
    person->waiting = true;
    person->purpose = joined.purpose;
  }
}

void evolve(State& state, const Event&, const AgeAnswered& answered) {
  if (Person* person = state.find(answered.visit)) person->old_enough = answered.old_enough;
}

void evolve(State& state, const Event& event, const CouldNotBeServed& not_served) {
  if (not_served.visit.exists())
    return end_visit(state, not_served.visit, false, Ending::could_not_be_served, event.at);
  state.not_served_at_door = not_served.reason;
  state.not_served_at = event.at;
  state.not_served_on = event.device;
}
void evolve(State& state, const Event& event, const LeftBeforeServed& left) {
  end_visit(state, left.visit, false, Ending::left_before_served, event.at);
}
void evolve(State& state, const Event& event, const Left& left) {
  end_visit(state, left.visit, left.seat_needs_cleaning, left.early ? Ending::left_early : Ending::left, event.at);
}
void evolve(State& state, const Event& event, const FoundGone& gone) {
  end_visit(state, gone.visit, gone.seat_needs_cleaning, Ending::gone, event.at);
}

std::string contradicts(const State& state, const Welcomed& welcomed) {
  const std::uint16_t slot = welcomed.visit.slot;
  const bool is_taken = slot < state.people.size() && state.people[slot].visit.exists();
  return is_taken || !welcomed.visit.exists() ? "has no place for its visit" : std::string();
}

namespace visit {

const Person* Part::find(VisitId visit) const {
  if (visit.slot >= people.size() || !visit.exists()) return nullptr;
  const Person& person = people[visit.slot];
  return person.visit == visit ? &person : nullptr;
}

Person* Part::find(VisitId visit) { return const_cast<Person*>(std::as_const(*this).find(visit)); }

const Over* Part::find_over(VisitId visit) const {
  const auto found = std::find_if(over.begin(), over.end(),
                                  [&](const Over& one) { return visit.exists() && one.person.visit == visit; });
  return found == over.end() ? nullptr : &*found;
}

bool Part::operator==(const Part& other) const {
  const auto all = [](const Part& p) {
    return std::tie(p.next_visit, p.over, p.over_next, p.not_served_at_door, p.not_served_at, p.not_served_on);
  };
  return all(*this) == all(other) &&
         are_equal_in_use(people, other.people, [](const Person& person) { return person.visit.exists(); });
}

void Subject::make_room(State& state) {
  while (state.free_people.size() < spare_people) {
    // Next before those of whoever left: their visits may be opened again for longer.
    state.free_people.push_back(static_cast<std::uint16_t>(state.people.size()));
    state.people.emplace_back();
  }
  state.over.reserve(over_max);
  state.free_people.reserve(state.people.size() + spare_people);
}

void Subject::restarted(State& state, Instant, const Booted&) {
  // Its times cannot be compared with what comes now: a visit of before stays over.
  for (Over& over : state.over) over = {};
}

}  // namespace visit

}  // namespace alongside::domain
