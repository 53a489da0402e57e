// alongside verify: every file of a site's folder; of the record the chain, its signatures, a missing tail, and a refold from zero.
//
// Lists every file whatever is wrong with another, and changes none.
#include <fmt/core.h>
#include <boost/json.hpp>

#include "center/clock.hpp"
#include "center/folder_check.hpp"
#include "cli/command.hpp"
#include "cli/site_key.hpp"

namespace alongside::cli {

namespace {

struct Options {
  SiteOptions site;
  std::string head;
  bool json = false;
};

std::string_view word(ledger::MissingTail::State state) {
  switch (state) {
    case ledger::MissingTail::State::proved: return "proved";
    case ledger::MissingTail::State::none: return "none";
    case ledger::MissingTail::State::not_provable: return "not provable";
  }
  return "?";
}

std::string_view word(center::FileState state) {
  switch (state) {
    case center::FileState::holds: return "holds";
    case center::FileState::not_there: return "not there";
    case center::FileState::not_checked: return "not checked";
    case center::FileState::damaged: return "DAMAGED";
  }
  return "?";
}

boost::json::object as_json(const ledger::VerifyReport& report) {
  boost::json::array sentences;
  for (const std::string& sentence : report.sentences) sentences.emplace_back(sentence);
  return {
      {"rows", report.rows},
      {"rows_present", report.rows_present},
      {"head", {{"seq", report.head.seq}, {"digest", report.head.digest.text()}}},
      {"heads_checked", report.heads_checked},
      {"bad_signatures", report.bad_signatures},
      {"contradicting_heads", report.contradicting_heads},
      {"told_heads", report.told_heads},
      {"missing_tail", {{"state", std::string(word(report.missing_tail.state))}, {"rows", report.missing_tail.rows}}},
      {"sentences", sentences}};
}

boost::json::object as_json(const center::FolderCheck& check) {
  boost::json::object out;
  if (check.record) out = as_json(*check.record);
  out["record_holds"] = check.record && check.record->holds();
  out["holds"] = check.holds() && !check.no_key;
  boost::json::array files;
  for (const center::FileCheck& file : check.files) {
    files.push_back(boost::json::object{{"file", file.file},
                                        {"for", file.what_for},
                                        {"state", std::string(word(file.state))},
                                        {"says", file.says},
                                        {"to_do", file.to_do}});
  }
  out["files"] = std::move(files);
  return out;
}

void print(const center::FolderCheck& check) {
  if (check.record) {
    for (const std::string& sentence : check.record->sentences) fmt::print("{}\n", sentence);
  } else {
    fmt::print("THE RECORD WAS NOT READ. Keep the whole folder as it is.\n");
  }
  fmt::print("\nThe folder, file by file:\n");
  for (const center::FileCheck& file : check.files) {
    fmt::print("  {:<16} {:<11} {}", file.file, word(file.state), file.what_for);
    if (!file.says.empty()) fmt::print(": {}", file.says);
    if (!file.to_do.empty()) fmt::print("\n  {:<16} {:<11} what to do: {}", "", "", file.to_do);
    fmt::print("\n");
  }
  if (check.holds() && !check.no_key) return;
  fmt::print("\n{}\n", check.holds() ? "Nothing here is damaged as far as it was looked at."
                                     : "SOMETHING IN THE FOLDER IS DAMAGED: the lines above say what to do.");
}

int run(const Options& options) {
  keep_memory_to_itself();
  // Before anything is asked for: a head that cannot be read is a slip of the hand.
  std::optional<ledger::HeldHead> held;
  if (!options.head.empty()) {
    const auto read = ledger::read_held_head(options.head);
    if (!read) return fail(read.error());
    held = *read;
  }
  auto folder = center::find_site_folder(options.site.folder);
  if (!folder) return fail(folder.error());
  const auto keys = open_keys(*folder, options.site);
  const auto check = center::check_folder(
      {.folder = std::move(*folder), .keys = keys, .key_file = options.site.named_key_file(), .held = held},
      center::SystemClock().now());
  if (options.json) {
    fmt::print("{}\n", boost::json::serialize(as_json(check)));
  } else {
    print(check);
  }
  if (!check.holds()) return 3;
  return check.no_key ? fail(*check.no_key) : 0;
}

}  // namespace

void add_verify_command(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "verify", "Check every file of a site; of the record every row, every signed head, a refold from zero");
  options->site.add_to(*command);
  command->add_option(
      "--head", options->head,
      "A head to hold the record against: a file from a witness or a printed sheet, or a screen's token");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->footer(
      "Changes nothing, and reads a folder that nobody may write. Ends with 3 if anything in the folder is damaged.\n\n"
      "Example:\n  alongside verify var/demo --head last-week.head");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace alongside::cli
