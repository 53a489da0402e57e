// Events of seats and the toilet.
#pragma once

#include "domain/ids.hpp"
#include "domain/seat/words.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

struct SeatAdded {
  static constexpr EventTraits is{.number = 6, .name = "seat_added"};
  SeatId seat{};
  SeatKind kind = SeatKind::booth;
  std::uint16_t label = 0;  ///< 3 is "3" for a booth, "S3" in the smoking room, "A3" in aftercare
  std::uint16_t capacity = 1;
  static constexpr void fields(auto& self, auto&& field) {
    field("seat", self.seat);
    field("kind", self.kind);
    field("label", self.label);
    field("capacity", self.capacity);
  }
};

/// Sits down, or moves from another seat: the watch goes with the person.
struct Seated {
  static constexpr EventTraits is{.number = 24, .name = "seated"};
  VisitId visit{};
  SeatId seat{};
  SeatId from{};  ///< none: from the waiting list
  bool from_needs_cleaning = false;
  static constexpr void fields(auto& self, auto&& field) {
    field("visit", self.visit);
    field("seat", self.seat);
    field("from", self.from);
    field("from_needs_cleaning", self.from_needs_cleaning);
  }
};

struct SeatReady {
  static constexpr EventTraits is{.number = 26, .name = "seat_ready"};
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) { field("seat", self.seat); }
};

/// The toilet: an occupied clock, no code asked.
struct ToiletTaken {
  static constexpr EventTraits is{.number = 27, .name = "toilet_taken"};
  SeatId seat{};
  Instant knock_due = Instant::never();
  static constexpr void fields(auto& self, auto&& field) {
    field("seat", self.seat);
    field("knock_due", self.knock_due);
  }
};

struct ToiletKnocked {
  static constexpr EventTraits is{.number = 28, .name = "toilet_knocked"};
  SeatId seat{};
  Instant knock_due = Instant::never();
  static constexpr void fields(auto& self, auto&& field) {
    field("seat", self.seat);
    field("knock_due", self.knock_due);
  }
};

struct ToiletFreed {
  static constexpr EventTraits is{.number = 29, .name = "toilet_freed"};
  SeatId seat{};
  static constexpr void fields(auto& self, auto&& field) { field("seat", self.seat); }
};

}  // namespace alongside::domain
