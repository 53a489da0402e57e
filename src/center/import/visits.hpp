// Import of visits: a spreadsheet's history into a site's record, once.
//
// Goals: every good row goes in and every other is given back with the reason; the same file again adds nothing, a corrected or longer
// one adds what is new; nothing that points to a person is kept: codes are counted in memory, visit numbers become command ids.
// Non-goals: printing, asking, locking (the store's opener does that). Invariants: nothing is appended while the plan is made; a row is
// told from all others by (source, visit number, which row of that visit), so that it is in the record at most once whatever way it came.
// One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/uuid.hpp"
#include "center/import/map.hpp"
#include "document/dates.hpp"
#include "domain/event.hpp"
#include "ledger/site_keys.hpp"
#include "ledger/store.hpp"

namespace alongside::center {

struct ImportInto {
  base::Uuid site;
  const ledger::SiteKeys& keys;
  document::Zone zone;
  base::Instant now;
};

/// A row that was not taken.
struct RejectedRow {
  std::string message;   ///< "visits.csv:12:31: substance: expected ..., found ..."
  std::string_view raw;  ///< as it stands in the file, without what an earlier file of rejected rows put in front
  std::size_t row = 0;   ///< which row of its visit, from 1; 0: its visit is not known
  std::size_t line = 0;  ///< where it begins
};

struct ImportSummary {
  std::uint64_t rows = 0;               ///< with anything in them
  std::uint64_t rows_there_before = 0;  ///< good, and in the record already
  std::uint64_t visits_added = 0;
  std::uint64_t uses_added = 0;
  std::uint64_t emergencies_added = 0;
  std::uint64_t times_twice = 0;  ///< arrivals in the hour that a clock change made come twice: the first was taken
  std::uint64_t times_never = 0;  ///< arrivals in the hour that a clock change left out: carried past it
  std::optional<document::DayOrder> dates;  ///< how 03/04/2021 was read; nothing if no date could be read in two ways
  std::optional<std::uint64_t> codes;       ///< distinct, over the good rows; nothing if the file has none
  base::Instant first = base::Instant::unknown();  ///< arrival, over the good rows
  base::Instant last = base::Instant::unknown();
};

struct ImportPlan {
  std::vector<std::vector<ledger::NewRow>> commands;  ///< rows of one command stand together
  std::vector<RejectedRow> rejected;
  std::string rejects_header;  ///< the file's own column names, as they stand
  ImportSummary summary;

  bool adds_nothing() const { return commands.empty(); }
  /// What a file of the rejected rows holds: `why`, `row`, then each row as it stands. Empty if there is none.
  std::string rejects_file() const;
};

/// Called now and then: what is being done, how many of how many.
using ImportProgress = std::function<void(std::string_view what, std::size_t done, std::size_t all)>;

/// `text` must outlive the plan. Refuses the whole file where its columns are wrong or point to a person (map.hpp), and where that
/// is so of most of its visit numbers or codes, or the order of its dates is not known (survey.hpp).
base::Result<ImportPlan> plan_import(const std::string& name, std::string_view text, const ImportMap& map,
                                     const ImportInto& into, ledger::Store& store, const ImportProgress& progress = {});

/// Appends rows of whole commands, durable when it returns: to a store, or to a running center.
using AppendHistory = std::function<base::Result<ledger::Head>(std::vector<ledger::NewRow> rows)>;
AppendHistory appending_to(ledger::Store& store);

/// Appends what was planned, a few hundred commands at a time, each durable. If it fails the same import may be tried again and goes on
/// where it stopped. `head`: of the record that it was planned on, given back where nothing is added.
base::Result<ledger::Head> append_import(const ImportPlan& plan, const ledger::Head& head, const AppendHistory& append,
                                         const ImportProgress& progress = {});

/// What these rows say happened. Refuses what is no import's, and rows of one command that do not stand together: whoever sends them
/// to a running center has the site's key, and a mistake of theirs must not close the record.
base::Result<std::vector<domain::Event>> events_of_history(const std::vector<ledger::NewRow>& rows);

}  // namespace alongside::center
