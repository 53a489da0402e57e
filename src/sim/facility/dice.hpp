// Dice: every draw of a simulated floor, keyed by what it is about, so that two scenarios with one seed share them (common random numbers):
// the n-th person to arrive wants, bears and does the same in both.
#pragma once

#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "base/time.hpp"
#include "chance/distribution.hpp"
#include "chance/quantile.hpp"

namespace alongside::sim {

/// What is decided. Entities: an arrival's number (others have their highest bit set), a participant's, a day's, an emergency's, an hour's.
enum class DiceDecision : std::uint32_t {
  arrival,
  other_arrival,
  participant,
  use,
  patience,
  preparation,
  seat_time,
  emergency,
  delay,
  severity,
  noticed,
  after,
  service,
  service_time,
  door_time,
  look_time,
  clean_time,
  rest_at,
  rest_time,
  restock_at,
  restock_time,
  response_time,
  naloxone_at,
  doses,
  transport,
  day_factor,
  person_factor,
};

class Dice {
 public:
  Dice(std::uint64_t seed, std::uint32_t replicate) : seed_(seed), replicate_(replicate) {}

  double uniform(std::uint32_t entity, DiceDecision decision, std::uint32_t occurrence = 0) const {
    return base::Stream({seed_, replicate_, entity, static_cast<std::uint32_t>(decision)}).uniform(occurrence);
  }
  /// Minutes, drawn and rounded to the millisecond; 1,900 years at most, so that an instant stays one.
  base::Duration minutes(const chance::Distribution& distribution, std::uint32_t entity, DiceDecision decision,
                         std::uint32_t occurrence = 0) const {
    const double drawn = distribution.quantile(distribution.is_fixed() ? 0.0 : uniform(entity, decision, occurrence));
    const double in_milliseconds = std::min(drawn, 1e9) * 60'000.0;
    // As std::llround does it for what is not below zero, without the call.
    const auto whole = static_cast<std::int64_t>(in_milliseconds);
    return base::milliseconds(whole + (in_milliseconds - static_cast<double>(whole) >= 0.5 ? 1 : 0));
  }
  /// Lognormal with mean 1.
  double factor(double sigma, std::uint32_t entity, DiceDecision decision) const {
    if (sigma <= 0) return 1;
    return std::exp(sigma * chance::normal_quantile(uniform(entity, decision)) - sigma * sigma / 2);
  }

 private:
  std::uint64_t seed_;
  std::uint32_t replicate_;
};

}  // namespace alongside::sim
