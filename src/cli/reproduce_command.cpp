// alongside reproduce: what the publications say beside what their own inputs give.
#include <boost/json.hpp>
#include <iostream>

#include "cli/command.hpp"
#include "document/indented_json.hpp"
#include "study/report/reproduced.hpp"
#include "study/verbs.hpp"

namespace alongside::cli {

namespace {

struct ReproduceCommand {
  std::vector<std::string> studies;
  bool json = false;
};

base::Result<int> run(const ReproduceCommand& command) {
  const auto rows = study::reproduce(command.studies);
  if (!rows) return rows.error();
  std::cout << (command.json ? document::indented(study::reproduced_json(*rows)) : study::reproduced_text(*rows));
  return study::all_hold_or_say_why(*rows) ? 0 : 3;
}

}  // namespace

void add_reproduce_command(CLI::App& app, int& status) {
  auto options = std::make_shared<ReproduceCommand>();
  auto* command =
      app.add_subcommand("reproduce", "Published results beside what their own inputs give here, each with its class");
  command->add_option("STUDY", options->studies, "Shipped studies or paths (default: every shipped one)");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->footer(
      "Exit status 3: a result of class \"reproduced\" is off by more than its tolerance and nothing says "
      "why.\nExample:\n  alongside reproduce baltimore");
  command->callback([options, &status] {
    const auto done = run(*options);
    status = done ? *done : fail(done.error());
  });
}

}  // namespace alongside::cli
