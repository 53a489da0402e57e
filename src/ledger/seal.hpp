// Sealing: encrypting so that nobody without the key can read a byte, and nobody at all can change one unseen.
//
// XChaCha20-Poly1305-IETF (libsodium) with a random nonce of 24 bytes in front. Associated data is not hidden but is bound to the
// sealed bytes: a row sealed for one place in the ledger does not open in another.
// Threads: any.
#pragma once

#include <optional>

#include "base/bytes.hpp"
#include "ledger/key.hpp"

namespace alongside::ledger {

/// What sealing adds: 24 bytes of nonce and 16 of authentication.
inline constexpr std::size_t seal_overhead_bytes = 40;

base::Bytes seal(const Key& key, base::BytesView associated, base::BytesView plain);

/// The plain bytes; nothing if a byte of `sealed`, of `associated` or of the key is not the one it was sealed with.
std::optional<base::Bytes> open_sealed(const Key& key, base::BytesView associated, base::BytesView sealed);

}  // namespace alongside::ledger
