// TravelTimes: how long the journeys between places are, as routing programs write them, in place of distance.
//
// Goals: long tables (from,to,minutes; from_id,to_id,travel_time_p50 of r5r; from,to,time of Valhalla's) and matrices (R's osrm, OSRM's table) as CSV, in
// minutes or seconds; each mistake named by line and column: negative, not a number, longer than a week, a pair twice with two durations, a name that no
// place has. Non-goals: routing, JSON (docs/plan.md turns it into a matrix). Invariants: a place reaches itself, in no time unless the table has
// another number for it; a pair that stands in one direction only lasts as long in the other, and a remark says so; a pair that stands in neither, or is said to have no
// way (nothing, NA, null), is out of reach. Immutable; free to share between threads.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "places/places.hpp"

namespace alongside::places {

enum class TimeUnit : std::uint8_t { minute, second };

struct Journey {
  std::uint32_t to = 0;  ///< a place
  double minutes = 0;
};

class TravelTimes {
 public:
  static constexpr double minutes_max = 10'080;  ///< a week: no journey to a center, but seconds or a mark for "no way"

  /// `unit`: of a matrix, and of columns whose name does not say; without it those are refused.
  static base::Result<TravelTimes> parse(std::string name, std::string_view text, const Places& places,
                                         std::optional<TimeUnit> unit);

  const std::string& name() const { return name_; }
  /// Of each place, by number.
  std::span<const Journey> from(std::uint32_t place) const { return journeys_[place]; }
  /// Minutes that a straight km around the place takes: the median of its journeys to its six nearest of the table that are not at the same point, or of all places where it
  /// has none. Nothing where the table has no such journey at all.
  std::optional<double> minutes_per_km(std::uint32_t place) const;
  /// What was taken and may surprise, a sentence each.
  const std::vector<std::string>& remarks() const { return remarks_; }

 private:
  void measure(const Places& places);

  std::string name_;
  std::vector<std::vector<Journey>> journeys_;
  std::vector<std::optional<double>> minutes_per_km_;
  std::optional<double> minutes_per_km_of_all_;
  std::vector<std::string> remarks_;
};

}  // namespace alongside::places
