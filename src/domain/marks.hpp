// Marks: how much an event's time is worth, and where it comes from.
#pragma once

#include "domain/words.hpp"

namespace alongside::domain {

/// How much an event's time is worth, and where it comes from.
enum class Mark : std::uint8_t { imported, from_paper, time_not_sure, played_offline, second_emergency };
template <>
struct Words<Mark> {
  static constexpr std::array<std::string_view, 5> names{"imported", "from_paper", "time_not_sure", "played_offline",
                                                         "second_emergency"};
};
using Marks = SetOf<Mark, std::uint16_t>;

}  // namespace alongside::domain
