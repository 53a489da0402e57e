#include "center/open_files.hpp"

#include <sys/stat.h>

namespace alongside::center {

std::optional<OpenFiles::File> OpenFiles::at(const std::filesystem::path& path) {
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  return File{found.st_dev, found.st_ino};
}

OpenFiles::OpenFiles(const SiteFolder& folder) : files_{at(folder.ledger()), at(folder.keys())} {}

}  // namespace alongside::center
