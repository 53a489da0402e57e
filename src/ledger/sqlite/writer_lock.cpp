#include "ledger/sqlite/writer_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace alongside::ledger {

base::Result<WriterLock> WriterLock::take(const std::filesystem::path& database) {
  std::filesystem::path path = database;
  path += ".lock";
  OpenFile file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, owner_only));
  if (!file.is_open()) return file_error(path, "opening the lock", errno);
  if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return file_error(path, "taking the lock", errno);
    const auto holder = read_rest(file, path, 32);
    const std::string who = holder.ok() && !holder->empty() ? fmt::format(" (process {})", base::text_of(*holder)) : "";
    return base::operation_error(
        fmt::format("{}: another program{} has it open for writing, or `alongside verify` is reading it; wait for that "
                    "to end, or only read",
                    database.string(), who));
  }
  // The number is only for the message above; a lock without it is as good.
  const std::string self = std::to_string(::getpid());
  if (::ftruncate(file.number(), 0) == 0) (void)write_all(file, path, base::bytes_of(self)).ok();
  return WriterLock(std::move(file));
}

bool WriterLock::is_held(const std::filesystem::path& database) { return !keep_writers_out(database); }

std::optional<WriterLock> WriterLock::keep_writers_out(const std::filesystem::path& database) {
  std::filesystem::path path = database;
  path += ".lock";
  OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.is_open() && ::flock(file.number(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK) return std::nullopt;
  return WriterLock(std::move(file));
}

}  // namespace alongside::ledger
