// Reading the record: opened, folded from its first row, and held against what lies beside it.
//
// A year of record takes seconds to read, so this runs beside the writer's thread. Invariants: it touches nothing that the writer's thread
// changes; the state that it gives holds exactly the ledger's events. What it finds beside the record is told in `published`, and
// keeps no record closed but one that was cut or rewritten.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "center/center.hpp"
#include "center/documents.hpp"
#include "center/journal.hpp"
#include "center/last_start.hpp"
#include "center/open_files.hpp"
#include "center/writer/codes_of_the_month.hpp"
#include "center/writer/known_commands.hpp"
#include "center/writer/open_record.hpp"
#include "center/writer/whose_visits.hpp"
#include "document/dates.hpp"

namespace alongside::center {

/// All that reading the record from its first row gives.
struct RecordRead {
  OpenRecord record;
  std::unique_ptr<SideTable> table;
  Published published;
  KnownCommands known;
  WhoseVisits whose;
  OpenFiles files;
  CodesOfTheMonth codes;  ///< of the month that is to be tallied next
  base::Instant last_row_at = base::Instant::unknown();
  std::uint64_t enrolled = 0;  ///< participants, ever
  LastStart last_start;
  std::string protocol_text;  ///< of the protocol in force
};

/// What it is read with; all of it outlives the reading.
struct ReadWith {
  const SiteFolder& folder;
  const ledger::SiteKeys& keys;
  const Center::Options& options;
  const document::Zone& zone;
  const Clock& clock;
  const Journal& journal;
};

base::Result<RecordRead> read_record(const ReadWith& with);

}  // namespace alongside::center
