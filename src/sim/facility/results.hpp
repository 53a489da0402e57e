// Results: what many replicates of a floor say, each figure with its interval, its unit and how it is counted.
//
// Goals: one list of outcomes for every reader (command line, page, search); unknown is NaN and never zero. Risk clusters: results with the
// day's and the person's factor stand beside the same with independent dice, which understate two emergencies at once. Values.
#pragma once

#include <string>
#include <vector>

#include "chance/estimate.hpp"
#include "chance/replicates.hpp"
#include "sim/facility/calibration.hpp"
#include "sim/facility/counts.hpp"
#include "sim/facility/scenario.hpp"

namespace alongside::sim {

/// How a run is to be done. Results depend on seed and replications alone.
struct RunPlan {
  std::uint64_t seed = 1;
  std::uint32_t replications = 100;
  unsigned threads = 1;
  std::filesystem::path resume = {};  ///< a file to go on from and to write; empty: none
  std::function<void(std::uint32_t done, std::uint32_t of)> progress = {};
  const std::atomic<bool>* stop = nullptr;
  const chance::Cluster* cluster = nullptr;
};

struct FloorOutcome {
  std::string name;  ///< "wait_minutes_mean"
  std::string unit;
  std::string says;  ///< what it is and how it is counted
  chance::Estimate estimate;
};

/// A level that the scenario asks for, at most this, and what was found.
struct LevelFound {
  std::string name;
  double wanted = 0;
  chance::Estimate found;
  std::string says;
  /// Whether it is met, as far as the interval tells; nothing if it lies on both sides.
  std::optional<bool> met() const;
};

struct HourOfDay {
  chance::Estimate arrivals, gone_without_share, wait_minutes, waiting, booths, smoking, aftercare, being_cleaned,
      staff, staff_busy_share, trained, responding, emergencies, fewer_than_two_share;
};

struct FacilityResult {
  std::string scenario;
  std::string about;
  std::string guardrails;
  std::string law;
  std::uint64_t seed = 0;
  std::uint32_t replications = 0;  ///< that were done
  bool complete = true;            ///< false: stopped before all that were asked for
  int days = 0;
  int warm_up_days = 0;
  std::vector<FloorOutcome> outcomes;
  std::vector<FloorOutcome>
      independent_dice;  ///< those that clustering changes, without it; empty where the scenario has none
  std::vector<LevelFound> levels;
  std::array<HourOfDay, 24> by_hour;
  std::array<chance::Estimate, wait_curve_minutes.size()> wait_curve;  ///< share of the seated who waited longer
  std::array<chance::Estimate, tasks> staff_hours_per_day;
  std::vector<ScenarioParameter> parameters;
  std::string evidence = {};  ///< whose evidence was fitted; empty: none
  std::vector<FitLine> fit = {};
};

/// Runs the scenario and says what came out. Refuses what `run_replicates` refuses.
base::Result<FacilityResult> run_facility(const Scenario& scenario, const RunPlan& plan);

/// Outcomes of rows that somebody else ran: `rows` are of `row_width` numbers from column `first` on.
std::vector<FloorOutcome> outcomes_of(const Scenario& scenario, const chance::Replicates& rows, std::size_t first);
/// One of them by name; there must be one.
const FloorOutcome& outcome_named(const std::vector<FloorOutcome>& outcomes, std::string_view name);
std::vector<LevelFound> levels_of(const Scenario& scenario, const std::vector<FloorOutcome>& outcomes);

/// One JSON document, indented, with a line end; the same bytes for the same result. docs/simulate.md tells its shape.
std::string result_as_json(const FacilityResult& result);
/// Tables and plots for a terminal, of at most 100 letters a line.
std::string result_as_text(const FacilityResult& result);

}  // namespace alongside::sim
