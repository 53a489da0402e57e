// Recorded rows: what the record holds of a file that is imported, and which of its rows are new.
//
// Invariant: a row that the record has is never added again, whichever way it came and wherever it stands in its visit now. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "center/import/command_ids.hpp"
#include "center/import/rows_of_file.hpp"
#include "domain/event.hpp"
#include "ledger/store.hpp"

namespace alongside::center {

using Bodies = std::vector<domain::EventBody>;

/// An event as an import brings it: nobody's, from no screen, and marked so.
domain::Event imported_event(base::Instant at, const domain::EventBody& body);

/// The rows of a visit in the file, held against those in the record.
struct MatchedRows {
  std::vector<std::pair<const GoodRow*, std::size_t>> to_add;  ///< with the row's number in the record
  bool record_has_another = false;                             ///< a row of the visit that the file does not have
  std::size_t empty_rows = 0;                                  ///< that say nothing but the visit
};

class RecordedRows {
 public:
  RecordedRows(ledger::Store& store, ImportCommandIds ids) : store_(store), ids_(std::move(ids)) {}

  const ImportCommandIds& ids() const { return ids_; }
  /// What one command's rows say; nothing: it was never seen.
  base::Result<Bodies> of(const base::Uuid& command);
  base::Result<MatchedRows> match(const VisitInFile& visit);
  /// The highest number of an imported visit.
  base::Result<std::uint32_t> last_visit();

 private:
  base::Result<std::size_t> free_number(const VisitInFile& visit, const std::unordered_set<std::size_t>& given);

  ledger::Store& store_;
  ImportCommandIds ids_;
};

}  // namespace alongside::center
