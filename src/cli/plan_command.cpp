// alongside plan SCENARIO: where the next centers go, with the proof, how sure it is, and what it costs to put them elsewhere.
#include <fmt/core.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iostream>
#include <thread>

#include "cli/command.hpp"
#include "cli/stop_signal.hpp"
#include "document/csv.hpp"
#include "document/file.hpp"
#include "ledger/durable_file.hpp"
#include "plan/document/plan_copy.hpp"
#include "plan/words/results.hpp"

namespace alongside::cli {

namespace {

struct Options {
  std::string scenario;
  std::vector<std::string> settings;
  std::string places;
  std::filesystem::path demand;
  std::uint32_t sites = 0;
  int score_from = 0;
  std::string format;
  std::filesystem::path out;
  std::filesystem::path places_out;
  std::filesystem::path copy_to;
  bool json = false;
  bool no_curve = false;
  bool with_vetoes = false;
  bool coverage = false;
  std::filesystem::path overdoses;
  plan::PlanOptions plan;
};

base::Result<std::vector<plan::PlanSetting>> settings_of(const std::vector<std::string>& given) {
  std::vector<plan::PlanSetting> out;
  for (const std::string& one : given) {
    auto setting = name_and_value(one, "effect.home_share=0.6");
    if (!setting) return setting.error();
    out.push_back({std::move(setting->first), std::move(setting->second)});
  }
  return out;
}

/// A line on the terminal, from two seconds on; rewritten in place.
std::function<void(const std::string&)> progress() {
  if (::isatty(STDERR_FILENO) != 1) return {};
  return [begin = std::chrono::steady_clock::now()](const std::string& doing) {
    if (std::chrono::steady_clock::now() - begin < std::chrono::seconds(2)) return;
    std::cerr << fmt::format("\r{:<60}", doing) << std::flush;
  };
}

base::Result<std::string> read_text(const std::filesystem::path& path) {
  return document::read_file(path, document::Csv::file_bytes_max);
}

base::Result<> write_or_print(const std::filesystem::path& path, const std::string& text) {
  if (path.empty()) {
    std::cout << text;
    return base::Done{};
  }
  return ledger::replace_file(path, base::bytes_of(text), ledger::readable_by_all);
}

/// Nothing is written over: somebody may have worked on it.
base::Result<int> copy_shipped(const Options& options) {
  const auto files = plan::copy_of_shipped(options.scenario);
  if (!files) return files.error();
  std::error_code failed;
  std::filesystem::create_directories(options.copy_to, failed);
  for (const plan::NamedText& file : *files) {
    if (std::filesystem::exists(options.copy_to / file.name))
      return base::input_error(
          fmt::format("{}: is there already; nothing was written", (options.copy_to / file.name).string()));
  }
  for (const plan::NamedText& file : *files) {
    if (const auto written =
            ledger::create_file(options.copy_to / file.name, base::bytes_of(file.text), ledger::readable_by_all);
        !written)
      return written.error();
  }
  fmt::print("wrote plan.toml, places.toml and places.csv; change them, then: alongside plan {}\n",
             (options.copy_to / "plan.toml").string());
  return 0;
}

/// None where no file is named.
base::Result<std::optional<places::Counts>> counts_of(const std::filesystem::path& file, const places::Places& places) {
  if (file.empty()) return std::optional<places::Counts>();
  const auto text = read_text(file);
  if (!text) return text.error();
  auto read = places::parse_counts(file.string(), *text, places);
  if (!read) return read.error();
  return std::optional(std::move(*read));
}

base::Result<std::optional<plan::Hindsight>> hindsight_of(const Options& options, const plan::PlanDocument& document,
                                                          const places::Counts* counts, const plan::PlanOptions& how) {
  if (options.score_from == 0) return std::optional<plan::Hindsight>();
  auto scored = counts != nullptr ? plan::hindsight(document, *counts, options.score_from, how)
                                  : plan::hindsight_of_shipped(document, options.score_from, how);
  if (!scored) return scored.error();
  return std::optional(std::move(*scored));
}

/// How such forecasts did: tried now, as the places' document says, or that nobody tried.
struct CoverageSaid {
  document::Sentences says = {};
  std::optional<places::ForecastTried> tried = {};  ///< now
};
base::Result<CoverageSaid> coverage_of(const Options& options, const plan::PlanDocument& document,
                                       const places::Counts* counts, const plan::PlanOptions& how,
                                       const std::vector<bool>& left_out = {}) {
  if (options.coverage) {
    const auto tried = plan::rolling_origin(document, *counts, how, left_out);
    if (!tried) return tried.error();
    return CoverageSaid{tried->says(), tried->tried()};
  }
  const auto& places = document.places.places.all();
  const bool by_rates =
      std::any_of(places.begin(), places.end(), [](const auto& place) { return place.rate_per_100k.has_value(); });
  if (counts == nullptr)
    return document.places.rates && by_rates ? CoverageSaid{.says = document.places.rates->checked} : CoverageSaid();
  if (!document.foretells) return CoverageSaid();
  return CoverageSaid{.says = document::sentence<"plan.tried_not_here">()};
}

/// "29 November 2026", by the machine's own clock and zone.
std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  char text[40];
  return {text, std::strftime(text, sizeof text, "%-d %B %Y", &local)};
}

/// What is handed round, from counts that may be; says where small counts would have chosen otherwise.
base::Result<std::string> handed_round(const Options& options, const plan::PlanDocument& document,
                                       const places::Counts* counts, const plan::PlanOptions& how) {
  const auto round = plan::HandedRound::make(document, counts, how, options.score_from);
  if (!round) return round.error();
  if (options.format == "geojson") return plan::plan_as_geojson(*round);
  const auto hindsight = hindsight_of(options, round->document(), round->counts(), how);
  if (!hindsight) return hindsight.error();
  const auto coverage = coverage_of(options, round->document(), round->counts(), how, round->hidden_places());
  if (!coverage) return coverage.error();
  return plan::plan_as_html(*round, *hindsight,
                            {.made_on = today(), .with_vetoes = options.with_vetoes, .coverage = coverage->says});
}

/// What travels in place of the counts is worked out, as a page is, from counts that may be handed round.
base::Result<> write_places(const Options& options, const plan::PlanDocument& document, const places::Counts& counts,
                            const plan::PlanOptions& how) {
  const auto round = plan::HandedRound::make(document, &counts, how);
  if (!round) return round.error();
  const auto coverage = coverage_of(options, round->document(), round->counts(), how, round->hidden_places());
  if (!coverage) return coverage.error();
  const auto csv = plan::places_as_csv(round->plan(), counts, options.score_from);
  if (!csv) return csv.error();
  const auto written = ledger::replace_file(options.places_out, base::bytes_of(*csv), ledger::readable_by_all);
  if (written) std::cerr << plan::rates_as_toml(round->plan(), coverage->tried, coverage->says);
  return written;
}

base::Result<> tell(const Options& options, const plan::PlanDocument& document, const places::Counts* counts,
                    const plan::PlanOptions& how) {
  const bool is_page = options.format == "geojson" || options.format == "html";
  if (is_page) {
    const auto page = handed_round(options, document, counts, how);
    if (!page) return page.error();
    if (const auto written = write_or_print(options.out, *page); !written) return written;
    if (!options.json && options.places_out.empty()) return base::Done{};
  }
  const auto coverage = coverage_of(options, document, counts, how);
  if (!coverage) return coverage.error();
  const auto made = plan::make_plan(document, counts, how);
  if (!made) return made.error();
  const auto hindsight = hindsight_of(options, document, counts, how);
  if (!hindsight) return hindsight.error();
  if (!options.places_out.empty()) {
    if (counts == nullptr)
      return base::input_error("--places-out needs the counts that it is made of: --demand COUNTS.csv");
    if (const auto written = write_places(options, document, *counts, how); !written) return written;
  }
  const std::string text = options.json ? plan::plan_as_json(*made, *hindsight, coverage->says)
                                        : plan::plan_as_text(*made, *hindsight, coverage->says);
  if (!is_page) return write_or_print(options.out, text);
  if (options.json) std::cout << text;
  return base::Done{};
}

base::Result<int> run(const Options& options) {
  if (!options.copy_to.empty()) return copy_shipped(options);
  const auto settings = settings_of(options.settings);
  if (!settings) return settings.error();
  const auto document = plan::load_plan(options.scenario, *settings, options.places);
  if (!document) return document.error();
  if (options.json && !options.format.empty() && options.out.empty())
    return base::input_error("--json and --format both want standard output: give --out FILE for the " +
                             options.format);
  if (!(options.plan.gap >= 0 && options.plan.seconds_max > 0))
    return base::input_error("expected numbers for --gap and --seconds");  // a NaN is in no range and out of none
  if (options.plan.first_year > options.plan.last_year)
    return base::input_error(fmt::format("expected --from no later than --to, found {} and {}", options.plan.first_year,
                                         options.plan.last_year));
  const plan::PlanOptions all_years;
  const bool some_years =
      options.plan.first_year != all_years.first_year || options.plan.last_year != all_years.last_year;
  if (some_years && options.demand.empty())
    return base::input_error("--from and --to choose among counts by year: give them with --demand COUNTS.csv");
  const auto counts = counts_of(options.demand, document->places.places);
  if (!counts) return counts.error();
  const auto overdoses = counts_of(options.overdoses, document->places.places);
  if (!overdoses) return overdoses.error();
  if (options.coverage && !*counts)
    return base::input_error(
        "--coverage tries forecasts on years that are known: give counts by year with --demand COUNTS.csv");
  plan::PlanOptions how = options.plan;
  if (options.sites > 0) how.asked.sites = options.sites;
  if (options.no_curve) how.curve_sites_max = 0;
  how.progress = progress();
  how.stop = &stop_signal();
  how.overdoses = *overdoses ? &**overdoses : nullptr;
  const auto told = tell(options, *document, *counts ? &**counts : nullptr, how);
  if (!told) return told.error();
  return how.stop->load() ? 1 : 0;
}

}  // namespace

