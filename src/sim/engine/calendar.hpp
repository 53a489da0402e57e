// Calendar: what happens next, for a simulation whose events are pushed with the instant at which they happen.
//
// Goals: earliest first, those of one instant in the order in which they were pushed, so that a run is the same on every machine; a few
// nanoseconds for tens to some hundreds of standing entries. Non-goals: taking an entry back (the model knows by itself that an entry has
// become meaningless), sharing between threads. Nothing is allocated once it has held as many entries as it will.
//
// It is a heap of four children a node.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "base/time.hpp"

namespace alongside::sim {

template <class What>
class Calendar {
  static_assert(std::is_trivially_copyable_v<What> && sizeof(What) <= 8, "an entry is moved often: keep numbers in it, not things");

 public:
  struct Entry {
    base::Instant at;
    std::uint32_t order;  ///< counts up with each push: the tie-break
    What what;
  };

  /// `first_order`: where the count of pushes begins; only a test wants another than 0.
  explicit Calendar(std::uint32_t first_order = 0) : order_(first_order) {}

  bool empty() const { return entries_.empty(); }
  std::size_t size() const { return entries_.size(); }
  void reserve(std::size_t entries) { entries_.reserve(entries); }
  void clear() { entries_.clear(); }

  void push(base::Instant at, What what) {
    if (order_ == std::numeric_limits<std::uint32_t>::max()) count_again();
    entries_.push_back({at, order_++, what});
    rise(entries_.size() - 1);
  }

  /// The earliest entry; there must be one. Valid until the next push or pop.
  const Entry& next() const {
    assert(!entries_.empty());
    return entries_.front();
  }

  void pop() {
    assert(!entries_.empty());
    const Entry last = entries_.back();
    entries_.pop_back();
    if (!entries_.empty()) sink(last);
  }

 private:
  static constexpr std::size_t children = 4;

  static bool before(const Entry& a, const Entry& b) {
    return a.at < b.at || (a.at == b.at && a.order < b.order);
  }

  void rise(std::size_t hole) {
    const Entry risen = entries_[hole];
    while (hole > 0) {
      const std::size_t parent = (hole - 1) / children;
      if (!before(risen, entries_[parent])) break;
      entries_[hole] = entries_[parent];
      hole = parent;
    }
    entries_[hole] = risen;
  }

  /// Puts `last` where the first entry was, and then as far down as it belongs.
  void sink(const Entry last) {
    std::size_t hole = 0;
    for (;;) {
      const std::size_t first = hole * children + 1;
      if (first >= entries_.size()) break;
      const std::size_t end = std::min(first + children, entries_.size());
      std::size_t least = first;
      for (std::size_t child = first + 1; child < end; ++child) {
        if (before(entries_[child], entries_[least])) least = child;
      }
      if (!before(entries_[least], last)) break;
      entries_[hole] = entries_[least];
      hole = least;
    }
    entries_[hole] = last;
  }

  /// After four thousand million pushes: the standing entries get the lowest numbers, in their order.
  void count_again() {
    std::sort(entries_.begin(), entries_.end(), before);  // a sorted array is a heap
    order_ = 0;
    for (Entry& entry : entries_) entry.order = order_++;
  }

  std::vector<Entry> entries_;
  std::uint32_t order_;
};

}  // namespace alongside::sim
