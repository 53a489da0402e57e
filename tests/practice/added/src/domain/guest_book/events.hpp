// Events of the guest book.
#pragma once

#include <cstdint>

#include "domain/subject.hpp"

namespace alongside::domain {

struct GuestsSigned {
  static constexpr EventTraits is{.number = 255, .name = "guests_signed"};
  std::uint16_t guests = 1;
  static constexpr void fields(auto& self, auto&& field) { field("guests", self.guests); }
};

}  // namespace alongside::domain
