// alongside evidence: what one site or several of one kind showed, as a document that studies and simulations read. docs/evidence.md tells
// its fields.
#include <fmt/core.h>

#include <boost/json.hpp>

#include "base/bytes.hpp"
#include "cli/site_evidence.hpp"
#include "cli/site_records.hpp"
#include "ledger/durable_file.hpp"

namespace alongside::cli {

namespace {

struct Options {
  SitesOptions sites;
  std::filesystem::path out;
  bool json = false;
};

base::Result<evidence::ObservedSite> observe_site(const SiteOptions& options) {
  std::optional<evidence::ObservedSite> site;
  const auto begins = [&](const center::SiteFolder& folder, document::Zone zone) {
    site = {folder.name, evidence::Observed(std::move(zone)), 0, {}, base::Instant::unknown()};
  };
  auto end = read_record(options, begins, [&](const domain::Event& event) { site->observed.add(event); });
  if (!end) return end.error();
  site->head_seq = end->head_seq;
  site->head_digest = std::move(end->head_digest);
  site->data_as_of = end->data_as_of;
  return std::move(*site);
}

struct Counted {
  std::uint64_t for_use = 0;
  std::uint64_t for_other = 0;
};

Counted arrivals_of(const evidence::Observations& seen) {
  const auto all = [](const evidence::Arrivals& arrivals) {
    std::uint64_t sum = arrivals.hour_not_recorded;
    for (const std::uint64_t count : arrivals.by_hour) sum += count;
    return sum;
  };
  return {all(seen.live.for_use) + all(seen.imported.for_use), all(seen.live.for_other) + all(seen.imported.for_other)};
}

boost::json::object as_json(const evidence::SummedEvidence& evidence, const std::filesystem::path& file) {
  const evidence::Observations& seen = evidence.sum;
  const auto day = [](const std::optional<evidence::Date>& date) {
    return date ? boost::json::value(document::iso_date(*date)) : boost::json::value(nullptr);
  };
  const Counted arrivals = arrivals_of(seen);
  return {{"file", file.string()},
          {"face", "internal"},
          {"kind_of_site", std::string(domain::name_of(evidence.kind))},
          {"sites", evidence.sites.size()},
          {"first_day", day(seen.days.first)},
          {"last_day", day(seen.days.last)},
          {"site_days_open", seen.live.days_open},
          {"site_days_imported", seen.imported.days()},
          {"arrivals_for_use", arrivals.for_use},
          {"arrivals_for_other", arrivals.for_other},
          {"uses", seen.all_uses()},
          {"emergencies", seen.all_emergencies()}};
}

int run(const Options& options) {
  const auto each = options.sites.each();
  if (!each) return fail(each.error());
  const auto evidence = evidence_of(*each);
  if (!evidence) return fail(evidence.error());
  const std::string text = document::evidence_as_toml(evidence::document_of(*evidence));
  const auto written = ledger::replace_file(options.out, base::bytes_of(text), ledger::owner_only);
  if (!written) return fail(written.error());
  if (options.json) {
    fmt::print("{}\n", boost::json::serialize(as_json(*evidence, options.out)));
  } else {
    const Counted arrivals = arrivals_of(evidence->sum);
    fmt::print(
        "{}: {} arrivals to use and {} for something else, {} uses, {} emergencies of {} {} site{}; internal, not for "
        "release\n",
        options.out.string(), arrivals.for_use, arrivals.for_other, evidence->sum.all_uses(),
        evidence->sum.all_emergencies(), evidence->sites.size(), domain::name_of(evidence->kind),
        evidence->sites.size() == 1 ? "" : "s");
  }
  return 0;
}

}  // namespace

base::Result<evidence::SummedEvidence> evidence_of(const std::vector<SiteOptions>& sites) {
  std::vector<evidence::ObservedSite> observed;
  for (const SiteOptions& one : sites) {
    auto site = observe_site(one);
    if (!site) return site.error();
    observed.push_back(std::move(*site));
  }
  return evidence::evidence_over(observed);
}

base::Result<document::Toml> evidence_document(const std::filesystem::path& file_or_site, const std::string& key_file) {
  if (!std::filesystem::is_directory(file_or_site)) return document::Toml::read(file_or_site);
  const auto seen = evidence_of({{.folder = file_or_site, .key_file = key_file}});
  if (!seen) return seen.error();
  return document::Toml::parse(file_or_site.string(), document::evidence_as_toml(evidence::document_of(*seen)));
}

void add_evidence_command(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  auto* command = app.add_subcommand(
      "evidence",
      "Write what one site or several showed as a document for studies and simulations; internal, not for release");
  options->sites.add_to(*command);
  command->add_option("--out", options->out, "Write the document to this file")->required();
  command->add_flag("--json", options->json, "One JSON document on standard output: a summary of what was written");
  command->footer("Runs beside a server.\nExample:\n  alongside evidence /srv/harbor --out harbor-evidence.toml");
  command->callback([options, &status] { status = run(*options); });
}

}  // namespace alongside::cli
