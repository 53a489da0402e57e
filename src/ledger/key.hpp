// A secret of 32 bytes: wiped when it goes, moved and never silently copied, never printed.
//
// Non-goals: keeping the key out of swap and core dumps (installing turns both off).
// Threads: a value; read from any number of threads at once.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "base/bytes.hpp"

namespace alongside::ledger {

class Key {
 public:
  static constexpr std::size_t size = 32;

  /// Fresh, from the system's random source.
  static Key random();
  /// Nothing unless exactly 32 bytes are given. The caller wipes its own copy.
  static std::optional<Key> from(base::BytesView bytes);

  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  /// The key moved from is wiped; it must not be used again.
  Key(Key&& other) noexcept;
  Key& operator=(Key&& other) noexcept;
  ~Key();

  /// A second holder of the same secret, wiped on its own.
  Key duplicate() const;
  base::BytesView bytes() const { return bytes_; }
  /// In constant time.
  bool operator==(const Key& other) const;

 private:
  Key() = default;

  std::array<std::uint8_t, size> bytes_{};
};

/// Overwrites a buffer that held a secret; the compiler cannot leave it out.
void wipe(base::Bytes& secret);

}  // namespace alongside::ledger
