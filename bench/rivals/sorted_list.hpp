// SortedList: one array, latest first, each entry put in its place by moving those that come before it in time. What a calendar of a
// dozen entries could be.
#pragma once

#include "heap.hpp"

namespace alongside::rivals {

template <class What>
class SortedList {
 public:
  bool empty() const { return entries_.empty(); }
  const Entry<What>& next() const { return entries_.back(); }
  void pop() { entries_.pop_back(); }

  void push(base::Instant at, What what) {
    const Entry<What> pushed{at, order_++, what};
    entries_.push_back(pushed);
    std::size_t hole = entries_.size() - 1;
    for (; hole > 0 && entries_[hole - 1] < pushed; --hole) entries_[hole] = entries_[hole - 1];
    entries_[hole] = pushed;
  }

 private:
  std::vector<Entry<What>> entries_;
  std::uint32_t order_ = 0;
};

}  // namespace alongside::rivals
