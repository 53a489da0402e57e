// alongside plan SCENARIO: where the next centers go, with the proof, how sure it is, and what it costs to put them elsewhere.
#include <fmt/core.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <iostream>

#include "cli/command.hpp"
#include "cli/stop_signal.hpp"
#include "ledger/durable_file.hpp"
#include "plan/document/plan_copy.hpp"
#include "plan/verbs.hpp"

namespace alongside::cli {

namespace {

struct Options {
  plan::PlanRequest request{chance::Asker::command};
  std::vector<std::string> settings;
  std::uint32_t sites = 0;  ///< 0: the document's
  std::string format;
  std::filesystem::path out;
  std::filesystem::path places_out;
  std::filesystem::path copy_to;
  bool json = false;
  bool no_curve = false;
  bool with_vetoes = false;
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

base::Result<> write_or_print(const std::filesystem::path& path, const std::string& text) {
  if (path.empty()) {
    std::cout << text;
    return base::Done{};
  }
  return ledger::replace_file(path, base::bytes_of(text), ledger::readable_by_all);
}

/// Nothing is written over: somebody may have worked on it.
base::Result<int> copy_shipped(const Options& options) {
  const auto files = plan::copy_of_shipped(options.request.plan);
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

/// "29 November 2026", by the machine's own clock and zone.
std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  char text[40];
  return {text, std::strftime(text, sizeof text, "%-d %B %Y", &local)};
}

/// What travels in place of the counts; what belongs into its document is said on standard error.
base::Result<> write_places(const Options& options, const plan::PlanInput& input) {
  const auto file = plan::places_file(input);
  if (!file) return file.error();
  const auto written = ledger::replace_file(options.places_out, base::bytes_of(file->csv), ledger::readable_by_all);
  if (written) std::cerr << file->rates_toml;
  return written;
}

base::Result<> tell(const Options& options, const plan::PlanInput& input) {
  const bool is_page = options.format == "geojson" || options.format == "html";
  if (is_page) {
    const auto format = options.format == "html" ? plan::PageFormat::html : plan::PageFormat::geojson;
    const auto page = plan::hand_round(input, format, {.made_on = today(), .with_vetoes = options.with_vetoes});
    if (!page) return page.error();
    if (const auto written = write_or_print(options.out, *page); !written) return written;
    if (!options.json && options.places_out.empty()) return base::Done{};
  }
  const auto made = plan::make(input);
  if (!made) return made.error();
  if (!options.places_out.empty()) {
    if (const auto written = write_places(options, input); !written) return written;
  }
  const std::string text = options.json ? plan::plan_as_json(made->plan, made->hindsight, made->coverage.says)
                                        : plan::plan_as_text(made->plan, made->hindsight, made->coverage.says);
  if (!is_page) return write_or_print(options.out, text);
  if (options.json) std::cout << text;
  return base::Done{};
}

/// The command's numbers with what its words ask for.
base::Result<plan::PlanRequest> request_of(const Options& options) {
  auto settings = settings_of(options.settings);
  if (!settings) return settings.error();
  if (options.json && !options.format.empty() && options.out.empty())
    return base::input_error("--json and --format both want standard output: give --out FILE for the " +
                             options.format);
  plan::PlanRequest request = options.request;
  request.settings = std::move(*settings);
  if (options.sites > 0) request.options.asked.sites = options.sites;
  request.curve = !options.no_curve;
  request.hindsight = request.score_from != 0;
  request.options.progress = progress();
  request.options.stop = &stop_signal();
  return request;
}

base::Result<int> run(const Options& options) {
  if (!options.copy_to.empty()) return copy_shipped(options);
  const auto request = request_of(options);
  if (!request) return request.error();
  const auto input = plan::read(*request);
  if (!input) return input.error();
  const auto told = tell(options, *input);
  if (!told) return told.error();
  return stop_signal().load() ? 1 : 0;
}

/// What is wanted, of which counts, and how hard it is looked for.
void add_question(CLI::App* command, Options& options) {
  plan::PlanRequest& request = options.request;
  plan::PlanOptions& asked = request.options;
  const plan::PlanLimits limits = plan::limits_of(chance::Asker::command);
  const auto threads = chance::threads_of(chance::Asker::command);
  const auto between = [](const auto& allowed) { return CLI::Range(allowed.least, allowed.most); };
  command->add_option("--sites", options.sites, "How many (default: the document's)")->check(between(limits.sites));
  command
      ->add_option(
          "--gap", asked.gap,
          fmt::format("Stop when the plan is proven to be within this share of the best (default {}: prove the best)",
                      limits.gap.otherwise))
      ->check(between(limits.gap));
  command->add_option("--demand", request.demand,
                      "Counts to plan by: place,year,deaths, as `alongside import deaths` writes them");
  command->add_option("--from", asked.first_year, "The first year of the counts to use")
      ->check(between(limits.first_year));
  command->add_option("--to", asked.last_year, "The last year of the counts to use")->check(between(limits.last_year));
  command->add_option("--force", asked.asked.forced, "A candidate that must be taken; may be given again");
  command->add_option("--forbid", asked.asked.forbidden, "A candidate that must not; may be given again");
  command
      ->add_option(
          "--draws", asked.draws,
          fmt::format("Draws of demand and distance for how sure it is (default {}; 0: none)", limits.draws.otherwise))
      ->check(between(limits.draws));
  command->add_option("--seed", asked.seed,
                      fmt::format("The dice (default {}): the same seed gives the same answer", asked.seed));
  command->add_option("--threads", asked.threads, "Threads (default: all cores); changes no answer")
      ->check(between(threads));
  command
      ->add_option(
          "--seconds", asked.seconds_max,
          fmt::format("The longest time for one proof (default {}); the answer then carries the gap that is left",
                      limits.seconds.otherwise))
      ->check(between(limits.seconds));
  command
      ->add_option("--score-from", request.score_from,
                   "Also fit on the years before this one and score on it and later ones, in hindsight")
      ->check(between(limits.score_from));
}

}  // namespace

void add_plan_command(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "plan", "Where the next centers go: the sites, the proof, how sure, and what it costs to put them elsewhere");
  command->add_option("SCENARIO", options->request.plan, "Path, or a shipped name: connecticut, chicago")->required();
  add_question(command, *options);
  command->add_option("--set", options->settings,
                      "Another value for a field of the document: effect.home_share=0.6, objective.goal=person_visits; "
                      "may be given again");
  command->add_option("--places", options->request.places, "Another file of places in place of the document's own");
  command->add_option("--copy-to", options->copy_to,
                      "Write the shipped plan SCENARIO into this folder, as files to change, and end");
  command->add_option("--places-out", options->places_out,
                      "Write the places with smoothed rates, small counts withheld");
  command->add_option(
      "--overdoses", options->request.overdoses,
      "Overdoses met by ambulances, place,year,deaths as well: demand beside deaths, by demand.overdose_weight");
  command->add_flag("--coverage", options->request.coverage,
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
