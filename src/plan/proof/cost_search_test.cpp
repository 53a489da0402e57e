#include "plan/proof/cost_search.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.hpp"

namespace alongside::plan {
namespace {

constexpr std::uint32_t candidates = 7;
constexpr std::uint32_t demands = 12;

/// The least cost for each death of exactly so many sites, over every set.
double by_trying_all(const SiteProblem& problem, const SiteCosts& costs, std::uint32_t sites) {
  double least = std::numeric_limits<double>::infinity();
  for (std::uint32_t set = 1; set < (1U << candidates); ++set) {
    if (static_cast<std::uint32_t>(__builtin_popcount(set)) != sites) continue;
    double cost = costs.shared;
    for (std::uint32_t j = 0; j < candidates; ++j) cost += (set >> j & 1U) != 0 ? costs.of_candidate[j] : 0;
    double averted = 0;
    double reached = 0;
    double all = 0;
    for (std::uint32_t i = 0; i < demands; ++i) {
      double share = 0;
      for (const places::Reached& entry : problem.reach->row(i))
        share = (set >> entry.other & 1U) != 0 ? std::max(share, static_cast<double>(entry.share)) : share;
      averted += problem.weights[i] * share;
      if (problem.group.empty() || problem.group[i] != 0) continue;
      reached += problem.weights[i] * share;
      all += problem.weights[i];
    }
    if (!problem.group.empty() && reached < problem.floors[0] * all - 1e-12) continue;
    if (averted > 0) least = std::min(least, cost / averted);
  }
  return least;
}

TEST(CostSearch, FindsTheCheapestSetOfEachSizeAmongAll) {
  std::uint32_t solved = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    const base::Stream dice({seed, 0, 0, 0});
    const auto reach =
        places::ReachMatrix::build(demands, candidates, 1, [&](std::uint32_t i, std::vector<places::Reached>& row) {
          for (std::uint32_t j = 0; j < candidates; ++j) {
            const double share = dice.uniform(i * candidates + j);
            if (share > 0.5) row.push_back({static_cast<float>(share), j});
          }
        });
    SiteProblem problem{.reach = &reach,
                        .weights = {},
                        .rules = {.sites_max = 4, .standing = std::vector<Standing>(candidates, Standing::free)}};
    for (std::uint32_t i = 0; i < demands; ++i) problem.weights.push_back(1 + std::floor(20 * dice.uniform(1000 + i)));
    const bool floors = seed % 3 == 0;
    if (floors) {
      for (std::uint32_t i = 0; i < demands; ++i) problem.group.push_back(i % 2);
      problem.floors = {0.65, 0};
    }
    SiteCosts costs{.of_candidate = {}, .shared = seed % 2 == 0 ? 30.0 : 0.0};
    for (std::uint32_t j = 0; j < candidates; ++j)
      costs.of_candidate.push_back(seed % 5 == 0 ? 10 : 1 + 20 * dice.uniform(2000 + j));
    const auto found = search_cost_per_death(problem, costs, {});
    double least = std::numeric_limits<double>::infinity();
    for (std::uint32_t k = 1; k <= 4; ++k) least = std::min(least, by_trying_all(problem, costs, k));
    ASSERT_EQ(found.ok(), std::isfinite(least)) << seed;
    if (!found) continue;
    ++solved;
    EXPECT_NEAR(1 / found->solution.objective, least, 1e-6 * least) << seed;
    EXPECT_TRUE(found->solution.proven) << seed;
    for (const CostPoint& point : found->points) {
      ASSERT_EQ(point.set.size(), point.sites) << seed;
      EXPECT_NEAR(point.cost / point.averted, by_trying_all(problem, costs, point.sites), 1e-6 * least)
          << seed << ", " << point.sites << " sites";
    }
    if (floors || costs.shared > 0) continue;
    EXPECT_EQ(found->solution.sites.size(), 1U) << "two never avert more together than apart";
  }
  EXPECT_GE(solved, 40U);
}

}  // namespace
}  // namespace alongside::plan
