// Files as they lie on the disk: what must be the same before and after.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

namespace alongside::ledger {

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Of each regular file, by its name.
inline std::map<std::string, std::string> all_bytes_in(const std::filesystem::path& folder) {
  std::map<std::string, std::string> all;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.is_regular_file()) all[entry.path().filename().string()] = bytes_of(entry.path());
  }
  return all;
}

}  // namespace alongside::ledger
