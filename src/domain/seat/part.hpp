// What the state holds of seats, by the number of the seat.
#pragma once

#include <cstdint>
#include <vector>

#include "domain/ids.hpp"
#include "domain/seat/words.hpp"

namespace alongside::domain {

struct Seat {
  SeatKind kind = SeatKind::none;
  std::uint16_t label = 0;
  std::uint16_t capacity = 0;
  std::uint16_t taken = 0;
  bool cleaning = false;
  Instant taken_at = Instant::unknown();  ///< toilet: occupied since
  Instant knock_due = Instant::never();

  bool operator==(const Seat&) const = default;
};

}  // namespace alongside::domain

namespace alongside::domain::seat {

struct Part {
  std::vector<Seat> seats;

  const Seat* find(SeatId seat) const { return seat.number < seats.size() ? &seats[seat.number] : nullptr; }
  bool operator==(const Part&) const = default;
};

}  // namespace alongside::domain::seat
