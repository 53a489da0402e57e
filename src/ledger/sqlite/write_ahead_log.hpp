// SQLite's write-ahead log as bytes: what of it is committed, without SQLite, which would take it into the database by looking at it.
//
// NAME-wal: a header of 32 bytes (magic, version, page size, two salts, checksum), then frames: 24 bytes (page number, size of the
// database after this commit or 0, the salts, a checksum over all before) and the page. What follows the last commit, or carries other
// salts, or does not sum up, is not part of it. (https://www.sqlite.org/fileformat2.html#the_write_ahead_log)
// Goals: telling whose log it is before anything is replayed; reading a folder that nobody may write. Threads: a value of one owner.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"
#include "ledger/durable_file.hpp"

namespace alongside::ledger {

std::filesystem::path log_beside(const std::filesystem::path& database);
/// Where SQLite looks for a rollback journal, which it writes without a write-ahead log: never beside a file of ours.
std::filesystem::path journal_beside(const std::filesystem::path& database);

/// At this offset; false where the file ends before or the disk refuses.
bool read_at(const OpenFile& file, std::uint64_t offset, std::span<std::uint8_t> into);
std::uint32_t big_endian(base::BytesView four);

struct WriteAheadLog {
  OpenFile file;                ///< open only if a log is there
  std::uint64_t size = 0;       ///< in bytes, with whatever does not count
  std::uint32_t page_size = 0;  ///< 0: its header does not hold, and SQLite would pass it over
  std::uint32_t pages = 0;      ///< of the database after the last commit
  std::uint64_t frames = 0;     ///< that are committed
  std::unordered_map<std::uint32_t, std::uint64_t> newest;  ///< page number -> offset of its latest committed content
  std::vector<std::uint64_t> second_page;  ///< offsets of the committed contents of page 2, oldest first

  bool says_something() const { return frames > 0; }
};

/// Of the log beside this database; an empty one where there is none.
base::Result<WriteAheadLog> read_log(const std::filesystem::path& database);

}  // namespace alongside::ledger
