#include "plan/proof/cost_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace alongside::plan {

namespace {

constexpr double same = 1e-9;             ///< of a ratio: what sums in double precision can tell apart
constexpr std::uint32_t rounds_max = 50;  ///< each strictly better than the last; three or four in practice

/// The same reach, and for each candidate a demand that it alone reaches.
places::ReachMatrix with_own_demands(const places::ReachMatrix& reach) {
  return places::ReachMatrix::build(reach.demands() + reach.candidates(), reach.candidates(), 1,
                                    [&](std::uint32_t i, std::vector<places::Reached>& row) {
                                      if (i >= reach.demands()) return row.push_back({1, i - reach.demands()});
                                      const auto of_demand = reach.row(i);
                                      row.insert(row.end(), of_demand.begin(), of_demand.end());
                                    });
}

base::Result<> check_costs(const SiteProblem& problem, const SiteCosts& costs) {
  for (std::uint32_t j = 0; j < problem.candidates(); ++j) {
    const double cost = costs.of_candidate[j] + costs.shared;
    if (problem.rules.standing[j] != Standing::forbidden && !(cost > 0 && std::isfinite(cost))) {
      return base::input_error(
          fmt::format("a cost for each death averted needs a cost above 0 of every candidate that may be taken, and "
                      "candidate {} costs {}",
                      j + 1, cost));
    }
  }
  return base::Done{};
}

class Search {
 public:
  Search(const SiteProblem& problem, const SiteCosts& costs, const SolveOptions& options)
      : problem_(problem),
        costs_(costs),
        options_(options),
        reach_(with_own_demands(*problem.reach)),
        priced_(problem) {
    options_.gap = 0;
    options_.start = nullptr;
    options_.prices = nullptr;
    for (std::uint32_t j = 0; j < problem.candidates(); ++j) {
      if (problem.rules.standing[j] == Standing::forbidden) continue;
      highest_ = std::max(highest_, costs.of_candidate[j]);
      lowest_ = std::min(lowest_, costs.of_candidate[j]);
    }
    priced_.reach = &reach_;
    priced_.weights.resize(reach_.demands(), 0);
    if (problem.group.empty()) return;
    priced_.group.resize(reach_.demands(), static_cast<std::uint32_t>(problem.floors.size()));
    priced_.floors.push_back(0);
  }

  base::Result<CostPoint> of(std::uint32_t sites, Solution& effort) {
    priced_.rules.sites_max = sites;
    CostPoint point{.sites = sites, .set = {}, .averted = 0, .cost = 0, .ratio_bound = 0, .proven = false};
    double ratio = 0;
    for (std::uint32_t round = 0; round < rounds_max; ++round) {
      const bool is_by_cost = round > 0 && highest_ > lowest_;
      for (std::uint32_t j = 0; j < problem_.candidates(); ++j) {
        const bool open = problem_.rules.standing[j] != Standing::forbidden;
        priced_.weights[problem_.demands() + j] = is_by_cost && open ? ratio * (highest_ - costs_.of_candidate[j]) : 0;
      }
      auto solved = solve(priced_, options_);
      if (!solved) return solved.error();
      effort.nodes += solved->nodes;
      effort.steps += solved->steps;
      effort.proof = std::max(effort.proof, solved->proof);
      const double averted = total_of(*problem_.reach, problem_.weights, solved->sites);
      const double cost = cost_of(costs_, solved->sites);
      const double price = ratio;  // by which this round's demands were made
      const bool better = averted / cost > ratio * (1 + same);
      if (better) {
        ratio = averted / cost;
        point.set = std::move(solved->sites);
        point.averted = averted;
        point.cost = cost;
      }
      const bool last = highest_ <= lowest_ || (round > 0 && !better);
      point.proven = solved->proven && last;
      // What deaths - ratio x cost of a set of so many sites can be at most, and with it the ratio at the least that they can cost.
      const double least_cost = costs_.shared + sites * lowest_;
      const double from = is_by_cost ? price : ratio;
      const double over = solved->bound - from * (sites * (is_by_cost ? highest_ : lowest_) + costs_.shared);
      point.ratio_bound = point.proven ? ratio : std::max(ratio, from + std::max(0.0, over) / least_cost);
      if (last) break;
    }
    return point;
  }

 private:
  const SiteProblem& problem_;
  const SiteCosts& costs_;
  SolveOptions options_;
  places::ReachMatrix reach_;
  SiteProblem priced_;
  double highest_ = 0;
  double lowest_ = std::numeric_limits<double>::infinity();
};

}  // namespace

double cost_of(const SiteCosts& costs, const Sites& sites) {
  double sum = costs.shared;
  for (const std::uint32_t site : sites) sum += costs.of_candidate[site];
  return sum;
}

base::Result<CostSearch> search_cost_per_death(const SiteProblem& problem, const SiteCosts& costs,
                                               const SolveOptions& options) {
  if (const auto good = check(problem); !good) return good.error();
  if (const auto good = check_costs(problem, costs); !good) return good.error();
  CostSearch out;
  base::Error why_not = base::input_error("no set of sites that the rules allow averts a death");
  double best_ratio = 0;
  double bound = 0;
  bool proven = true;
  Search search(problem, costs, options);
  for (std::uint32_t k = 1; k <= problem.rules.sites_max; ++k) {
    auto point = search.of(k, out.solution);
    if (!point && point.error().failure != base::Failure::input) return point.error();
    if (!point || point->averted <= 0) {
      if (!point) why_not = point.error();
      continue;  // regions, forced candidates or floors ask for more sites
    }
    const double ratio = point->averted / point->cost;
    if (out.points.empty() || ratio > best_ratio * (1 + same)) {
      best_ratio = ratio;
      out.best = out.points.size();
    }
    bound = std::max(bound, point->ratio_bound);
    proven = proven && point->proven;
    out.points.push_back(std::move(*point));
  }
  if (out.points.empty()) return why_not;
  out.solution.sites = out.points[out.best].set;
  out.solution.objective = best_ratio;
  out.solution.bound = proven ? best_ratio : std::max(bound, best_ratio);
  out.solution.gap = out.solution.bound / best_ratio - 1;
  out.solution.proven = proven;
  return out;
}

}  // namespace alongside::plan
