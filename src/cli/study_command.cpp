// alongside study: a new study for a city, and what is wrong with one.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <iostream>

#include "cli/command.hpp"
#include "document/indented_json.hpp"
#include "document/words.hpp"
#include "study/report/new_study.hpp"
#include "study/verbs.hpp"

namespace alongside::cli {

namespace {

base::Result<> check(const std::string& path, bool as_json) {
  const auto checked = study::check_study(path);
  if (!checked) return checked.error();
  const study::Study& study = checked->study;
  // A name may be a shipped study's while a copy of it lies beside: which of them was counted is said.
  if (as_json) {
    const boost::json::value summary{{"study", study.id},
                                     {"file", study.file},
                                     {"is_shipped", checked->is_shipped},
                                     {"digest", study.digest},
                                     {"parameters", study.parameters.size()},
                                     {"outcomes", study.outcomes.size()},
                                     {"published", checked->published},
                                     {"remarks", boost::json::value_from(checked->remarks)}};
    std::cout << document::indented(summary);
  } else {
    std::cout << fmt::format(
        "{}: in order: {} parameters, {} outcomes, {} published results\nCounted from {}, digest {}.\n", path,
        study.parameters.size(), study.outcomes.size(), checked->published,
        checked->is_shipped ? fmt::format("{} as shipped with the program", study.file) : "the file", study.digest);
    for (const std::string& remark : checked->remarks) std::cout << "remark: " << remark << '\n';
  }
  return base::Done{};
}

/// On a terminal the outcomes are asked for; a script that names none has all six, and the document says how to take some out.
base::Result<std::vector<study::CountedOutcome>> counted(const std::string& asked_for) {
  const std::string all = fmt::format("{}", fmt::join(study::Words<study::CountedOutcome>::names, ","));
  if (!asked_for.empty()) {
    auto named = study::counted_from(asked_for);
    if (!named) return base::input_error(fmt::format("--outcomes: {}", named.error().message));
    return named;
  }
  if (::isatty(STDIN_FILENO) == 0 || ::isatty(STDERR_FILENO) == 0) return study::all_counted();
  for (std::string line;;) {
    std::cerr << "Which outcomes shall it count? Some of " << all
              << ", with commas between them; Enter for all: " << std::flush;
    if (!std::getline(std::cin, line)) return base::input_error("expected the outcomes to count, found the end");
    if (document::trimmed(line).empty()) return study::all_counted();
    auto named = study::counted_from(line);
    if (named) return named;
    std::cerr << named.error().message << '\n';
  }
}

base::Result<> print_new(const std::string& city, const std::string& outcomes) {
  const auto chosen = counted(outcomes);
  if (!chosen) return chosen.error();
  const auto text = study::new_study(city, *chosen);
  if (!text) return text.error();
  std::cout << *text;
  return base::Done{};
}

}  // namespace

void add_study_command(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("study", "Cost-benefit studies as documents: a template for a city, a check");
  command->require_subcommand(1);
  command->footer(
      "Example:\n  alongside study new Hartford > hartford.toml\n  alongside study new Hartford --outcomes "
      "ambulance,visits,stays > hartford.toml\n  alongside study check hartford.toml");

  struct Options {
    std::string city;
    std::string outcomes;
    std::string file;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  auto* fresh =
      command->add_subcommand("new", "Print a commented template that asks for a city's figures in plain words");
  fresh->add_option("CITY", options->city, "The city's name, as it stands in the title")->required();
  fresh->add_option("--outcomes", options->outcomes,
                    "What it counts: some of ambulance,visits,stays,deaths,treatment,infections, with commas between "
                    "them (asked for on a terminal; else all)");
  fresh->callback([options, &status] {
    const auto done = print_new(options->city, options->outcomes);
    status = done ? 0 : fail(done.error());
  });
  auto* checked = command->add_subcommand("check", "Say what is wrong in a study, where, and what would be right");
  checked->add_option("FILE", options->file, "A study's path, or a shipped name")->required();
  checked->add_flag("--json", options->json, "One JSON document on standard output");
  checked->callback([options, &status] {
    const auto done = check(options->file, options->json);
    status = done ? 0 : fail(done.error());
  });
}

}  // namespace alongside::cli
