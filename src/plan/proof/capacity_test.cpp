#include "plan/proof/capacity.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/random.hpp"

namespace alongside::plan {
namespace {

struct Instance {
  places::ReachMatrix reach;
  SiteProblem problem;
  CapacityRule rule;
};

/// Eight demands, six candidates, two or three sites, and less room than the best set without a limit would fill.
Instance instance(std::uint64_t seed) {
  const base::Stream dice({seed, 0, 0, 0});
  Instance out;
  out.reach = places::ReachMatrix::build(8, 6, 1, [&](std::uint32_t i, std::vector<places::Reached>& row) {
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

/// By the definition, person by person in small steps of the rounds, without the program's own loops: shares by a table, no two alike.
double worth_by_hand(const Instance& one, const Sites& sites) {
  std::map<std::uint32_t, std::map<std::uint32_t, double>> share;
  for (const std::uint32_t site : sites) {
    for (const places::Reached& entry : one.reach.column(site))
      share[entry.other][site] = static_cast<double>(entry.share);
  }
  std::map<std::uint32_t, double> room;
  for (const std::uint32_t site : sites) room[site] = one.rule.per_site;
  std::map<std::uint32_t, double> waiting;
  for (const auto& [demand, of] : share) waiting[demand] = 1;
  double sum = 0;
  for (std::size_t round = 0; round <= sites.size(); ++round) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> at_the_door;
    for (const auto& [demand, part] : waiting) {
      std::uint32_t to = 99;
      double best = 0;
      for (const auto& [site, of] : share[demand]) {
        if (room[site] > 1e-12 && of > best) best = of, to = site;
      }
      if (to != 99 && part > 0) at_the_door[to].push_back(demand);
    }
    for (const auto& [site, who] : at_the_door) {
      double come = 0;
      for (const std::uint32_t demand : who) come += one.rule.visits[demand] * share[demand][site] * waiting[demand];
      const double in = std::min(1.0, room[site] / come);
      for (const std::uint32_t demand : who) {
        sum += one.problem.weights[demand] * share[demand][site] * waiting[demand] * in;
        waiting[demand] *= 1 - in;
      }
      room[site] -= come * in;
    }
  }
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
  RC_ASSERT(found->proven);
  RC_ASSERT(found->objective >= best * (1 - 1e-6));
}

TEST(Capacity, ChoosesOtherSitesThanWithoutIt) {
  // Candidate 0 serves everybody, 1 and 2 half of them each: with room for half, the two are better than 0 and any other.
  const auto reach = places::ReachMatrix::build(4, 3, 1, [](std::uint32_t i, std::vector<places::Reached>& row) {
    row.push_back({1, 0});
    row.push_back({0.9F, i < 2 ? 1U : 2U});
  });
  const SiteProblem problem{.reach = &reach,
                            .weights = {1, 1, 1, 1},
                            .rules = {.sites_max = 2, .standing = std::vector<Standing>(3, Standing::free)}};
  const auto without = solve(problem, {});
  ASSERT_TRUE(without.ok());
  EXPECT_DOUBLE_EQ(without->objective, 4);
  // 20 visits each: 0 is full at once, and of those who go on, half of the four, 1 or 2 takes 20 of 20: no set of two loses anybody.
  const auto within = solve_within(problem, {.per_site = 20, .visits = {10, 10, 10, 10}}, {});
  ASSERT_TRUE(within.ok());
  EXPECT_TRUE(within->proven);
  EXPECT_EQ(within->sites, (Sites{1, 2}));
  EXPECT_NEAR(within->objective, 3.6, 1e-6) << "with 0: 2 there, and .9 of the half of two demands that are left: 2.9";
  const auto tight = solve_within(problem, {.per_site = 5, .visits = {10, 10, 10, 10}}, {});
  EXPECT_TRUE(tight->proven);
  EXPECT_DOUBLE_EQ(tight->objective, 1) << "two sites of five visits, a tenth for each visit";
}

TEST(Capacity, SendsPeopleOnToTheNextSiteWithRoomWhateverTheOrderOfRows) {
  // Two places near one another, both within reach of both sites, and each site with room for one of them.
  for (const bool swapped : {false, true}) {
    const auto reach = places::ReachMatrix::build(2, 2, 1, [&](std::uint32_t i, std::vector<places::Reached>& row) {
      row.push_back({1, swapped ? 1 - i : i});
      row.push_back({1, swapped ? i : 1 - i});
    });
    const SiteProblem problem{.reach = &reach,
                              .weights = {5, 5},
                              .rules = {.sites_max = 2, .standing = std::vector<Standing>(2, Standing::free)}};
    const SiteLoad load = load_of(problem, {.per_site = 1000, .visits = {1000, 1000}}, {0, 1});
    EXPECT_DOUBLE_EQ(load.objective, 10);
    EXPECT_EQ(load.exceeded, 0U);
    EXPECT_DOUBLE_EQ(load.unserved, 0);
    const auto found = solve_within(problem, {.per_site = 1000, .visits = {1000, 1000}}, {});
    ASSERT_TRUE(found.ok());
    EXPECT_DOUBLE_EQ(found->objective, 10);
  }
}

TEST(Capacity, CountsWhoFindsNoRoom) {
  // Site 0 is the nearest to both; 1 reaches the second only, half as well. Room for 10 each.
  const auto reach = places::ReachMatrix::build(2, 2, 1, [](std::uint32_t i, std::vector<places::Reached>& row) {
    row.push_back({1, 0});
    if (i == 1) row.push_back({0.5F, 1});
  });
  const SiteProblem problem{.reach = &reach,
                            .weights = {30, 10},
                            .rules = {.sites_max = 2, .standing = std::vector<Standing>(2, Standing::free)}};
  const SiteLoad load = load_of(problem, {.per_site = 10, .visits = {30, 10}}, {0, 1});
  // A quarter of the 40 who come to 0 gets in; three quarters of the second's, 7.5, go on and half of them come: 3.75.
  EXPECT_DOUBLE_EQ(load.wanted[0], 40);
  EXPECT_DOUBLE_EQ(load.taken[0], 10);
  EXPECT_DOUBLE_EQ(load.taken[1], 3.75);
  EXPECT_DOUBLE_EQ(load.served[0], 10);
  EXPECT_DOUBLE_EQ(load.objective, 13.75);
  EXPECT_DOUBLE_EQ(load.unserved, 22.5) << "three quarters of the first";
}

}  // namespace
}  // namespace alongside::plan
