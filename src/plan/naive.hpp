// The naive twin: what counting past deaths would choose. It stands beside every plan.
#pragma once

#include "plan/model.hpp"

namespace alongside::plan {

/// The candidates with the most known deaths around them, as far as the rules allow. `deaths`: of each place; each counts at the candidate nearest to it.
Sites naive_sites(const PlanDocument& document, const std::vector<Candidate>& candidates,
                  const std::vector<double>& deaths, const SiteRules& rules);

}  // namespace alongside::plan
