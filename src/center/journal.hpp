// Journal: emergency taps that could not be written to the record, kept beside it until it is open again.
//
// Its room on the disk is laid out ahead, when the site opens: what breaks the record most often is a full disk, and what is tapped then
// is written over room that is there already. A file of `room` bytes; entries begin at multiples of 64 bytes, unused room is zeros:
//   "AJE1", length of what is sealed u32, first 16 bytes of its BLAKE2b digest, what is sealed
// Each is sealed to the site's public key (a libsodium sealed box), so that it can be written while the store is locked and read only with
// the site key. Goals: nothing tapped is lost if the program stops before the record opens; a damaged entry costs itself alone. Non-goals:
// order or proof; the record gives both when the taps are decided into it. Threads: one.
#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "ledger/durable_file.hpp"
#include "ledger/site_keys.hpp"

namespace alongside::center {

class Journal {
 public:
  /// [J] About 4,000 taps, more than a site sees in weeks, and small enough to be laid out at each opening. It is the bound, too: the
  /// first 4,000 stay, those after them are in memory only.
  static constexpr std::size_t room = 1U << 20;

  explicit Journal(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Writes `journal.pub`, without which nothing can be sealed. Made with the site.
  static base::Result<> write_public_key(const std::filesystem::path& folder, const ledger::SiteKeys& keys);

  /// The file journal.pub holds the public key of these keys.
  bool is_sealed_for(const ledger::SiteKeys& keys) const;

  /// Takes the public key into memory and lays out the room. What failed is tried again by the next call, and by `append`.
  base::Result<> prepare();
  /// Durable when it returns without an error.
  base::Result<> append(base::BytesView entry);
  /// All that can be opened; a torn or damaged entry, wherever it stands, is passed over. Lines as earlier versions wrote them are read too.
  base::Result<std::vector<base::Bytes>> read(const ledger::SiteKeys& keys);
  struct Seen {
    std::size_t entries = 0;     ///< that open
    std::size_t unreadable = 0;  ///< places in which something stands that is no entry of this site
    bool is_laid_out = false;    ///< all of its room
  };
  /// Looks and changes nothing.
  base::Result<Seen> look(const ledger::SiteKeys& keys) const;
  /// When all of it is in the record.
  void clear();

 private:
  using OpenKey = std::array<std::uint8_t, 32>;

  std::filesystem::path file() const { return folder_ / "journal"; }
  base::Result<> read_public_key();
  base::Result<> open_file();

  std::filesystem::path folder_;
  std::optional<OpenKey> open_key_;
  ledger::OpenFile opened_;
  std::size_t used_ = 0;  ///< entries, and what damage left, end before this byte
};

}  // namespace alongside::center
