// Journal: emergency taps that could not be written to the record, kept beside it until it is open again.
//
// Each is a line, sealed to the site's public key (a libsodium sealed box), so that it can be written while the store is locked and read only
// with the site key. Goals: nothing tapped is lost if the program stops before the record opens. Non-goals: order or proof; the record
// gives both when the taps are decided into it. Threads: one.
#pragma once

#include <filesystem>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "ledger/site_keys.hpp"

namespace alongside::center {

class Journal {
 public:
  explicit Journal(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Writes `journal.pub`, without which nothing can be sealed. Made with the site.
  static base::Result<> write_public_key(const std::filesystem::path& folder, const ledger::SiteKeys& keys);

  /// Durable when it returns without an error.
  base::Result<> append(base::BytesView entry) const;
  /// All that can be opened; a torn entry, wherever it stands, is passed over.
  base::Result<std::vector<base::Bytes>> read(const ledger::SiteKeys& keys) const;
  /// When all of it is in the record.
  void remove() const;

 private:
  std::filesystem::path file() const { return folder_ / "journal"; }
  std::filesystem::path folder_;
};

}  // namespace alongside::center
