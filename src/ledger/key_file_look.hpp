// A file that holds the site key, looked at without asking for a passphrase.
#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace alongside::ledger {

/// Open or wrapped, it is letter for letter as it is written; whether its key is the right one, only what it opens can tell.
base::Result<> expect_key_file_as_written(const std::filesystem::path& path);

}  // namespace alongside::ledger
