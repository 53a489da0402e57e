// Equality of two lists of slots: spare slots differ with the room made; what is in use must not.
#pragma once

#include <algorithm>
#include <cstddef>

namespace alongside::domain {

template <class Slots>
bool are_equal_in_use(const Slots& a, const Slots& b, auto is_used) {
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    const bool in_a = i < a.size() && is_used(a[i]);
    const bool in_b = i < b.size() && is_used(b[i]);
    if (in_a != in_b || (in_a && !(a[i] == b[i]))) return false;
  }
  return true;
}

}  // namespace alongside::domain
