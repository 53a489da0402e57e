// Cbc: the same problem for COIN-OR CBC, a general solver of mixed-integer programs.
//
// One 0-1 variable a candidate, one continuous variable for each level of share of each demand ("somebody reaches it at this level or better": the
// canonical formulation of Cornuejols, Nemhauser and Wolsey 1980, as strong as one variable a pair and much smaller for covering). Goals: a second
// proof by other people's code; the better prover where covering is all or nothing. Non-goals: how the solver is run (solve/integer_program.hpp). Calls
// may run side by side.
#pragma once

#include "plan/proof/problem.hpp"
#include "solve/until.hpp"

namespace alongside::plan {

struct CbcAnswer {
  bool found = false;       ///< a set that fulfils all rules
  bool proven = false;      ///< the gap asked for is met
  bool impossible = false;  ///< proven that no set fulfils the rules
  Sites sites;
  double objective = 0;
  double bound = 0;
};

/// `standing` of the candidates in place of the problem's own. Where the solver was ended or crashed: nothing found, and a bound without end.
CbcAnswer solve_with_cbc(const SiteProblem& problem, const std::vector<Standing>& standing, double gap,
                         const solve::Until& until);

}  // namespace alongside::plan
