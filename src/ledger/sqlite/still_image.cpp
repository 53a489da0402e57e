#include "ledger/sqlite/still_image.hpp"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>

namespace alongside::ledger {

base::Result<std::unique_ptr<StillImage>> StillImage::open(const std::filesystem::path& path, bool with_log) {
  std::unique_ptr<StillImage> image(new StillImage);
  auto opened = open_to_read(path);
  if (!opened) return opened.error();
  image->file_ = std::move(*opened);
  struct stat status{};
  if (::fstat(image->file_.number(), &status) != 0) return file_error(path, "asking how large it is", errno);
  image->size_ = static_cast<std::uint64_t>(status.st_size);
  if (!with_log) return image;
  auto log = read_log(path);
  if (!log) return log.error();
  image->log_ = std::move(*log);
  if (image->log_.says_something())
    image->size_ = static_cast<std::uint64_t>(image->log_.pages) * image->log_.page_size;
  return image;
}

bool StillImage::read(std::uint64_t offset, std::span<std::uint8_t> into) const {
  std::ranges::fill(into, std::uint8_t{0});
  if (!log_.says_something()) return read_at(file_, offset, into);
  bool is_whole = true;
  while (!into.empty()) {
    const std::uint64_t within = offset % log_.page_size;
    const auto part = into.first(std::min<std::size_t>(into.size(), log_.page_size - within));
    const auto newest = log_.newest.find(static_cast<std::uint32_t>(offset / log_.page_size + 1));
    const bool is_read =
        newest == log_.newest.end() ? read_at(file_, offset, part) : read_at(log_.file, newest->second + within, part);
    is_whole = is_whole && is_read;
    offset += part.size();
    into = into.subspan(part.size());
  }
  return is_whole;
}

namespace {
std::string wrong_in_header(const StillImage& image) {
  std::array<std::uint8_t, 100> header{};
  if (!image.read(0, header)) return "it is shorter than SQLite's header";
  const base::BytesView bytes(header);
  const auto number = [&](std::size_t at) { return big_endian(bytes.subspan(at, 4)); };
  const auto is_zero = [&](std::size_t at, std::size_t size) {
    return std::ranges::all_of(bytes.subspan(at, size), [](std::uint8_t byte) { return byte == 0; });
  };
  const std::uint64_t page_size = static_cast<std::uint64_t>(bytes[16]) << 8 | static_cast<std::uint64_t>(bytes[17])
                                                                                   << 16;
  static constexpr std::array<std::uint8_t, 6> wal_and_fractions{2, 2, 0, 64, 32, 32};
  if (!std::ranges::equal(bytes.subspan(18, 6), wal_and_fractions)) return "bytes 18 to 23 of its header were changed";
  if (number(24) != number(92))
    return "its header's change counter is not the one that its page count was written under";
  if (page_size == 0 || image.size() != page_size * number(28))
    return fmt::format("its header names {} pages of {} bytes and it has {} bytes", number(28), page_size,
                       image.size());
  // Schema format 4, UTF-8, no cache size, nothing vacuumed bit by bit, nothing in what is reserved.
  if (number(44) != 4 || number(56) != 1 || !is_zero(48, 8) || !is_zero(64, 4) || !is_zero(72, 20))
    return "a field of its header that is always the same was changed";
  return {};
}

struct StillFile {
  sqlite3_file base;
  StillImage* image;
};

const StillImage& image_of(sqlite3_file* file) { return *reinterpret_cast<StillFile*>(file)->image; }

int close_still(sqlite3_file* file) {
  delete reinterpret_cast<StillFile*>(file)->image;
  return SQLITE_OK;
}

/// With the two bytes that say "I have a log" changed: the log is in what is read already.
int read_still(sqlite3_file* file, void* into, int size, sqlite3_int64 offset) {
  const std::span<std::uint8_t> bytes(static_cast<std::uint8_t*>(into), static_cast<std::size_t>(size));
  const bool is_whole = image_of(file).read(static_cast<std::uint64_t>(offset), bytes);
  for (const sqlite3_int64 at : {18, 19}) {
    if (at >= offset && at < offset + size && bytes[static_cast<std::size_t>(at - offset)] == 2)
      bytes[static_cast<std::size_t>(at - offset)] = 1;
  }
  return is_whole ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int size_of_still(sqlite3_file* file, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>(image_of(file).size());
  return SQLITE_OK;
}

int write_nothing(sqlite3_file* /*file*/, const void* /*from*/, int /*size*/, sqlite3_int64 /*offset*/) {
  return SQLITE_READONLY;
}
int truncate_nothing(sqlite3_file* /*file*/, sqlite3_int64 /*size*/) { return SQLITE_READONLY; }
int done(sqlite3_file* /*file*/, int /*how*/) { return SQLITE_OK; }
int nobody_has_it(sqlite3_file* /*file*/, int* reserved) {
  *reserved = 0;
  return SQLITE_OK;
}
int know_nothing(sqlite3_file* /*file*/, int /*what*/, void* /*about*/) { return SQLITE_NOTFOUND; }
int sector(sqlite3_file* /*file*/) { return 4096; }
int never_changes(sqlite3_file* /*file*/) { return SQLITE_IOCAP_IMMUTABLE; }

sqlite3_io_methods methods() {
  sqlite3_io_methods made{};
  made.iVersion = 1;
  made.xClose = close_still;
  made.xRead = read_still;
  made.xWrite = write_nothing;
  made.xTruncate = truncate_nothing;
  made.xSync = done;
  made.xFileSize = size_of_still;
  made.xLock = done;
  made.xUnlock = done;
  made.xCheckReservedLock = nobody_has_it;
  made.xFileControl = know_nothing;
  made.xSectorSize = sector;
  made.xDeviceCharacteristics = never_changes;
  return made;
}

template <bool with_log>
int open_still(sqlite3_vfs* /*system*/, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  static const sqlite3_io_methods how = methods();
  auto* still = reinterpret_cast<StillFile*>(file);
  std::memset(static_cast<void*>(still), 0, sizeof *still);
  if (name == nullptr || (flags & SQLITE_OPEN_MAIN_DB) == 0) return SQLITE_CANTOPEN;
  auto image = StillImage::open(name, with_log);
  if (!image) return SQLITE_CANTOPEN;
  still->image = image->release();
  still->base.pMethods = &how;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int remove_nothing(sqlite3_vfs* /*system*/, const char* /*name*/, int /*sync*/) { return SQLITE_READONLY; }
int nothing_beside(sqlite3_vfs* /*system*/, const char* /*name*/, int /*flags*/, int* out) {
  *out = 0;
  return SQLITE_OK;
}

template <bool with_log>
const char* registered() {
  static sqlite3_vfs system = [] {
    sqlite3_initialize();
    sqlite3_vfs made = *sqlite3_vfs_find("unix");
    made.iVersion = 1;
    made.szOsFile = static_cast<int>(sizeof(StillFile));
    made.pNext = nullptr;
    made.zName = with_log ? "alongside still" : "alongside still, without its log";
    made.xOpen = open_still<with_log>;
    made.xDelete = remove_nothing;
    made.xAccess = nothing_beside;
    return made;
  }();
  static const int is_registered = sqlite3_vfs_register(&system, 0);
  return is_registered == SQLITE_OK ? system.zName : nullptr;
}

}  // namespace

base::Result<> expect_header(const std::filesystem::path& database) {
  const auto image = StillImage::open(database, true);
  if (!image) return image.error();
  const std::string wrong = wrong_in_header(**image);
  if (wrong.empty()) return base::Done{};
  return base::check_error(fmt::format("{}: {}; keep it, and restore from a backup", database.string(), wrong));
}

const char* still_file_system(bool with_log) { return with_log ? registered<true>() : registered<false>(); }

}  // namespace alongside::ledger
