// Calibration: a scenario with a center's own evidence in place of what was assumed, and how well it fits.
//
// What is fitted: arrivals by hour of the week, what is used by route, preparation and seat times, how many go to aftercare or leave early, and how
// often emergencies begin. What is not, and stays the scenario's: seats, staff, patience (whoever was seated hid it), delays, severity, the day's and the
// person's factor. Nothing is fitted to fewer than a stated number of observations: the scenario's figure stays, and that is said. Pure.
#pragma once

#include <string>
#include <vector>

#include "sim/facility/evidence.hpp"
#include "sim/facility/scenario.hpp"

namespace alongside::sim {

/// Observations below which a figure is left as it was. [J]: our choice.
inline constexpr std::uint64_t fit_times_least = 30;
inline constexpr std::uint64_t fit_people_least = 100;
inline constexpr std::uint64_t fit_events_least = 5;

/// One figure: before, after, from how much, and how well.
struct FitLine {
  std::string path;  ///< as in the scenario: "uses.0.seat_minutes"
  std::string before;
  std::string after;  ///< the same as before where nothing was fitted
  std::uint64_t observations = 0;
  bool fitted = false;
  std::string how_well;  ///< a test or an interval, or why it was not fitted
};

/// Changes `scenario` in place, its parameters too, which then name the center as their source. Refuses evidence in which nobody used.
base::Result<std::vector<FitLine>> calibrate(Scenario& scenario, const SiteEvidence& evidence);

}  // namespace alongside::sim
