#include "plan/proof/solve.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <numeric>

#include "base/random.hpp"
#include "plan/proof/cbc.hpp"
#include "plan/proof/local_search.hpp"

namespace alongside::plan {
namespace {

constexpr double tiny = 1e-7;  // shares are single precision

places::ReachMatrix matrix(const std::vector<std::vector<float>>& shares) {
  const auto demands = static_cast<std::uint32_t>(shares.size());
  return places::ReachMatrix::build(demands, static_cast<std::uint32_t>(shares.front().size()), 2,
                                    [&](std::uint32_t i, std::vector<places::Reached>& out) {
                                      for (std::uint32_t j = 0; j < shares[i].size(); ++j) {
                                        if (shares[i][j] > 0) out.push_back({shares[i][j], j});
                                      }
                                    });
}

/// A random instance, small enough to try every set.
struct Small {
  std::vector<std::vector<float>> shares;
  places::ReachMatrix reach;
  SiteProblem problem;
};

enum class ProblemKind { number, regions, budget, floors, worst_group, everything };

Small small(std::uint64_t seed, ProblemKind kind, bool covering) {
  const base::Stream dice({seed, 0, 0, 0});
  std::uint32_t at = 0;
  const auto below = [&](std::uint64_t bound) { return static_cast<std::uint32_t>(dice.below(bound, at++)); };
  Small out;
  const std::uint32_t demands = 4 + below(9);
  const std::uint32_t candidates = 3 + below(8);
  for (std::uint32_t i = 0; i < demands; ++i) {
    auto& row = out.shares.emplace_back();
    for (std::uint32_t j = 0; j < candidates; ++j) {
      const bool reached = below(100) < 45;
      row.push_back(!reached ? 0.0F : covering ? 1.0F : static_cast<float>(1 + below(8)) / 8);
    }
  }
  out.shares[0][0] = 1;
  out.reach = matrix(out.shares);
  SiteProblem& p = out.problem;
  for (std::uint32_t i = 0; i < demands; ++i) p.weights.push_back(i > 0 && below(8) == 0 ? 0 : 1 + below(20));
  p.rules.sites_max = 1 + below(std::min(candidates, 4U));
  p.rules.standing.assign(candidates, Standing::free);
  for (std::uint32_t j = 1; j < candidates; ++j) {
    if (below(8) == 0) p.rules.standing[j] = Standing::forbidden;
    if (below(12) == 0) p.rules.standing[j] = Standing::forced;
  }
  const auto taken = std::count(p.rules.standing.begin(), p.rules.standing.end(), Standing::forbidden);
  p.rules.sites_max = std::min(p.rules.sites_max, candidates - static_cast<std::uint32_t>(taken));
  const bool all = kind == ProblemKind::everything;
  if (all || kind == ProblemKind::regions) {
    p.rules.limits = {{below(2), 1 + below(2)}, {below(2), 1 + below(3)}, {0, 2}};
    for (std::uint32_t j = 0; j < candidates; ++j) p.rules.region.push_back(below(3));
  }
  if (all || kind == ProblemKind::budget) {
    double sum = 0;
    for (std::uint32_t j = 0; j < candidates; ++j) sum += p.rules.cost.emplace_back(1 + below(9));
    p.rules.budget = 3 + below(static_cast<std::uint64_t>(sum));
  }
  if (all || kind == ProblemKind::floors || kind == ProblemKind::worst_group) {
    for (std::uint32_t i = 0; i < demands; ++i) p.group.push_back(below(3));
    for (int g = 0; g < 3; ++g) p.floors.push_back(kind == ProblemKind::worst_group ? 0 : below(5) * 0.1);
    if (kind == ProblemKind::worst_group) p.goal = Goal::worst_group;
  }
  return out;
}

struct Best {
  bool any = false;
  double objective = 0;
};

/// Tries every set, and knows nothing of how the solver holds rules or worth.
Best by_trying_all(const Small& small) {
  const SiteProblem& p = small.problem;
  const SiteRules& rules = p.rules;
  const auto candidates = static_cast<std::uint32_t>(small.shares.front().size());
  Best best;
  for (std::uint32_t set = 1; set < (1U << candidates); ++set) {
    bool allowed = static_cast<std::uint32_t>(__builtin_popcount(set)) <= rules.sites_max;
    double cost = 0;
    std::vector<std::uint32_t> in(rules.limits.size(), 0);
    for (std::uint32_t j = 0; j < candidates; ++j) {
      const bool open = (set >> j & 1U) != 0;
      allowed = allowed && !(open && rules.standing[j] == Standing::forbidden) &&
                !(!open && rules.standing[j] == Standing::forced);
      if (open && !rules.cost.empty()) cost += rules.cost[j];
      if (open && !rules.limits.empty()) ++in[rules.region[j]];
    }
    for (std::size_t r = 0; r < in.size(); ++r)
      allowed = allowed && in[r] >= rules.limits[r].at_least && in[r] <= rules.limits[r].at_most;
    if (!allowed || cost > rules.budget) continue;
    double sum = 0;
    std::vector<double> of_group(p.floors.size(), 0);
    std::vector<double> all_of_group(p.floors.size(), 0);
    for (std::size_t i = 0; i < small.shares.size(); ++i) {
      double share = 0;
      for (std::uint32_t j = 0; j < candidates; ++j) {
        if ((set >> j & 1U) != 0) share = std::max(share, static_cast<double>(small.shares[i][j]));
      }
      sum += share * p.weights[i];
      if (!p.group.empty()) of_group[p.group[i]] += share * p.weights[i], all_of_group[p.group[i]] += p.weights[i];
    }
    double worst = 1;
    for (std::size_t g = 0; g < of_group.size(); ++g) {
      if (all_of_group[g] <= 0) continue;
      allowed = allowed && of_group[g] >= p.floors[g] * all_of_group[g] - 1e-9;
      worst = std::min(worst, of_group[g] / all_of_group[g]);
    }
    const double objective = p.goal == Goal::worst_group ? worst : sum;
    if (allowed && (!best.any || objective > best.objective)) best = {true, objective};
  }
  return best;
}

void expect_exact(std::uint64_t seed, ProblemKind kind, bool covering, Prover prover) {
  Small instance = small(seed, kind, covering);
  instance.problem.reach = &instance.reach;
  const Best best = by_trying_all(instance);
  const auto solved = solve(instance.problem, {.gap = 0, .prover = prover});
  if (!best.any) {
    RC_ASSERT(!solved.ok());
    RC_ASSERT(solved.error().failure == base::Failure::input);
    return;
  }
  if (!solved.ok()) RC_FAIL("seed " + std::to_string(seed) + ": " + solved.error().message);
  RC_ASSERT(std::abs(solved->objective - best.objective) <= tiny * (1 + best.objective));
  RC_ASSERT(solved->bound >= best.objective - tiny);
  RC_ASSERT(solved->proven);
  RC_ASSERT(solved->gap <= 1e-8);
  RC_ASSERT(Picked(instance.problem.rules, solved->sites).complete());
  RC_ASSERT(std::abs(worth_of(instance.problem, solved->sites).objective - solved->objective) <= 1e-12);
}

RC_GTEST_PROP(Solve, FindsTheBestSetWithANumberOfSites, (std::uint64_t seed, bool covering)) {
  expect_exact(seed, ProblemKind::number, covering, Prover::branch_and_bound);
}
RC_GTEST_PROP(Solve, FindsTheBestSetUnderRegionLimits, (std::uint64_t seed, bool covering)) {
  expect_exact(seed, ProblemKind::regions, covering, Prover::branch_and_bound);
}
RC_GTEST_PROP(Solve, FindsTheBestSetUnderABudget, (std::uint64_t seed, bool covering)) {
  expect_exact(seed, ProblemKind::budget, covering, Prover::branch_and_bound);
}
RC_GTEST_PROP(Solve, FindsTheBestSetUnderEquityFloors, (std::uint64_t seed, bool covering)) {
  expect_exact(seed, ProblemKind::floors, covering, Prover::branch_and_bound);
}
RC_GTEST_PROP(Solve, FindsTheBestSetForTheWorstServedGroup, (std::uint64_t seed, bool covering)) {
  expect_exact(seed, ProblemKind::worst_group, covering, Prover::branch_and_bound);
}
RC_GTEST_PROP(Solve, FindsTheBestSetUnderAllRulesTogether, (std::uint64_t seed, bool covering)) {
  expect_exact(seed, ProblemKind::everything, covering, Prover::branch_and_bound);
}
/// CBC alone, without a set to begin with.
void expect_exact_cbc(std::uint64_t seed, ProblemKind kind, bool covering) {
  Small instance = small(seed, kind, covering);
  instance.problem.reach = &instance.reach;
  if (!check(instance.problem).ok()) return;
  const Best best = by_trying_all(instance);
  const CbcAnswer cbc =
      solve_with_cbc(instance.problem, instance.problem.rules.standing, 0, solve::Until::in(60, nullptr));
  RC_ASSERT(cbc.impossible == !best.any);
  if (!best.any) return;
  RC_ASSERT(cbc.proven);
  RC_ASSERT(std::abs(cbc.objective - best.objective) <= 1e-6 * (1 + best.objective));
  RC_ASSERT(std::abs(cbc.bound - best.objective) <= 1e-6 * (1 + best.objective));
}
RC_GTEST_PROP(Cbc, FindsTheBestSetUnderAllRulesTogether, (std::uint64_t seed, bool covering)) {
  expect_exact_cbc(seed, ProblemKind::everything, covering);
}
RC_GTEST_PROP(Cbc, FindsTheBestSetForTheWorstServedGroup, (std::uint64_t seed, bool covering)) {
  expect_exact_cbc(seed, ProblemKind::worst_group, covering);
}

RC_GTEST_PROP(Relaxation, IsNeverBelowTheBestSetAtAnyPrices, (std::uint64_t seed)) {
  Small instance = small(seed, ProblemKind::everything, false);
  instance.problem.reach = &instance.reach;
  const Best best = by_trying_all(instance);
  RC_PRE(best.any);
  Relaxation relaxation(instance.problem);
  Prices prices = relaxation.prices_around({});
  for (std::uint32_t round = 0; round < 20; ++round) {
    const base::Stream dice({seed, 1, round, 0});
    std::uint32_t at = 0;
    for (float& price : prices.demand) price = static_cast<float>(dice.uniform(at++));
    for (double& price : prices.group) price = dice.exponential(1, at++);
    prices.budget = dice.exponential(2, at++);
    const auto found = relaxation.lower(prices, instance.problem.rules.standing, 0, -1, {1, 1, 1, 0},
                                        [](const Sites&, const Prices&) { return 0.0; });
    RC_ASSERT(found.bound >= best.objective - tiny);
  }
}

/// Points on a square, people near some of them; reach falls with distance.
struct Town {
  places::ReachMatrix reach;
  SiteProblem problem;
};
Town town(std::uint64_t seed, std::uint32_t demands, std::uint32_t candidates, double radius, bool covering) {
  const base::Stream x({seed, 0, 0, 0});
  const base::Stream y({seed, 0, 0, 1});
  const base::Stream people({seed, 0, 0, 2});
  Town out;
  out.reach =
      places::ReachMatrix::build(demands, candidates, 2, [&](std::uint32_t i, std::vector<places::Reached>& row) {
        for (std::uint32_t j = 0; j < candidates; ++j) {
          const double apart =
              std::hypot(x.uniform(i) - x.uniform(1'000'000 + j), y.uniform(i) - y.uniform(1'000'000 + j));
          if (apart < radius) row.push_back({covering ? 1.0F : static_cast<float>(1 - apart / radius), j});
        }
      });
  for (std::uint32_t i = 0; i < demands; ++i) out.problem.weights.push_back(std::floor(people.exponential(10, i)));
  out.problem.rules.standing.assign(candidates, Standing::free);
  return out;
}

TEST(Solve, AgreesWithCbcOnMiddlingTowns) {
  for (const bool covering : {false, true}) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
      Town instance = town(seed, 120, 40, 0.25, covering);
      instance.problem.reach = &instance.reach;
      instance.problem.rules.sites_max = 5;
      const auto own = solve(instance.problem, {.gap = 0, .prover = Prover::branch_and_bound});
      const auto other = solve(instance.problem, {.gap = 0, .prover = Prover::cbc});
      ASSERT_TRUE(own.ok() && other.ok());
      EXPECT_TRUE(own->proven) << own->says();
      EXPECT_TRUE(other->proven) << other->says();
      EXPECT_NEAR(own->objective, other->objective, 1e-6 * own->objective);
    }
  }
}

