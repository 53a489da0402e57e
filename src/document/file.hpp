// File: a whole text file in memory, with a limit.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "base/result.hpp"

namespace alongside::document {

/// The bytes as they stand. Refuses what is no regular file, and a file of more than `bytes_max` bytes (it is not read
/// then); the message names the file and says which of the two it was, or what the system answered.
base::Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max);

}  // namespace alongside::document
