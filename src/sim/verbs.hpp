// Verbs: what may be asked of a simulated floor: load its scenario, fit it to a center's evidence, run it, search for the fewest seats and staff.
//
// Goals: the command line and the page's requests come through here and nowhere else, so that a default, a limit and the order of the steps stand once.
// Non-goals: reading options or JSON, printing, who may ask (the server), the board of a simulated day (the server's, of a load from here). Seed and threads
// are in chance/asker.hpp; the rest, and whose it is:
//
//   |              | a command               | a page                                   | why they differ                                             |
//   |--------------|-------------------------|------------------------------------------|-------------------------------------------------------------|
//   | scenario     | a shipped one or a file | a shipped one                            | no file of the machine is read for a page                   |
//   | settings     | any                     | 64, each a figure of a path of 80 bytes, | the documents that a scenario names may be paths of files   |
//   |              |                         | texts of 40 bytes, lists of 64           |                                                             |
//   | replications | 100; 1 to 10,000,000    | 20; 1 to 400                             | [J] beyond it intervals hardly shrink for the eye           |
//   | people       | any                     | 4,000,000 simulated visits at once       | [J] about half a minute of one core                         |
//   | day          | not asked               | 0; a day from Monday, of one replicate   | only a page plays it                                        |
//   | search       | 60,000,000 people       | not asked                                | it takes minutes (`SearchPlan`)                             |
//
// Plain functions; free to call from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "chance/asker.hpp"
#include "document/toml.hpp"
#include "sim/facility/results.hpp"
#include "sim/facility/search.hpp"

namespace alongside::sim {

struct FloorLimits {
  chance::Allowed<std::uint32_t> replications;
  chance::Allowed<std::uint32_t> replicate;  ///< which of a run's simulated weeks
  chance::Allowed<int> day;                  ///< of it, from Monday
  std::size_t settings_max = 0;
  std::size_t path_bytes_max = 0;  ///< of a setting
  std::size_t text_bytes_max = 0;  ///< of one that is a text
  std::size_t list_max = 0;        ///< of one that is a list
  double visits_max = 0;           ///< simulated in one answer
};
FloorLimits limits_of(chance::Asker asker);

/// What is asked of a floor.
struct FloorRequest {
  /// With the asker's defaults.
  explicit FloorRequest(chance::Asker by);

  chance::Asker asker;
  std::string scenario;                   ///< a shipped name; a command's may be a path
  std::vector<ScenarioSetting> settings;  ///< values as TOML writes them
  RunPlan run;
};

bool is_shipped_scenario(std::string_view name);
/// Whether a page may change it: a figure, and not a document that the scenario names, which may be a file's path.
bool is_figure(std::string_view path);

/// The scenario with its settings. Refuses, with its place, what cannot be read, and what a page may not change or read.
base::Result<Scenario> load(const FloorRequest& request);

/// Visits that a run of so many replicates simulates, the warm-up's and those for anything but use among them.
double visits_of(const Scenario& scenario, std::uint32_t replications);
/// On average in a week, to use on site.
double visits_per_week(const Scenario& scenario);

/// What a scenario was fitted to.
struct Fitted {
  std::string to;  ///< "center.toml (2 real sites)"; empty: nothing
  std::vector<FitLine> lines;
};
/// Fits the scenario, in place. `name`: what the evidence is called. Refuses what `read_evidence` and `calibrate` refuse.
base::Result<Fitted> fit(Scenario& scenario, const document::Toml& evidence, std::string_view name);

/// Runs it. Refuses what is beyond the asker's limits, and what `run_facility` refuses.
base::Result<FacilityResult> simulate(const Scenario& scenario, const FloorRequest& request, Fitted fitted = {});

/// The fewest seats and staff. Of the request's run only seed, threads, stop and cluster count. Refuses what `find_design` refuses.
base::Result<SearchResult> find(const Scenario& scenario, const FloorRequest& request,
                                std::function<void(const SearchProgress&)> progress);

}  // namespace alongside::sim
