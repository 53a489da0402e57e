#include "ledger/sqlite/write_ahead_log.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>

namespace alongside::ledger {

namespace {
constexpr std::size_t header_size = 32;
constexpr std::size_t frame_header_size = 24;
constexpr std::uint32_t magic = 0x377f0682;  // its lowest bit: checksums over big-endian words
constexpr std::uint32_t version = 3'007'000;
constexpr std::uint32_t page_size_min = 512;
constexpr std::uint32_t page_size_max = 65'536;

std::uint32_t little_endian(base::BytesView four) {
  return static_cast<std::uint32_t>(four[0]) | static_cast<std::uint32_t>(four[1]) << 8 |
         static_cast<std::uint32_t>(four[2]) << 16 | static_cast<std::uint32_t>(four[3]) << 24;
}

/// As the file format describes it, over whole pairs of words.
struct Checksum {
  bool is_big_endian = false;
  std::uint32_t first = 0;
  std::uint32_t second = 0;

  void add(base::BytesView bytes) {
    const auto word = [&](std::size_t at) {
      return is_big_endian ? big_endian(bytes.subspan(at, 4)) : little_endian(bytes.subspan(at, 4));
    };
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
      first += word(at) + second;
      second += word(at + 4) + first;
    }
  }
  bool is(base::BytesView eight) const {
    return big_endian(eight.first(4)) == first && big_endian(eight.subspan(4)) == second;
  }
};
}  // namespace

std::filesystem::path log_beside(const std::filesystem::path& database) { return database.string() + "-wal"; }

std::filesystem::path journal_beside(const std::filesystem::path& database) { return database.string() + "-journal"; }

bool read_at(const OpenFile& file, std::uint64_t offset, std::span<std::uint8_t> into) {
  while (!into.empty()) {
    const ssize_t got = ::pread(file.number(), into.data(), into.size(), static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    into = into.subspan(static_cast<std::size_t>(got));
    offset += static_cast<std::uint64_t>(got);
  }
  return true;
}

std::uint32_t big_endian(base::BytesView four) {
  return static_cast<std::uint32_t>(four[0]) << 24 | static_cast<std::uint32_t>(four[1]) << 16 |
         static_cast<std::uint32_t>(four[2]) << 8 | static_cast<std::uint32_t>(four[3]);
}

base::Result<WriteAheadLog> read_log(const std::filesystem::path& database) {
  WriteAheadLog log;
  const auto path = log_beside(database);
  std::error_code unknown;
  if (!std::filesystem::exists(std::filesystem::symlink_status(path, unknown))) return log;
  auto opened = open_to_read(path);
  if (!opened) return opened.error();
  log.file = std::move(*opened);
  struct stat status{};
  if (::fstat(log.file.number(), &status) != 0) return file_error(path, "asking how large it is", errno);
  log.size = static_cast<std::uint64_t>(status.st_size);

  std::array<std::uint8_t, header_size> header{};
  if (!read_at(log.file, 0, header)) return log;
  const base::BytesView head(header);
  const std::uint32_t found = big_endian(head.first(4));
  const std::uint32_t page_size = big_endian(head.subspan(8, 4));
  Checksum sum{.is_big_endian = (found & 1U) != 0};
  sum.add(head.first(24));
  if ((found & ~1U) != magic || big_endian(head.subspan(4, 4)) != version || !std::has_single_bit(page_size) ||
      page_size < page_size_min || page_size > page_size_max || !sum.is(head.subspan(24)))
    return log;
  log.page_size = page_size;

  std::vector<std::pair<std::uint32_t, std::uint64_t>> uncommitted;
  base::Bytes frame(frame_header_size + page_size);
  std::uint64_t seen = 0;
  for (std::uint64_t at = header_size; read_at(log.file, at, frame); at += frame.size()) {
    const base::BytesView bytes(frame);
    const std::uint32_t page = big_endian(bytes.first(4));
    const std::uint32_t pages = big_endian(bytes.subspan(4, 4));
    sum.add(bytes.first(8));
    sum.add(bytes.subspan(frame_header_size));
    if (page == 0 || !std::ranges::equal(bytes.subspan(8, 8), head.subspan(16, 8)) || !sum.is(bytes.subspan(16, 8)))
      break;
    ++seen;
    uncommitted.emplace_back(page, at + frame_header_size);
    if (pages == 0) continue;
    for (const auto& [number, offset] : uncommitted) {
      log.newest[number] = offset;
      if (number == 2) log.second_page.push_back(offset);
    }
    uncommitted.clear();
    log.frames = seen;
    log.pages = pages;
  }
  return log;
}

}  // namespace alongside::ledger
