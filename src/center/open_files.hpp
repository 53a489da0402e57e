// Which files the record was opened from. A folder that is moved, deleted or replaced under a running program leaves it writing into files
// that nobody will ever read: it looks before each batch.
#pragma once

#include <array>
#include <optional>
#include <utility>

#include "center/site_folder.hpp"

namespace alongside::center {

class OpenFiles {
 public:
  OpenFiles() = default;
  /// ledger.db and keys.db as they stand now.
  explicit OpenFiles(const SiteFolder& folder);
  bool operator==(const OpenFiles&) const = default;

 private:
  using File = std::pair<std::uint64_t, std::uint64_t>;  ///< device and inode
  static std::optional<File> at(const std::filesystem::path& path);
  std::array<std::optional<File>, 2> files_{};  ///< nothing: no file of that name
};

}  // namespace alongside::center