TEST(Solve, FindsThePlantedSites) {
  // Five clusters far apart, each wholly reached by its own candidate and in part by nine others.
  constexpr std::uint32_t clusters = 5;
  constexpr std::uint32_t each = 40;
  const base::Stream dice({7, 0, 0, 0});
  const auto reach = places::ReachMatrix::build(
      clusters * each, clusters * 10, 1, [&](std::uint32_t i, std::vector<places::Reached>& row) {
        const std::uint32_t cluster = i / each;
        row.push_back({1, cluster * 10 + 3});
        for (std::uint32_t other = 0; other < 10; ++other) {
          if (other != 3)
            row.push_back({static_cast<float>(0.2 + 0.7 * dice.uniform(i * 10 + other)), cluster * 10 + other});
        }
      });
  SiteProblem problem{
      .reach = &reach,
      .weights = std::vector<double>(clusters * each, 1),
      .rules = {.sites_max = clusters, .standing = std::vector<Standing>(clusters * 10, Standing::free)}};
  const auto solved = solve(problem, {.gap = 0});
  ASSERT_TRUE(solved.ok());
  EXPECT_EQ(solved->sites, (Sites{3, 13, 23, 33, 43}));
  EXPECT_DOUBLE_EQ(solved->objective, clusters * each);
  EXPECT_TRUE(solved->proven);
}

