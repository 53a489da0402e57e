// Small files that are whole or not there: written beside, synced, put in place in one step, and the folder synced.
//
// After `replace_file` or `create_file` returns Done the new content survives a power cut; after an error or a crash
// the old content (or the old absence) is still there, perhaps with a leftover NAME.new that the next write replaces.
// Goals: keys, sealed files, the log of heads. Non-goals: large files, locking between writers.
// Threads: any, but one writer for each path.
#pragma once

#include <sys/types.h>

#include <filesystem>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace alongside::ledger {

/// An open file, closed when it goes. `number` is -1 when there is none.
class OpenFile {
 public:
  OpenFile() = default;
  explicit OpenFile(int number) : number_(number) {}
  ~OpenFile();
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  OpenFile(OpenFile&& other) noexcept;
  OpenFile& operator=(OpenFile&& other) noexcept;

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

/// Readable and writable by nobody but the owner.
inline constexpr mode_t owner_only = 0600;
inline constexpr mode_t readable_by_all = 0644;

/// Open, with the system's flags. Refuses what is no regular file: a pipe in its place would keep whoever reads it waiting for ever.
base::Result<OpenFile> open_regular(const std::filesystem::path& path, int flags, mode_t mode);
base::Result<OpenFile> open_to_read(const std::filesystem::path& path);
/// The whole file; refuses one larger than `size_max`, and what is no regular file.
base::Result<base::Bytes> read_file(const std::filesystem::path& path, std::size_t size_max);
base::Result<base::Bytes> read_rest(const OpenFile& file, const std::filesystem::path& path, std::size_t size_max);
base::Result<> replace_file(const std::filesystem::path& path, base::BytesView bytes, mode_t mode);
/// As `replace_file`, but refuses where a file of this name exists.
base::Result<> create_file(const std::filesystem::path& path, base::BytesView bytes, mode_t mode);
/// Writes all, wherever the file stands; does not sync.
base::Result<> write_all(const OpenFile& file, const std::filesystem::path& path, base::BytesView bytes);
/// Makes names created, renamed or removed in the folder survive a power cut.
base::Result<> sync_folder(const std::filesystem::path& folder);

/// An operation error that names the file, what was tried, what the system says and what to do next. `number`: errno.
base::Error file_error(const std::filesystem::path& path, std::string_view tried, int number);

}  // namespace alongside::ledger
