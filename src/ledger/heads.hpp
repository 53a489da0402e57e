// Signed heads, kept outside the database: what tells that a ledger's tail was cut off, or that its past was rewritten.
//
// heads.log has one line a head:   SEQ DIGEST SIGNED_AT REASON SIGNATURE
//   37 0f3c…(64 digits) 2021-11-30T18:05:00.000Z minute 9a1b…(128 digits)
// The Ed25519 signature covers the site, too. Lines are appended and synced; a crash can tear the last one, and only that.
// Goals: a line that a witness elsewhere can keep and present. Non-goals: hiding anything: a head says nothing about people.
// Threads: a HeadsLog belongs to one thread; the rest are values.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "base/uuid.hpp"
#include "ledger/durable_file.hpp"
#include "ledger/head_token.hpp"
#include "ledger/signing.hpp"
#include "ledger/store.hpp"

namespace alongside::ledger {

inline constexpr std::string_view heads_log_name = "heads.log";

/// Why a head was signed: a minute with activity, a shift's close, a start of the program.
enum class HeadReason : std::uint8_t { minute, shift, boot };

struct SignedHead {
  Head head{};
  base::Instant signed_at{};
  HeadReason reason = HeadReason::minute;
  Signature signature{};

  bool operator==(const SignedHead&) const = default;
};

SignedHead sign_head(const SigningPair& pair, const base::Uuid& site, const Head& head, base::Instant signed_at,
                     HeadReason reason);
bool signature_holds(const PublicKey& key, const base::Uuid& site, const SignedHead& head);

/// Without the end of the line. `signed_at` within the years 0 to 9999.
std::string line_of(const SignedHead& head);
/// Takes the form `line_of` gives; nothing else.
std::optional<SignedHead> parse_head_line(std::string_view line);

/// heads.log, open for appending.
class HeadsLog {
 public:
  /// Makes the file where there is none. A last line torn by a crash is taken off first (its head was never relied on).
  static base::Result<HeadsLog> open(const std::filesystem::path& path);
  /// Durable when it returns. After an error nothing of the line is left; where even that failed, nothing more is taken until the
  /// file is opened again.
  base::Result<> append(const SignedHead& head);

 private:
  HeadsLog(OpenFile file, std::filesystem::path path) : file_(std::move(file)), path_(std::move(path)) {}

  OpenFile file_;
  std::filesystem::path path_;
  bool torn_ = false;
};

struct HeadsFile {
  std::vector<SignedHead> heads;              ///< in the order of the file; signatures unchecked
  std::vector<std::size_t> unreadable_lines;  ///< numbered from 1
  bool last_line_torn = false;                ///< the program or the power went while it was written
};

/// All lines; a file that is not there is one without lines.
base::Result<HeadsFile> read_heads(const std::filesystem::path& path);

/// A head from elsewhere to hold a ledger against: signed, as a screen was given it, or taken from an answer or a printed sheet.
struct HeldHead {
  Head head{};
  std::optional<SignedHead> as_signed{};
  std::optional<HeadToken> as_token{};
};

/// A screen's token itself, or a file: with heads.log lines or screens' tokens (the highest counts), or one JSON object with "seq" and
/// "digest" (other members are passed over).
base::Result<HeldHead> read_held_head(const std::string& token_or_path);

inline constexpr std::string_view told_heads_name = "heads.told";
inline constexpr std::size_t told_heads_size_max = 1U << 20;  // about 7,000 heads; one is enough to close the record

/// heads.told: a screen's token a line.
struct ToldHeads {
  std::vector<HeadToken> heads;               ///< marks unchecked
  std::vector<std::size_t> unreadable_lines;  ///< numbered from 1
};
/// A file that is not there is one without lines.
base::Result<ToldHeads> read_told_heads(const std::filesystem::path& path);

}  // namespace alongside::ledger
