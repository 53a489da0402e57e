// Week: a simulated wall clock that begins on a Monday and knows no daylight saving.
#pragma once

#include "base/time.hpp"

namespace alongside::sim {

/// Monday, 1 January 2024, 00:00: where measured time begins.
inline constexpr base::Instant monday{1'704'067'200'000};

constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }
constexpr std::int64_t hours_since_monday(base::Instant at) {
  return floor_divide((at - monday).milliseconds, 3'600'000);
}
constexpr std::int64_t days_since_monday(base::Instant at) {
  return floor_divide((at - monday).milliseconds, 86'400'000);
}
constexpr base::Instant start_of_hour(base::Instant at) { return monday + base::hours(hours_since_monday(at)); }
/// 0 to 167, from Monday 00:00.
constexpr std::size_t hour_of_week(base::Instant at) {
  return static_cast<std::size_t>(((hours_since_monday(at) % 168) + 168) % 168);
}
constexpr std::size_t hour_of_day(base::Instant at) { return hour_of_week(at) % 24; }

constexpr double minutes_of(base::Duration duration) { return static_cast<double>(duration.milliseconds) / 60'000.0; }
constexpr double hours_of(base::Duration duration) { return static_cast<double>(duration.milliseconds) / 3'600'000.0; }

}  // namespace alongside::sim
