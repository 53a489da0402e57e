// alongside evaluate STUDY: a study's answer, with changed figures, draws, and a center's own evidence.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <fstream>
#include <iostream>

#include "cli/progress.hpp"
#include "cli/site_evidence.hpp"
#include "cli/stop_signal.hpp"
#include "document/characters.hpp"
#include "document/indented_json.hpp"
#include "study/report/evaluation_json.hpp"
#include "study/report/evaluation_text.hpp"
#include "study/report/fiscal_note.hpp"
#include "study/verbs.hpp"

namespace alongside::cli {

namespace {

struct EvaluateCommand {
  std::string study;
  std::vector<std::string> settings;
  study::EvaluateRequest request{chance::Asker::command};
  bool sobol = false;
  std::filesystem::path evidence;
  std::string key_file;
  study::EvidenceOptions weights;
  std::vector<std::string> two_way;
  std::string solve;
  std::string solve_for;
  std::filesystem::path draws_out;
  std::filesystem::path note;
  bool json = false;
};

/// "clients=1500"; `option` and `such_as` are for the error.
base::Result<study::Change> named_number(std::string_view option, const std::string& setting,
                                         std::string_view such_as) {
  const auto equals = setting.find('=');
  double value = 0;
  const char* const end = setting.data() + setting.size();
  const auto read = equals == std::string::npos ? std::from_chars_result{nullptr, std::errc::invalid_argument}
                                                : std::from_chars(setting.data() + equals + 1, end, value);
  if (read.ec != std::errc() || read.ptr != end || equals == 0) {
    const auto odd = document::first_odd_character(setting);
    return base::input_error(
        fmt::format("{} {}: expected NAME=NUMBER, such as {}{}", option, setting, such_as,
                    odd ? ", found " + document::odd_character(std::string_view(setting).substr(*odd)) : ""));
  }
  return study::Change{.name = setting.substr(0, equals), .value = value};
}

base::Result<std::vector<study::Change>> changes_of(const std::vector<std::string>& settings) {
  std::vector<study::Change> out;
  for (const std::string& setting : settings) {
    const auto change = named_number("--set", setting, "clients=1500");
    if (!change) return change.error();
    const bool is_again = std::ranges::any_of(out, [&](const study::Change& one) { return one.name == change->name; });
    if (is_again)
      return base::input_error(fmt::format("--set {}: expected each name once, found {} again", setting, change->name));
    out.push_back(*change);
  }
  return out;
}

base::Result<std::optional<study::SolveQuestion>> solve_question(const EvaluateCommand& command) {
  if (command.solve.empty() && command.solve_for.empty()) return std::optional<study::SolveQuestion>{};
  if (command.solve.empty()) return base::input_error("--for: expected --solve NAME beside it, found none");
  if (command.solve_for.empty())
    return base::input_error("--solve: expected --for RESULT=VALUE beside it, such as --for net=1104454, found none");
  const auto result = named_number("--for", command.solve_for, "net=1104454");
  if (!result) return result.error();
  return std::optional(study::SolveQuestion{command.solve, result->name, result->value});
}

base::Result<> write_draws(const study::Study& study, const study::EvaluateRequest& request,
                           const std::filesystem::path& path) {
  std::ofstream file(path, std::ios::trunc);
  if (const auto done = study::write_draws(study, request, file); !done) return done;
  if (stop_signal())
    return base::operation_error(fmt::format("{}: stopped before all draws were written", path.string()));
  if (!file.flush())
    return base::operation_error(fmt::format("{}: cannot be written; the draws in it are not whole", path.string()));
  return base::Done{};
}

base::Result<> write_note(const study::Evaluation& evaluation, const std::filesystem::path& path) {
  std::ofstream file(path, std::ios::trunc);
  file << study::fiscal_note_html(evaluation);
  if (!file.flush()) return base::operation_error(fmt::format("{}: cannot be written", path.string()));
  return base::Done{};
}

base::Result<std::optional<study::EvidenceUse>> use_evidence(study::Study& study, const EvaluateCommand& command) {
  if (command.evidence.empty()) return std::optional<study::EvidenceUse>{};
  const auto document = evidence_document(command.evidence, command.key_file);
  if (!document) return document.error();
  auto use = study::take_evidence(study, *document, command.weights);
  if (!use) return use.error();
  return std::optional(std::move(*use));
}

/// The command's numbers with what its words ask for.
base::Result<study::EvaluateRequest> request_of(const EvaluateCommand& command) {
  auto changes = changes_of(command.settings);
  if (!changes) return changes.error();
  study::EvaluateRequest request = command.request;
  study::EvaluateOptions& asked = request.options;
  asked.changes = std::move(*changes);
  if (!command.draws_out.empty() && asked.draws == 0)
    return base::input_error("--draws-out: expected --draws N beside it, found none");
  auto solve = solve_question(command);
  if (!solve) return solve.error();
  asked.solve = std::move(*solve);
  if (command.sobol) asked.sequence = chance::Sequence::sobol;
  if (!command.two_way.empty()) asked.two_way = std::pair(command.two_way[0], command.two_way[1]);
  study::ask_all(asked);
  asked.progress = Progress("draws");
  asked.stop = &stop_signal();
  return request;
}

base::Result<> run(const EvaluateCommand& command) {
  auto request = request_of(command);
  if (!request) return request.error();
  auto study = study::load_study(command.study);
  if (!study) return study.error();
  auto evidence = use_evidence(*study, command);
  if (!evidence) return evidence.error();
  request->options.evidence = std::move(*evidence);
  const auto evaluation = study::evaluate(*study, *request);
  if (!evaluation) return evaluation.error();
  if (!command.draws_out.empty()) {
    if (const auto written = write_draws(*study, *request, command.draws_out); !written) return written;
  }
  if (!command.note.empty()) {
    if (const auto written = write_note(*evaluation, command.note); !written) return written;
  }
  std::cout << (command.json ? document::indented(study::evaluation_json(*evaluation))
                             : study::evaluation_text(*evaluation));
  return base::Done{};
}

}  // namespace

void add_evaluate_command(CLI::App& app, int& status) {
  auto options = std::make_shared<EvaluateCommand>();
  study::EvaluateOptions& asked = options->request.options;
  const auto limits = study::limits_of(chance::Asker::command);
  const auto threads = chance::threads_of(chance::Asker::command);
  auto* command = app.add_subcommand(
      "evaluate", "A cost-benefit study's answer: by payer, with and without value of life, with uncertainty");
  command->add_option("STUDY", options->study, "A shipped study (alongside reproduce lists them), or the path of one")
      ->required();
  command->add_option(
      "--set", options->settings,
      "Another value for a parameter, in its own unit: clients=1500; may be given again; it then has no spread");
  command->add_option("--draws", asked.draws, "How many draws of the parameters that have a spread")
      ->check(CLI::Range(limits.draws.least, limits.draws.most));
  command->add_option(
      "--seed", asked.seed,
      fmt::format("The dice (default {}): the same seed gives the same answer, byte for byte", asked.seed));
  command->add_option("--threads", asked.threads, "Threads (default: all cores); changes no answer")
      ->check(CLI::Range(threads.least, threads.most));
  command->add_flag("--sobol", options->sobol,
                    "Draw by a Sobol' sequence, shifted by the seed, in place of random numbers");
  command->add_option("--one-way", asked.one_way,
                      "Net and ratio over an input's range, all else as it is; may be given again");
  command->add_option("--two-way", options->two_way, "The ratio over two inputs together")->expected(2);
  command->add_option("--threshold", asked.thresholds, "At which value of an input is the ratio 1? May be given again");
  command->add_option("--solve", options->solve,
                      "At which value of this input is a result what --for says? Searched wherever the input can be");
  command->add_option("--for", options->solve_for,
                      "The result and its value for --solve: net=1104454, hiv.money=1500000, ratio=2.33");
  command->add_option(
      "--evidence", options->evidence,
      "A center's own record joined with the literature: a document of `alongside evidence`, or a site's folder");
  command->add_option("--key-file", options->key_file, "The key of that site");
  command
      ->add_option("--prior-events", options->weights.prior_events,
                   fmt::format("How many events the literature weighs where its spread does not say (default {})",
                               options->weights.prior_events))
      ->check(CLI::PositiveNumber);
  command->add_option(
      "--events-min", options->weights.events_min,
      fmt::format("A rate from fewer events of the center is left as the literature has it (default {})",
                  options->weights.events_min));
  command->add_option("--draws-out", options->draws_out,
                      "Write every draw to this CSV file: its number, each input that has a spread, each outcome");
  command->add_option("--note", options->note, "Write the fiscal note, of one or two pages, to this HTML file");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->footer(
      "Example:\n  alongside evaluate baltimore --draws 100000\n  alongside evaluate san-francisco --set "
      "skin_hospital_rate=0.09105 --json");
  command->callback([options, &status] {
    const auto done = run(*options);
    status = done ? 0 : fail(done.error());
  });
}

}  // namespace alongside::cli
