// Bytes of a request: to tell whether the same id came with the same content, and to keep emergency taps in the journal.
//
// Little-endian, fixed width, from each command's own list of fields.
#pragma once

#include <optional>

#include "base/bytes.hpp"
#include "center/center.hpp"
#include "ledger/digest.hpp"

namespace alongside::center {

/// Same for the same command, fields and code; says nothing of time or principal.
ledger::Digest content_of(const Request& request);

/// Emergency commands only.
base::Bytes bytes_of_emergency(const Request& request);
std::optional<Request> emergency_from(base::BytesView bytes);

}  // namespace alongside::center
