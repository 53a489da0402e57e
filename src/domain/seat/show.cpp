// Seats as screens show them.
#include <fmt/format.h>

#include "domain/board/board.hpp"
#include "domain/seat/seat.hpp"

namespace alongside::domain {

std::string label_of(const State& state, SeatId seat) {
  const Seat* found = state.find(seat);
  if (!found) return {};
  switch (found->kind) {
    case SeatKind::booth: return fmt::format("{}", found->label);
    case SeatKind::smoking: return fmt::format("S{}", found->label);
    case SeatKind::aftercare: return fmt::format("A{}", found->label);
    case SeatKind::toilet: return fmt::format("T{}", found->label);
    case SeatKind::none: break;
  }
  return {};
}

namespace seat {

namespace {

SeatRow row_of(const Shown& shown, SeatId id) {
  const Seat& seat = *shown.state.find(id);
  SeatRow row{.seat = id,
              .kind = seat.kind,
              .label = label_of(shown.state, id),
              .state = seat.taken > 0  ? SeatState::occupied
                       : seat.cleaning ? SeatState::cleaning
                                       : SeatState::free,
              .capacity = seat.capacity,
              .visits = {}};
  for (const Person* person : shown.inside) {
    if (person->seat == id) row.visits.push_back(person->visit);
  }
  if (seat.kind == SeatKind::toilet && seat.taken > 0) {
    row.since = seat.taken_at;
    row.knock_due = seat.knock_due;
  }
  return row;
}

}  // namespace

void Subject::show(const Shown& shown, Board& board) {
  const Guardrails* rules = shown.rules();
  for (std::size_t i = 0; i < shown.state.seats.size(); ++i) {
    const Seat& seat = shown.state.seats[i];
    if (seat.kind == SeatKind::none) continue;
    const SeatId id{static_cast<std::uint16_t>(i)};
    if (seat.kind == SeatKind::toilet && seat.taken > 0 && seat.knock_due.is_set()) {
      board.next.push_back({.at = seat.knock_due,
                            .what = Next::knock,
                            .place = label_of(shown.state, id),
                            .since = seat.taken_at,
                            .visit = {},
                            .emergency = {},
                            .seat = id});
    }
    const bool for_use = seat.kind == SeatKind::booth || seat.kind == SeatKind::smoking;
    if (for_use && !(rules && rules->consumption_allowed)) continue;
    board.seats.push_back(row_of(shown, id));
  }
}

}  // namespace seat

}  // namespace alongside::domain
