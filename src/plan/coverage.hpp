// Coverage: how forecasts made from earlier years did on later ones that the counts have.
//
// Rolling origin (Tashman 2000, International Journal of Forecasting 16:437): as if the counts ended in one year, then in the next, each time the years after
// are foretold and a plan is made, and what came is held against the middle 90% of the draws: of each place, of the deaths within reach of the plan's sites,
// and of what the best sites in hindsight would have reached beyond them. Distance is taken as it is. Goals: to say beside an interval how often such
// intervals held. Non-goals: making them hold. The same seed gives the same answer on any number of threads.
#pragma once

#include <optional>
#include <vector>

#include "places/forecast_tried.hpp"
#include "plan/planning.hpp"

namespace alongside::plan {

struct Held {
  OverDraws foretold;  ///< a year
  double came = 0;
  bool holds() const { return foretold.holds(came); }
};

struct Coverage {
  std::vector<int> origins;  ///< the last years of the counts used
  std::uint32_t ahead = 0;   ///< years foretold after each
  std::vector<std::uint32_t> sites;
  std::size_t place_forecasts = 0;
  /// Of the forecasts of places, the share whose 90% held what came. Counts are whole numbers: a count on the edge of the interval counts in the part in which
  /// a count drawn on either side of it would (Czado, Gneiting and Held 2009, Biometrics 65:1254).
  double places_share = 0;
  std::vector<Held> totals;  ///< deaths within reach of the plan's sites: of each origin and number of sites
  std::vector<Held> regrets;

  /// Absent where nothing could be tried.
  std::optional<places::ForecastTried> tried() const;
  document::Sentences says() const;
};

/// Of the last four years after which `document.years_ahead` more are known, and of 1, 2, 3, 5 and 10 sites. Refuses counts of too few years, and goals that do
/// not count deaths. `left_out`: places whose own forecasts are not held against what came; empty: none.
base::Result<Coverage> rolling_origin(const PlanDocument& document, const places::CountsByYear& counts,
                                      const PlanOptions& options, const std::vector<bool>& left_out = {});

}  // namespace alongside::plan
