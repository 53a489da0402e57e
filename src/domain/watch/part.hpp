// What the state holds of watches beside the people themselves: what may be taken back.
#pragma once

#include <vector>

#include "domain/visit/person.hpp"

namespace alongside::domain {

/// Of one visit: a count of eight bits must not begin anew. [J]
inline constexpr std::uint8_t uses_max = 200;

/// How somebody was before the last thing that may be taken back; gone when something comes after it.
struct Before {
  enum class What : std::uint8_t { nothing, look, seen_with_all, use };
  What what = What::nothing;
  Instant at = Instant::unknown();  ///< when that thing was done
  DeviceRef device{};               ///< and on which screen: no other takes it back
  Person person{};
  WatchDeadlines due{};

  bool operator==(const Before&) const = default;
};

}  // namespace alongside::domain

namespace alongside::domain::watch {

struct Part {
  std::vector<Before> before;  ///< by slot, as the people

  /// However many spare slots there are.
  bool operator==(const Part& other) const;
};

}  // namespace alongside::domain::watch
