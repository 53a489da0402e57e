// Codes of the month: how many distinct codes came in it, counted while their links are there.
//
// Invariant: each code that stands here came in the month at least once, and no visit is counted that never was. Values.
#pragma once

#include <cstdint>
#include <map>

#include "base/time.hpp"
#include "base/uuid.hpp"
#include "document/dates.hpp"

namespace alongside::center {

/// As yyyymm, on the site's wall.
std::uint32_t month_of(const document::Zone& zone, base::Instant at);

class CodesOfTheMonth {
 public:
  CodesOfTheMonth() = default;
  explicit CodesOfTheMonth(std::uint32_t month) : month_(month) {}

  std::uint32_t month() const { return month_; }
  std::uint32_t distinct() const { return static_cast<std::uint32_t>(visits_.size()); }

  /// Who came in another month is not counted.
  void came(const base::Uuid& participant, std::uint32_t month);
  /// Nobody came: that welcome, of this month, was taken back.
  void did_not_come(const base::Uuid& participant, std::uint32_t month);

 private:
  std::uint32_t month_ = 0;
  std::map<base::Uuid, std::uint32_t> visits_;  ///< of each code
};

}  // namespace alongside::center
