// Cbc: the same problem for COIN-OR CBC, a general solver of mixed-integer programs.
//
// One 0-1 variable a candidate, one continuous variable for each level of share of each demand ("somebody reaches it at this level or better": the
// canonical formulation of Cornuejols, Nemhauser and Wolsey 1980, as strong as one variable a pair and much smaller for covering). Goals: a second
// proof by other people's code; the better prover where covering is all or nothing. The time
// limit is not looked at during the first linear program, which takes minutes where reach falls with distance over 20,000 demands: there CBC is not
// asked. Calls are taken one at a time: the library holds global state.
#pragma once

#include "plan/problem.hpp"

namespace alongside::plan {

struct CbcAnswer {
  bool found = false;       ///< a set that fulfils all rules
  bool proven = false;      ///< the gap asked for is met
  bool impossible = false;  ///< proven that no set fulfils the rules
  Sites sites;
  double objective = 0;
  double bound = 0;
};

/// `standing` of the candidates in place of the problem's own. (The library's own way to begin with a known set breaks off or crashes in 2.10.8; none is given.)
CbcAnswer solve_with_cbc(const Problem& problem, const std::vector<Standing>& standing, double gap, double seconds_max);

}  // namespace alongside::plan
