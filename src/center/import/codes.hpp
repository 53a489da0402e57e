// Import codes: how many distinct codes an imported file has, in all and by month and year.
//
// Invariant: a code leaves this object only as a number of codes; the codes go when it goes. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "document/dates.hpp"

namespace alongside::center {

class ImportCodes {
 public:
  /// A number for a code (folded, participants.hpp), the same for the same code; nothing for an empty one. It is not counted yet.
  std::optional<std::uint32_t> number_of(const std::string& code);
  /// Counts the code of a visit on this day of the site's wall.
  void count(std::uint32_t number, document::Date day);

  std::uint32_t distinct() const { return static_cast<std::uint32_t>(all_.size()); }
  /// By year (yyyy) and by month (yyyymm).
  std::map<std::uint32_t, std::uint32_t> by_period() const;

 private:
  using Numbers = std::unordered_set<std::uint32_t>;

  std::unordered_map<std::string, std::uint32_t> numbers_;
  Numbers all_;
  std::map<std::uint32_t, Numbers> periods_;
};

}  // namespace alongside::center
