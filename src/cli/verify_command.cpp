// alongside verify: the chain, its signatures, a missing tail, and a refold from zero.
#include <fmt/core.h>
#include <boost/json.hpp>

#include "center/published.hpp"
#include "center/replay.hpp"
#include "cli/command.hpp"
#include "ledger/verify.hpp"

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

boost::json::object as_json(const ledger::VerifyReport& report) {
  boost::json::object bad;
  boost::json::array sentences;
  for (const std::string& sentence : report.sentences) sentences.emplace_back(sentence);
  return {
      {"holds", report.holds()},
      {"rows", report.rows},
      {"rows_present", report.rows_present},
      {"head", {{"seq", report.head.seq}, {"digest", report.head.digest.text()}}},
      {"heads_checked", report.heads_checked},
      {"bad_signatures", report.bad_signatures},
      {"contradicting_heads", report.contradicting_heads},
      {"missing_tail", {{"state", std::string(word(report.missing_tail.state))}, {"rows", report.missing_tail.rows}}},
      {"sentences", sentences}};
}

int run(const Options& options) {
  const auto site = open_site(options.site);
  if (!site) return fail(site.error());
  ledger::Verification what{.ledger = site->folder.ledger(),
                            .keys = site->keys,
                            .site = site->folder.id,
                            .heads_log = site->folder.heads(),
                            .held = {},
                            .refold = {},
                            .progress = {}};
  if (!options.head.empty()) {
    auto held = ledger::read_held_head(options.head);
    if (!held) return fail(held.error());
    what.held = *held;
  }
  center::SideTable table;
  center::Published folded;
  folded.state.documents = &table.machine;
  what.refold = [&](const ledger::Row& row) -> base::Result<> {
    const auto record = center::take_row(row, table);
    if (!record) return record.error();
    folded.take(record->event);
    return base::Done{};
  };
  const auto report = ledger::verify_chain(what);
  if (!report) return fail(report.error());
  if (options.json) {
    fmt::print("{}\n", boost::json::serialize(as_json(*report)));
  } else {
    for (const std::string& sentence : report->sentences) fmt::print("{}\n", sentence);
  }
  return report->holds() ? 0 : 3;
}

}  // namespace

void add_verify_command(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  auto* command =
      app.add_subcommand("verify", "Check the whole record: every row, every signed head, a refold from zero");
  options->site.add_to(*command);
  command->add_option("--head", options->head,
                      "A head from a witness, a screen or a printed sheet to hold the record against");
  command->add_flag("--json", options->json, "One JSON document on standard output");
  command->footer("Example:\n  alongside verify var/demo --head last-week.head");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace alongside::cli
