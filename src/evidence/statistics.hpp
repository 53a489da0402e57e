// Statistics: the few numbers that a report prints beside its counts.
//
// Each formula names its source. Pure functions, free to call from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace alongside::evidence {

/// Median and quartiles in the unit of the values.
struct Quartiles {
  std::int64_t p25 = 0;
  std::int64_t p50 = 0;
  std::int64_t p75 = 0;
};

/// By linear interpolation between the ordered values, type 7 of Hyndman and Fan (1996, The American Statistician 50:361), rounded
/// to whole units, halves away from zero. Nothing for no values. Costs one sorted copy.
std::optional<Quartiles> quartiles_of(std::span<const std::int64_t> values);

/// How probable an event may be at most that was seen 0 times in n: the exact one-sided 95% bound 1 - 0.05^(1/n), which is about 3/n
/// (Hanley and Lippman-Hand 1983, JAMA 249:1743). Nothing for n = 0.
std::optional<double> upper_bound_of_none(std::uint64_t n);

}  // namespace alongside::evidence