TEST(Cbc, GoesOnFromWhatBranchAndBoundFound) {
  // All or nothing, and too much to branch through in no time at all.
  Town instance = town(4, 400, 200, 0.12, true);
  instance.problem.reach = &instance.reach;
  instance.problem.rules.sites_max = 15;
  const auto solved = solve(instance.problem, {.gap = 0, .root_steps_max = 25, .nodes_max = 0});
  ASSERT_TRUE(solved.ok());
  EXPECT_EQ(solved->proof, Proof::cbc) << solved->says();
  EXPECT_FALSE(solved->sites.empty());
  EXPECT_DOUBLE_EQ(worth_of(instance.problem, solved->sites).objective, solved->objective);
}

TEST(Cbc, GivesABoundWhenTimeRunsOut) {
  Town instance = town(2, 300, 150, 0.3, false);
  instance.problem.reach = &instance.reach;
  instance.problem.rules.sites_max = 12;
  const auto own = solve(instance.problem, {.gap = 0.01});
  ASSERT_TRUE(own.ok() && own->proven) << own->says();
  const CbcAnswer cbc =
      solve_with_cbc(instance.problem, instance.problem.rules.standing, 0, solve::Until::in(0.5, nullptr));
  EXPECT_GE(cbc.bound, own->objective);
}

