#include "plan/verbs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "document/csv.hpp"
#include "document/file.hpp"
#include "document/shipped_documents.hpp"

namespace alongside::plan {

namespace {

PlanOptions options_of(const PlanInput& input) {
  PlanOptions out = input.request.options;
  out.curve_sites_max = input.request.curve ? PlanOptions{}.curve_sites_max : 0;
  out.overdoses = input.overdoses ? &*input.overdoses : nullptr;
  return out;
}

/// What a page may name: a shipped plan, figures and places of it, and no file.
base::Result<> check_names(const PlanRequest& request) {
  if (request.asker != chance::Asker::page) return base::Done{};
  const PlanLimits limits = limits_of(request.asker);
  if (!is_shipped_plan(request.plan)) return base::input_error("plan: expected the name of a shipped plan");
  if (!request.places.empty() || !request.demand.empty() || !request.overdoses.empty())
    return base::input_error("a page's plan is of the shipped places: expected no file");
  const bool are_figures = std::ranges::all_of(
      request.settings, [](const PlanSetting& one) { return is_figure(one.path) || one.path == goal_path; });
  if (!are_figures || request.settings.size() > limits.settings_max + 1)  // the goal is one more
    return base::input_error(
        fmt::format("settings: expected at most {}, each a figure of the plan", limits.settings_max));
  for (const auto* names : {&request.options.asked.forced, &request.options.asked.forbidden}) {
    if (names->size() > limits.names_max ||
        std::ranges::any_of(*names, [&](const std::string& name) { return name.size() > limits.name_bytes_max; }))
      return base::input_error(
          fmt::format("expected at most {} places, of {} bytes", limits.names_max, limits.name_bytes_max));
  }
  return base::Done{};
}

base::Result<> check_numbers(const PlanRequest& request) {
  const PlanLimits limits = limits_of(request.asker);
  const PlanOptions& asked = request.options;
  if (std::isnan(asked.gap) || std::isnan(asked.seconds_max))
    return base::input_error("expected numbers for --gap and --seconds");
  for (const auto& good :
       {chance::check("sites", limits.sites, asked.asked.sites.value_or(0)),
        chance::check("draws", limits.draws, asked.draws),
        chance::check("seed", chance::seeds_of(request.asker), asked.seed),
        chance::check("threads", chance::threads_of(request.asker), asked.threads),
        chance::check("gap", limits.gap, asked.gap), chance::check("seconds", limits.seconds, asked.seconds_max),
        chance::check("first year", limits.first_year, asked.first_year),
        chance::check("last year", limits.last_year, asked.last_year),
        chance::check("score from", limits.score_from, request.score_from)}) {
    if (!good) return good;
  }
  return base::Done{};
}

base::Result<> check_years(const PlanRequest& request) {
  const PlanOptions& asked = request.options;
  if (asked.first_year > asked.last_year)
    return base::input_error(
        fmt::format("expected --from no later than --to, found {} and {}", asked.first_year, asked.last_year));
  const PlanOptions all_years;
  const bool some_years = asked.first_year != all_years.first_year || asked.last_year != all_years.last_year;
  if (some_years && request.demand.empty())
    return base::input_error("--from and --to choose among counts by year: give them with --demand COUNTS.csv");
  return base::Done{};
}

/// None where no file is named.
base::Result<std::optional<places::CountsByYear>> counts_of(const std::filesystem::path& file,
                                                            const places::Places& places) {
  if (file.empty()) return std::optional<places::CountsByYear>();
  const auto text = document::read_file(file, document::Csv::file_bytes_max);
  if (!text) return text.error();
  auto read = places::parse_counts(file.string(), *text, places);
  if (!read) return read.error();
  return std::optional(std::move(*read));
}

base::Result<std::optional<Hindsight>> hindsight_of(const PlanRequest& request, const PlanDocument& document,
                                                    const places::CountsByYear* counts, const PlanOptions& how) {
  if (!request.hindsight) return std::optional<Hindsight>();
  const auto from_year = request.score_from == 0 ? std::nullopt : std::optional(request.score_from);
  auto scored = counts != nullptr ? hindsight(document, *counts, request.score_from, how)
                                  : hindsight_of_shipped(document, from_year, how);
  if (!scored) return scored.error();
  return std::optional(std::move(*scored));
}

base::Result<CoverageSaid> coverage_of(const PlanRequest& request, const PlanDocument& document,
                                       const places::CountsByYear* counts, const PlanOptions& how,
                                       const std::vector<bool>& left_out = {}) {
  if (request.coverage) {
    const auto tried = rolling_origin(document, *counts, how, left_out);
    if (!tried) return tried.error();
    return CoverageSaid{tried->says(), tried->tried()};
  }
  const auto& places = document.places.places.all();
  const bool by_rates = std::ranges::any_of(places, [](const auto& place) { return place.rate_per_100k.has_value(); });
  if (counts == nullptr)
    return document.places.rates && by_rates ? CoverageSaid{.says = document.places.rates->checked} : CoverageSaid();
  if (!document.foretells) return CoverageSaid();
  return CoverageSaid{.says = document::sentence<"plan.tried_not_here">()};
}

}  // namespace

PlanLimits limits_of(chance::Asker asker) {
  const PlanOptions usual;
  const chance::Allowed<int> all_from{
      .otherwise = usual.first_year, .least = usual.first_year, .most = usual.first_year};
  const chance::Allowed<int> all_to{.otherwise = usual.last_year, .least = usual.last_year, .most = usual.last_year};
  if (asker == chance::Asker::page)
    return {.sites = {.otherwise = 0, .least = 1, .most = 20},
            .draws = {.otherwise = 0, .least = 0, .most = 500},
            .gap = {},
            .seconds = {.otherwise = 10, .least = 10, .most = 10},
            .first_year = all_from,
            .last_year = all_to,
            .score_from = {},
            .settings_max = 32,
            .names_max = 500,
            .name_bytes_max = 80};
  constexpr std::size_t any = std::numeric_limits<std::size_t>::max();
  return {.sites = {.otherwise = 0, .least = 1, .most = 100'000},
          .draws = {.otherwise = usual.draws, .least = 0, .most = 1'000'000},
          .gap = {.otherwise = usual.gap, .least = 0, .most = 1},
          .seconds = {.otherwise = usual.seconds_max, .least = 0.01, .most = 1e6},
          .first_year = {.otherwise = usual.first_year, .least = 1900, .most = 2199},
          .last_year = {.otherwise = usual.last_year, .least = 1900, .most = 2199},
          .score_from = {.otherwise = 0, .least = 1901, .most = 2199},
          .settings_max = any - 1,
          .names_max = any,
          .name_bytes_max = any};
}

PlanRequest::PlanRequest(chance::Asker by) : asker(by) {
  const PlanLimits limits = limits_of(by);
  const bool asks_for_all = by == chance::Asker::command;
  options.draws = limits.draws.otherwise;
  options.gap = limits.gap.otherwise;
  options.seconds_max = limits.seconds.otherwise;
  options.seed = chance::seeds_of(by).otherwise;
  options.threads = chance::threads_of(by).otherwise;
  options.vetoes = asks_for_all;
  curve = asks_for_all;
}

bool is_shipped_plan(std::string_view name) { return document::is_shipped("plans", name); }

bool is_figure(std::string_view path) {
  const bool is_field =
      path.size() <= limits_of(chance::Asker::page).name_bytes_max && std::ranges::count(path, '.') == 1;
  return is_field && (path.starts_with("effect.") || path.starts_with("rules.") || path == "reach.distance_spread" ||
                      path == "demand.neighbours");
}

base::Result<PlanInput> read(const PlanRequest& request) {
  if (const auto good = check_names(request); !good) return good.error();
  auto document = load_plan(request.plan, request.settings, request.places);
  if (!document) return document.error();
  if (const auto good = check_numbers(request); !good) return good.error();
  if (const auto good = check_years(request); !good) return good.error();
  PlanInput out{.request = request, .document = std::move(*document)};
  auto counts = counts_of(request.demand, out.document.places.places);
  if (!counts) return counts.error();
  out.counts = std::move(*counts);
  auto overdoses = counts_of(request.overdoses, out.document.places.places);
  if (!overdoses) return overdoses.error();
  out.overdoses = std::move(*overdoses);
  if (request.coverage && !out.counts)
    return base::input_error(
        "--coverage tries forecasts on years that are known: give counts by year with --demand COUNTS.csv");
  return out;
}

base::Result<PlanAnswer> make(const PlanInput& input) {
  const PlanOptions how = options_of(input);
  const places::CountsByYear* counts = input.counts ? &*input.counts : nullptr;
  auto coverage = coverage_of(input.request, input.document, counts, how);
  if (!coverage) return coverage.error();
  auto plan = make_plan(input.document, counts, how);
  if (!plan) return plan.error();
  auto hindsight = hindsight_of(input.request, input.document, counts, how);
  if (!hindsight) return hindsight.error();
  return PlanAnswer{std::move(*coverage), std::move(*plan), std::move(*hindsight)};
}

base::Result<std::string> hand_round(const PlanInput& input, PageFormat format, PageWords said) {
  const PlanOptions how = options_of(input);
  const places::CountsByYear* counts = input.counts ? &*input.counts : nullptr;
  const auto round = HandedRound::make(input.document, counts, how, input.request.score_from);
  if (!round) return round.error();
  if (format == PageFormat::geojson) return plan_as_geojson(*round);
  const auto hindsight = hindsight_of(input.request, round->document(), round->counts(), how);
  if (!hindsight) return hindsight.error();
  const auto coverage = coverage_of(input.request, round->document(), round->counts(), how, round->hidden_places());
  if (!coverage) return coverage.error();
  said.coverage = coverage->says;
  return plan_as_html(*round, *hindsight, said);
}

base::Result<PlacesFile> places_file(const PlanInput& input) {
  if (!input.counts) return base::input_error("--places-out needs the counts that it is made of: --demand COUNTS.csv");
  const PlanOptions how = options_of(input);
  const auto round = HandedRound::make(input.document, &*input.counts, how);
  if (!round) return round.error();
  const auto coverage = coverage_of(input.request, round->document(), round->counts(), how, round->hidden_places());
  if (!coverage) return coverage.error();
  auto csv = places_as_csv(round->plan(), *input.counts, input.request.score_from);
  if (!csv) return csv.error();
  return PlacesFile{std::move(*csv), rates_as_toml(round->plan(), coverage->tried, coverage->says)};
}

}  // namespace alongside::plan
