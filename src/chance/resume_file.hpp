// ResumeFile: the rows of a run as they are done, so that a run that was stopped or killed goes on where it was.
//
// Goals: cut at any byte, by a kill or a lost power, it costs at most the rows after the cut; a file of another run, and one that is no resume
// file, is refused and left as it is. Non-goals: reading it on a machine of another byte order's doubles (bytes are little-endian IEEE).
// A row is fixed in length and carries a checksum that begins with the header's. One process writes it (a lock), one thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "base/bytes.hpp"
#include "base/result.hpp"

namespace alongside::chance {

class ResumeFile {
 public:
  struct Row {
    std::uint32_t replicate;
    std::vector<double> values;
  };

  /// Makes the file, or reads what is there. Refuses one of another fingerprint or width, one that is no resume file, and one that another run writes.
  static base::Result<ResumeFile> open(const std::filesystem::path& path, std::string_view fingerprint,
                                       std::size_t width);

  ResumeFile(ResumeFile&& other) noexcept;
  ResumeFile& operator=(ResumeFile&&) = delete;
  ~ResumeFile();

  /// The whole rows that the file held when it was opened; each replicate once.
  const std::vector<Row>& found() const { return found_; }
  /// `values`: one row of `width` for each of `replicates`. Written and on the disk when this returns.
  base::Result<> append(std::span<const std::uint32_t> replicates, std::span<const double> values);

 private:
  ResumeFile(std::filesystem::path path, int descriptor, std::size_t width, std::uint64_t checksum);
  void read_rows(base::BytesView rows);
  base::Result<> write(base::BytesView bytes);

  std::filesystem::path path_;
  int descriptor_;
  std::size_t width_;
  std::uint64_t checksum_;  ///< of the header
  std::vector<Row> found_;
};

}  // namespace alongside::chance
