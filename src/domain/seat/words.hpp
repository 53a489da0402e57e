// Words of seats and the toilet.
//
// Numbers are written to the ledger and are never used again for another meaning: add at the end, never reorder.
#pragma once

#include "domain/words.hpp"

namespace alongside::domain {

enum class SeatKind : std::uint8_t { booth, smoking, aftercare, toilet, none };
template <>
struct Words<SeatKind> {
  static constexpr std::array<std::string_view, 5> names{"booth", "smoking", "aftercare", "toilet", "none"};
};

/// What a seat is reminded of: the toilet, that somebody knocks.
enum class SeatCause : std::uint8_t { knock };
template <>
struct Words<SeatCause> {
  static constexpr std::array<std::string_view, 1> names{"knock"};
};

}  // namespace alongside::domain
