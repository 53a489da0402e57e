// alongside simulate facility SCENARIO: what a floor would do, with how sure that is.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <iostream>

#include "cli/progress.hpp"
#include "cli/site_evidence.hpp"
#include "cli/stop_signal.hpp"
#include "document/shipped_documents.hpp"
#include "sim/verbs.hpp"

namespace alongside::cli {

namespace {

struct SimulateOptions {
  sim::FloorRequest request{chance::Asker::command};
  std::vector<std::string> settings;
  std::filesystem::path evidence;
  std::string key_file;
  bool find = false;
  bool json = false;
};

base::Result<std::vector<sim::ScenarioSetting>> settings_of(const std::vector<std::string>& given) {
  std::vector<sim::ScenarioSetting> out;
  for (const std::string& one : given) {
    auto setting = name_and_value(one, "seats.booth=10");
    if (!setting) return setting.error();
    out.push_back({std::move(setting->first), std::move(setting->second)});
  }
  return out;
}

base::Result<sim::Fitted> fit(sim::Scenario& scenario, const SimulateOptions& options) {
  if (options.evidence.empty()) return sim::Fitted{};
  const auto file = evidence_document(options.evidence, options.key_file);
  if (!file) return file.error();
  return sim::fit(scenario, *file, options.evidence.string());
}

base::Result<int> run_scenario(const sim::Scenario& scenario, const sim::FloorRequest& request, sim::Fitted fitted,
                               bool as_json) {
  const auto result = sim::simulate(scenario, request, std::move(fitted));
  if (!result) return result.error();
  if (request.run.cluster->is_root()) {
    if (!result->complete) {
      std::cerr << fmt::format(
          "stopped after {} of {} replications; {}\n", result->replications, request.run.replications,
          request.run.resume.empty() ? "--resume FILE keeps what was done"
                                     : "the same command goes on from " + request.run.resume.string());
    }
    std::cout << (as_json ? sim::result_as_json(*result) : sim::result_as_text(*result));
  }
  return result->complete ? 0 : 1;
}

base::Result<int> search(const sim::Scenario& scenario, const sim::FloorRequest& request, bool as_json) {
  const bool is_root = request.run.cluster->is_root();
  const bool terminal = ::isatty(STDERR_FILENO) == 1 && is_root;
  const auto show = [&](const sim::SearchProgress& progress) {
    if (terminal)
      std::cerr << fmt::format("\r{}: {} designs, {} replications   ", progress.doing, progress.designs_tried,
                               progress.replications)
                << std::flush;
  };
  const auto found = sim::find(scenario, request, show);
  if (terminal) std::cerr << '\n';
  if (!found) return found.error();
  if (is_root) std::cout << (as_json ? sim::search_as_json(*found) : sim::search_as_text(*found));
  switch (found->verdict) {
    case sim::SearchVerdict::found: return 0;
    case sim::SearchVerdict::stopped: return 1;
    default: return 3;
  }
}

base::Result<int> simulate_facility(const SimulateOptions& options) {
  auto settings = settings_of(options.settings);
  if (!settings) return settings.error();
  sim::FloorRequest request = options.request;
  request.settings = std::move(*settings);
  auto scenario = sim::load(request);
  if (!scenario) return scenario.error();
  auto fitted = fit(*scenario, options);
  if (!fitted) return fitted.error();
  const auto cluster = chance::Cluster::join();
  if (!cluster) return cluster.error();
  request.run.cluster = &*cluster;
  request.run.stop = &stop_signal();
  if (options.find) return search(*scenario, request, options.json);
  request.run.progress = Progress("replications");
  return run_scenario(*scenario, request, std::move(*fitted), options.json);
}

}  // namespace

void add_simulate_command(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("simulate", "Simulate a floor, driven by simulated people");
  command->require_subcommand(1);
  auto options = std::make_shared<SimulateOptions>();
  sim::RunPlan& run = options->request.run;
  const auto replications = sim::limits_of(chance::Asker::command).replications;
  const auto threads = chance::threads_of(chance::Asker::command);
  auto* facility =
      command->add_subcommand("facility", "One site: waits, use, staff, coincident emergencies, naloxone and oxygen");
  facility
      ->add_option("SCENARIO", options->request.scenario,
                   fmt::format("Path, or a shipped name: {}", fmt::join(document::shipped_names("scenarios"), ", ")))
      ->required();
  facility->add_option("--set", options->settings, "Another value for a figure: seats.booth=10; may be given again");
  facility
      ->add_option("--replications", run.replications,
                   fmt::format("How many times (default {})", replications.otherwise))
      ->check(CLI::Range(replications.least, replications.most));
  facility->add_option(
      "--seed", run.seed,
      fmt::format("The dice (default {}): the same seed gives the same answer, byte for byte", run.seed));
  facility->add_option("--threads", run.threads, "Threads of this process (default: all cores); changes no answer")
      ->check(CLI::Range(threads.least, threads.most));
  facility->add_option("--resume", run.resume, "Keeps what is done in this file, and goes on from it");
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
