// What the state holds of emergencies, by slot: the open ones and those that closed lately.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "domain/emergency/assess.hpp"
#include "domain/ids.hpp"

namespace alongside::domain {

struct Emergency {
  EmergencyId id{};
  Uuid key{};
  DocumentRef protocol{};
  std::vector<KeptAct> acts;  ///< in order of time, then id
  Assessment assessment{};
  VisitId visit{};
  SeatId seat{};
  Place place = Place::not_said;
  Instant no_use_before = Instant::unknown();
  Instant restart = Instant::unknown();    ///< last start at which the clock was not sure
  Instant closed_at = Instant::unknown();  ///< when the closing was recorded
  EmergencyId joined_into{};
  std::uint8_t escalated = 0;      ///< 0 to 3
  std::array<Instant, 8> fired{};  ///< by Clock: the due time that was answered last

  bool is_open() const { return id.exists() && !joined_into.exists() && assessment.phase != Phase::closed; }
  /// Any tap on it after the opening itself (a look that opened it records several acts at once) acknowledges.
  bool is_acknowledged() const;
  bool operator==(const Emergency&) const = default;
};

}  // namespace alongside::domain

namespace alongside::domain::emergency {

struct Part {
  std::uint32_t next_emergency = 1;
  std::vector<Emergency> emergencies;

  const Emergency* find(EmergencyId id) const;
  Emergency* find(EmergencyId id);
  /// The emergency that a client's key means now: its own, or the one it was joined into. Null if no act of it has come.
  const Emergency* find_emergency(const Uuid& key) const;

  /// However many spare slots there are.
  bool operator==(const Part& other) const;
};

}  // namespace alongside::domain::emergency
