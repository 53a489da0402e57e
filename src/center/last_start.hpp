// The starts of the program that the record tells of, and which of them must have a signed head.
//
// A head is signed right behind each start's rows, before anything that a screen sends is decided. So a list of signed heads that does not
// reach the newest start behind which somebody acted was cut, emptied, or is an older copy; or the disk was full at that time.
// Values.
#pragma once

#include <cstdint>
#include <variant>

#include "domain/event.hpp"

namespace alongside::center {

struct LastStart {
  std::uint64_t row = 0;         ///< of the last one; 0: the program never served this record
  std::uint64_t signed_row = 0;  ///< of the newest behind which somebody's row stands; 0: there is none

  void take(std::uint64_t seq, const domain::Event& event) {
    if (std::holds_alternative<domain::Booted>(event.body))
      row = seq;
    else if (event.by.exists() || event.device.exists())
      signed_row = row;
  }
  bool should_be_signed_by(std::uint64_t highest_signed_row) const { return highest_signed_row < signed_row; }
};

}  // namespace alongside::center
