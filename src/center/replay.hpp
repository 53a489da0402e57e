// Replay: the record read from its first row into whatever folds it.
//
// Documents are taken into the side table before their event is handed on, so that a DocumentRef always names something. One pass;
// stops at the first row that does not decode and says which version could read it.
#pragma once

#include <cstdint>
#include <functional>

#include "base/result.hpp"
#include "center/documents.hpp"
#include "domain/state.hpp"
#include "ledger/codec.hpp"
#include "ledger/store.hpp"

namespace alongside::center {

using EachRecord = std::function<base::Result<>(const ledger::Row&, const ledger::Record&)>;

/// One row: decodes it and, if it adopts a document, takes that into `table`.
base::Result<ledger::Record> take_row(const ledger::Row& row, SideTable& table);

/// Whether this row can follow those before it, by the state that they made; if not, which row, and what in it.
base::Result<> follows(const domain::State& state, const ledger::Row& row, const domain::Event& event);

base::Result<> replay(ledger::Store& store, SideTable& table, const EachRecord& each);

/// The attachment of this kind, or empty.
base::BytesView attachment(const ledger::Record& record, ledger::AttachmentKind kind);

}  // namespace alongside::center
