// The counting itself, and a test that it counts. A sanitizer has an operator new of its own: under it nothing is counted.
#include "sim/engine/counted_allocations_test.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <new>

namespace {
thread_local bool counting = false;
thread_local std::size_t allocations = 0;

[[maybe_unused]] void* counted(std::size_t size, std::size_t alignment) {
  if (counting) ++allocations;
  void* memory = alignment > alignof(std::max_align_t)
                     ? std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment)
                     : std::malloc(size == 0 ? 1 : size);
  if (!memory) throw std::bad_alloc();
  return memory;
}
}  // namespace

#ifndef ALONGSIDE_SANITIZED
void* operator new(std::size_t size) { return counted(size, 0); }
void* operator new[](std::size_t size) { return counted(size, 0); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return counted(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
#endif

namespace alongside::sim {

CountedAllocations::CountedAllocations() {
  allocations = 0;
  counting = true;
}
CountedAllocations::~CountedAllocations() { counting = false; }
std::size_t CountedAllocations::so_far() const { return allocations; }

TEST(CountedAllocations, SeeAnAllocation) {
#ifdef ALONGSIDE_SANITIZED
  GTEST_SKIP() << "nothing is counted under a sanitizer";
#endif
  const CountedAllocations counted_here;
  const auto number = std::make_unique<int>(1);
  EXPECT_EQ(counted_here.so_far(), 1U) << *number;
}

}  // namespace alongside::sim
