// alongside evaluate STUDY: a study's answer, with changed figures, draws, and a center's own evidence.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iostream>
#include <thread>

#include "cli/progress.hpp"
#include "cli/site_evidence.hpp"
#include "cli/stop_signal.hpp"
#include "document/characters.hpp"
#include "document/csv.hpp"
#include "document/indented_json.hpp"
#include "study/report/evaluation_json.hpp"
#include "study/report/evaluation_text.hpp"
#include "study/report/fiscal_note.hpp"

namespace alongside::cli {

namespace {

struct EvaluateCommand {
  std::string study;
  std::vector<std::string> settings;
  std::uint64_t draws = 0;
  std::uint64_t seed = 1;
  unsigned threads = std::max(1U, std::thread::hardware_concurrency());
  bool sobol = false;
  std::filesystem::path evidence;
  std::string key_file;
  double prior_events = study::EvidenceOptions{}.prior_events;
  std::uint64_t events_min = study::EvidenceOptions{}.events_min;
  std::vector<std::string> one_way;
  std::vector<std::string> two_way;
  std::vector<std::string> thresholds;
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

/// What the drawn columns are called, and by what each is divided to stand in its document's own unit: "clients", "deaths.2019".
std::vector<std::pair<std::string, double>> drawn_inputs(const study::Model& model) {
  const study::Study& study = model.study();
  std::vector<std::pair<std::string, double>> out;
  for (const std::size_t index : model.drawn_parameters()) {
    const study::Parameter& parameter = study.parameters[index];
    if (!parameter.axis) {
      out.emplace_back(parameter.name, parameter.unit.scale);
      continue;
    }
    for (const std::string& label : study.axes[*parameter.axis].labels)
      out.emplace_back(document::csv_cell(parameter.name + "." + label), parameter.unit.scale);
  }
  return out;
}

/// As a cell of a table: empty where there is no number, which only the ratio may not have.
std::string cell(double value) { return std::isfinite(value) ? fmt::format("{}", value) : std::string(); }

/// Every draw as a line of a table: its number, the inputs that have a spread, the names that a study shows.
base::Result<> write_draws(const study::Study& study, const study::EvaluateOptions& options,
                           const std::filesystem::path& path) {
  const auto model = study::Model::compile(study, options.changes, study::Mode::draws);
  if (!model) return model.error();
  const auto drawing = study::Drawing::make(*model, study::shown_names(study), options.seed, options.sequence);
  if (!drawing) return drawing.error();
  std::ofstream file(path, std::ios::trunc);
  file << "draw";
  const auto inputs = drawn_inputs(*model);
  for (const auto& [name, scale] : inputs) file << ',' << name;
  for (const std::string& name : drawing->wanted()) file << ',' << name;
  file << '\n';
  study::Drawing::Worker worker(*drawing);
  std::vector<std::vector<double>> columns(drawing->wanted().size(), std::vector<double>(study::Program::block));
  for (std::uint64_t first = 0; first < options.draws && file && !*options.stop; first += study::Program::block) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(study::Program::block, options.draws - first));
    if (const auto done = drawing->run(first, count, worker); !done) return done;
    for (std::size_t i = 0; i < columns.size(); ++i) drawing->read(worker, i, std::span(columns[i]).first(count));
    for (std::size_t draw = 0; draw < count; ++draw) {
      file << first + draw + 1;
      for (std::size_t i = 0; i < inputs.size(); ++i)
        file << ',' << cell(drawing->column(worker, i, count)[draw] / inputs[i].second);
      for (const auto& column : columns) file << ',' << cell(column[draw]);
      file << '\n';
    }
  }
  if (*options.stop)
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

/// A center's own record in place of the literature, where the study says that it may be.
base::Result<std::optional<study::EvidenceUse>> use_evidence(study::Study& study, const EvaluateCommand& command) {
  if (command.evidence.empty()) return std::optional<study::EvidenceUse>{};
  const auto document = evidence_document(command.evidence, command.key_file);
  if (!document) return document.error();
  auto use =
      study::apply_evidence(study, *document, {.prior_events = command.prior_events, .events_min = command.events_min});
  if (!use) return use.error();
  use->digest = study::digest_of(document->source());
  return std::optional(std::move(*use));
}

base::Result<> run(const EvaluateCommand& command) {
  auto changes = changes_of(command.settings);
  if (!changes) return changes.error();
  if (!command.draws_out.empty() && command.draws == 0)
    return base::input_error("--draws-out: expected --draws N beside it, found none");
  const auto solve = solve_question(command);
  if (!solve) return solve.error();
  auto study = study::load_study(command.study);
  if (!study) return study.error();
  const auto evidence = use_evidence(*study, command);
  if (!evidence) return evidence.error();
  const bool is_drawn = command.draws > 0;
  const study::EvaluateOptions options{
      .changes = std::move(*changes),
      .draws = command.draws,
      .seed = command.seed,
      .threads = command.threads,
      .sequence = command.sobol ? chance::Sequence::sobol : chance::Sequence::random,
      .tornado = is_drawn,
      .information = is_drawn,
      .break_even = true,
      .acceptability = is_drawn,
      .one_way = command.one_way,
      .two_way =
          command.two_way.empty() ? std::nullopt : std::optional(std::pair(command.two_way[0], command.two_way[1])),
      .thresholds = command.thresholds,
      .solve = *solve,
      .remarks = true,
      .evidence = *evidence,
      .progress = Progress("draws"),
      .stop = &stop_signal()};
  const auto evaluation = study::evaluate(*study, options);
  if (!evaluation) return evaluation.error();
  if (!command.draws_out.empty()) {
    if (const auto written = write_draws(*study, options, command.draws_out); !written) return written;
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
  auto* command = app.add_subcommand(
      "evaluate", "A cost-benefit study's answer: by payer, with and without value of life, with uncertainty");
  command->add_option("STUDY", options->study, "A shipped study (alongside reproduce lists them), or the path of one")
      ->required();
  command->add_option(
      "--set", options->settings,
      "Another value for a parameter, in its own unit: clients=1500; may be given again; it then has no spread");
  command->add_option("--draws", options->draws, "How many draws of the parameters that have a spread")
      ->check(CLI::Range(std::uint64_t{1}, study::Draws::draws_max));
  command->add_option("--seed", options->seed,
                      "The dice (default 1): the same seed gives the same answer, byte for byte");
  command->add_option("--threads", options->threads, "Threads (default: all cores); changes no answer")
      ->check(CLI::Range(1U, 1024U));
  command->add_flag("--sobol", options->sobol,
                    "Draw by a Sobol' sequence, shifted by the seed, in place of random numbers");
  command->add_option("--one-way", options->one_way,
                      "Net and ratio over an input's range, all else as it is; may be given again");
  command->add_option("--two-way", options->two_way, "The ratio over two inputs together")->expected(2);
  command->add_option("--threshold", options->thresholds,
                      "At which value of an input is the ratio 1? May be given again");
  command->add_option("--solve", options->solve,
                      "At which value of this input is a result what --for says? Searched wherever the input can be");
  command->add_option("--for", options->solve_for,
                      "The result and its value for --solve: net=1104454, hiv.money=1500000, ratio=2.33");
  command->add_option(
      "--evidence", options->evidence,
      "A center's own record joined with the literature: a document of `alongside evidence`, or a site's folder");
  command->add_option("--key-file", options->key_file, "The key of that site");
  command
      ->add_option("--prior-events", options->prior_events,
                   "How many events the literature weighs where its spread does not say (default 10)")
      ->check(CLI::PositiveNumber);
  command->add_option("--events-min", options->events_min,
                      "A rate from fewer events of the center is left as the literature has it (default 10)");
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
