#include "ledger/durable_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace alongside::ledger {

namespace {
namespace fs = std::filesystem;

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

std::string_view advice(int number) {
  switch (number) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return "free space on that disk, then try again";
    case EACCES:
    case EPERM: return "give the account that runs this program the right to it";
    case EROFS: return "the disk is mounted read-only: mount it for writing, or look for why it was";
    case ENOENT: return "check the path";
    case EIO: return "the disk reports a fault: copy what is there to another disk before anything else";
    default: return "mend that, then try again";
  }
}

/// Writes NAME.new beside `path`, synced. Returns its path.
base::Result<fs::path> write_beside(const fs::path& path, base::BytesView bytes, mode_t mode) {
  fs::path beside = path;
  beside += ".new";
  if (::unlink(beside.c_str()) != 0 && errno != ENOENT) return file_error(beside, "removing a leftover", errno);
  const OpenFile file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode));
  if (!file.is_open()) return file_error(beside, "creating it", errno);
  auto written = write_all(file, beside, bytes);
  if (written.ok() && ::fsync(file.number()) != 0) written = file_error(beside, "syncing it to the disk", errno);
  if (!written.ok()) {
    ::unlink(beside.c_str());
    return written.error();
  }
  return beside;
}
}  // namespace

base::Result<> replace_file(const fs::path& path, base::BytesView bytes, mode_t mode) {
  const auto beside = write_beside(path, bytes, mode);
  if (!beside.ok()) return beside.error();
  if (::rename(beside->c_str(), path.c_str()) != 0) {
    const int number = errno;
    ::unlink(beside->c_str());
    return file_error(path, "putting the new content in place", number);
  }
  return sync_folder(folder_of(path));
}

base::Result<> create_file(const fs::path& path, base::BytesView bytes, mode_t mode) {
  const auto beside = write_beside(path, bytes, mode);
  if (!beside.ok()) return beside.error();
  // A link, unlike a rename, never takes the place of what is there.
  const int linked = ::link(beside->c_str(), path.c_str());
  const int number = errno;
  ::unlink(beside->c_str());
  if (linked != 0 && number == EEXIST) {
    return base::input_error(
        fmt::format("{}: is already there and is not overwritten; move it away first", path.string()));
  }
  if (linked != 0) return file_error(path, "creating it", number);
  return sync_folder(folder_of(path));
}

base::Result<OpenFile> open_to_read(const fs::path& path) { return open_regular(path, O_RDONLY, 0); }

base::Result<OpenFile> open_regular(const fs::path& path, int flags, mode_t mode) {
  OpenFile file(::open(path.c_str(), flags | O_CLOEXEC | O_NONBLOCK, mode));
  if (!file.is_open()) return file_error(path, "opening it", errno);
  struct stat status{};
  if (::fstat(file.number(), &status) != 0) return file_error(path, "asking what it is", errno);
  if (!S_ISREG(status.st_mode)) {
    return base::input_error(fmt::format(
        "{}: expected a file, found a folder or a device; move it away and put the file back", path.string()));
  }
  return file;
}

base::Result<base::Bytes> read_file(const fs::path& path, std::size_t size_max) {
  const auto file = open_to_read(path);
  if (!file) return file.error();
  return read_rest(*file, path, size_max);
}

base::Result<base::Bytes> read_rest(const OpenFile& file, const fs::path& path, std::size_t size_max) {
  base::Bytes all;
  std::uint8_t part[8192];
  for (;;) {
    const ssize_t got = ::read(file.number(), part, sizeof part);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return file_error(path, "reading it", errno);
    if (got == 0) return all;
    all.insert(all.end(), part, part + got);
    if (all.size() > size_max) {
      return base::input_error(
          fmt::format("{}: is larger than the {} bytes such a file can have; check the path", path.string(), size_max));
    }
  }
}

base::Result<> write_all(const OpenFile& file, const fs::path& path, base::BytesView bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(file.number(), bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return file_error(path, "writing it", errno);
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return base::Done{};
}

base::Result<> sync_folder(const fs::path& folder) {
  const OpenFile file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!file.is_open()) return file_error(folder, "opening it", errno);
  if (::fsync(file.number()) != 0) return file_error(folder, "syncing it to the disk", errno);
  return base::Done{};
}

base::Error file_error(const fs::path& path, std::string_view tried, int number) {
  return base::operation_error(fmt::format("{}: {} failed: {}; {}", path.string(), tried,
                                           std::generic_category().message(number), advice(number)));
}

OpenFile::~OpenFile() {
  if (number_ >= 0) ::close(number_);
}
OpenFile::OpenFile(OpenFile&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

}  // namespace alongside::ledger
