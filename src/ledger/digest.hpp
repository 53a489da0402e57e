// Digests: BLAKE2b of 256 bits (RFC 7693), over libsodium.
//
// Plain ones chain the rows of the ledger; keyed ones make tags and derived keys that only the holder of the key can compute.
// Threads: a Digester belongs to one thread; digests are values.
#pragma once

#include <sodium.h>

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "ledger/key.hpp"

namespace alongside::ledger {

struct Digest {
  std::array<std::uint8_t, 32> bytes{};

  auto operator<=>(const Digest&) const = default;

  /// 64 hexadecimal digits, lower case.
  std::string text() const { return base::hex(bytes); }
  /// Takes the form `text` gives, in either case; nothing else.
  static std::optional<Digest> parse(std::string_view text);
  /// Nothing unless exactly 32 bytes are given.
  static std::optional<Digest> from(base::BytesView bytes);
};

/// Takes bytes piece by piece. The pieces are joined without marks between them: callers give fixed widths or lengths.
class Digester {
 public:
  Digester();
  explicit Digester(const Key& key);
  ~Digester();
  Digester(const Digester&) = delete;
  Digester& operator=(const Digester&) = delete;

  Digester& add(base::BytesView bytes);
  /// Little-endian.
  Digester& add(std::uint64_t number);
  /// Ends it; nothing can be added afterwards.
  Digest finish();

 private:
  crypto_generichash_state state_;
};

Digest digest_of(base::BytesView bytes);

/// BLAKE2b keyed with `key` over `context`, a zero byte and `bytes`; `context` holds no zero byte and names the use.
Digest keyed_digest(const Key& key, std::string_view context, base::BytesView bytes);

/// A key of its own for one use: nobody who learns it learns `key` or the key of another context.
Key derive_key(const Key& key, std::string_view context);

}  // namespace alongside::ledger
