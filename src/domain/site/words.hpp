// Words of the site: its founding, its documents, the program's starts and its clock.
//
// Numbers are written to the ledger and are never used again for another meaning: add at the end, never reorder.
#pragma once

#include "domain/words.hpp"

namespace alongside::domain {

enum class SiteKind : std::uint8_t { real, training, demonstration };
template <>
struct Words<SiteKind> {
  static constexpr std::array<std::string_view, 3> names{"real", "training", "demonstration"};
};

}  // namespace alongside::domain
