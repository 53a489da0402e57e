// Solve: at which value of an input is a result what somebody says it is? A figure that a paper leaves out, worked back from one that it prints.
//
// Goals: every such value wherever the input can be at all, as threshold.hpp finds them; "none" and "several" are answers as well, and a value that
// lies outside what the study's `range` offers is called that. Non-goals: claiming anything of it: a figure that was solved for is `fitted`.
// Pure; the study must outlive the call.
#pragma once

#include <string>
#include <vector>

#include "study/analysis/threshold.hpp"

namespace alongside::study {

struct SolveQuestion {
  std::string parameter;  ///< or one cell of an array
  std::string target;     ///< an outcome, its money, a cost, a total
  double value = 0;       ///< in the target's unit
};

struct SolvedInput {
  Threshold found;
  std::string target_unit;
  std::string sentence;
};

/// Refuses what threshold refuses.
base::Result<SolvedInput> solve(const Study& study, const std::vector<Change>& changes, const SolveQuestion& question);

}  // namespace alongside::study
