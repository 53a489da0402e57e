#include "center/import/codes.hpp"

namespace alongside::center {

std::optional<std::uint32_t> ImportCodes::number_of(const std::string& code) {
  if (code.empty()) return std::nullopt;
  return numbers_.emplace(code, static_cast<std::uint32_t>(numbers_.size())).first->second;
}

void ImportCodes::count(std::uint32_t number, document::Date day) {
  const auto year = static_cast<std::uint32_t>(day.year);
  all_.insert(number);
  periods_[year].insert(number);
  periods_[year * 100 + day.month].insert(number);
}

std::map<std::uint32_t, std::uint32_t> ImportCodes::by_period() const {
  std::map<std::uint32_t, std::uint32_t> counts;
  for (const auto& [period, numbers] : periods_) counts[period] = static_cast<std::uint32_t>(numbers.size());
  return counts;
}

}  // namespace alongside::center
