#include "evidence/durations.hpp"

#include <cassert>
#include <cmath>

#include "evidence/merge.hpp"

namespace alongside::evidence {

namespace {

/// Two passes, the mean first. `value_of(second)` is not called for a second that `has(second)` leaves out.
Moments moments_of(const std::map<std::int64_t, std::uint64_t>& times, auto&& has, auto&& value_of) {
  Moments moments;
  double sum = 0;
  for (const auto& [second, times_seen] : times) {
    if (!has(second)) continue;
    moments.n += times_seen;
    sum += static_cast<double>(times_seen) * value_of(second);
  }
  if (moments.n == 0) return moments;
  const double mean = sum / static_cast<double>(moments.n);
  moments.mean = mean;
  if (moments.n == 1) return moments;
  double squares = 0;
  for (const auto& [second, times_seen] : times) {
    if (!has(second)) continue;
    const double apart = value_of(second) - mean;
    squares += static_cast<double>(times_seen) * apart * apart;
  }
  moments.sd = std::sqrt(squares / static_cast<double>(moments.n - 1));
  return moments;
}

double minutes_of(std::int64_t second) { return static_cast<double>(second) / 60.0; }

}  // namespace

void Durations::count(base::Duration duration) {
  assert(duration.milliseconds >= 0);
  ++times_by_second_[(duration.milliseconds + 500) / 1000];
}

void Durations::merge(const Durations& other) { evidence::merge(times_by_second_, other.times_by_second_); }

std::uint64_t Durations::n() const {
  std::uint64_t all = 0;
  for (const auto& [second, times] : times_by_second_) all += times;
  return all;
}

Moments Durations::minutes() const {
  return moments_of(times_by_second_, [](std::int64_t) { return true; }, minutes_of);
}

Moments Durations::log_minutes() const {
  return moments_of(
      times_by_second_, [](std::int64_t second) { return second > 0; },
      [](std::int64_t second) { return std::log(minutes_of(second)); });
}

std::optional<std::array<double, quantile_points>> Durations::quantiles_minutes() const {
  const std::uint64_t all = n();
  if (all == 0) return std::nullopt;
  // The walk over the ordered times: `second` holds ranks (counted from 0) below `ranks_before_next`.
  auto time = times_by_second_.begin();
  std::uint64_t ranks_before_next = time->second;
  const auto at_rank = [&](std::uint64_t rank) {
    while (rank >= ranks_before_next) ranks_before_next += (++time)->second;
    return static_cast<double>(time->first);
  };
  std::array<double, quantile_points> points{};
  for (std::size_t i = 0; i < points.size(); ++i) {
    // The position i/20 of all - 1, in whole numbers: no rounding decides between two times.
    const std::uint64_t twentieths = i * (all - 1);
    const std::uint64_t rank = twentieths / (quantile_points - 1);
    const std::uint64_t part = twentieths % (quantile_points - 1);
    const double below = at_rank(rank);
    if (part == 0) {
      points[i] = below / 60.0;
      continue;
    }
    // Look one rank further without moving the walk, since the next point may still need this one.
    const double above = rank + 1 < ranks_before_next ? below : static_cast<double>(std::next(time)->first);
    points[i] = (below + (above - below) * static_cast<double>(part) / (quantile_points - 1)) / 60.0;
  }
  return points;
}

}  // namespace alongside::evidence
