// alongside report: what one site or several show; internal face. docs/report.md tells its figures and its JSON.
#include <fmt/core.h>

#include "cli/command.hpp"
#include "cli/site_records.hpp"
#include "evidence/report.hpp"
#include "evidence/report_json.hpp"
#include "evidence/report_text.hpp"
#include "ledger/durable_file.hpp"

namespace alongside::cli {

namespace {

struct Options {
  SitesOptions sites;
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

base::Result<evidence::SiteRecord> read_site(const SiteOptions& options) {
  std::optional<evidence::SiteRecord> record;
  const auto begins = [&](const center::SiteFolder& folder, document::Zone zone) {
    record = {folder.name, evidence::Fold(std::move(zone)), 0, {}, base::Instant::unknown()};
  };
  auto end = read_record(options, begins, [&](const domain::Event& event) { record->fold.add(event); });
  if (!end) return end.error();
  record->head_seq = end->head_seq;
  record->head_digest = std::move(end->head_digest);
  record->data_as_of = end->data_as_of;
  return std::move(*record);
}

int run(const Options& options) {
  if (const auto there = refuse_what_is_not_there_yet(options); !there) return fail(there.error());
  const auto days = days_of(options);
  if (!days) return fail(days.error());
  const auto each = options.sites.each();
  if (!each) return fail(each.error());
  std::vector<evidence::SiteRecord> sites;
  for (const SiteOptions& one : *each) {
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
  options->sites.add_to(*command);
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
