// Hindsight: a plan made on earlier deaths, scored on later ones, beside the naive one and the best that could have been done.
#pragma once

#include <string>

#include "plan/planning.hpp"

namespace alongside::plan {

/// How plans made on some years do on later ones, beside the best that could have been done.
struct Hindsight {
  document::Value fitted_on;  ///< years
  document::Value scored_on;
  double deaths_scored = 0;
  std::size_t places_used = 0;  ///< with counts for both
  Sites plan;
  Sites naive;
  Sites best;
  double plan_share = 0;  ///< of what the best set would have reached
  double naive_share = 0;
  Sites own_reach;  ///< by deaths times own reach
  double own_reach_share = 0;
  bool best_proven = false;
  document::Sentences says() const;
};
/// From counts by year: fitted on the years of `options` before `from_year`, scored from it on.
base::Result<Hindsight> hindsight(const PlanDocument& document, const places::CountsByYear& counts, int from_year,
                                  const PlanOptions& options);
/// From the places' own columns deaths_FROM_TO, of which there must be two; only places that have both. Refuses a `from_year` that is not where the second
/// begins.
base::Result<Hindsight> hindsight_of_shipped(const PlanDocument& document, std::optional<int> from_year,
                                             const PlanOptions& options);

}  // namespace alongside::plan
