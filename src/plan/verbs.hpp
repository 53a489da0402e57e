// Verbs: what may be asked of a plan: read what a request names, make the plan, write what is handed round, write its places with smoothed rates.
//
// Goals: the command line and the page's requests come through here and nowhere else, so that a default, a limit and the order of the steps stand once.
// Non-goals: reading options or JSON, the words of an answer (words/), who may ask (the server). Seed and threads are in chance/asker.hpp; the rest, and
// whose it is:
//
//   |            | a command                            | a page                                     | why they differ                                       |
//   |------------|--------------------------------------|--------------------------------------------|-------------------------------------------------------|
//   | plan       | a shipped one, or files              | a shipped one                              | no file of the machine is read for a page             |
//   | settings   | any                                  | 32, figures of a path of 80 bytes; a goal  | other fields name files                               |
//   | sites      | the document's; 1 to 100,000         | the document's; 1 to 20                    | what a map shows, and a proof of 10 seconds can reach |
//   | names      | any                                  | 500 forced, 500 forbidden, of 80 bytes     | what one request may have the program look at         |
//   | draws      | 200; 0 to 1,000,000                  | 0; 0 to 500                                | [J] beyond it shares hardly move                      |
//   | one proof  | 60 seconds; 0.01 to 1,000,000        | 10 seconds                                 | a reader waits; the answer carries the gap            |
//   | gap        | 0; 0 to 1                            | 0                                          | a page is told what time leaves                       |
//   | curve      | 1 to 10 sites, unless left out       | the same, where it asks                    | a slider wants the sites alone                        |
//   | vetoes     | always                               | where it asks                              | likewise                                              |
//   | hindsight  | where a year to score from is given  | where it asks, from the places' own years  | a page has no counts by year                          |
//   | years      | all of the counts'; of 1900 to 2199  | not asked                                  | likewise                                              |
//
// Plain functions; free to call from any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "chance/asker.hpp"
#include "plan/words/results.hpp"

namespace alongside::plan {

struct PlanLimits {
  chance::Allowed<std::uint32_t> sites;  ///< 0: the document's
  chance::Allowed<std::uint32_t> draws;
  chance::Allowed<double> gap;
  chance::Allowed<double> seconds;  ///< for one proof
  chance::Allowed<int> first_year;  ///< of the counts
  chance::Allowed<int> last_year;
  chance::Allowed<int> score_from;  ///< 0: none is named
  std::size_t settings_max = 0;
  std::size_t names_max = 0;       ///< forced, and as many forbidden
  std::size_t name_bytes_max = 0;  ///< of a place, and of a setting's path
};
PlanLimits limits_of(chance::Asker asker);

/// What is asked of a plan.
struct PlanRequest {
  /// With the asker's defaults.
  explicit PlanRequest(chance::Asker by);

  chance::Asker asker;
  std::string plan;  ///< a shipped name; a command's may be a path
  std::vector<PlanSetting> settings;
  PlanOptions options;  ///< of the curve only whether there is one: `curve`
  bool curve = true;
  bool hindsight = false;  ///< also plan on the earlier years and score on the later ones
  int score_from = 0;      ///< the first of the later years; 0: as the places' own columns have it
  bool coverage = false;   ///< also try such forecasts on years that the counts have
  // Files, which a page may not name; empty: none.
  std::string places = {};  ///< in place of the document's own
  std::filesystem::path demand = {};
  std::filesystem::path overdoses = {};
};

bool is_shipped_plan(std::string_view name);
/// Whether a page may change it: a figure, and not what names a file.
bool is_figure(std::string_view path);
/// The setting of what the best sites are best at: no figure, and a page's too.
inline constexpr std::string_view goal_path = "objective.goal";

/// A request with what it names, read. Plans point into it: it stays where it is while they are used.
struct PlanInput {
  PlanRequest request;
  PlanDocument document;
  std::optional<places::CountsByYear> counts = {};
  std::optional<places::CountsByYear> overdoses = {};
};
/// Refuses what cannot be read, with its place, what is beyond the asker's limits, and years or a trial of forecasts without counts.
base::Result<PlanInput> read(const PlanRequest& request);

/// How such forecasts did: tried now, as the places' document says, or that nobody tried.
struct CoverageSaid {
  document::Sentences says = {};
  std::optional<places::ForecastTried> tried = {};  ///< now
};

struct PlanAnswer {
  CoverageSaid coverage;
  Plan plan;
  std::optional<Hindsight> hindsight;
};
/// Refuses what `make_plan`, `rolling_origin` and `hindsight` refuse.
base::Result<PlanAnswer> make(const PlanInput& input);

enum class PageFormat : std::uint8_t { html, geojson };
/// What is handed round, worked out from counts that may be (HandedRound). `said`: the date and what else the page says; the coverage is put in here.
base::Result<std::string> hand_round(const PlanInput& input, PageFormat format, PageWords said);

/// What travels in place of the counts, worked out in the same way.
struct PlacesFile {
  std::string csv;
  std::string rates_toml;  ///< the table [rates] of their document
};
/// Refuses an input without counts.
base::Result<PlacesFile> places_file(const PlanInput& input);

}  // namespace alongside::plan