TEST(LocalSearch, GreedyKeepsItsGuaranteeForCovering) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    Town instance = town(seed, 200, 50, 0.15, true);
    instance.problem.reach = &instance.reach;
    instance.problem.rules.sites_max = 6;
    const auto best = solve(instance.problem, {.gap = 0});
    ASSERT_TRUE(best.ok() && best->proven) << best->says();
    const double by_greedy =
        total_of(instance.reach, instance.problem.weights, greedy(instance.problem, instance.problem.weights));
    EXPECT_GE(by_greedy, (1 - std::exp(-1)) * best->objective);
    EXPECT_LE(by_greedy, best->objective * (1 + 1e-12));
  }
}

TEST(LocalSearch, SwapsNeverMakeItWorseAndEndWhereNoSwapHelps) {
  Town instance = town(11, 150, 40, 0.3, false);
  instance.problem.reach = &instance.reach;
  instance.problem.rules.sites_max = 4;
  const auto worth = [&](const Sites& sites) { return total_of(instance.reach, instance.problem.weights, sites); };
  const Sites begin{0, 1, 2, 3};
  const Sites end = improve(instance.problem, instance.problem.weights, begin);
  EXPECT_GT(worth(end), worth(begin));
  for (std::uint32_t in = 0; in < 40; ++in) {
    for (std::size_t out = 0; out < end.size(); ++out) {
      Sites other = end;
      other[out] = in;
      EXPECT_LE(worth(other), worth(end) * (1 + 1e-9)) << in << " for " << end[out];
    }
  }
}

