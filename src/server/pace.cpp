#include "server/pace.hpp"

#include <algorithm>

namespace alongside::server {

std::chrono::milliseconds Pace::wait() {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  const auto out = early_at(now);
  if (out.count() == 0) count_at(now);
  return out;
}

std::chrono::milliseconds Pace::early() const {
  const std::lock_guard lock(mutex_);
  return early_at(std::chrono::steady_clock::now());
}

void Pace::count() {
  const std::lock_guard lock(mutex_);
  count_at(std::chrono::steady_clock::now());
}

std::chrono::milliseconds Pace::early_at(std::chrono::steady_clock::time_point now) const {
  const auto early = std::max(all_free_, now) + every_ - at_once_ * every_ - now;
  return std::max(std::chrono::ceil<std::chrono::milliseconds>(early), std::chrono::milliseconds(0));
}

void Pace::count_at(std::chrono::steady_clock::time_point now) { all_free_ = std::max(all_free_, now) + every_; }

}  // namespace alongside::server
