// A database as its file and the log beside it give it, read without touching either: no lock, no shared memory, no replay.
//
// SQLite itself cannot do that: a database with a log on a disk that nobody may write does not open, and as "immutable" its log is passed
// over. So it reads through this: a page's latest committed content, from the log or from the file.
// Goals: `verify` on a read-only medium changes no byte anywhere. Non-goals: a database that somebody writes meanwhile.
// Threads: any number of readers of one image; the file system below SQLite is registered once.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "base/result.hpp"
#include "ledger/sqlite/write_ahead_log.hpp"

namespace alongside::ledger {

class StillImage {
 public:
  /// `with_log`: without it the file alone is read, as if it had none.
  static base::Result<std::unique_ptr<StillImage>> open(const std::filesystem::path& path, bool with_log);

  std::uint64_t size() const { return size_; }
  /// False: it ends before; zeros stand for what is missing.
  bool read(std::uint64_t offset, std::span<std::uint8_t> into) const;

 private:
  StillImage() = default;

  OpenFile file_;
  WriteAheadLog log_;
  std::uint64_t size_ = 0;
};

/// SQLite's own header holds fields that it never looks at: they are as this program leaves them. With the log beside it.
base::Result<> expect_header(const std::filesystem::path& database);

/// The name under which SQLite knows this way of reading.
const char* still_file_system(bool with_log);

}  // namespace alongside::ledger
