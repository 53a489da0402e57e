// A small sealed file that is replaced whole: the staff directory, the settings.
//
//   "ALONGSIDE SEALED 1\n", length of what follows u64, nonce and XChaCha20-Poly1305 of the content, bound to its purpose
//
// Goals: a crash leaves the old content or the new; a torn or changed file is an error that says so, never other content.
// Non-goals: telling an old copy put back in its place from the current one.
// Threads: any, but one writer for each path.
#pragma once

#include <filesystem>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "ledger/digest.hpp"
#include "ledger/key.hpp"

namespace alongside::ledger {

inline constexpr std::size_t sealed_file_size_max = 64ULL * 1024 * 1024;

/// `purpose` names the file's use ("staff"): a file sealed for one use does not open for another. Durable when it returns
/// the digest of the file.
base::Result<Digest> write_sealed_file(const std::filesystem::path& path, const Key& key, std::string_view purpose,
                                       base::BytesView plain);

/// Refuses a file larger than 64 MiB.
base::Result<base::Bytes> read_sealed_file(const std::filesystem::path& path, const Key& key, std::string_view purpose);

}  // namespace alongside::ledger
