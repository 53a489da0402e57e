// Thousands of tiny plans where much is alike: points on a lattice, equal counts, zeros, every form of reach, every rule. Each is ended within its seconds
// and is the best there is, by trying every set in double precision.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "base/random.hpp"
#include "plan/little_plan_test.hpp"
#include "plan/proof/capacity.hpp"
#include "plan/proof/local_search.hpp"

namespace alongside::plan {
namespace {

constexpr double seconds_each = 20;

struct Tiny {
  places::ReachMatrix reach;
  SiteProblem problem;
  std::optional<CapacityRule> capacity;
};

double share_of(std::uint64_t kind, double apart, double scale) {
  switch (kind) {
    case 0: return apart <= scale ? 1 : 0;
    case 1: return std::exp2(-apart / scale) > 1e-4 ? std::exp2(-apart / scale) : 0;
    default: return std::max(0.0, 1 - apart / (3 * scale));
  }
}

Tiny tiny(std::uint64_t seed) {
  const base::Stream dice({seed, 0, 0, 0});
  std::uint32_t at = 0;
  const auto below = [&](std::uint64_t bound) { return static_cast<std::uint32_t>(dice.below(bound, at++)); };
  const std::uint32_t places = 4 + below(7);
  const std::uint32_t side = 2 + below(3);  // so few points that many coincide or lie alike
  std::vector<std::pair<double, double>> points;
  for (std::uint32_t i = 0; i < places; ++i) points.emplace_back(below(side), below(side));
  const std::uint64_t kind = below(3);
  const double scale = 0.3 + 0.1 * below(12);
  Tiny out;
  out.reach = places::ReachMatrix::build(places, places, 1, [&](std::uint32_t i, std::vector<places::Reached>& row) {
    for (std::uint32_t j = 0; j < places; ++j) {
      const double apart = std::hypot(points[i].first - points[j].first, points[i].second - points[j].second);
      const auto share = static_cast<float>(share_of(kind, apart, scale));
      if (share > 0) row.push_back({share, j});
    }
  });
  SiteProblem& p = out.problem;
  const std::uint32_t heights = 1 + below(4);
  for (std::uint32_t i = 0; i < places; ++i) p.weights.push_back(below(4) == 0 ? 0 : 0.5 * (1 + below(heights) * 13));
  p.weights[below(places)] = 7;
  p.rules.standing.assign(places, Standing::free);
  p.rules.sites_max = 1 + below(3);
  if (below(4) == 0) {
    for (std::uint32_t j = 0; j < places; ++j) p.rules.region.push_back(below(2));
    p.rules.limits = {{below(2), 1 + below(2)}, {0, 1 + below(2)}};
  }
  if (below(4) == 0) {
    for (std::uint32_t j = 0; j < places; ++j) p.rules.cost.push_back(1 + below(3));
    p.rules.budget = 1 + below(6);
  }
  if (below(4) == 0) {
    p.rules.too_near.resize(places);
    for (std::uint32_t i = 0; i < places; ++i) {
      for (std::uint32_t j = 0; j < places; ++j) {
        if (i != j && std::hypot(points[i].first - points[j].first, points[i].second - points[j].second) < 1.1)
          p.rules.too_near[i].push_back(j);
      }
    }
  }
  if (below(3) == 0) {
    CapacityRule rule{.per_site = 50.0 * (1 + below(20)), .visits = p.weights};
    for (double& visits : rule.visits) visits *= 100;
    out.capacity = std::move(rule);
  }
  return out;
}

/// Whether a set keeps the rules, told apart from how the program holds them.
bool is_allowed(const SiteProblem& p, std::uint32_t set) {
  const SiteRules& rules = p.rules;
  double cost = 0;
  std::vector<std::uint32_t> in(rules.limits.size(), 0);
  for (std::uint32_t j = 0; j < p.candidates(); ++j) {
    if ((set >> j & 1U) == 0) continue;
    if (!rules.cost.empty()) cost += rules.cost[j];
    if (!rules.limits.empty()) ++in[rules.region[j]];
    for (std::uint32_t other = 0; other < j && !rules.too_near.empty(); ++other) {
      const Sites& near = rules.too_near[j];
      if ((set >> other & 1U) != 0 && std::find(near.begin(), near.end(), other) != near.end()) return false;
    }
  }
  for (std::size_t r = 0; r < in.size(); ++r) {
    if (in[r] < rules.limits[r].at_least || in[r] > rules.limits[r].at_most) return false;
  }
  return static_cast<std::uint32_t>(__builtin_popcount(set)) <= rules.sites_max && cost <= rules.budget;
}

double total_by_hand(const Tiny& one, std::uint32_t set) {
  double sum = 0;
  for (std::uint32_t i = 0; i < one.problem.demands(); ++i) {
    double best = 0;
    for (const places::Reached& entry : one.reach.row(i)) {
      if ((set >> entry.other & 1U) != 0) best = std::max(best, static_cast<double>(entry.share));
    }
    sum += best * one.problem.weights[i];
  }
  return sum;
}

Sites sites_of(std::uint32_t set) {
  Sites out;
  for (std::uint32_t j = 0; set >> j != 0; ++j) {
    if ((set >> j & 1U) != 0) out.push_back(j);
  }
  return out;
}

/// What is wrong with the answer; empty: nothing.
std::string fault_of(std::uint64_t seed, Prover prover) {
  Tiny one = tiny(seed);
  one.problem.reach = &one.reach;
  std::optional<double> best;
  for (std::uint32_t set = 1; set < 1U << one.problem.candidates(); ++set) {
    if (!is_allowed(one.problem, set)) continue;
    const double worth =
        one.capacity ? load_of(one.problem, *one.capacity, sites_of(set)).objective : total_by_hand(one, set);
    best = std::max(best.value_or(worth), worth);
  }
  const SolveOptions how{.gap = 0, .seconds_max = seconds_each, .prover = prover};
  const auto begin = std::chrono::steady_clock::now();
  const auto solved = one.capacity ? solve_within(one.problem, *one.capacity, how) : solve(one.problem, how);
  if (std::chrono::steady_clock::now() - begin > std::chrono::duration<double>(2 * seconds_each))
    return "it took too long";
  if (!best || *best <= 0) return solved.ok() && solved->objective > 0 ? "it found what there is not" : "";
  if (!solved.ok()) return solved.error().message;
  if (std::abs(solved->objective - *best) > 1e-9 * *best)
    return "it found " + std::to_string(solved->objective) + " and there is " + std::to_string(*best);
  if (solved->bound < *best * (1 - 1e-9)) return "its bound is below the best";
  return solved->proven ? "" : "it proved nothing: " + solved->says();
}

TEST(Ties, ThousandsOfTinyPlansEndAtTheBestSet) {
  for (std::uint64_t seed = 1; seed <= 4000; ++seed)
    ASSERT_EQ(fault_of(seed, Prover::branch_and_bound), "") << "seed " << seed;
}

RC_GTEST_PROP(Ties, OfAnySeedEndAtTheBestSet, (std::uint64_t seed)) { RC_ASSERT(fault_of(seed, Prover::both) == ""); }

TEST(Ties, SwapsEndWherePricesOfGroupsMakeWeightsOfEverySize) {
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    Tiny one = tiny(seed);
    one.problem.reach = &one.reach;
    std::vector<double> weights = one.problem.weights;
    const base::Stream dice({seed, 1, 0, 0});
    for (std::uint32_t i = 0; i < weights.size(); ++i) weights[i] *= std::pow(10, 12 * dice.uniform(i) - 6);
    const Sites from = greedy(one.problem, weights);
    if (!Picked(one.problem.rules, from).complete()) continue;
    const Sites to = improve(one.problem, weights, from);
    EXPECT_GE(total_of(one.reach, weights, to), total_of(one.reach, weights, from)) << seed;
  }
}

// Ten towns whose shares, rounded to single precision, once sent the swaps round and round.
const std::string ten_towns =
    "place,lat,lon,area_km2,deaths\nT0,41.03762,-72.92932,31.93,57\nT1,41.07114,-72.98301,15.32,41\n"
    "T2,41.06466,-72.94693,30.79,1\nT3,41.09850,-72.84229,22.6,58\nT4,41.02018,-72.92630,27.07,12\n"
    "T5,41.09464,-72.95331,20.86,26\nT6,41.10888,-72.91501,30.17,58\nT7,41.01816,-72.89008,20.1,40\n"
    "T8,41.07663,-72.98626,5.53,59\nT9,41.00245,-72.88739,13.69,37\n";

TEST(Ties, ThePlanThatOnceHungIsMade) {
  const PlanFolder folder(ten_towns);
  const std::string reach =
      "kind = \"exponential\"\nunit = \"km\"\nover = \"middle\"\nhalf_at = { value = 0.73, assumed = \"a test\" }\n";
  const std::string visits = "[visits]\n" + figure("per_death", "100");
  for (const char* capacity : {"99999", "3817"}) {
    const auto document = folder.plan("total", figure("sites", "2") + figure("capacity", capacity), visits, reach);
    const Plan plan = made(document, {.draws = 0, .seconds_max = 5});
    EXPECT_EQ(plan.sites.size(), 2U);
    EXPECT_TRUE(plan.solution.proven) << plan.solution.says();
    for (const PlannedSite& site : plan.sites)
      EXPECT_GE(site.veto_cost.value(), 0) << "less without it is never negative";
    for (std::size_t k = 1; k < plan.curve.size(); ++k) EXPECT_GE(plan.curve[k].one_more.value(), 0);
  }
}

TEST(Solve, HearsItsSecondsAndAStop) {
  // Two thousand demands by three hundred candidates, and no time.
  const base::Stream dice({3, 0, 0, 0});
  const auto reach = places::ReachMatrix::build(2000, 300, 2, [&](std::uint32_t i, std::vector<places::Reached>& row) {
    for (std::uint32_t j = 0; j < 300; ++j)
      row.push_back({static_cast<float>(0.01 + 0.99 * dice.uniform(i * 300 + j)), j});
  });
  SiteProblem problem{.reach = &reach,
                      .weights = std::vector<double>(2000, 1),
                      .rules = {.sites_max = 40, .standing = std::vector<Standing>(300, Standing::free)}};
  const std::atomic<bool> stop = true;
  const auto stopped = solve(problem, {.gap = 0, .seconds_max = 1e9, .stop = &stop});
  ASSERT_TRUE(stopped.ok()) << "what was found at once is given back";
  EXPECT_FALSE(stopped->proven);
  EXPECT_LE(stopped->nodes, 1U);
  const auto no_time = solve(problem, {.gap = 0, .seconds_max = 1e-6});
  ASSERT_TRUE(no_time.ok());
  EXPECT_LE(no_time->steps, 1U);
  EXPECT_GE(no_time->bound, no_time->objective);
}

}  // namespace
}  // namespace alongside::plan
