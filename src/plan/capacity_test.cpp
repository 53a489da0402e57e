#include "plan/capacity.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/random.hpp"

namespace alongside::plan {
namespace {

struct Instance {
  ReachMatrix reach;
  Problem problem;
  CapacityRule rule;
};

/// Eight demands, six candidates, two or three sites, and less room than the best set without a limit would fill.
Instance instance(std::uint64_t seed) {
  const base::Stream dice({seed, 0, 0, 0});
  Instance out;
  out.reach = ReachMatrix::build(8, 6, 1, [&](std::uint32_t i, std::vector<Reached>& row) {
    for (std::uint32_t j = 0; j < 6; ++j) {
      const double share = dice.uniform(i * 6 + j);
      if (share > 0.4) row.push_back({static_cast<float>(share), j});
    }
  });
  for (std::uint32_t i = 0; i < 8; ++i) {
    out.problem.weights.push_back(1 + 9 * dice.uniform(100 + i));
    out.rule.visits.push_back(10 + 90 * dice.uniform(200 + i));
  }
  out.problem.rules.sites_max = 2 + static_cast<std::uint32_t>(seed % 2);
  out.problem.rules.standing.assign(6, Standing::free);
  out.rule.per_site = 20 + 130 * dice.uniform(300);
  return out;
}

/// By the definition, without the program's own loops.
double worth_by_hand(const Instance& one, const Sites& sites) {
  std::vector<double> visits(sites.size(), 0);
  std::vector<double> served(sites.size(), 0);
  for (std::uint32_t i = 0; i < 8; ++i) {
    double best = 0;
    std::size_t at = 0;
    for (std::size_t s = 0; s < sites.size(); ++s) {
      for (const Reached& entry : one.reach.column(sites[s])) {
        if (entry.other == i && static_cast<double>(entry.share) > best)
          best = static_cast<double>(entry.share), at = s;
      }
    }
    visits[at] += one.rule.visits[i] * best;
    served[at] += one.problem.weights[i] * best;
  }
  double sum = 0;
  for (std::size_t s = 0; s < sites.size(); ++s) sum += served[s] * std::min(1.0, one.rule.per_site / visits[s]);
  return sum;
}

RC_GTEST_PROP(Capacity, IsKeptAndTheBoundIsABound, (std::uint64_t seed)) {
  Instance one = instance(seed);
  one.problem.reach = &one.reach;
  double best = 0;
  for (std::uint32_t set = 1; set < 64; ++set) {
    Sites sites;
    for (std::uint32_t j = 0; j < 6; ++j) {
      if ((set >> j & 1U) != 0) sites.push_back(j);
    }
    if (sites.size() <= one.problem.rules.sites_max) best = std::max(best, worth_by_hand(one, sites));
  }
  const auto found = solve_within(one.problem, one.rule, {});
  RC_ASSERT(found.ok());
  RC_ASSERT(std::abs(found->objective - worth_by_hand(one, found->sites)) < 1e-9 * best);
  RC_ASSERT(found->objective <= best * (1 + 1e-9));
  RC_ASSERT(found->bound >= best * (1 - 1e-9));
  if (found->proven) RC_ASSERT(found->objective >= best * (1 - 1e-6));
  for (std::uint32_t in = 0; in < 6; ++in) {
    for (std::size_t out = 0; out < found->sites.size(); ++out) {
      Sites other = found->sites;
      other[out] = in;
      std::sort(other.begin(), other.end());
      if (std::adjacent_find(other.begin(), other.end()) == other.end())
        RC_ASSERT(worth_by_hand(one, other) <= found->objective * (1 + 1e-6));
    }
  }
}

TEST(Capacity, ChoosesOtherSitesThanWithoutIt) {
  // Candidate 0 serves everybody, 1 and 2 half of them each: with room for half, the two are better than 0 and any other.
  const auto reach = ReachMatrix::build(4, 3, 1, [](std::uint32_t i, std::vector<Reached>& row) {
    row.push_back({1, 0});
    row.push_back({0.9F, i < 2 ? 1U : 2U});
  });
  const Problem problem{.reach = &reach,
                        .weights = {1, 1, 1, 1},
                        .rules = {.sites_max = 2, .standing = std::vector<Standing>(3, Standing::free)}};
  const auto without = solve(problem, {});
  ASSERT_TRUE(without.ok());
  EXPECT_DOUBLE_EQ(without->objective, 4);
  const auto within = solve_within(problem, {.per_site = 20, .visits = {10, 10, 10, 10}}, {});
  ASSERT_TRUE(within.ok());
  EXPECT_EQ(within->sites, (Sites{1, 2}));
  EXPECT_NEAR(within->objective, 3.6, 1e-6);
  EXPECT_DOUBLE_EQ(within->bound, 4);
  const auto tight = solve_within(problem, {.per_site = 5, .visits = {10, 10, 10, 10}}, {});
  EXPECT_TRUE(tight->proven);
  EXPECT_EQ(tight->proof, Proof::full);
  EXPECT_DOUBLE_EQ(tight->objective, 1) << "two sites of five visits, a tenth for each visit";
}

}  // namespace
}  // namespace alongside::plan
