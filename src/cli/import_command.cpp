// alongside import visits: a spreadsheet's history into a site's record. docs/import.md tells the columns.
#include <fmt/core.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <chrono>

#include "center/clock.hpp"
#include "center/import/visits.hpp"
#include "cli/command.hpp"
#include "document/csv.hpp"
#include "document/file.hpp"
#include "ledger/durable_file.hpp"
#include "ledger/heads.hpp"
#include "ledger/sqlite/sqlite_store.hpp"
#include "server/running_site.hpp"

namespace alongside::cli {

namespace {

constexpr std::size_t messages_max = 20;  ///< on the terminal; the file of rejected rows has them all

struct Options {
  SiteOptions site;
  std::filesystem::path file;
  std::filesystem::path map;
  std::filesystem::path rejects;
  bool json = false;

  std::filesystem::path rejects_path() const {
    if (!rejects.empty()) return rejects;
    std::filesystem::path beside = file;
    return beside.replace_extension(".rejects.csv");
  }
};

struct Imported {
  center::ImportPlan plan;
  ledger::Head head;
  std::string site;
};

/// On a terminal, once it takes longer than two seconds.
class Progress {
 public:
  ~Progress() {
    if (shown_) fmt::print(stderr, "\n");
  }
  void show(std::string_view what, std::size_t done, std::size_t all) {
    if (isatty(STDERR_FILENO) == 0 || std::chrono::steady_clock::now() - began_ < std::chrono::seconds(2)) return;
    shown_ = true;
    fmt::print(stderr, "\r{}: {} of {}   ", what, done, all);
  }

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  bool shown_ = false;
};

base::Result<center::ImportMap> read_map(const std::filesystem::path& path) {
  if (path.empty()) return center::ImportMap{};
  const auto file = document::Toml::read(path);
  if (!file) return file.error();
  return center::ImportMap::read(*file);
}

/// Before anything is added: rows that nobody could find again would be lost. A file that holds these very rows may stay.
base::Result<> write_rejects(const std::filesystem::path& path, const std::string& rows) {
  if (rows.empty()) return base::Done{};
  if (std::filesystem::exists(path)) {
    const auto there = document::read_file(path, document::Csv::file_bytes_max);
    if (there.ok() && *there == rows) return base::Done{};
    return base::input_error(
        fmt::format("{}: the rejected rows belong here and something else is there; nothing was imported. Move it "
                    "away, or name another file with --rejects",
                    path.string()));
  }
  return ledger::create_file(path, base::bytes_of(rows), ledger::owner_only);
}

/// Each answer is what the next part builds on: another import in between is seen by the server.
center::AppendHistory appending_to(const server::RunningSite& running, const ledger::SiteKeys& keys,
                                   const ledger::Head& planned_on) {
  return [&running, &keys,
          last = planned_on.seq](const std::vector<ledger::NewRow>& rows) mutable -> base::Result<ledger::Head> {
    const auto head = running.append_history(keys, rows, last);
    if (head) last = head->seq;
    return head;
  };
}

base::Result<Imported> import(const Options& options) {
  const auto map = read_map(options.map);
  if (!map) return map.error();
  const auto text = document::read_file(options.file, document::Csv::file_bytes_max);
  if (!text) return text.error();
  // Beside a running server the record is only read here, and the server adds what was planned.
  const auto running = server::RunningSite::find(options.site.folder);
  if (!running) return running.error();
  const auto site = open_site(options.site);
  if (!site) return site.error();
  const auto zone = document::Zone::find(site->folder.zone);
  if (!zone) return zone.error();
  const auto store = *running ? ledger::SqliteStore::open_read_only(site->folder.ledger(), site->keys, site->folder.id)
                              : ledger::SqliteStore::open(site->folder.ledger(), site->keys, site->folder.id);
  if (!store) return store.error();

  const base::Instant now = center::SystemClock().now();
  Progress progress;
  const auto show = [&](std::string_view what, std::size_t done, std::size_t all) { progress.show(what, done, all); };
  const center::ImportInto into{site->folder.id, site->keys, *zone, now};
  auto plan = center::plan_import(options.file.string(), *text, *map, into, **store, show);
  if (!plan) return plan.error();
  if (const auto written = write_rejects(options.rejects_path(), plan->rejects_file()); !written)
    return written.error();
  const ledger::Head planned_on = (*store)->head();
  const auto append = *running ? appending_to(**running, site->keys, planned_on) : center::appending_to(**store);
  const auto head = center::append_import(*plan, planned_on, append, show);
  if (!head) return head.error();
  if (!plan->adds_nothing() && !*running) {  // a server signs its own heads
    auto heads = ledger::HeadsLog::open(site->folder.heads());
    if (!heads) return heads.error();
    const auto signed_head =
        ledger::sign_head(site->keys.heads, site->folder.id, *head, now, ledger::HeadReason::minute);
    if (const auto kept = heads->append(signed_head); !kept) return kept.error();
  }
  // The rows point into the text, which ends here.
  Imported imported{std::move(*plan), *head, site->folder.name};
  for (center::RejectedRow& row : imported.plan.rejected) row.raw = {};
  return imported;
}

std::string_view name_of(document::DayOrder order) {
  return order == document::DayOrder::day_first ? "day_first" : "month_first";
}

boost::json::object as_json(const Imported& imported, const Options& options) {
  const center::ImportSummary& summary = imported.plan.summary;
  const auto when = [](base::Instant instant) {
    return instant.is_known() ? boost::json::value(document::iso_utc(instant)) : boost::json::value(nullptr);
  };
  boost::json::array why;
  for (const center::RejectedRow& row : imported.plan.rejected)
    why.push_back({{"line", row.line}, {"message", row.message}});
  const bool any_rejected = !imported.plan.rejected.empty();
  return {
      {"file", options.file.string()},
      {"site", imported.site},
      {"rows", summary.rows},
      {"added",
       {{"visits", summary.visits_added}, {"uses", summary.uses_added}, {"emergencies", summary.emergencies_added}}},
      {"rows_there_before", summary.rows_there_before},
      {"codes", summary.codes ? boost::json::value(*summary.codes) : boost::json::value(nullptr)},
      {"dates", summary.dates ? boost::json::value(name_of(*summary.dates)) : boost::json::value(nullptr)},
      {"first", when(summary.first)},
      {"last", when(summary.last)},
      {"times_that_came_twice", summary.times_twice},
      {"times_that_never_were", summary.times_never},
      {"rejected",
       {{"rows", imported.plan.rejected.size()},
        {"file", any_rejected ? boost::json::value(options.rejects_path().string()) : boost::json::value(nullptr)},
        {"why", std::move(why)}}},
      {"head", {{"seq", imported.head.seq}, {"digest", imported.head.digest.text()}}}};
}

/// Why an import added nothing: that nothing could be taken must not sound as though all was well.
std::string why_nothing(const Imported& imported) {
  const center::ImportSummary& summary = imported.plan.summary;
  const auto& rejected = imported.plan.rejected;
  if (summary.rows == 0) return "the file has no rows below its column names";
  if (rejected.empty()) return "the record has it already";
  if (summary.rows_there_before > 0) return "what could be taken is in the record already";
  return "no row could be taken. The first: " + rejected.front().message;
}

void print_text(const Imported& imported, const Options& options) {
  const center::ImportSummary& summary = imported.plan.summary;
  fmt::print("{}: {} rows\n", options.file.string(), summary.rows);
  if (summary.dates) {
    fmt::print("dates: {} first, so that 03/04/2021 is {}\n",
               *summary.dates == document::DayOrder::day_first ? "the day" : "the month",
               *summary.dates == document::DayOrder::day_first ? "3 April" : "4 March");
  }
  if (imported.plan.adds_nothing()) {
    fmt::print("nothing was added to {}: {}\n", imported.site, why_nothing(imported));
  } else {
    fmt::print("added to {}: {} visits, {} uses, {} emergencies\n", imported.site, summary.visits_added,
               summary.uses_added, summary.emergencies_added);
  }
  if (summary.rows_there_before > 0) fmt::print("in the record already: {} rows\n", summary.rows_there_before);
  if (summary.codes) fmt::print("codes: {} distinct, counted and not kept\n", *summary.codes);
  if (summary.times_twice > 0)
    fmt::print("{} arrivals fell in the hour that the clock change gave twice: the first was taken\n",
               summary.times_twice);
  if (summary.times_never > 0)
    fmt::print("{} arrivals fell in the hour that the clock change left out: carried past it\n", summary.times_never);
  if (!imported.plan.rejected.empty()) {
    fmt::print("not taken: {} rows, as they stand and with the reason in {}\n", imported.plan.rejected.size(),
               options.rejects_path().string());
  }
  fmt::print("chain head {} {}\n", imported.head.seq, imported.head.digest.text());
}

int run(const Options& options) {
  const auto imported = import(options);
  if (!imported) return fail(imported.error());
  const auto& rejected = imported->plan.rejected;
  for (std::size_t i = 0; i < rejected.size() && i < messages_max; ++i) fmt::print(stderr, "{}\n", rejected[i].message);
  if (rejected.size() > messages_max) fmt::print(stderr, "… and {} rows more\n", rejected.size() - messages_max);
  if (options.json) {
    fmt::print("{}\n", boost::json::serialize(as_json(*imported, options)));
  } else {
    print_text(*imported, options);
  }
  return rejected.empty() ? 0 : 2;
}

}  // namespace

void add_import_command(CLI::App& app, int& status) {
  auto options = std::make_shared<Options>();
  auto* command =
      app.add_subcommand("import", "Take history from elsewhere: into a site's record, or as counts for a plan");
  command->require_subcommand(1);
  add_import_deaths_command(*command, status);
  auto* visits = command->add_subcommand(
      "visits", "A spreadsheet of visits, uses and emergencies; docs/import.md tells its columns");
  visits->add_option("FILE", options->file, "The spreadsheet, comma-separated, UTF-8")->required();
  options->site.add_to(*visits);
  visits->add_option("--map", options->map, "What the source calls its columns and values (TOML)");
  visits->add_option("--rejects", options->rejects, "Where rows go that cannot be taken; without it FILE.rejects.csv");
  visits->add_flag("--json", options->json, "One JSON document on standard output");
  visits->footer(
      "A server that runs on DIR goes on meanwhile. The same file again adds nothing. Exit status 2 if a row was not "
      "taken.\n"
      "Example:\n  alongside import visits january.csv /srv/harbor --map harbor.toml");
  visits->callback([options, &status] { status = run(*options); });
}

}  // namespace alongside::cli
