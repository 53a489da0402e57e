// alongside plan SCENARIO: where the next centers go, with the proof, how sure it is, and what it costs to put them elsewhere.
#include <fmt/core.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <iostream>
#include <thread>

#include "cli/command.hpp"
#include "cli/stop_signal.hpp"
#include "document/csv.hpp"
#include "document/file.hpp"
#include "ledger/durable_file.hpp"
#include "plan/plan_copy.hpp"
#include "plan/results.hpp"

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

base::Result<int> run(const Options& options) {
  if (!options.copy_to.empty()) return copy_shipped(options);
  const auto settings = settings_of(options.settings);
  if (!settings) return settings.error();
  const auto document = plan::load_plan(options.scenario, *settings, options.places);
  if (!document) return document.error();
  for (const std::string& remark : document->remarks) fmt::print(stderr, "note: {}\n", remark);
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
  std::optional<plan::Counts> counts;
  if (!options.demand.empty()) {
    const auto text = read_text(options.demand);
    if (!text) return text.error();
    auto read = plan::parse_counts(options.demand.string(), *text, document->places.places);
    if (!read) return read.error();
    counts = std::move(*read);
  }
  plan::PlanOptions how = options.plan;
  if (options.sites > 0) how.asked.sites = options.sites;
  if (options.no_curve) how.curve_sites_max = 0;
  how.progress = progress();
  how.stop = &stop_signal();
  const auto made = plan::make_plan(*document, counts ? &*counts : nullptr, how);
  if (!made) return made.error();
  std::optional<plan::Hindsight> hindsight;
  if (options.score_from > 0) {
    auto scored = counts ? plan::hindsight(*document, *counts, options.score_from, how)
                         : plan::hindsight_of_shipped(*document, options.score_from, how);
    if (!scored) return scored.error();
    hindsight = std::move(*scored);
  }
  if (!options.places_out.empty()) {
    if (!counts) return base::input_error("--places-out needs the counts that it is made of: --demand COUNTS.csv");
    const auto csv = plan::places_as_csv(*made, *counts, options.score_from);
    if (!csv) return csv.error();
    if (const auto written = ledger::replace_file(options.places_out, base::bytes_of(*csv), ledger::readable_by_all);
        !written)
      return written.error();
  }
  const bool json_alone = options.json && options.format.empty();
  std::string text;
  if (json_alone)
    text = plan::plan_as_json(*made, hindsight);
  else if (options.format == "geojson")
    text = plan::plan_as_geojson(*made);
  else if (options.format == "html")
    text = plan::plan_as_html(*made, hindsight, options.with_vetoes);
  else
    text = plan::plan_as_text(*made, hindsight);
  if (const auto written = write_or_print(options.out, text); !written) return written.error();
  if (options.json && !json_alone) std::cout << plan::plan_as_json(*made, hindsight);
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
