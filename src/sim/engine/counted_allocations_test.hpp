// Counts what this thread allocates, for tests that nothing is allocated in steady state.
//
// The counting replaces the global operator new of the room's whole test program; it counts only while a CountedAllocations lives.
#pragma once

#include <cstddef>

namespace alongside::sim {

/// Not two at once on one thread.
class CountedAllocations {
 public:
  CountedAllocations();
  ~CountedAllocations();
  CountedAllocations(const CountedAllocations&) = delete;
  CountedAllocations& operator=(const CountedAllocations&) = delete;

  std::size_t so_far() const;
};

}  // namespace alongside::sim