TEST(Solve, StopsAtTheGapAskedForAndItsBoundIsABound) {
  Town instance = town(5, 400, 150, 0.2, false);
  instance.problem.reach = &instance.reach;
  instance.problem.rules.sites_max = 8;
  const auto rough = solve(instance.problem, {.gap = 0.05});
  const auto exact = solve(instance.problem, {.gap = 0});
  ASSERT_TRUE(rough.ok() && exact.ok());
  EXPECT_TRUE(exact->proven) << exact->says();
  EXPECT_LE(rough->gap, 0.05);
  EXPECT_GE(rough->bound, exact->objective);
  EXPECT_LE(rough->objective, exact->objective);
}

TEST(Solve, KnowsWhenSoFewSitesLeaveSomeGroupOutOfReach) {
  // Ten groups of one demand each; a candidate reaches two of them, and none reaches the last but candidate 5.
  const auto reach = places::ReachMatrix::build(
      10, 6, 1, [](std::uint32_t i, std::vector<places::Reached>& row) { row.push_back({0.5F, i < 9 ? i / 2 : 5}); });
  SiteProblem problem{.reach = &reach,
                      .weights = std::vector<double>(10, 3),
                      .rules = {.sites_max = 5, .standing = std::vector<Standing>(6, Standing::free)},
                      .goal = Goal::worst_group,
                      .group = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
                      .floors = std::vector<double>(10, 0)};
  const auto few = solve(problem, {});
  ASSERT_TRUE(few.ok() && few->proven) << few->says();
  EXPECT_EQ(few->proof, Proof::out_of_reach);
  EXPECT_EQ(few->objective, 0);
  problem.rules.sites_max = 6;
  const auto all = solve(problem, {});
  ASSERT_TRUE(all.ok() && all->proven) << all->says();
  EXPECT_DOUBLE_EQ(all->objective, 0.5);
}

std::string refusal(const SiteProblem& problem) {
  const auto solved = solve(problem, {});
  return solved.ok() ? "solved" : solved.error().message;
}

TEST(Solve, SaysWhatCannotBe) {
  Small instance = small(3, ProblemKind::number, true);
  SiteProblem p = instance.problem;
  p.reach = &instance.reach;
  std::fill(p.rules.standing.begin(), p.rules.standing.end(), Standing::free);
  SiteProblem wrong = p;
  wrong.rules.sites_max = 100;
  EXPECT_NE(refusal(wrong).find("100 sites were asked for"), std::string::npos) << refusal(wrong);
  wrong = p;
  wrong.weights[1] = -1;
  EXPECT_NE(refusal(wrong).find("expected demand from 0 up, found -1"), std::string::npos) << refusal(wrong);
  wrong = p;
  wrong.weights[1] = std::nan("");
  EXPECT_NE(refusal(wrong).find("expected demand"), std::string::npos) << refusal(wrong);
  wrong = p;
  std::fill(wrong.weights.begin(), wrong.weights.end(), 0);
  EXPECT_NE(refusal(wrong).find("within reach"), std::string::npos) << refusal(wrong);
  wrong = p;
  wrong.rules.sites_max = 1;
  wrong.rules.standing[0] = wrong.rules.standing[1] = Standing::forced;
  EXPECT_NE(refusal(wrong).find("2 candidates are forced"), std::string::npos) << refusal(wrong);
  wrong = p;
  wrong.rules.cost.assign(p.rules.standing.size(), 10);
  wrong.rules.budget = 5;
  wrong.rules.standing[0] = Standing::forced;
  EXPECT_NE(refusal(wrong).find("budget"), std::string::npos) << refusal(wrong);
}

}  // namespace
}  // namespace alongside::plan
