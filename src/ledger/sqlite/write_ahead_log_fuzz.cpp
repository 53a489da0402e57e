// Arbitrary bytes as a write-ahead log, with checksums that hold as far as the first byte says: reading it never crashes, and whatever it calls
// committed lies in the file.

#include <stdlib.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <string>

#include "ledger/sqlite/write_ahead_log.hpp"

namespace {

constexpr std::size_t header_size = 32;
constexpr std::size_t frame_size = 24 + 512;

void put(std::string& bytes, std::size_t at, std::uint32_t word) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(word >> (24 - 8 * i));
}

std::uint32_t big_endian_at(const std::string& bytes, std::size_t at) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i) word = word << 8 | static_cast<unsigned char>(bytes[at + i]);
  return word;
}

/// The format's running sum over big-endian pairs of words.
struct Sum {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  void add(const std::string& bytes, std::size_t from, std::size_t count) {
    for (std::size_t at = from; at < from + count; at += 8) {
      first += big_endian_at(bytes, at) + second;
      second += big_endian_at(bytes, at + 4) + first;
    }
  }
  void put_at(std::string& bytes, std::size_t at) const {
    put(bytes, at, first);
    put(bytes, at + 4, second);
  }
};

/// A header and as many frames as `whole` says, made to hold; what follows stays as it came.
void make_hold(std::string& bytes, std::size_t whole) {
  if (bytes.size() < header_size) return;
  put(bytes, 0, 0x377f0683);
  put(bytes, 4, 3'007'000);
  put(bytes, 8, 512);
  Sum sum;
  sum.add(bytes, 0, 24);
  sum.put_at(bytes, 24);
  for (std::size_t n = 0; n < whole; ++n) {
    const std::size_t at = header_size + n * frame_size;
    if (at + frame_size > bytes.size()) return;
    bytes.replace(at + 8, 8, bytes.substr(16, 8));
    sum.add(bytes, at, 8);
    sum.add(bytes, at + 24, 512);
    sum.put_at(bytes, at + 16);
  }
}

const std::string& folder() {
  static const std::string made = [] {
    std::string name = "/tmp/alongside-log-fuzz-XXXXXX";
    return std::string(::mkdtemp(name.data()));
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace alongside;
  if (size < 1) return 0;
  std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if ((data[0] & 0x80U) == 0) make_hold(bytes, data[0]);
  const std::string database = folder() + "/database";
  std::ofstream(ledger::log_beside(database), std::ios::binary | std::ios::trunc) << bytes;
  const auto log = ledger::read_log(database);
  if (!log.ok()) return 0;
  if (log->size != bytes.size()) std::abort();
  for (const auto& [page, offset] : log->newest) {
    if (page == 0 || offset < header_size || offset + log->page_size > log->size) std::abort();
  }
  if (log->frames * frame_size + header_size > log->size && log->page_size == 512) std::abort();
  return 0;
}
