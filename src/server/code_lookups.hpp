// Code lookups: how fast people's codes can be tried by one who stands at a registered screen.
//
// Whether a code is known here says that somebody comes here. A door asks a few times a minute; who tries a list of words is slowed, as
// a person and as a screen, and counted. What stands in the record with its writer's name is not counted: a welcome that is accepted.
// Threads: may be used from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <utility>

#include "center/principal.hpp"
#include "server/pace.hpp"

namespace alongside::server {

class CodeLookups {
 public:
  static constexpr int at_once = 30;                       ///< [J] a queue at the door after a closure
  static constexpr std::chrono::milliseconds every{2000};  ///< [J] 30 a minute, faster than a door is

  /// Zero: look it up. Otherwise how long until the next.
  std::chrono::milliseconds wait(const center::Principal& by);
  /// A code was looked up and nothing else tells of it.
  void count(const center::Principal& by);
  /// Refused since the start.
  std::uint64_t slowed() const { return slowed_; }

 private:
  Pace& pace_of(bool screen, std::uint32_t number);

  std::mutex mutex_;
  std::map<std::pair<bool, std::uint32_t>, Pace> paces_;  ///< as many as there are screens and staff
  std::atomic<std::uint64_t> slowed_ = 0;
};

}  // namespace alongside::server
