// The naive twins: what counting alone would choose. They stand beside every plan.
#pragma once

#include "plan/demand/model.hpp"

namespace alongside::plan {

/// The candidates with the most known deaths, as far as the rules allow. `deaths`: of each place; each counts at the candidate nearest to it (alike near:
/// the one whose name comes first).
Sites naive_sites(const PlanDocument& document, const std::vector<Candidate>& candidates,
                  const std::vector<double>& deaths, const SiteRules& rules);

/// The same by deaths times the share of the place that the candidate nearest to it reaches: a rule of one line that knows how large a place is.
Sites own_reach_sites(const PlanDocument& document, const std::vector<Candidate>& candidates,
                      const places::ReachMatrix& reach, const std::vector<double>& deaths, const SiteRules& rules);

}  // namespace alongside::plan
