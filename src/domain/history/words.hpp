// Words of history: what an import brings, and tallies.
//
// Numbers are written to the ledger and are never used again for another meaning: add at the end, never reorder.
#pragma once

#include "domain/words.hpp"

namespace alongside::domain {

/// What an imported row's emergency was called by its source.
enum class EmergencyGroup : std::uint8_t { opioid, stimulant, other };
template <>
struct Words<EmergencyGroup> {
  static constexpr std::array<std::string_view, 3> names{"opioid", "stimulant", "other"};
};

enum class Measure : std::uint8_t { watched, oxygen, breaths, naloxone };
template <>
struct Words<Measure> {
  static constexpr std::array<std::string_view, 4> names{"watched", "oxygen", "breaths", "naloxone"};
};

enum class Precision : std::uint8_t { minute, hour, day };
template <>
struct Words<Precision> {
  static constexpr std::array<std::string_view, 3> names{"minute", "hour", "day"};
};

using Measures = SetOf<Measure>;

}  // namespace alongside::domain
