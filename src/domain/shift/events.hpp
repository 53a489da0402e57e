// Events of the shift: the floor opens, closes and is handed over.
#pragma once

#include "domain/ids.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

struct FloorOpened {
  static constexpr EventTraits is{.number = 10, .name = "floor_opened"};
  StaffRef responsible{};
  static constexpr void fields(auto& self, auto&& field) { field("responsible", self.responsible); }
};

struct FloorClosed {
  static constexpr EventTraits is{.number = 11, .name = "floor_closed"};
  StaffRef responsible{};
  static constexpr void fields(auto& self, auto&& field) { field("responsible", self.responsible); }
};

struct HandedOver {
  static constexpr EventTraits is{.number = 12, .name = "handed_over"};
  StaffRef from{};
  StaffRef to{};
  static constexpr void fields(auto& self, auto&& field) {
    field("from", self.from);
    field("to", self.to);
  }
};

struct HandOverUndone {
  static constexpr EventTraits is{.number = 83, .name = "hand_over_undone"};
  StaffRef from{};
  StaffRef to{};
  static constexpr void fields(auto& self, auto&& field) {
    field("from", self.from);
    field("to", self.to);
  }
};

}  // namespace alongside::domain
