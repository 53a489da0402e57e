// What a row is on disk: a sealed box, with only (site, seq, digest, tag) outside it.
//
//   plain   = format version u16 (see row_format_version), site 16 bytes, seq u64, received_at i64 (ms UTC),
//             command 16 bytes, kind u16, body block
//   sealed  = nonce 24 bytes, XChaCha20-Poly1305 of plain under the site's row key, bound to (site, seq)
//   tag     = keyed BLAKE2b of the command's id, 16 bytes, on the first row of a command only (an id carries a time: it stays inside)
//   digest  = BLAKE2b-256 of: previous digest, site, seq u64, length of tag u32, tag, sealed
// All numbers little-endian. The first row's previous digest is 32 zero bytes.
//
// Invariant: rows are never re-encoded; a reader stops at a format version it does not know.
// Threads: any.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "base/bytes.hpp"
#include "base/uuid.hpp"
#include "ledger/key.hpp"
#include "ledger/site_keys.hpp"
#include "ledger/store.hpp"

namespace alongside::ledger {

/// The version of alongside, major * 256 + minor, that last changed what is in a row: another layout, a new kind of event or
/// attachment. A row carries it, so that a program too old for the row can say which version reads it. Older rows stay readable.
inline constexpr std::uint16_t row_format_version = 0x0001;

/// "0.1"
std::string version_text(std::uint16_t format_version);

using CommandTag = std::array<std::uint8_t, 16>;

/// A row as it is stored, which may not be as it was written: a changed number may be negative, a changed tag have any
/// length.
struct SealedRow {
  std::int64_t seq = 0;
  Digest digest;
  std::optional<base::Bytes> tag;
  base::Bytes sealed;
};

enum class RowFault {
  order,       ///< a number below 1, or not above the row before
  gap,         ///< rows are missing between this row and the one before
  digest,      ///< the row, or the one before it, is not the one that was written
  decryption,  ///< the box does not open: changed, moved, or sealed under another key
  format,      ///< written in a format that this program does not know
  tag,         ///< the tag is not the command's, or is missing or superfluous
  unreadable,  ///< the database could not give the row
  content,     ///< the box opens, but what is in it could not be folded
};

struct BadRow {
  std::int64_t seq = 0;
  RowFault what = RowFault::digest;
  std::string sentence;  ///< for people: the row, what is wrong, what that can mean
};

/// A row, or what is wrong with it.
using OpenedRow = std::variant<Row, BadRow>;

class RowFormat {
 public:
  RowFormat(const SiteKeys& keys, const base::Uuid& site);

  SealedRow seal(const NewRow& row, const Head& previous, bool first_of_command) const;
  /// Opens the box and checks what is in it against what lies outside. Does not look at digest and tag: see
  /// ChainReader.
  OpenedRow open(const SealedRow& sealed) const;

  Digest digest(const Digest& previous, const SealedRow& row) const;
  CommandTag tag(const base::Uuid& command) const;
  base::Bytes tag_bytes(const base::Uuid& command) const;

 private:
  Key row_key_;
  Key tag_key_;
  base::Uuid site_;
};

}  // namespace alongside::ledger
