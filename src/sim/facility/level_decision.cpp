#include "sim/facility/level_decision.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace alongside::sim {

LevelDecision::LevelDecision(double tolerance, double error, std::uint32_t first_stage)
    : tolerance_(tolerance), first_stage_(first_stage) {
  assert(tolerance > 0 && error > 0 && error < 0.5 && first_stage >= 2);
  // The eta for which half of (1 + 2 eta) to the power of -(n0 - 1)/2 is the error.
  const double freedom = first_stage - 1.0;
  const double eta = 0.5 * (std::pow(2 * error, -2 / freedom) - 1);
  reach_ = 2 * eta * freedom;
}

void LevelDecision::take(double observation) {
  if (answer_ != Answer::open) return;
  ++taken_;
  sum_ += observation;
  if (taken_ <= first_stage_) {  // Welford's update
    const double apart = observation - mean_;
    mean_ += apart / taken_;
    squares_ += apart * (observation - mean_);
  }
  if (taken_ < first_stage_) return;
  const double variance = squares_ / (first_stage_ - 1.0);
  const double edge = std::max(0.0, reach_ * variance / (2 * tolerance_) - tolerance_ * taken_ / 2);
  if (sum_ <= -edge)
    answer_ = Answer::met;
  else if (sum_ >= edge)
    answer_ = Answer::not_met;
}

}  // namespace alongside::sim
