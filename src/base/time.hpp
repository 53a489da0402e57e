// Instants and durations in whole milliseconds.
//
// An Instant is milliseconds of UTC since 1970; the domain never asks what time it is, it is told.
// Arithmetic saturates nowhere: callers keep instants within +-10^15 ms, which is year 33,658.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace alongside::base {

struct Duration {
  std::int64_t milliseconds = 0;

  constexpr auto operator<=>(const Duration&) const = default;
  constexpr Duration operator+(Duration other) const { return {milliseconds + other.milliseconds}; }
  constexpr Duration operator-(Duration other) const { return {milliseconds - other.milliseconds}; }
  constexpr Duration operator*(std::int64_t times) const { return {milliseconds * times}; }
};

constexpr Duration milliseconds(std::int64_t n) { return {n}; }
constexpr Duration seconds(std::int64_t n) { return {n * 1000}; }
constexpr Duration minutes(std::int64_t n) { return {n * 60'000}; }
constexpr Duration hours(std::int64_t n) { return {n * 3'600'000}; }

struct Instant {
  std::int64_t milliseconds_utc = 0;

  /// Later than every instant that can occur: "not due".
  static constexpr Instant never() { return {std::numeric_limits<std::int64_t>::max() / 4}; }
  /// Earlier than every instant that can occur: "not known".
  static constexpr Instant unknown() { return {std::numeric_limits<std::int64_t>::min() / 4}; }
  constexpr bool is_known() const { return *this != unknown(); }
  constexpr bool is_set() const { return *this != never() && *this != unknown(); }

  constexpr auto operator<=>(const Instant&) const = default;
  constexpr Instant operator+(Duration d) const { return {milliseconds_utc + d.milliseconds}; }
  constexpr Instant operator-(Duration d) const { return {milliseconds_utc - d.milliseconds}; }
  constexpr Duration operator-(Instant other) const { return {milliseconds_utc - other.milliseconds_utc}; }
};

}  // namespace alongside::base
