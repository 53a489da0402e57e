// What a site holds: one secret of 32 bytes, the site key, and every key that follows from it.
//
// Goals: the site key is kept off the disk that holds the record: wrapped under a passphrase (site.key.sealed), or in a file of its
// own on a removable token. A demonstration's key lies openly beside its record (demonstration.key): it protects nothing.
// Non-goals: changing a site's key, sharing it between people.
// Invariants: a file that holds a key is never overwritten; no function prints a key or puts one in a message.
// Threads: SiteKeys is read from any number of threads at once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

#include "base/result.hpp"
#include "ledger/key.hpp"
#include "ledger/signing.hpp"

namespace alongside::ledger {

inline constexpr std::string_view wrapped_key_name = "site.key.sealed";
inline constexpr std::string_view demonstration_key_name = "demonstration.key";
inline constexpr std::string_view public_key_name = "site.pub";

struct SiteKeys {
  Key row;              ///< seals the rows of the ledger
  Key command_tag;      ///< makes a command's tag: the only thing of a command that lies outside its sealed row
  Key wrapping;         ///< wraps the keys of visits and participants in the key store
  Key sealed_file;      ///< seals the staff directory and the settings
  Key participant_tag;  ///< finds a participant by handle or card
  Key code_count;       ///< counts codes over a year, together with that year's salt
  Key head_token;       ///< marks the heads that screens are given; see head_token.hpp
  SigningPair heads;    ///< signs the heads of the ledger

  /// Each by keyed BLAKE2b with a context of its own; always the same for the same site key.
  static SiteKeys derive(const Key& site_key);
};

/// A fresh site key. There is no way back to the record if it is lost: whoever calls this keeps it in two places.
inline Key create_key() { return Key::random(); }

/// What one try of a passphrase costs (Argon2id, RFC 9106). The shipped cost is libsodium's "moderate": 256 MiB, about
/// a second.
struct PassphraseCost {
  std::uint64_t passes = 3;
  std::uint64_t memory_bytes = 256ULL * 1024 * 1024;

  /// For tests only: no protection against guessing.
  static PassphraseCost least() { return {1, 8192}; }
};

/// Writes `path` (mode 0600): cost, salt and the wrapped key. Refuses an empty passphrase and to overwrite.
base::Result<> wrap_with_passphrase(const std::filesystem::path& path, const Key& site_key, std::string_view passphrase,
                                    PassphraseCost cost = {});
/// Takes as long and as much memory as the file says, at most 4 GiB. Fails without saying which: a wrong passphrase or
/// a changed file.
base::Result<Key> unwrap_with_passphrase(const std::filesystem::path& path, std::string_view passphrase);

/// Writes the site key openly as a line of hexadecimal, mode 0600. Refuses to overwrite.
base::Result<> write_key_file(const std::filesystem::path& path, const Key& site_key);
/// Refuses a file that anybody but its owner can read or write.
base::Result<Key> read_key_file(const std::filesystem::path& path);

}  // namespace alongside::ledger
