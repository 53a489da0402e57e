// Commands of seats and the toilet.
#pragma once

#include "domain/ids.hpp"
#include "domain/seat/words.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

struct AddSeat {
  static constexpr CommandTraits is{.name = "add_seat", .sent_by = SentBy::program};
  SeatKind kind = SeatKind::booth;
  std::uint16_t label = 0;
  std::uint16_t capacity = 1;
};

struct TakeSeat {
  static constexpr CommandTraits is{.name = "take_seat"};
  VisitId visit{};
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("seat", self.seat);
  }
};

struct ReadySeat {
  static constexpr CommandTraits is{.name = "seat_ready"};
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) { field("seat", self.seat); }
};

struct TakeToilet {
  static constexpr CommandTraits is{.name = "toilet_taken"};
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) { field("seat", self.seat); }
};

struct KnockToilet {
  static constexpr CommandTraits is{.name = "toilet_knocked"};  ///< somebody knocked and was answered
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) { field("seat", self.seat); }
};

struct FreeToilet {
  static constexpr CommandTraits is{.name = "toilet_freed"};
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) { field("seat", self.seat); }
};

}  // namespace alongside::domain
