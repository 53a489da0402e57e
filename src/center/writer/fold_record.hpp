// The fold over the record from its first row: the published state, and what the writer knows beside it.
//
// Invariant: what it gives is what the writer would hold had it never stopped, but for links that have expired since. One pass.
#pragma once

#include "base/result.hpp"
#include "center/writer/read_record.hpp"

namespace alongside::center {

/// Into `out`, whose record is open and whose side table is empty. Stops at the first row that does not decode, or cannot follow those before it.
base::Result<> fold_record(RecordRead& out, const document::Zone& zone, const Clock& clock);

}  // namespace alongside::center
