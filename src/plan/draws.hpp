// Draws: what many draws of a plan's demand are summed up as, and how hard the best set of one is looked for.
#pragma once

#include <vector>

#include "plan/proof/solve.hpp"

namespace alongside::plan {

/// Over draws: the mean and the middle 90%.
struct OverDraws {
  double mean = 0;
  double low90 = 0;
  double high90 = 0;

  bool holds(double value) const { return value >= low90 && value <= high90; }
};
/// One value at least.
OverDraws over_draws(std::vector<double> values);

inline constexpr double gap_of_a_draw = 1e-3;  ///< to which the best set of a draw is proven, where the work is enough

/// For the best set of one draw among hundreds: its end is told by work and not by the clock, so that the draws are the same on a busy machine.
SolveOptions effort_of_a_draw(const places::ReachMatrix& reach, double seconds_max, const std::atomic<bool>* stop);

}  // namespace alongside::plan
