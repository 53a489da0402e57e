// Capacity: what a plan is worth where a site takes so many person-visits a year and no more.
//
// Who is in reach goes to the nearest site with room: each round, whoever has no place yet goes to the site that reaches them best among those that
// are not full (alike near: an equal part to each); a site to which more come than it has room for takes of all of them the same share and is full; the
// others go on to the next. No order of rows or candidates is in it. A set is worth no more than without the limit, so a bound without it holds; and no
// more than all its sites full. Goals: sets chosen with the limit in mind, tried all where they are few, told with a bound that is one. Non-goals: a
// tight bound for many. Deterministic unless time runs out.
#pragma once

#include <vector>

#include "plan/proof/solve.hpp"

namespace alongside::plan {

struct CapacityRule {
  double per_site = 0;         ///< person-visits a year that a site can take
  std::vector<double> visits;  ///< of each demand, a year, if it were within full reach
};

/// Of a set of sites, in its order.
struct SiteLoad {
  std::vector<double> wanted;  ///< person-visits a year of those for whom it is the nearest
  std::vector<double> taken;   ///< person-visits that it has room for, with those who come on from a full one
  std::vector<double> served;  ///< of the problem's weights
  double unserved = 0;         ///< person-visits within reach of some site of the set that find no room
  double objective = 0;        ///< by the problem's goal
  std::uint32_t exceeded = 0;  ///< sites to which more would come than they have room for
};
SiteLoad load_of(const SiteProblem& problem, const CapacityRule& rule, const Sites& sites);

/// As `solve`; where that set is more than its sites can take, every set is tried if they are few, else swaps make the best of it and of the set that
/// `options.start` names, and the bound is the lower of the two above.
base::Result<Solution> solve_within(const SiteProblem& problem, const CapacityRule& rule, const SolveOptions& options);

}  // namespace alongside::plan
