// Pace: how often something that anybody may ask for is done: some at once, then one each `every`.
//
// Threads: may be used from any thread.
#pragma once

#include <chrono>
#include <mutex>

namespace alongside::server {

class Pace {
 public:
  Pace(int at_once, std::chrono::milliseconds every) : at_once_(at_once), every_(every) {}
  /// Zero: now, and it is counted. Otherwise how long until the next.
  std::chrono::milliseconds wait();
  /// The same, and nothing is counted.
  std::chrono::milliseconds early() const;
  /// One was done, whether or not it was early: the next waits for longer.
  void count();

 private:
  // With `mutex_` held.
  std::chrono::milliseconds early_at(std::chrono::steady_clock::time_point now) const;
  void count_at(std::chrono::steady_clock::time_point now);

  const int at_once_;
  const std::chrono::milliseconds every_;
  mutable std::mutex mutex_;
  std::chrono::steady_clock::time_point all_free_{};  ///< when none is counted any more
};

}  // namespace alongside::server
