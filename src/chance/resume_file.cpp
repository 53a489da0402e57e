#include "chance/resume_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <bit>
#include <cassert>
#include <cerrno>
#include <set>
#include <system_error>
#include <utility>

namespace alongside::chance {

namespace {

constexpr std::string_view first_line = "Alongside: replicates that are done, version 1\n";

/// FNV-1a of 64 bits (Fowler, Noll, Vo): finds what was cut or half written; nobody is kept from forging it.
std::uint64_t checksum_of(base::BytesView bytes, std::uint64_t from) {
  for (const std::uint8_t byte : bytes) from = (from ^ byte) * 0x0000'0100'0000'01B3ULL;
  return from;
}
constexpr std::uint64_t checksum_start = 0xCBF2'9CE4'8422'2325ULL;

struct Header {
  base::Bytes bytes;
  std::uint64_t checksum;
};

Header header_of(std::string_view fingerprint, std::size_t width) {
  base::Writer out;
  out.raw(base::bytes_of(first_line));
  out.number(static_cast<std::uint32_t>(width));
  out.block(base::bytes_of(fingerprint));
  const std::uint64_t checksum = checksum_of(out.bytes(), checksum_start);
  out.number(checksum);
  return {out.take(), checksum};
}

std::size_t row_bytes(std::size_t width) { return 4 + 8 * width + 8; }

base::Error failed(const std::filesystem::path& path, std::string_view what) {
  return base::operation_error(
      fmt::format("{}: cannot {}: {}", path.string(), what, std::generic_category().message(errno)));
}

base::Result<base::Bytes> read_all(int descriptor, const std::filesystem::path& path) {
  base::Bytes bytes;
  for (;;) {
    const std::size_t had = bytes.size();
    bytes.resize(had + (1U << 16));
    const ::ssize_t got = ::read(descriptor, bytes.data() + had, bytes.size() - had);
    if (got < 0 && errno != EINTR) return failed(path, "read");
    bytes.resize(had + static_cast<std::size_t>(std::max<::ssize_t>(got, 0)));
    if (got == 0) return bytes;
  }
}

/// Why bytes that do not begin with our header are refused.
base::Error refused(const std::filesystem::path& path, base::BytesView bytes, std::string_view fingerprint) {
  const std::string next = "name another file, or delete this one to begin anew";
  base::Reader in(bytes);
  if (base::text_of(in.raw(first_line.size())) != first_line) {
    return base::input_error(
        fmt::format("{}: expected a file of replicates that this program wrote, found another kind of file; it is left "
                    "as it is: {}",
                    path.string(), next));
  }
  in.number<std::uint32_t>();
  const std::string theirs(base::text_of(in.block()));
  return base::input_error(
      fmt::format("{}: expected replicates of this scenario, seed and program ({}), found those of another ({}); {}",
                  path.string(), fingerprint, theirs, next));
}

}  // namespace

ResumeFile::ResumeFile(std::filesystem::path path, int descriptor, std::size_t width, std::uint64_t checksum)
    : path_(std::move(path)), descriptor_(descriptor), width_(width), checksum_(checksum) {}

ResumeFile::ResumeFile(ResumeFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      width_(other.width_),
      checksum_(other.checksum_),
      found_(std::move(other.found_)) {}

ResumeFile::~ResumeFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

base::Result<ResumeFile> ResumeFile::open(const std::filesystem::path& path, std::string_view fingerprint,
                                          std::size_t width) {
  const Header header = header_of(fingerprint, width);
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (descriptor < 0) return failed(path, "open");
  ResumeFile file(path, descriptor, width, header.checksum);
  struct ::stat found{};
  if (::fstat(descriptor, &found) != 0) return failed(path, "look at");
  if (!S_ISREG(found.st_mode))
    return base::input_error(fmt::format("{}: expected a file, found a device or a pipe; name a file", path.string()));
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return base::operation_error(
        fmt::format("{}: another run is writing it; wait for that one, or name another file", path.string()));
  }
  const auto bytes = read_all(descriptor, path);
  if (!bytes) return bytes.error();
  const std::size_t shared = std::min(bytes->size(), header.bytes.size());
  if (!std::equal(header.bytes.begin(), header.bytes.begin() + static_cast<std::ptrdiff_t>(shared), bytes->begin()))
    return refused(path, *bytes, fingerprint);
  if (shared < header.bytes.size()) {  // new, or cut while its header was being written
    const auto rest = base::BytesView(header.bytes).subspan(shared);
    if (const auto written = file.write(rest); !written) return written.error();
    return file;
  }
  file.read_rows(base::BytesView(*bytes).subspan(shared));
  const std::size_t whole = (bytes->size() - shared) / row_bytes(width) * row_bytes(width) + shared;
  if (::ftruncate(descriptor, static_cast<::off_t>(whole)) != 0) return failed(path, "cut the unfinished row from");
  return file;
}

void ResumeFile::read_rows(base::BytesView rows) {
  std::set<std::uint32_t> seen;
  for (std::size_t at = 0; at + row_bytes(width_) <= rows.size(); at += row_bytes(width_)) {
    const auto bytes = rows.subspan(at, row_bytes(width_));
    base::Reader in(bytes);
    Row row{in.number<std::uint32_t>(), {}};
    for (std::size_t i = 0; i < width_; ++i) row.values.push_back(std::bit_cast<double>(in.number<std::uint64_t>()));
    // A row that a lost power left half on the disk is done again.
    if (in.number<std::uint64_t>() != checksum_of(bytes.first(bytes.size() - 8), checksum_)) continue;
    if (seen.insert(row.replicate).second) found_.push_back(std::move(row));
  }
}

base::Result<> ResumeFile::append(std::span<const std::uint32_t> replicates, std::span<const double> values) {
  assert(values.size() == replicates.size() * width_);
  base::Bytes all;
  for (std::size_t i = 0; i < replicates.size(); ++i) {
    base::Writer row;
    row.number(replicates[i]);
    for (const double value : values.subspan(i * width_, width_)) row.number(std::bit_cast<std::uint64_t>(value));
    row.number(checksum_of(row.bytes(), checksum_));
    all.insert(all.end(), row.bytes().begin(), row.bytes().end());
  }
  return write(all);
}

base::Result<> ResumeFile::write(base::BytesView bytes) {
  while (!bytes.empty()) {
    const ::ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return failed(path_, "write");
    bytes = bytes.subspan(static_cast<std::size_t>(std::max<::ssize_t>(written, 0)));
  }
  if (::fdatasync(descriptor_) != 0) return failed(path_, "write to the disk");
  return base::Done{};
}

}  // namespace alongside::chance
