// Heap: the calendar's rival as a plain heap of `children` a node, with std::push_heap's and std::pop_heap's ways of doing it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/time.hpp"

namespace alongside::rivals {

/// What every rival keeps: earliest first, and of one instant the one pushed first.
template <class What>
struct Entry {
  base::Instant at;
  std::uint32_t order;
  What what;

  bool operator<(const Entry& other) const { return at < other.at || (at == other.at && order < other.order); }
};

template <class What, std::size_t children>
class Heap {
 public:
  bool empty() const { return entries_.empty(); }
  const Entry<What>& next() const { return entries_.front(); }

  void push(base::Instant at, What what) {
    const Entry<What> risen{at, order_++, what};
    std::size_t hole = entries_.size();
    entries_.push_back(risen);
    for (; hole > 0 && risen < entries_[(hole - 1) / children]; hole = (hole - 1) / children)
      entries_[hole] = entries_[(hole - 1) / children];
    entries_[hole] = risen;
  }

  void pop() {
    const Entry<What> sunk = entries_.back();
    entries_.pop_back();
    const std::size_t size = entries_.size();
    if (size == 0) return;
    std::size_t hole = 0;
    for (std::size_t first = 1; first < size; first = hole * children + 1) {
      std::size_t least = first;
      for (std::size_t child = first + 1; child < std::min(first + children, size); ++child) {
        if (entries_[child] < entries_[least]) least = child;
      }
      if (!(entries_[least] < sunk)) break;
      entries_[hole] = entries_[least];
      hole = least;
    }
    entries_[hole] = sunk;
  }

 private:
  std::vector<Entry<What>> entries_;
  std::uint32_t order_ = 0;
};

}  // namespace alongside::rivals
