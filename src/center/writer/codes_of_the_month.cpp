#include "center/writer/codes_of_the_month.hpp"

namespace alongside::center {

std::uint32_t month_of(const document::Zone& zone, base::Instant at) {
  const auto local = zone.to_local(at);
  return static_cast<std::uint32_t>(local.date.year * 100 + local.date.month);
}

void CodesOfTheMonth::came(const base::Uuid& participant, std::uint32_t month) {
  if (month == month_) ++visits_[participant];
}

void CodesOfTheMonth::did_not_come(const base::Uuid& participant, std::uint32_t month) {
  if (month != month_) return;
  if (const auto code = visits_.find(participant); code != visits_.end() && --code->second == 0) visits_.erase(code);
}

}  // namespace alongside::center
