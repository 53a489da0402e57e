#include "sim/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "document/shipped_documents.hpp"

namespace alongside::sim {

namespace {

/// Tables of a scenario that hold figures.
constexpr std::array<std::string_view, 12> tables{"hours.", "seats.", "arrivals.", "waiting.",   "uses.",  "after.",
                                                  "risk.",  "staff.", "tasks.",    "emergency.", "costs.", "service."};

base::Result<> check_dice(const FloorRequest& request) {
  if (const auto good = chance::check("seed", chance::seeds_of(request.asker), request.run.seed); !good) return good;
  return chance::check("threads", chance::threads_of(request.asker), request.run.threads);
}

}  // namespace

FloorLimits limits_of(chance::Asker asker) {
  constexpr std::uint32_t page_replications_max = 400;
  if (asker == chance::Asker::page)
    return {.replications = {.otherwise = 20, .least = 1, .most = page_replications_max},
            .replicate = {.otherwise = 0, .least = 0, .most = page_replications_max - 1},
            .day = {.otherwise = 0, .least = 0, .most = 6},
            .settings_max = 64,
            .path_bytes_max = 80,
            .text_bytes_max = 40,
            .list_max = 64,
            .visits_max = 4'000'000};
  constexpr std::size_t any = std::numeric_limits<std::size_t>::max();
  return {.replications = {.otherwise = RunPlan{}.replications, .least = 1, .most = 10'000'000},
          .replicate = {},
          .day = {},
          .settings_max = any,
          .path_bytes_max = any,
          .text_bytes_max = any,
          .list_max = any,
          .visits_max = std::numeric_limits<double>::infinity()};
}

FloorRequest::FloorRequest(chance::Asker by) : asker(by) {
  run.seed = chance::seeds_of(by).otherwise;
  run.threads = chance::threads_of(by).otherwise;
  run.replications = limits_of(by).replications.otherwise;
}

bool is_shipped_scenario(std::string_view name) { return document::is_shipped("scenarios", name); }

bool is_figure(std::string_view path) {
  return path.size() <= limits_of(chance::Asker::page).path_bytes_max &&
         std::ranges::any_of(tables, [&](std::string_view table) { return path.starts_with(table); });
}

base::Result<Scenario> load(const FloorRequest& request) {
  if (request.asker == chance::Asker::page) {
    if (!is_shipped_scenario(request.scenario))
      return base::input_error("scenario: expected the name of a shipped scenario");
    const auto stranger =
        std::ranges::find_if(request.settings, [](const ScenarioSetting& one) { return !is_figure(one.path); });
    if (stranger != request.settings.end() || request.settings.size() > limits_of(request.asker).settings_max)
      return base::input_error(fmt::format("settings: expected at most {}, each a figure of the scenario",
                                           limits_of(request.asker).settings_max));
  }
  return load_scenario(request.scenario, request.settings);
}

double visits_per_week(const Scenario& scenario) {
  return std::accumulate(scenario.arrivals_per_hour.begin(), scenario.arrivals_per_hour.end(), 0.0);
}

double visits_of(const Scenario& scenario, std::uint32_t replications) {
  const double weeks = (scenario.days + scenario.warm_up_days) / 7.0;
  const double others = std::accumulate(scenario.others_per_hour.begin(), scenario.others_per_hour.end(), 0.0);
  return (visits_per_week(scenario) + others) * weeks * replications;
}

base::Result<Fitted> fit(Scenario& scenario, const document::Toml& evidence, std::string_view name) {
  const auto seen = document::read_evidence(evidence);
  if (!seen) return seen.error();
  auto lines = calibrate(scenario, *seen);
  if (!lines) return lines.error();
  return Fitted{fmt::format("{} ({} {} site{})", name, seen->sites.size(), document::name_of(seen->kind_of_site),
                            seen->sites.size() == 1 ? "" : "s"),
                std::move(*lines)};
}

base::Result<FacilityResult> simulate(const Scenario& scenario, const FloorRequest& request, Fitted fitted) {
  const FloorLimits limits = limits_of(request.asker);
  if (const auto good = check_dice(request); !good) return good.error();
  if (const auto good = chance::check("replications", limits.replications, request.run.replications); !good)
    return good.error();
  if (const double visits = visits_of(scenario, request.run.replications); visits > limits.visits_max)
    return base::input_error(
        fmt::format("expected at most {:.0f} simulated visits, found {:.0f}: ask for fewer "
                    "replications",
                    limits.visits_max, visits));
  auto result = run_facility(scenario, request.run);
  if (!result) return result;
  result->evidence = std::move(fitted.to);
  result->fit = std::move(fitted.lines);
  return result;
}

base::Result<SearchResult> find(const Scenario& scenario, const FloorRequest& request,
                                std::function<void(const SearchProgress&)> progress) {
  if (const auto good = check_dice(request); !good) return good.error();
  return find_design(scenario, {.seed = request.run.seed,
                                .threads = request.run.threads,
                                .progress = std::move(progress),
                                .stop = request.run.stop,
                                .cluster = request.run.cluster});
}

}  // namespace alongside::sim
