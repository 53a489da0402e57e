// Words: what evidence calls what it counts: kinds of emergencies, responses, kinds of uses.
//
// The order of each list is that of reports and documents. Plain values.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string_view>

#include "domain/history/words.hpp"
#include "domain/watch/words.hpp"
#include "domain/words.hpp"

namespace alongside::evidence {

/// Where a word stands in its list.
constexpr std::size_t index(auto word) { return static_cast<std::size_t>(word); }

/// What one use was of; a mix is its whole set.
struct UseKind {
  domain::Substances substances;
  domain::Route route = domain::Route::unknown;

  auto operator<=>(const UseKind&) const = default;
};

/// In the order of reports. `not_recorded`: nobody chose a kind.
enum class EmergencyKind : std::uint8_t { opioid, stimulant, other, not_recorded };
inline constexpr std::size_t emergency_kinds = 4;
/// As an imported row's source called it.
EmergencyKind kind_of(domain::EmergencyGroup group);

/// From the least to the most. The order is our choice [J], to be confirmed by a medical director: breaths above oxygen, since who
/// was breathed for was in the greater danger.
enum class Response : std::uint8_t { none_recorded, watched, oxygen, breaths, naloxone };
inline constexpr std::size_t responses = 5;
/// The highest of what was given.
Response highest_of(domain::Measures given);

/// Whether a measure was used in an imported emergency: not recorded is no "no".
domain::Answer given(domain::Measure measure, domain::Measures given, domain::Measures not_known);

}  // namespace alongside::evidence

template <>
struct alongside::domain::Words<alongside::evidence::EmergencyKind> {
  static constexpr std::array<std::string_view, alongside::evidence::emergency_kinds> names{"opioid", "stimulant",
                                                                                            "other", "not_recorded"};
};
template <>
struct alongside::domain::Words<alongside::evidence::Response> {
  static constexpr std::array<std::string_view, alongside::evidence::responses> names{"none_recorded", "watched",
                                                                                      "oxygen", "breaths", "naloxone"};
};
