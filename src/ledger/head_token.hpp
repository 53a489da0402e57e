// A head as screens are given it: with a mark that only this site's key can make, so that a screen can present it later and be believed,
// and nobody can present a head that was never given.
//
//   37.0f3c…(64 digits).9a1b…(64 digits)      SEQ.DIGEST.MARK
// The mark is keyed BLAKE2b over the number and the digest. Non-goals: telling who was given it, or when.
// Threads: values; read from any number of threads at once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ledger/digest.hpp"
#include "ledger/key.hpp"
#include "ledger/store.hpp"

namespace alongside::ledger {

struct HeadToken {
  Head head{};
  Digest mark{};

  bool operator==(const HeadToken&) const = default;

  /// At most `text_size_max` characters. Empty for the head of an empty ledger, which proves nothing.
  std::string text() const;
  /// Takes the form `text` gives; nothing else. Says nothing about the mark: see `is_genuine`.
  static std::optional<HeadToken> parse(std::string_view text);
  static constexpr std::size_t text_size_max = 20 + 2 * (1 + 64);
};

/// `key`: the site's `head_token`.
HeadToken token_of(const Key& key, const Head& head);
/// In constant time.
bool is_genuine(const Key& key, const HeadToken& token);

}  // namespace alongside::ledger
