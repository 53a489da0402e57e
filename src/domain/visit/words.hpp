// Words of the visit: from the door to leaving.
//
// Numbers are written to the ledger and are never used again for another meaning: add at the end, never reorder.
#pragma once

#include "domain/words.hpp"

namespace alongside::domain {

/// What somebody came for.
enum class Purpose : std::uint8_t { booth, smoking, supplies, drug_checking, services, visitor };
template <>
struct Words<Purpose> {
  static constexpr std::array<std::string_view, 6> names{"booth",         "smoking",  "supplies",
                                                         "drug_checking", "services", "visitor"};
};

enum class NotServed : std::uint8_t { under_age, no_seat, closed, asked_to_stay_away, consumption_not_allowed, other };
template <>
struct Words<NotServed> {
  static constexpr std::array<std::string_view, 6> names{
      "under_age", "no_seat", "closed", "asked_to_stay_away", "consumption_not_allowed", "other"};
};

/// How a visit ended: every way out is kept apart.
enum class Ending : std::uint8_t { left, left_early, gone, left_before_served, could_not_be_served, left_by_emergency };
template <>
struct Words<Ending> {
  static constexpr std::array<std::string_view, 6> names{
      "left", "left_early", "gone", "left_before_served", "could_not_be_served", "left_by_emergency"};
};

}  // namespace alongside::domain
