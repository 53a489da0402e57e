#include "domain/seat/seat.hpp"

#include <algorithm>

#include "domain/machine.hpp"

namespace alongside::domain {

namespace {

constexpr std::size_t spare_seats = 8;

Refusal about(Reason reason, SeatId seat) { return {.reason = reason, .seat = seat, .visit = {}}; }

/// Who sits there, if anybody.
VisitId occupant(const State& state, SeatId seat) {
  for (const Person& person : state.people) {
    if (person.visit.exists() && person.seat == seat) return person.visit;
  }
  return VisitId::none();
}

Refusal toilet(const State& state, SeatId seat) {
  const Seat* found = state.find(seat);
  if (!found) return about(Reason::no_such_seat, seat);
  return found->kind == SeatKind::toilet ? accepted() : about(Reason::seat_not_for_this, seat);
}

/// Taken by whoever is in there now, and not by somebody before them whose freeing or knock comes late.
Refusal taken_toilet(const State& state, SeatId seat, Instant then) {
  if (const Refusal no = toilet(state, seat); !no.accepted()) return no;
  const Seat& found = *state.find(seat);
  return found.taken == 0 || then < found.taken_at ? about(Reason::nothing_to_free, seat) : accepted();
}

DeadlineKey knock_of(SeatId seat) { return {seat::Subject::deadlines, seat.number, SeatCause::knock}; }

void set_toilet(State& state, SeatId seat, bool taken, Instant since, Instant knock_due) {
  Seat& toilet = state.seats[seat.number];
  toilet.taken = taken ? 1 : 0;
  toilet.taken_at = since;
  toilet.knock_due = knock_due;
  state.deadlines.set(knock_of(seat), knock_due);
}

}  // namespace

Refusal may_sit(const State& state, const Person& person, SeatId seat) {
  const Seat* wanted = state.find(seat);
  if (!wanted) return about(Reason::no_such_seat, seat);
  if (wanted->kind == SeatKind::toilet) return about(Reason::seat_not_for_this, seat);
  if (person.seat == seat) return about(Reason::already_seated_there, seat);
  if (wanted->taken >= wanted->capacity)
    return {.reason = Reason::seat_taken, .seat = seat, .visit = occupant(state, seat)};
  if (wanted->cleaning) return about(Reason::seat_being_cleaned, seat);
  return accepted();
}

bool leaves_it_to_clean(const State& state, SeatId seat) {
  const Seat* left = state.find(seat);
  return left && state.rules().clean_between_people && left->kind != SeatKind::aftercare;
}

void free_seat(State& state, Person& person, bool needs_cleaning) {
  if (!person.seat.exists()) return;
  Seat& seat = state.seats[person.seat.number];
  --seat.taken;
  seat.cleaning = seat.cleaning || needs_cleaning;
  person.seat = SeatId::none();
}

Refusal decide(const State& state, const Command& command, const AddSeat& add, Events& out) {
  out.add(command, SeatAdded{.seat = SeatId{static_cast<std::uint16_t>(state.seats.size())},
                             .kind = add.kind,
                             .label = add.label,
                             .capacity = add.capacity});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const TakeSeat& take, Events& out) {
  const Person* person = state.find(take.visit);
  if (!person) return refuse(Reason::not_here);
  // Somebody already inside may always move; a new seat is only given while the floor is open.
  if (!state.floor_open && !person->seat.exists()) return refuse(Reason::floor_closed);
  if (const Refusal no = may_sit(state, *person, take.seat); !no.accepted()) return no;
  out.add(command, Seated{.visit = take.visit,
                          .seat = take.seat,
                          .from = person->seat,
                          .from_needs_cleaning = leaves_it_to_clean(state, person->seat)});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const ReadySeat& ready, Events& out) {
  const Seat* seat = state.find(ready.seat);
  if (!seat) return about(Reason::no_such_seat, ready.seat);
  if (!seat->cleaning) return about(Reason::nothing_to_free, ready.seat);
  out.add(command, SeatReady{.seat = ready.seat});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const TakeToilet& take, Events& out) {
  if (const Refusal no = toilet(state, take.seat); !no.accepted()) return no;
  if (state.find(take.seat)->taken > 0) return about(Reason::seat_taken, take.seat);
  out.add(command, ToiletTaken{.seat = take.seat, .knock_due = command.at + base::seconds(state.numbers().knock_s)});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const KnockToilet& knock, Events& out) {
  if (const Refusal no = taken_toilet(state, knock.seat, command.at); !no.accepted()) return no;
  const Instant next = command.at + base::seconds(state.numbers().knock_s);
  const Instant before = state.find(knock.seat)->knock_due;
  out.add(command, ToiletKnocked{.seat = knock.seat, .knock_due = before.is_set() ? std::max(before, next) : next});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const FreeToilet& free, Events& out) {
  if (const Refusal no = taken_toilet(state, free.seat, command.at); !no.accepted()) return no;
  out.add(command, ToiletFreed{.seat = free.seat});
  return accepted();
}

void evolve(State& state, const Event&, const SeatAdded& added) {
  if (state.seats.size() <= added.seat.number) state.seats.resize(added.seat.number + 1U);
  state.seats[added.seat.number] = Seat{.kind = added.kind, .label = added.label, .capacity = added.capacity};
  state.deadlines.make_room(seat::Subject::deadlines, state.seats.size());
}

void evolve(State& state, const Event&, const Seated& seated) {
  Person* person = state.find(seated.visit);
  if (!person) return;
  free_seat(state, *person, seated.from_needs_cleaning);
  person->seat = seated.seat;
  person->waiting = false;
  ++state.seats[seated.seat.number].taken;
}

void evolve(State& state, const Event&, const SeatReady& ready) { state.seats[ready.seat.number].cleaning = false; }

void evolve(State& state, const Event& event, const ToiletTaken& taken) {
  set_toilet(state, taken.seat, true, event.at, taken.knock_due);
}
void evolve(State& state, const Event&, const ToiletKnocked& knocked) {
  set_toilet(state, knocked.seat, true, state.seats[knocked.seat.number].taken_at, knocked.knock_due);
}
void evolve(State& state, const Event&, const ToiletFreed& freed) {
  set_toilet(state, freed.seat, false, Instant::unknown(), Instant::never());
}

namespace {

std::string about_no_seat(const State& state, SeatId seat) {
  if (state.find(seat)) return {};
  return seat.exists() ? "is about seat " + std::to_string(seat.number) + ", which was never added"
                       : "is about no seat";
}

}  // namespace

std::string contradicts(const State& state, const SeatAdded& added) {
  return added.seat.number == state.seats.size() ? std::string() : "adds a seat out of order";
}
std::string contradicts(const State& state, const Seated& seated) { return about_no_seat(state, seated.seat); }
std::string contradicts(const State& state, const SeatReady& ready) { return about_no_seat(state, ready.seat); }
std::string contradicts(const State& state, const ToiletTaken& taken) { return about_no_seat(state, taken.seat); }
std::string contradicts(const State& state, const ToiletKnocked& knocked) { return about_no_seat(state, knocked.seat); }
std::string contradicts(const State& state, const ToiletFreed& freed) { return about_no_seat(state, freed.seat); }

namespace seat {

void Subject::due(const State&, const Deadline& deadline, DueReached& reached) {
  reached.of.number = deadline.key.slot;
}

void Subject::reached(State& state, const Event&, const DueReached& reached) {
  const SeatId seat{reached.of.slot};
  if (state.find(seat)) state.deadlines.cancel(knock_of(seat));
}

void Subject::make_room(State& state) { state.deadlines.make_room(deadlines, state.seats.size() + spare_seats); }

void Subject::restarted(State& state, Instant now, const Booted&) {
  for (std::size_t i = 0; i < state.seats.size(); ++i) {
    const DeadlineKey knock = knock_of(SeatId{static_cast<std::uint16_t>(i)});
    if (state.deadlines.due(knock).is_set()) state.deadlines.set(knock, now);
    state.seats[i].taken_at = std::min(state.seats[i].taken_at, now);
    if (state.seats[i].knock_due.is_set()) state.seats[i].knock_due = std::min(state.seats[i].knock_due, now);
  }
}

}  // namespace seat

}  // namespace alongside::domain
