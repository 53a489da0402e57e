#include "server/code_lookups.hpp"

#include <algorithm>
#include <tuple>

namespace alongside::server {

Pace& CodeLookups::pace_of(bool screen, std::uint32_t number) {
  const std::lock_guard lock(mutex_);
  return paces_
      .emplace(std::piecewise_construct, std::forward_as_tuple(screen, number), std::forward_as_tuple(at_once, every))
      .first->second;
}

std::chrono::milliseconds CodeLookups::wait(const center::Principal& by) {
  auto out = pace_of(false, by.staff.number).early();
  if (by.device.exists()) out = std::max(out, pace_of(true, by.device.number).early());
  if (out.count() > 0) ++slowed_;
  return out;
}

void CodeLookups::count(const center::Principal& by) {
  pace_of(false, by.staff.number).count();
  if (by.device.exists()) pace_of(true, by.device.number).count();
}

}  // namespace alongside::server
