#include "plan/draws.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "chance/quantile.hpp"

namespace alongside::plan {

namespace {

constexpr double work_max = 4e8;  ///< entries of the matrix looked at
constexpr double root_steps_min = 20;
constexpr double root_steps_max = 300;
constexpr double nodes_max = 300;

}  // namespace

OverDraws over_draws(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  const auto n = static_cast<double>(values.size());
  const auto ends = chance::quantiles_of(std::move(values), std::array{0.05, 0.95});
  return {.mean = sum / n, .low90 = ends[0], .high90 = ends[1]};
}

SolveOptions effort_of_a_draw(const places::ReachMatrix& reach, double seconds_max, const std::atomic<bool>* stop) {
  const double steps = work_max / static_cast<double>(std::max<std::size_t>(1, reach.entries()));
  SolveOptions out{.gap = gap_of_a_draw,
                   .seconds_max = seconds_max,
                   .prover = Prover::branch_and_bound,
                   .root_steps_max = static_cast<std::uint32_t>(std::clamp(steps, root_steps_min, root_steps_max)),
                   .stop = stop};
  out.nodes_max = static_cast<std::uint32_t>(std::clamp(steps / out.node_steps_max, 0.0, nodes_max));
  return out;
}

}  // namespace alongside::plan
