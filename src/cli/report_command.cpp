// alongside report: what one site or several show; internal face. docs/report.md tells its figures and its JSON.
#include <fmt/core.h>

#include "cli/command.hpp"
#include "evidence/report.hpp"
#include "evidence/report_json.hpp"
#include "evidence/report_text.hpp"
#include "ledger/codec.hpp"
#include "ledger/durable_file.hpp"
#include "ledger/sqlite/sqlite_store.hpp"

namespace alongside::cli {

namespace {

struct Options {
  std::vector<std::filesystem::path> folders;
  std::vector<std::string> key_files;
  std::string from;
  std::string to;
  std::string receiver;
  std::string format;
  std::filesystem::path out;
  bool json = false;
};

/// What issue by issue will be there, said plainly until it is.
base::Result<> refuse_what_is_not_there_yet(const Options& options) {
  if (!options.receiver.empty()) {
    return base::input_error(
        "--for: the release face (small numbers suppressed for whoever receives it) is not there yet; without --for "
        "the report is internal and "
        "not for release");
  }
  if (!options.format.empty()) {
    return base::input_error(
        fmt::format("--format {}: not there yet; without it the report is plain text, with --json one JSON document",
                    options.format));
  }
  if (options.key_files.size() > 1 && options.key_files.size() != options.folders.size()) {
    return base::input_error(fmt::format("--key-file: expected one for all sites or one for each of {}, found {}",
                                         options.folders.size(), options.key_files.size()));
  }
  return base::Done{};
}

base::Result<evidence::Days> days_of(const Options& options) {
  evidence::Days days;
  for (const auto& [text, into, name] :
       {std::tuple(&options.from, &days.from, "--from"), std::tuple(&options.to, &days.to, "--to")}) {
    if (text->empty()) continue;
    const auto day = document::parse_date(*text);
    if (!day) return base::input_error(fmt::format("{}: {}", name, day.error().message));
    *into = *day;
  }
  return days;
}

/// Reads beside a running server.
base::Result<evidence::SiteRecord> read_site(const SiteOptions& options) {
  const auto site = open_site(options);
  if (!site) return site.error();
  auto zone = document::Zone::find(site->folder.zone);
  if (!zone) return zone.error();
  const auto store = ledger::SqliteStore::open_read_only(site->folder.ledger(), site->keys, site->folder.id);
  if (!store) return store.error();
  evidence::SiteRecord record{site->folder.name, evidence::Fold(std::move(*zone)), 0, {}, base::Instant::unknown()};
  const auto read = (*store)->scan(1, [&](const ledger::Row& row) -> base::Result<> {
    const auto decoded = ledger::decode(row.kind, row.body);
    if (!decoded)
      return base::check_error(
          fmt::format("{}: row {}: {}", options.folder.string(), row.seq, decoded.error().message));
    record.fold.add(decoded->event);
    record.head_seq = row.seq;
    record.head_digest = row.digest.text();
    record.data_as_of = row.received_at;
    return base::Done{};
  });
  if (!read) return read.error();
  return record;
}

int run(const Options& options) {
  if (const auto there = refuse_what_is_not_there_yet(options); !there) return fail(there.error());
  const auto days = days_of(options);
  if (!days) return fail(days.error());
  std::vector<evidence::SiteRecord> sites;
  for (std::size_t i = 0; i < options.folders.size(); ++i) {
    SiteOptions one;
    one.folder = options.folders[i];
    if (!options.key_files.empty()) one.key_file = options.key_files[options.key_files.size() == 1 ? 0 : i];
    auto site = read_site(one);
    if (!site) return fail(site.error());
    sites.push_back(std::move(*site));
  }
  const auto report = evidence::report_over(sites, *days);
  if (!report) return fail(report.error());
  const std::string text = options.json ? evidence::report_as_json(*report) : evidence::report_as_text(*report);
  if (options.out.empty()) {
    fmt::print("{}", text);
    return 0;
  }
  const auto written = ledger::replace_file(options.out, base::bytes_of(text), ledger::owner_only);
  return written ? 0 : fail(written.error());
}

}  // namespace

void add_report_command(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "report", "What one site or several show: visits, codes, uses, emergencies; internal, not for release");
  command->add_option("DIR", options->folders, "The sites' folders")->required();
  command
      ->add_option("--key-file", options->key_files,
                   "File with the site key: one for all sites, or one for each in their order")
      ->allow_extra_args(false);
  command->add_option("--from", options->from, "First day, as 2021-11-30; without it the whole record");
  command->add_option("--to", options->to, "Last day");
  command->add_option("--for", options->receiver, "Receiver of the release face (not there yet)");
  command->add_option("--format", options->format, "html or csv (not there yet)");
  command->add_option("--out", options->out, "Write to this file");
  command->add_flag("--json", options->json, "One JSON document");
  command->footer(
      "Runs beside a server.\nExample:\n  alongside report /srv/harbor /srv/washington --from 2021-11-30 --to "
      "2022-01-31");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace alongside::cli
