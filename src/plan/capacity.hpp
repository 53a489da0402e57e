// Capacity: what a plan is worth where a site takes so many person-visits a year and no more.
//
// Of a site to which more would come, everything it serves counts in the share that it can take; nobody goes to the next site instead. A set is worth
// no more than without the limit, so a bound without it holds; and no more than all its sites full. Goals: sets chosen with the limit in mind, told with a
// bound that is one. Non-goals: a tight bound in between. Deterministic unless time runs out.
#pragma once

#include <vector>

#include "plan/solve.hpp"

namespace alongside::plan {

struct CapacityRule {
  double per_site = 0;         ///< person-visits a year that a site can take
  std::vector<double> visits;  ///< of each demand, a year, if it were within full reach
};

/// Of a set of sites, in its order.
struct Load {
  std::vector<double> visits;  ///< that would come to each site
  std::vector<double> share;   ///< of them, what the site can take: 1 or less
  std::vector<double>
      served;            ///< of the problem's weights, what each site serves by reaching best, less what it cannot take
  double objective = 0;  ///< by the problem's goal
  std::uint32_t exceeded = 0;  ///< sites to which more would come
};
Load load_of(const Problem& problem, const CapacityRule& rule, const Sites& sites);

/// As `solve`; where that set is more than its sites can take, swaps make the best of it, and the bound is the lower of the two above.
base::Result<Solution> solve_within(const Problem& problem, const CapacityRule& rule, const SolveOptions& options);

}  // namespace alongside::plan
