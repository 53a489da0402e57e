// Arrivals: instants of a Poisson process whose rate changes by the hour of the week.
//
// By inversion of the summed rate: one exponential number an arrival, so that the n-th arrival of a busier scenario comes earlier and never
// instead of another. One thread.
#pragma once

#include <array>

#include "sim/facility/dice.hpp"
#include "sim/facility/week.hpp"

namespace alongside::sim {

class Arrivals {
 public:
  /// `per_hour`: by hour of the week from Monday 00:00.
  Arrivals(const std::array<double, 168>& per_hour, const Dice& dice, DiceDecision decision, base::Instant from)
      : per_hour_(&per_hour), dice_(dice), decision_(decision), at_(from) {}

  /// The next one, or never() if nobody comes within four weeks.
  base::Instant next();
  /// How many were given.
  std::uint32_t number() const { return number_; }

 private:
  const std::array<double, 168>* per_hour_;
  Dice dice_;
  DiceDecision decision_;
  base::Instant at_;
  std::uint32_t number_ = 0;
};

}  // namespace alongside::sim
