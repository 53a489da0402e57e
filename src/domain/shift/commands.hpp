// Commands of the shift: the floor opens, closes and is handed over.
#pragma once

#include "domain/ids.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

struct OpenFloor {
  static constexpr CommandTraits is{.name = "open_floor"};
  StaffRef responsible{};
  static constexpr void fields(auto& self, auto&& field) { field("responsible", self.responsible); }
};

struct CloseFloor {
  static constexpr CommandTraits is{.name = "close_floor", .needs = Needs::in_charge, .tallies_codes = true};
  static constexpr void fields(auto&, auto&&) {}
};

struct HandOver {
  static constexpr CommandTraits is{.name = "hand_over", .needs = Needs::in_charge};
  StaffRef to{};
  static constexpr void fields(auto& self, auto&& field) { field("to", self.to); }
};

struct UndoHandOver {
  static constexpr CommandTraits is{.name = "undo_hand_over"};
  static constexpr void fields(auto&, auto&&) {}
};

}  // namespace alongside::domain
