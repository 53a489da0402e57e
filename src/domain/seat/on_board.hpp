// Seats on the board.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "domain/fields.hpp"
#include "domain/ids.hpp"
#include "domain/seat/words.hpp"

namespace alongside::domain {

enum class SeatState : std::uint8_t { free, occupied, cleaning };
template <>
struct Words<SeatState> {
  static constexpr std::array<std::string_view, 3> names{"free", "occupied", "cleaning"};
};

struct SeatRow {
  static constexpr std::string_view schema = "Seat";
  SeatId seat{};
  SeatKind kind = SeatKind::none;
  std::string label;
  SeatState state = SeatState::free;
  std::uint16_t capacity = 0;
  std::vector<VisitId> visits;
  Instant since = Instant::unknown();      ///< the toilet while it is occupied
  Instant knock_due = Instant::unknown();  ///< the toilet while it is occupied
  bool operator==(const SeatRow&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("seat", self.seat, always);
    field("kind", self.kind, HowSent{.never = "none"});
    field("label", self.label);
    field("state", self.state);
    field("capacity", self.capacity);
    field("visits", self.visits);
    field("since", self.since, HowSent{.may_be_left_out = true, .says = "The toilet while it is taken"});
    field("knock_due", self.knock_due, may_be_left_out);
  }
};

namespace seat {

struct OnBoard {
  std::vector<SeatRow> seats;
  bool operator==(const OnBoard&) const = default;
  static constexpr void fields(auto& self, auto&& field) { field("seats", self.seats); }
};

}  // namespace seat

}  // namespace alongside::domain
