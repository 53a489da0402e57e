// FloorCounts: what one replicate of a floor keeps: sums, and sums by hour of the day, as one row of numbers.
//
// Everything is a sum over the measured time, so that rows add up and every outcome is a ratio of two of them. Levels (people waiting, seats
// taken, staff at work) are kept as level times hours. A value; one thread.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "base/time.hpp"

namespace alongside::sim {

enum class FloorCount : std::uint8_t {
  events,
  commands,
  refusals,
  arrived,      ///< to use on site
  came,         ///< likewise, those of the warm-up among them
  nobody_left,  ///< would have come to use, but every participant was there already
  others,       ///< for anything else
  balked,       ///< went away at the door: too many waiting
  gave_up,      ///< waited, and left before a seat
  turned_away,  ///< came too late, or still waited at last entry
  seated,
  waited,           ///< of the seated: had to wait beyond the welcome at the door that everybody has
  wait_minutes,     ///< of the seated, from arriving to sitting down
  queue_minutes,    ///< of them, beyond the welcome
  waited_too_long,  ///< of the seated: longer than the scenario's service level
  uses,
  looks,
  looks_due,
  looks_overdue,
  left_early,
  aftercare_full,  ///< wanted a chair and found none
  services,
  emergencies,
  watched,
  oxygen,
  naloxone,
  overamping,       ///< emergencies by what they took
  after_leaving,    ///< began after the person had left
  after_minute_30,  ///< of all that began: later than 30 minutes from the start of preparation
  begun,            ///< all that began, inside or after leaving
  noticed_by_look,
  found_after_minutes,      ///< from showing to noticed, summed
  responder_after_minutes,  ///< from noticed to the first responder, summed
  no_responder_free,
  one_responder_free,  ///< at the moment it was noticed
  outrun,              ///< fewer trained people free than it takes
  coincident,          ///< noticed while another response was running
  replicates_outrun,
  replicates_coincident,  ///< 0 or 1
  doses,
  oxygen_litres,
  transports,
  open_hours,  ///< hours in which people may come in
  two_responses_hours,
  three_responses_hours,
  last_,
};
inline constexpr std::size_t count_columns = static_cast<std::size_t>(FloorCount::last_);

/// What is kept for each hour of the day.
enum class Hourly : std::uint8_t {
  arrived,
  gone_without,
  seated,
  wait_minutes,
  emergencies,
  fewer_than_two,
  open_hours,   ///< people may come in
  floor_hours,  ///< from opening until the last has left
  waiting_hours,
  booth_hours,
  smoking_hours,
  aftercare_hours,
  blocked_hours,
  inside_hours,
  staff_hours,
  busy_hours,
  trained_hours,
  trained_responding_hours,
  staff_cost,
  last_,
};
inline constexpr std::size_t hourlies = static_cast<std::size_t>(Hourly::last_);

/// Minutes of the waiting curve: the share of the seated who waited longer than each.
inline constexpr std::array<int, 12> wait_curve_minutes{0, 1, 2, 5, 10, 15, 20, 30, 45, 60, 90, 120};

/// Where each number stands in a row.
constexpr std::size_t column(FloorCount count) { return static_cast<std::size_t>(count); }
constexpr std::size_t column(Hourly hourly, std::size_t hour) {
  return count_columns + static_cast<std::size_t>(hourly) * 24 + hour;
}
constexpr std::size_t task_column(std::size_t task) {
  return count_columns + hourlies * 24 + task;
}  ///< hours of staff time
constexpr std::size_t wait_column(std::size_t point) { return count_columns + hourlies * 24 + 7 + point; }
inline constexpr std::size_t row_width = count_columns + hourlies * 24 + 7 + wait_curve_minutes.size();

/// A row being filled. Nothing counts before `from` nor from `to` on.
class FloorCounts {
 public:
  FloorCounts(std::span<double> row, base::Instant from, base::Instant to) : row_(row), from_(from), to_(to) {}

  bool measured(base::Instant at) const { return at >= from_ && at < to_; }
  base::Instant from() const { return from_; }
  base::Instant to() const { return to_; }
  void add(FloorCount count, base::Instant at, double amount = 1) {
    if (measured(at)) row_[column(count)] += amount;
  }
  void add(Hourly hourly, base::Instant at, std::size_t hour, double amount = 1) {
    if (measured(at)) row_[column(hourly, hour)] += amount;
  }
  /// Without looking at the time: the caller has cut to the measured time already.
  double& operator[](std::size_t column) { return row_[column]; }

 private:
  std::span<double> row_;
  base::Instant from_;
  base::Instant to_;
};

}  // namespace alongside::sim
