#include "plan/capacity.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace alongside::plan {

namespace {

constexpr double same = 1e-9;  ///< of an amount: what sums in double precision can tell apart

/// The first swap or addition that helps, again and again.
class Swaps {
 public:
  Swaps(const Problem& problem, const CapacityRule& rule, const SolveOptions& options,
        std::chrono::steady_clock::time_point begin)
      : problem_(problem), rule_(rule), options_(options), begin_(begin) {}

  Sites from(Sites sites) {
    double worth = load_of(problem_, rule_, sites).objective;
    for (std::uint32_t j = 0, without_success = 0; without_success < problem_.candidates() && !is_over();
         j = (j + 1) % problem_.candidates(), ++without_success) {
      if (const auto better = with(j, sites, worth)) {
        sites = *better;
        without_success = 0;
      }
    }
    return sites;
  }

 private:
  bool is_over() const {
    return (options_.stop != nullptr && *options_.stop) ||
           std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count() > options_.seconds_max;
  }

  /// With this candidate beside the sites or in place of one of them; `worth` becomes its worth.
  std::optional<Sites> with(std::uint32_t candidate, const Sites& sites, double& worth) const {
    const Picked picked(problem_.rules, sites);
    std::optional<Sites> best;
    const auto offer = [&](const Picked& other) {
      if (!worth_of(problem_, other.sites()).allowed) return;
      const double of_other = load_of(problem_, rule_, other.sites()).objective;
      if (of_other > worth * (1 + same)) worth = of_other, best = other.sites();
    };
    if (picked.has(candidate) || problem_.rules.standing[candidate] == Standing::forbidden) return best;
    if (picked.may_add(candidate)) {
      Picked other = picked;
      other.add(candidate);
      offer(other);
    }
    for (const std::uint32_t out : sites) {
      if (!picked.may_swap(candidate, out)) continue;
      Picked other = picked;
      other.swap(candidate, out);
      offer(other);
    }
    return best;
  }

  const Problem& problem_;
  const CapacityRule& rule_;
  const SolveOptions& options_;
  std::chrono::steady_clock::time_point begin_;
};

/// What a plan of full sites could be worth; infinite where somebody counts who makes no visits, and for a worst group.
double worth_of_full(const Problem& problem, const CapacityRule& rule) {
  if (problem.goal != Goal::total) return std::numeric_limits<double>::infinity();
  double most = 0;  // for each visit
  for (std::size_t i = 0; i < problem.weights.size(); ++i) {
    if (problem.weights[i] > 0)
      most = std::max(
          most, rule.visits[i] > 0 ? problem.weights[i] / rule.visits[i] : std::numeric_limits<double>::infinity());
  }
  return most * rule.per_site * problem.rules.sites_max;
}

}  // namespace

Load load_of(const Problem& problem, const CapacityRule& rule, const Sites& sites) {
  Load out{.visits = std::vector<double>(sites.size(), 0),
           .share = std::vector<double>(sites.size(), 1),
           .served = std::vector<double>(sites.size(), 0),
           .objective = 0,
           .exceeded = 0};
  for_each_reached(*problem.reach, sites, [&](std::uint32_t demand, std::size_t site, double share) {
    out.visits[site] += rule.visits[demand] * share;
    out.served[site] += problem.weights[demand] * share;
  });
  for (std::size_t s = 0; s < sites.size(); ++s) {
    if (out.visits[s] <= rule.per_site * (1 + same)) continue;
    ++out.exceeded;
    out.share[s] = rule.per_site / out.visits[s];
    out.served[s] *= out.share[s];
  }
  if (problem.goal == Goal::total) {
    for (const double served : out.served) out.objective += served;
    return out;
  }
  std::vector<double> reached(problem.floors.size(), 0);
  for_each_reached(*problem.reach, sites, [&](std::uint32_t demand, std::size_t site, double share) {
    reached[problem.group[demand]] += problem.weights[demand] * share * out.share[site];
  });
  const std::vector<double> all = group_weights(problem);
  out.objective = 1;
  for (std::size_t g = 0; g < all.size(); ++g)
    out.objective = all[g] > 0 ? std::min(out.objective, reached[g] / all[g]) : out.objective;
  return out;
}

base::Result<Solution> solve_within(const Problem& problem, const CapacityRule& rule, const SolveOptions& options) {
  const auto begin = std::chrono::steady_clock::now();
  auto solved = solve(problem, options);
  if (!solved || load_of(problem, rule, solved->sites).exceeded == 0) return solved;
  // From two sides: the best set without the limit, and the forced candidates alone.
  Swaps swaps(problem, rule, options, begin);
  solved->sites = swaps.from(std::move(solved->sites));
  solved->objective = load_of(problem, rule, solved->sites).objective;
  Sites forced;
  for (std::uint32_t j = 0; j < problem.candidates(); ++j) {
    if (problem.rules.standing[j] == Standing::forced) forced.push_back(j);
  }
  const Sites other = swaps.from(std::move(forced));
  const double of_other = load_of(problem, rule, other).objective;
  if (of_other > solved->objective && Picked(problem.rules, other).complete() && worth_of(problem, other).allowed) {
    solved->sites = other;
    solved->objective = of_other;
  }
  const double full = worth_of_full(problem, rule);
  if (full < solved->bound) solved->proof = Proof::full;
  solved->take_bound(std::max(std::min(full, solved->bound), solved->objective), options.gap);
  solved->seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return solved;
}

}  // namespace alongside::plan
