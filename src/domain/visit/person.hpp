// Somebody inside, and a visit that is over.
#pragma once

#include <array>
#include <cstdint>

#include "domain/ids.hpp"
#include "domain/visit/words.hpp"
#include "domain/watch/words.hpp"

namespace alongside::domain {

struct Person {
  VisitId visit{};  ///< none: the slot is free
  PersonRef person{};
  Instant arrived = Instant::unknown();
  Instant prepared_at = Instant::unknown();  ///< what the watch counts from
  Instant last_look = Instant::unknown();
  Instant may_go_at = Instant::never();
  Instant no_use_before = Instant::unknown();
  Duration look_interval{};
  EmergencyId emergency{};  ///< the open one they are in
  SeatId seat{};
  Purpose purpose = Purpose::booth;
  Watch watch = Watch::none;
  Answer old_enough = Answer::not_asked;
  std::uint8_t uses = 0;
  bool waiting = false;
  bool look_is_due = false;
  bool look_is_overdue = false;
  bool may_go = false;  ///< time is up: look, then may go

  bool is_watched() const { return watch == Watch::watched || watch == Watch::concern; }
  bool operator==(const Person&) const = default;
};

/// When each reminder of a watch is due, by WatchCause.
using WatchDeadlines = std::array<Instant, 3>;

/// A visit that is over, as it was at its end: it may be opened again.
struct Over {
  Person person{};  ///< no visit: opened again
  WatchDeadlines due{};
  Instant at = Instant::unknown();
  Ending ending = Ending::left;
  EmergencyId emergency{};  ///< left_by_emergency: which

  bool operator==(const Over&) const = default;
};

/// How many visits that are over are remembered: a day of the busiest center. [J]
inline constexpr std::size_t over_max = 1024;

}  // namespace alongside::domain
