// alongside simulate facility SCENARIO: what a floor would do, with how sure that is.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <iostream>
#include <thread>

#include "cli/progress.hpp"
#include "cli/site_evidence.hpp"
#include "cli/stop_signal.hpp"
#include "document/shipped_documents.hpp"
#include "sim/facility/results.hpp"
#include "sim/facility/search.hpp"

namespace alongside::cli {

namespace {

struct SimulateOptions {
  std::string scenario;
  std::vector<std::string> settings;
  std::uint32_t replications = 100;
  std::uint64_t seed = 1;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  std::string resume;
  std::filesystem::path evidence;
  std::string key_file;
  bool find = false;
  bool json = false;
};

base::Result<std::vector<sim::Setting>> settings_of(const std::vector<std::string>& given) {
  std::vector<sim::Setting> out;
  for (const std::string& one : given) {
    auto setting = name_and_value(one, "seats.booth=10");
    if (!setting) return setting.error();
    out.push_back({std::move(setting->first), std::move(setting->second)});
  }
  return out;
}

/// An evidence document, or a site's record, as a simulation reads it.
base::Result<sim::SiteEvidence> read_evidence(const SimulateOptions& options) {
  const auto file = evidence_document(options.evidence, options.key_file);
  if (!file) return file.error();
  return document::read_evidence(*file);
}

struct Fitted {
  std::string to;  ///< whose evidence; empty: none was given
  std::vector<sim::FitLine> lines;
};

base::Result<Fitted> fit(sim::Scenario& scenario, const SimulateOptions& options) {
  if (options.evidence.empty()) return Fitted{};
  const auto seen = read_evidence(options);
  if (!seen) return seen.error();
  auto lines = sim::calibrate(scenario, *seen);
  if (!lines) return lines.error();
  return Fitted{fmt::format("{} ({} {} site{})", options.evidence.string(), seen->sites.size(),
                            document::name_of(seen->kind_of_site), seen->sites.size() == 1 ? "" : "s"),
                std::move(*lines)};
}

base::Result<int> run_scenario(const sim::Scenario& scenario, const SimulateOptions& options, Fitted fitted,
                               const chance::Cluster& cluster) {
  auto result = sim::run_facility(scenario, {.seed = options.seed,
                                             .replications = options.replications,
                                             .threads = options.threads,
                                             .resume = options.resume,
                                             .progress = Progress("replications"),
                                             .stop = &stop_signal(),
                                             .cluster = &cluster});
  if (!result) return result.error();
  result->evidence = std::move(fitted.to);
  result->fit = std::move(fitted.lines);
  if (cluster.is_root()) {
    if (!result->complete) {
      std::cerr << fmt::format("stopped after {} of {} replications; {}\n", result->replications, options.replications,
                               options.resume.empty() ? "--resume FILE keeps what was done"
                                                      : "the same command goes on from " + options.resume);
    }
    std::cout << (options.json ? sim::result_as_json(*result) : sim::result_as_text(*result));
  }
  return result->complete ? 0 : 1;
}

base::Result<int> search(const sim::Scenario& scenario, const SimulateOptions& options,
                         const chance::Cluster& cluster) {
  const bool terminal = ::isatty(STDERR_FILENO) == 1 && cluster.is_root();
  const auto show = [&](const sim::SearchProgress& progress) {
    if (terminal)
      std::cerr << fmt::format("\r{}: {} designs, {} replications   ", progress.doing, progress.designs_tried,
                               progress.replications)
                << std::flush;
  };
  const auto found = sim::find_design(scenario, {.seed = options.seed,
                                                 .threads = options.threads,
                                                 .progress = show,
                                                 .stop = &stop_signal(),
                                                 .cluster = &cluster});
  if (terminal) std::cerr << '\n';
  if (!found) return found.error();
  if (cluster.is_root()) std::cout << (options.json ? sim::search_as_json(*found) : sim::search_as_text(*found));
  switch (found->verdict) {
    case sim::SearchVerdict::found: return 0;
    case sim::SearchVerdict::stopped: return 1;
    default: return 3;
  }
}

base::Result<int> simulate_facility(const SimulateOptions& options) {
  const auto settings = settings_of(options.settings);
  if (!settings) return settings.error();
  auto scenario = sim::load_scenario(options.scenario, *settings);
  if (!scenario) return scenario.error();
  auto fitted = fit(*scenario, options);
  if (!fitted) return fitted.error();
  const auto cluster = chance::Cluster::join();
  if (!cluster) return cluster.error();
  return options.find ? search(*scenario, options, *cluster)
                      : run_scenario(*scenario, options, std::move(*fitted), *cluster);
}

}  // namespace

void add_simulate_command(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("simulate", "Simulate a floor, driven by simulated people");
  command->require_subcommand(1);
  auto options = std::make_shared<SimulateOptions>();
  auto* facility =
      command->add_subcommand("facility", "One site: waits, use, staff, coincident emergencies, naloxone and oxygen");
  facility
      ->add_option("SCENARIO", options->scenario,
                   fmt::format("Path, or a shipped name: {}", fmt::join(document::shipped_names("scenarios"), ", ")))
      ->required();
  facility->add_option("--set", options->settings, "Another value for a figure: seats.booth=10; may be given again");
  facility->add_option("--replications", options->replications, "How many times (default 100)")
      ->check(CLI::Range(1U, 10'000'000U));
  facility->add_option("--seed", options->seed,
                       "The dice (default 1): the same seed gives the same answer, byte for byte");
  facility->add_option("--threads", options->threads, "Threads of this process (default: all cores); changes no answer")
      ->check(CLI::Range(1U, 1024U));
  facility->add_option("--resume", options->resume, "Keeps what is done in this file, and goes on from it");
  facility->add_option("--evidence", options->evidence,
                       "Fit arrivals, times and risk to a center's own evidence: a document of `alongside evidence`, "
                       "or a site's folder");
  facility->add_option("--key-file", options->key_file, "The key of that site");
  facility->add_flag(
      "--find", options->find,
      "The fewest seats and staff by hour that meet the scenario's service levels, and what other designs cost");
  facility->add_flag("--json", options->json, "One JSON document on standard output");
  facility->footer(
      "Example:\n  alongside simulate facility insite --set seats.booth=15 --replications 200\n  alongside simulate "
      "facility queue      a plain queue, to hold against theory (its answers stand in its text)\n  mpirun -n 64 "
      "alongside simulate facility insite --replications 100000 --json\nThe text ends with every figure that was "
      "assumed and why, and the sources of the others: read that first.");
  facility->callback([options, &status] {
    const auto done = simulate_facility(*options);
    status = done ? *done : fail(done.error());
  });
}

}  // namespace alongside::cli
