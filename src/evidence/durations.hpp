// Durations: how long something took, over many times, as a count for each whole second.
//
// Goals: exact, adds up over sites, and the order in which times came cannot show; what is kept grows with the range of the times and
// not with their number. Non-goals: naming a distribution. A plain value; free to share once made.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>

#include "base/time.hpp"

namespace alongside::evidence {

/// Of some numbers; nothing where it needs more of them than there are. `sd` has n - 1 below it.
struct Moments {
  std::uint64_t n = 0;
  std::optional<double> mean;
  std::optional<double> sd;
};

/// The quantile function at 0, 0.05 ... 1.
inline constexpr std::size_t quantile_points = 21;

class Durations {
 public:
  /// To the nearest second, halves up. A time below zero is a mistake of the caller.
  void count(base::Duration duration);
  void merge(const Durations& other);
  bool operator==(const Durations&) const = default;

  std::uint64_t n() const;
  Moments minutes() const;
  /// Of the natural logarithm of the minutes; times of 0 seconds have none and are left out.
  Moments log_minutes() const;
  /// In minutes, by linear interpolation between the ordered times, type 7 of Hyndman and Fan (1996, The American Statistician 50:361).
  /// Nothing for no time.
  std::optional<std::array<double, quantile_points>> quantiles_minutes() const;

 private:
  std::map<std::int64_t, std::uint64_t> times_by_second_;
};

}  // namespace alongside::evidence
