// Where tests find the public files that do not travel with the repository: a folder "shared/data" beside it, or what ALONGSIDE_PUBLIC_DATA names.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace alongside::places {

/// The folder of one state or city; empty where it is not there. A test that gets nothing says so.
inline std::filesystem::path public_data(const std::string& folder) {
  const char* named = std::getenv("ALONGSIDE_PUBLIC_DATA");
  const std::filesystem::path root =
      named != nullptr ? std::filesystem::path(named)
                       : std::filesystem::path(ALONGSIDE_SOURCE_DIR).parent_path() / "shared" / "data";
  return std::filesystem::is_directory(root / folder) ? root / folder : std::filesystem::path();
}

}  // namespace alongside::places
