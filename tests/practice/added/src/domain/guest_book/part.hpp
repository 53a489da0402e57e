// What the state and the board hold of the guest book.
#pragma once

#include <cstdint>

namespace alongside::domain::guest_book {

struct Part {
  std::uint32_t guests = 0;
  bool operator==(const Part&) const = default;
};

struct OnBoard {
  std::uint32_t guests_so_far = 0;
  bool operator==(const OnBoard&) const = default;
  static constexpr void fields(auto& self, auto&& field) { field("guests_so_far", self.guests_so_far); }
};

}  // namespace alongside::domain::guest_book