void add_plan_command(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  options->plan.threads = std::max(1U, std::thread::hardware_concurrency());
  auto* command = app.add_subcommand(
      "plan", "Where the next centers go: the sites, the proof, how sure, and what it costs to put them elsewhere");
  command->add_option("SCENARIO", options->scenario, "Path, or a shipped name: connecticut, chicago")->required();
  command->add_option("--sites", options->sites, "How many (default: the document's)")->check(CLI::Range(1U, 100'000U));
  command
      ->add_option("--gap", options->plan.gap,
                   "Stop when the plan is proven to be within this share of the best (default 0: prove the best)")
      ->check(CLI::Range(0.0, 1.0));
  command->add_option("--demand", options->demand,
                      "Counts to plan by: place,year,deaths, as `alongside import deaths` writes them");
  command->add_option("--from", options->plan.first_year, "The first year of the counts to use")
      ->check(CLI::Range(1900, 2199));
  command->add_option("--to", options->plan.last_year, "The last year of the counts to use")
      ->check(CLI::Range(1900, 2199));
  command->add_option("--force", options->plan.asked.forced, "A candidate that must be taken; may be given again");
  command->add_option("--forbid", options->plan.asked.forbidden, "A candidate that must not; may be given again");
  command
      ->add_option("--draws", options->plan.draws,
                   "Draws of demand and distance for how sure it is (default 200; 0: none)")
      ->check(CLI::Range(0U, 1'000'000U));
  command->add_option("--seed", options->plan.seed, "The dice (default 1): the same seed gives the same answer");
  command->add_option("--threads", options->plan.threads, "Threads (default: all cores); changes no answer")
      ->check(CLI::Range(1U, 1024U));
  command
      ->add_option("--seconds", options->plan.seconds_max,
                   "The longest time for one proof (default 60); the answer then carries the gap that is left")
      ->check(CLI::Range(0.01, 1e6));
  command
      ->add_option("--score-from", options->score_from,
                   "Also fit on the years before this one and score on it and later ones, in hindsight")
      ->check(CLI::Range(1901, 2199));
  command->add_option("--set", options->settings,
                      "Another value for a field of the document: effect.home_share=0.6, objective.goal=person_visits; "
                      "may be given again");
  command->add_option("--places", options->places, "Another file of places in place of the document's own");
  command->add_option("--copy-to", options->copy_to,
                      "Write the shipped plan SCENARIO into this folder, as files to change, and end");
  command->add_option("--places-out", options->places_out,
                      "Write the places with smoothed rates, small counts withheld");
  command->add_option(
      "--overdoses", options->overdoses,
      "Overdoses met by ambulances, place,year,deaths as well: demand beside deaths, by demand.overdose_weight");
  command->add_flag("--coverage", options->coverage,
                    "Also try such forecasts on years that the counts have, and say how often their intervals held");
  command->add_flag("--no-curve", options->no_curve, "Leave out the plans with 1 to 10 sites");
  command->add_option("--format", options->format, "text (default), html or geojson")
      ->check(CLI::IsMember({"text", "html", "geojson"}));
  command->add_flag("--with-vetoes", options->with_vetoes, "In the page, also what leaving each site out costs");
  command->add_option("--out", options->out, "Into this file instead of standard output");
  command->add_flag("--json", options->json,
                    "One JSON document on standard output; beside --format, which then goes to --out");
  command->footer(
      "Example:\n  alongside plan connecticut --sites 3 --gap 0\n  alongside plan connecticut --sites 3 --forbid "
      "Hartford --set rules.at_most_per_region=1 --json");
  command->callback([options, &status] {
    const auto done = run(*options);
    status = done ? *done : fail(done.error());
  });
}

}  // namespace alongside::cli
