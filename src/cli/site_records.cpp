#include "cli/site_records.hpp"

#include <fmt/core.h>

#include "ledger/codec.hpp"
#include "ledger/sqlite/sqlite_store.hpp"

namespace alongside::cli {

void SitesOptions::add_to(CLI::App& command) {
  command.add_option("DIR", folders, "The sites' folders")->required();
  command
      .add_option("--key-file", key_files, "File with the site key: one for all sites, or one for each in their order")
      ->allow_extra_args(false);
}

base::Result<std::vector<SiteOptions>> SitesOptions::each() const {
  if (key_files.size() > 1 && key_files.size() != folders.size()) {
    return base::input_error(fmt::format("--key-file: expected one for all sites or one for each of {}, found {}",
                                         folders.size(), key_files.size()));
  }
  std::vector<SiteOptions> sites;
  for (std::size_t i = 0; i < folders.size(); ++i) {
    SiteOptions& site = sites.emplace_back();
    site.folder = folders[i];
    if (!key_files.empty()) site.key_file = key_files[key_files.size() == 1 ? 0 : i];
  }
  return sites;
}

namespace {

/// By the zone that a row names days are counted; another system's time zone data may lack it.
base::Result<> zone_is_known(const domain::Event& event) {
  const auto* day = std::get_if<domain::DaySet>(&event.body);
  if (!day) return base::Done{};
  if (const auto zone = document::Zone::find(day->zone.text()); !zone) return zone.error();
  return base::Done{};
}

/// In which zone days were counted before the record says it: the one that it says first. Only where it says none is it site.toml's, in
/// which the owner may have written another since.
base::Result<document::Zone> zone_from_the_first(ledger::Store& store, const center::SiteFolder& folder) {
  std::string name = folder.zone;
  const base::Error found = base::operation_error("found");
  const auto look = [&](const ledger::Row& row) -> base::Result<> {
    if (row.kind != domain::DaySet::is.number) return base::Done{};
    if (const auto decoded = ledger::decode(row.kind, row.body))
      name = std::get<domain::DaySet>(decoded->event.body).zone.text();
    return found;
  };
  static_cast<void>(store.scan(1, look));  // what is wrong with a row is told when it is taken
  return document::Zone::find(name);
}

}  // namespace

base::Result<RecordEnd> read_record(const SiteOptions& options, const RecordBegins& begins, const RecordEvent& take) {
  const auto site = open_site(options);
  if (!site) return site.error();
  const auto store = ledger::SqliteStore::open_read_only(site->folder.ledger(), site->keys, site->folder.id);
  if (!store) return store.error();
  auto zone = zone_from_the_first(**store, site->folder);
  if (!zone) return zone.error();
  begins(site->folder, std::move(*zone));
  RecordEnd end;
  const auto read = (*store)->scan(1, [&](const ledger::Row& row) -> base::Result<> {
    const auto decoded = ledger::decode(row.kind, row.body);
    if (!decoded)
      return base::check_error(
          fmt::format("{}: row {}: {}", options.folder.string(), row.seq, decoded.error().message));
    if (const auto known = zone_is_known(decoded->event); !known)
      return base::operation_error(
          fmt::format("{}: row {}: {}", options.folder.string(), row.seq, known.error().message));
    take(decoded->event);
    end = {row.seq, row.digest.text(), row.received_at};
    return base::Done{};
  });
  if (!read) return read.error();
  return end;
}

}  // namespace alongside::cli
