// Replay: the record read from its first row into whatever folds it.
//
// Documents are taken into the side table before their event is handed on, so that a DocumentRef always names something. One pass;
// stops at the first row that does not decode and says which version could read it.
#pragma once

#include <cstdint>
#include <functional>

#include "base/result.hpp"
#include "center/documents.hpp"
#include "ledger/codec.hpp"
#include "ledger/store.hpp"

namespace alongside::center {

using EachRecord = std::function<base::Result<>(const ledger::Row&, const ledger::Record&)>;

/// One row: decodes it and, if it adopts a document, takes that into `table`.
base::Result<ledger::Record> take_row(const ledger::Row& row, SideTable& table);

base::Result<> replay(ledger::Store& store, SideTable& table, const EachRecord& each);

/// The attachment of this kind, or empty.
base::BytesView attachment(const ledger::Record& record, ledger::AttachmentKind kind);

}  // namespace alongside::center
