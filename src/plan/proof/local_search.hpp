// LocalSearch: a good set of sites at once, without a word on how good: lazy greedy, then swaps.
//
// Greedy takes the candidate that adds most, again and again; gains only shrink as sites are added, so an old gain that is still the highest
// after being looked at again is the highest of all (Minoux 1978). Swaps put one candidate in and take one site out while that helps, each
// candidate against all sites in one look at its column (Whitaker 1983; Resende and Werneck 2007). With only a number of sites to respect the greedy
// set is worth at least 1 - 1/e of the best (Nemhauser, Wolsey and Fisher 1978). Deterministic: ties go to the lower number. One thread.
#pragma once

#include <span>

#include "plan/proof/problem.hpp"
#include "solve/until.hpp"

namespace alongside::plan {

/// The forced candidates, and others while the rules allow it. `weights` may differ from the problem's. With a budget the better of two: by gain, and by
/// gain for its money.
Sites greedy(const SiteProblem& problem, std::span<const double> weights);

/// No swap of two, and no addition, makes it better, unless time ran out. `from` fulfils the rules. Shares are single precision and differences of them
/// are rounded, so a gain is only a hint: a set is left for another only where a recount in double precision is higher. Each set is therefore worth more
/// than the one before it, none comes back, and the search ends on ties as well.
Sites improve(const SiteProblem& problem, std::span<const double> weights, const Sites& from,
              const solve::Until& until = {});

}  // namespace alongside::plan
