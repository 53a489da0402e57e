// The keys that can be destroyed: one for the link of each visit to its participant, one for each participant, whose code lies
// beside it, sealed under it.
//
// A key lies here wrapped under the site's wrapping key, with the time it was made inside the wrapping; outside lies only a random
// id. Destroying the key is how a link expires and a participant is erased: whatever was sealed under it, here or in any backup of
// the ledger, can then be read by nobody; the code goes with its key.
// A code is here and not in the ledger because a row there has a place and a time: it would say for ever which visit came with it.
// So nothing here may tell the order in which participants came either, once the store was opened anew or keys expired.
// Non-goals: knowing who a participant is; deciding when a link expires, or whether a legal hold stops it (the center does).
// Threads: one at a time.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "ledger/key.hpp"

namespace alongside::ledger {

/// What a key seals. Numbers are on disk: never changed.
enum class KeyOf : std::uint8_t { visit_link = 1, participant = 2 };

/// A random name for a key; says nothing about when it was made or for whom.
struct KeyId {
  std::array<std::uint8_t, 16> bytes{};

  static KeyId random();
  auto operator<=>(const KeyId&) const = default;
};

struct NewKey {
  KeyOf of = KeyOf::visit_link;
  KeyId id;
  base::Instant made_at;
  Key key;
  base::Bytes sealed_code{};  ///< of a participant, sealed under `key` by whoever puts it; empty: none
};

class KeyStore {
 public:
  virtual ~KeyStore() = default;

  /// Keeps all of them or none; durable when it returns. Refuses an id that is there, or that stands twice among them.
  /// Each sealed code is kept and lost together with its key.
  virtual base::Result<> put(std::span<const NewKey> keys) = 0;
  /// Nothing if it never was there or was destroyed. An error if it is there and cannot be unwrapped.
  virtual base::Result<std::optional<Key>> get(KeyOf of, const KeyId& id) = 0;
  using EachCode = std::function<base::Result<>(const KeyId& participant, const Key& key, base::BytesView sealed_code)>;
  /// All codes, in the order of their random ids. Stops at the first error of `each`, which must not call the store.
  virtual base::Result<> each_code(const EachCode& each) = 0;
  /// For good, when it returns: overwritten in the file and gone from its log, a participant's code too. False: it was not there.
  virtual base::Result<bool> destroy(KeyOf of, const KeyId& id) = 0;
  /// Destroys the keys of this sort that were made before `instant`; returns how many. Unwraps every key of the sort.
  virtual base::Result<std::uint64_t> expire_before(KeyOf of, base::Instant instant) = 0;
  virtual base::Result<std::uint64_t> count(KeyOf of) = 0;
};

}  // namespace alongside::ledger
