// alongside study: a new study for a city, and what is wrong with one.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <iostream>

#include "cli/command.hpp"
#include "document/indented_json.hpp"
#include "study/program/model.hpp"
#include "study/program/remarks.hpp"
#include "study/report/new_study.hpp"

namespace alongside::cli {

namespace {

base::Result<> check(const std::string& path, bool as_json) {
  const auto study = study::load_study(path);
  if (!study) return study.error();
  std::size_t rows = 0;
  if (!study->is_observations) {
    for (const study::Mode mode : {study::Mode::point, study::Mode::draws}) {
      const auto model = study::Model::compile(*study, {}, mode);
      if (!model) return model.error();
    }
    rows = study->published.size();
  }
  const std::vector<std::string> remarks = study::remarks(*study, {});
  if (as_json) {
    const boost::json::value summary{{"study", study->id},
                                     {"digest", study->digest},
                                     {"parameters", study->parameters.size()},
                                     {"outcomes", study->outcomes.size()},
                                     {"published", rows},
                                     {"remarks", boost::json::value_from(remarks)}};
    std::cout << document::indented(summary);
  } else {
    std::cout << fmt::format("{}: in order: {} parameters, {} outcomes, {} published results\n", path,
                             study->parameters.size(), study->outcomes.size(), rows);
    for (const std::string& remark : remarks) std::cout << "remark: " << remark << '\n';
  }
  return base::Done{};
}

}  // namespace

void add_study_command(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("study", "Cost-benefit studies as documents: a template for a city, a check");
  command->require_subcommand(1);
  command->footer("Example:\n  alongside study new Hartford > hartford.toml\n  alongside study check hartford.toml");

  struct Options {
    std::string city;
    std::string file;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  auto* fresh =
      command->add_subcommand("new", "Print a commented template that asks for a city's figures in plain words");
  fresh->add_option("CITY", options->city, "The city's name, as it stands in the title")->required();
  fresh->callback([options, &status] {
    const auto text = study::new_study(options->city);
    if (!text) {
      status = fail(text.error());
      return;
    }
    std::cout << *text;
    status = 0;
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
