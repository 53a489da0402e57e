// Commands of the guest book.
#pragma once

#include <cstdint>

#include "domain/subject.hpp"

namespace alongside::domain {

struct SignGuestBook {
  static constexpr CommandTraits is{.name = "sign_guest_book"};
  std::uint16_t guests = 1;  ///< who came together
  static constexpr void fields(auto& self, auto&& field) { field("guests", self.guests); }
};

}  // namespace alongside::domain
