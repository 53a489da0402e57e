// Until: when a search has to come to an end: at a moment, or when somebody asks.
//
// Every search asks it. A value; free to share between threads.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>

namespace alongside::solve {

struct Until {
  using Clock = std::chrono::steady_clock;

  Clock::time_point end = Clock::time_point::max();
  const std::atomic<bool>* stop = nullptr;

  /// So many seconds from now; more than a century is never.
  static Until in(double seconds, const std::atomic<bool>* stop) {
    constexpr double century = 3.2e9;
    if (!(seconds < century)) return {.stop = stop};
    return {.end = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds)),
            .stop = stop};
  }
  /// The same, and no later than so many seconds from now.
  Until at_most(double seconds) const { return {.end = std::min(end, in(seconds, stop).end), .stop = stop}; }

  bool is_asked_to_stop() const { return stop != nullptr && stop->load(std::memory_order_relaxed); }
  bool is_over() const { return is_asked_to_stop() || Clock::now() >= end; }
  double seconds_left() const { return std::max(0.0, std::chrono::duration<double>(end - Clock::now()).count()); }
};

}  // namespace alongside::solve
