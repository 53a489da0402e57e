// Levels: how many wait, sit, work, summed over time by hour of the day.
//
// Whoever drives it calls `settle` at each full hour, so that no stretch lies across two.
#pragma once

#include <array>

#include "sim/facility/counts.hpp"
#include "sim/facility/week.hpp"

namespace alongside::sim {

/// Those of Hourly that are levels, in its order.
inline constexpr std::size_t first_level = static_cast<std::size_t>(Hourly::open_hours);
inline constexpr std::size_t level_columns = hourlies - first_level;

class Levels {
 public:
  void set(Hourly which, double level, base::Instant now, FloorCounts& counts) {
    Level& held = levels_[static_cast<std::size_t>(which) - first_level];
    if (held.level == level) return;
    settle(held, which, now, counts);
    held.level = level;
  }
  void add(Hourly which, double change, base::Instant now, FloorCounts& counts) {
    set(which, level(which) + change, now, counts);
  }
  double level(Hourly which) const { return levels_[static_cast<std::size_t>(which) - first_level].level; }

  void settle(base::Instant now, FloorCounts& counts) {
    for (std::size_t i = 0; i < level_columns; ++i)
      settle(levels_[i], static_cast<Hourly>(first_level + i), now, counts);
    hour_ = hour_of_day(now);
  }

 private:
  struct Level {
    double level = 0;
    base::Instant since = base::Instant::unknown();
  };

  void settle(Level& held, Hourly which, base::Instant now, FloorCounts& counts) {
    if (held.level != 0 && counts.measured(held.since)) {
      const double hours = static_cast<double>((now - held.since).milliseconds) / 3'600'000.0;
      counts[column(which, hour_)] += held.level * hours;
    }
    held.since = now;
  }

  std::array<Level, level_columns> levels_{};
  std::size_t hour_ = 0;  ///< of the day, that all were settled in last
};

}  // namespace alongside::sim
