// Who and what a command or an event speaks of.
//
// Goal: opaque numbers only. A PersonRef is new for each visit, so no event can say that two visits were one person's; which
// participant it was is a link that the center seals and lets expire. Non-goal: anything outside the site (exports use other ids).
#pragma once

#include "base/strong.hpp"
#include "base/time.hpp"
#include "base/uuid.hpp"

namespace alongside::domain {

using base::Duration;
using base::Instant;
using base::Uuid;

/// One visit's person; random on site, an index in a simulation.
using PersonRef = base::Id<struct PersonTag, std::uint64_t>;
using SeatId = base::Id<struct SeatTag, std::uint16_t>;     ///< index of a seat, in the order in which seats were added
using StaffRef = base::Id<struct StaffTag, std::uint32_t>;  ///< a staff member's random number
using DeviceRef = base::Id<struct DeviceTag, std::uint16_t>;      ///< a registered screen
using DocumentRef = base::Id<struct DocumentTag, std::uint16_t>;  ///< index into the side table of adopted documents

/// A visit: its slot in the state and its counter. Slots are used again, counters never are: an old id names nobody.
struct VisitId {
  std::uint32_t number = static_cast<std::uint32_t>(-1);
  std::uint16_t slot = static_cast<std::uint16_t>(-1);

  static constexpr VisitId none() { return {}; }
  constexpr bool exists() const { return number != static_cast<std::uint32_t>(-1); }
  constexpr auto operator<=>(const VisitId&) const = default;
};

/// An emergency: its slot in the state and its counter.
struct EmergencyId {
  std::uint32_t number = static_cast<std::uint32_t>(-1);
  std::uint16_t slot = static_cast<std::uint16_t>(-1);

  static constexpr EmergencyId none() { return {}; }
  constexpr bool exists() const { return number != static_cast<std::uint32_t>(-1); }
  constexpr auto operator<=>(const EmergencyId&) const = default;
};

}  // namespace alongside::domain
