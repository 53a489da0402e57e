// A disk for tests that fills up, that fails, and that loses its power: every byte not synced is then kept, torn or lost by dice.
//
// Stands between SQLite and the real files while it lives (as SQLite's default file layer), so the store under test is opened as
// always. Goals: what a real disk may do to a write-ahead log. Non-goals: losing directory entries, bit rot.
// Threads: one at a time, one FaultyDisk at a time.
#pragma once

#include <sqlite3.h>

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.hpp"
#include "base/random.hpp"

namespace alongside::ledger {

class FaultyDisk {
 public:
  FaultyDisk() : real_(sqlite3_vfs_find(nullptr)), vfs_(*real_) {
    assert(current_ == nullptr);
    current_ = this;
    vfs_.zName = "faulty";
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.xOpen = open;
    vfs_.xDelete = remove;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FaultyDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
    current_ = nullptr;
  }
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  static constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();

  /// Writes that would make a file longer than this fail as on a full disk.
  void fill_at(std::int64_t bytes) { full_at_bytes_ = bytes; }
  /// Every sync fails from now on (or no longer).
  void fail_syncs(bool fail) { syncs_fail_ = fail; }
  /// After this many more writes and syncs the power is off: nothing works any longer.
  void cut_power_after(std::uint64_t operations) { power_left_ = operations; }
  bool power_is_off() const { return power_left_ == 0; }
  std::uint64_t syncs() const { return syncs_; }

  /// Puts the files into `folder` as the disk may hold them after the power cut: what was synced, and of every write
  /// and shortening since then all, a part that ends at a sector, or nothing.
  void write_survivors(const std::filesystem::path& folder, const base::Stream& dice) const {
    std::uint32_t throws = 0;
    for (const auto& [path, held] : files_) {
      if (held.removed) continue;
      base::Bytes content = held.synced;
      for (const Change& change : held.since) {
        const std::uint64_t kept = dice.below(3, throws++);
        if (kept == 0) continue;
        if (change.shortened_to) {
          if (*change.shortened_to < content.size()) content.resize(*change.shortened_to);
          continue;
        }
        std::size_t size = change.bytes.size();
        if (kept == 1)
          size = std::min(size, static_cast<std::size_t>(dice.below(size / sector + 1, throws++)) * sector);
        if (content.size() < change.at + size) content.resize(change.at + size);
        std::copy_n(change.bytes.begin(), size, content.begin() + static_cast<std::ptrdiff_t>(change.at));
      }
      std::ofstream(folder / std::filesystem::path(path).filename(), std::ios::binary)
          .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    }
  }

 private:
  static constexpr std::size_t sector = 512;

  struct Change {
    std::size_t at = 0;
    base::Bytes bytes;
    std::optional<std::size_t> shortened_to;
  };
  struct Held {
    base::Bytes synced;
    base::Bytes written;
    std::vector<Change> since;
    bool removed = false;
  };
  /// What SQLite sees as an open file; the real one lies directly behind it in memory.
  struct File {
    sqlite3_file base;
    Held* held;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };
  static File* ours(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
  static sqlite3_file* real(sqlite3_file* file) { return ours(file)->real(); }

  bool use_power() {
    if (power_left_ == 0) return false;
    if (power_left_ != never) --power_left_;
    return true;
  }

  static int open(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* flags_out) {
    File* opened = new (file) File{};
    const int code = current_->real_->xOpen(current_->real_, path, opened->real(), flags, flags_out);
    if (code != SQLITE_OK) return code;
    opened->held = &current_->files_[path];
    opened->held->removed = false;
    opened->base.pMethods = &methods();
    return SQLITE_OK;
  }

  static int remove(sqlite3_vfs*, const char* path, int sync_folder) {
    if (!current_->use_power()) return SQLITE_IOERR_DELETE;
    current_->files_[path] = {.synced = {}, .written = {}, .since = {}, .removed = true};
    return current_->real_->xDelete(current_->real_, path, sync_folder);
  }

  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    FaultyDisk& disk = *current_;
    if (!disk.use_power()) return SQLITE_IOERR_WRITE;
    if (at + size > disk.full_at_bytes_) return SQLITE_FULL;
    Change change;
    change.at = static_cast<std::size_t>(at);
    const auto* first = static_cast<const std::uint8_t*>(bytes);
    change.bytes.assign(first, first + size);
    Held& held = *ours(file)->held;
    if (held.written.size() < change.at + change.bytes.size()) held.written.resize(change.at + change.bytes.size());
    std::copy(change.bytes.begin(), change.bytes.end(), held.written.begin() + at);
    held.since.push_back(std::move(change));
    return real(file)->pMethods->xWrite(real(file), bytes, size, at);
  }

  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (!current_->use_power()) return SQLITE_IOERR_TRUNCATE;
    Held& held = *ours(file)->held;
    held.written.resize(static_cast<std::size_t>(size));
    held.since.push_back({0, {}, static_cast<std::size_t>(size)});
    return real(file)->pMethods->xTruncate(real(file), size);
  }

  static int sync(sqlite3_file* file, int flags) {
    FaultyDisk& disk = *current_;
    if (!disk.use_power() || disk.syncs_fail_) return SQLITE_IOERR_FSYNC;
    ++disk.syncs_;
    Held& held = *ours(file)->held;
    held.synced = held.written;
    held.since.clear();
    (void)flags;  // The real sync is left out: the test's own files need not survive anything.
    return SQLITE_OK;
  }

  static const sqlite3_io_methods& methods() {
    static const sqlite3_io_methods all = [] {
      sqlite3_io_methods m{};
      m.iVersion = 2;
      m.xClose = [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); };
      m.xRead = [](sqlite3_file* f, void* b, int n, sqlite3_int64 at) {
        return real(f)->pMethods->xRead(real(f), b, n, at);
      };
      m.xWrite = write;
      m.xTruncate = truncate;
      m.xSync = sync;
      m.xFileSize = [](sqlite3_file* f, sqlite3_int64* n) { return real(f)->pMethods->xFileSize(real(f), n); };
      m.xLock = [](sqlite3_file* f, int l) { return real(f)->pMethods->xLock(real(f), l); };
      m.xUnlock = [](sqlite3_file* f, int l) { return real(f)->pMethods->xUnlock(real(f), l); };
      m.xCheckReservedLock = [](sqlite3_file* f, int* r) { return real(f)->pMethods->xCheckReservedLock(real(f), r); };
      // Hints that shortcut writes must not reach the real file behind this one's back.
      m.xFileControl = [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; };
      m.xSectorSize = [](sqlite3_file*) { return static_cast<int>(sector); };
      m.xDeviceCharacteristics = [](sqlite3_file*) { return 0; };
      m.xShmMap = [](sqlite3_file* f, int p, int n, int e, void volatile** out) {
        return real(f)->pMethods->xShmMap(real(f), p, n, e, out);
      };
      m.xShmLock = [](sqlite3_file* f, int o, int n, int l) { return real(f)->pMethods->xShmLock(real(f), o, n, l); };
      m.xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); };
      m.xShmUnmap = [](sqlite3_file* f, int d) { return real(f)->pMethods->xShmUnmap(real(f), d); };
      return m;
    }();
    return all;
  }

  static inline FaultyDisk* current_ = nullptr;

  sqlite3_vfs* real_;
  sqlite3_vfs vfs_;
  std::map<std::string, Held> files_;
  std::int64_t full_at_bytes_ = std::numeric_limits<std::int64_t>::max();
  std::uint64_t power_left_ = never;
  std::uint64_t syncs_ = 0;
  bool syncs_fail_ = false;
};

}  // namespace alongside::ledger
