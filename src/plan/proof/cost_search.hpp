// Cost search: how many sites, and which, avert a death for the least money: for each number of sites the set that does, and the best of them.
//
// Maximizes deaths averted / cost, which is no sum over demands, by Dinkelbach's method (1967): at a price of m deaths a unit of money, the best
// set by deaths - m x cost; its own ratio is the next m; when it no longer rises, no set of so many sites does better. A cost is made a sum that
// the solver knows by giving each candidate a demand of its own, worth m x (the highest cost - its cost). Goals: exact where the solver's proofs
// are. Non-goals: what costs hold. Without a cost that sites share, and unless rules ask for more, one site is always the cheapest for each death
// averted: two never avert more together than apart. The list for each number is therefore the answer, and its first line seldom is. Pure.
#pragma once

#include <vector>

#include "plan/proof/solve.hpp"

namespace alongside::plan {

struct SiteCosts {
  std::vector<double> of_candidate;  ///< money a year
  double shared = 0;                 ///< money a year, however many sites
};

struct CostPoint {
  std::uint32_t sites = 0;  ///< asked for; the set has fewer where one more serves nobody
  Sites set;
  double averted = 0;      ///< deaths a year
  double cost = 0;         ///< money a year
  double ratio_bound = 0;  ///< no set of so many sites averts more for each unit of money
  bool proven = false;
};

struct CostSearch {
  std::vector<CostPoint> points;  ///< from 1 site up; numbers that no set fulfils are left out
  std::size_t best = 0;           ///< among `points`: equal ones, the fewest sites
  Solution solution;              ///< the best set, by deaths averted for each unit of money
};

double cost_of(const SiteCosts& costs, const Sites& sites);

/// `problem`: deaths averted, in total, at most `sites_max` of them. Refuses what `solve` refuses, and candidates that cost nothing.
base::Result<CostSearch> search_cost_per_death(const SiteProblem& problem, const SiteCosts& costs,
                                               const SolveOptions& options);

}  // namespace alongside::plan
