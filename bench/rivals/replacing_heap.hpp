// ReplacingHeap: a binary heap at its best for the hold model. A pop only remembers that the root is to go; the push that follows puts its entry
// there and lets it sink, one walk instead of two. Which child is the lesser is chosen without a branch.
#pragma once

#include "heap.hpp"

namespace alongside::rivals {

template <class What>
class ReplacingHeap {
 public:
  bool empty() const { return entries_.size() == (root_is_gone_ ? 1 : 0); }

  const Entry<What>& next() {
    if (root_is_gone_) fill_root();
    return entries_.front();
  }

  void pop() {
    if (root_is_gone_) fill_root();
    root_is_gone_ = true;
  }

  void push(base::Instant at, What what) {
    const Entry<What> pushed{at, order_++, what};
    if (root_is_gone_) {
      root_is_gone_ = false;
      return sink(pushed);
    }
    std::size_t hole = entries_.size();
    entries_.push_back(pushed);
    for (; hole > 0 && before(pushed, entries_[(hole - 1) / 2]) != 0; hole = (hole - 1) / 2)
      entries_[hole] = entries_[(hole - 1) / 2];
    entries_[hole] = pushed;
  }

 private:
  __extension__ using Wide = unsigned __int128;

  /// Instant and order as one number.
  static Wide key(const Entry<What>& entry) {
    return (static_cast<Wide>(static_cast<std::uint64_t>(entry.at.milliseconds_utc)) << 64) | entry.order;
  }
  static unsigned before(const Entry<What>& a, const Entry<What>& b) { return key(a) < key(b) ? 1U : 0U; }

  void fill_root() {
    root_is_gone_ = false;
    const Entry<What> last = entries_.back();
    entries_.pop_back();
    if (!entries_.empty()) sink(last);
  }

  void sink(const Entry<What> sunk) {
    Entry<What>* const heap = entries_.data();
    const std::size_t size = entries_.size();
    std::size_t hole = 0;
    std::size_t child = 1;
    while (child + 1 < size) {
      child += before(heap[child + 1], heap[child]);
      if (before(heap[child], sunk) == 0) {
        heap[hole] = sunk;
        return;
      }
      heap[hole] = heap[child];
      hole = child;
      child = 2 * hole + 1;
    }
    if (child < size && before(heap[child], sunk) != 0) {
      heap[hole] = heap[child];
      hole = child;
    }
    heap[hole] = sunk;
  }

  std::vector<Entry<What>> entries_;
  bool root_is_gone_ = false;
  std::uint32_t order_ = 0;
};

}  // namespace alongside::rivals
