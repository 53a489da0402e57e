// Subscribers: who is told of each publication.
//
// Invariant: after `remove` has returned nobody is called under that number. Threads: any; they are called on the writer's.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

namespace alongside::center {

class Subscribers {
 public:
  std::uint64_t add(std::function<void()> changed) {
    const std::lock_guard lock(mutex_);
    subscribers_[next_] = std::move(changed);
    return next_++;
  }
  void remove(std::uint64_t subscription) {
    const std::lock_guard lock(mutex_);
    subscribers_.erase(subscription);
  }
  void tell() {
    const std::lock_guard lock(mutex_);
    for (const auto& [number, changed] : subscribers_) changed();
  }

 private:
  std::mutex mutex_;
  std::map<std::uint64_t, std::function<void()>> subscribers_;
  std::uint64_t next_ = 1;
};

}  // namespace alongside::center
