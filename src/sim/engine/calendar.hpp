// Calendar: what happens next, for a simulation whose events are pushed with the instant at which they happen.
//
// Goals: earliest first, those of one instant in the order in which they were pushed, so that a run is the same on every machine; about
// twenty nanoseconds to take one and push one, with four entries standing as with a thousand. Non-goals: taking an entry back (the model knows by itself that
// an entry has become meaningless), thousands of entries of one instant, sharing between threads. Nothing is allocated once it has held as many entries
// as it will hold.
//
// It is a ladder queue (Tang, Goh and Thng 2005, ACM Transactions on Modeling and Computer Simulation 15:175): what is far off lies unsorted on
// top; when all else is used up, the top is spread over a rung of buckets, about one entry each; a bucket of too many is spread over a finer rung;
// the few that come next lie sorted at the bottom. Changed from the paper: a bucket's width is a power of two (a shift, no division), and
// buckets are lists in one pool, so that no bucket ever grows. bench/calendars.cpp measures it against its rivals and says which of them won.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <type_traits>
#include <vector>

#include "base/time.hpp"

namespace alongside::sim {

template <class What>
class Calendar {
  static_assert(std::is_trivially_copyable_v<What> && sizeof(What) <= 8,
                "an entry is moved often: keep numbers in it, not things");

 public:
  struct Entry {
    base::Instant at;
    std::uint32_t order;  ///< counts up with each push: the tie-break
    What what;
  };

  Calendar() : Calendar(0) {}
  /// `first_order`: where the count of pushes begins; only a test wants another than 0.
  explicit Calendar(std::uint32_t first_order) : order_(first_order) { reserve(16); }

  bool empty() const { return size_ == 0; }
  std::size_t size() const { return size_; }

  /// Room for so many entries at once.
  void reserve(std::size_t entries);
  void clear();
  void push(base::Instant at, What what);

  /// The earliest entry; there must be one. Valid until the next push or pop.
  const Entry& next() {
    if (bottom_size_ == 0) refill_bottom();
    return bottom_[bottom_size_ - 1];
  }

  void pop() {
    if (bottom_size_ == 0) refill_bottom();
    --bottom_size_;
    --size_;
  }

 private:
  /// A bucket of so few is sorted; of more, it is spread over a finer rung.
  static constexpr std::size_t sorted_max = 24;
  /// A bottom that has grown so long by pushes is spread over a rung (the paper's threshold).
  static constexpr std::size_t bottom_max = 50;
  static constexpr std::size_t rungs_max = 8;  // the paper's
  static constexpr std::uint32_t no_node = std::numeric_limits<std::uint32_t>::max();

  struct Node {
    Entry entry;
    std::uint32_t next;
  };
  struct Bucket {
    std::uint32_t first = no_node;
    std::uint32_t entries = 0;
  };
  struct Rung {
    std::vector<Bucket> buckets;
    std::int64_t start = 0;          ///< of the first bucket
    std::int64_t current_start = 0;  ///< what is earlier lies on a finer rung or at the bottom
    std::size_t current = 0;         ///< the first bucket that may hold something
    std::size_t entries = 0;
    unsigned shift = 0;  ///< a bucket is 2^shift milliseconds wide
  };

  static bool before(const Entry& a, const Entry& b) { return a.at < b.at || (a.at == b.at && a.order < b.order); }

  std::uint32_t new_node(const Entry& entry) {
    const std::uint32_t node = free_;
    free_ = nodes_[node].next;
    nodes_[node].entry = entry;
    return node;
  }
  void free_node(std::uint32_t node) {
    nodes_[node].next = free_;
    free_ = node;
  }

  void put_on_top(const Entry& entry);
  void put_on_rung(Rung& rung, std::uint32_t node);
  void put_at_bottom(const Entry& entry);
  Rung& add_rung(std::int64_t start, std::int64_t end, std::size_t entries);
  void spread(std::span<const Entry> entries, Rung& rung);
  void spread_bottom();
  void refill_bottom();
  void take_top();
  void take_bucket(Rung& rung);
  void sort_into_bottom(std::uint32_t first, std::size_t entries);
  void count_again();

  std::vector<Entry> top_;     ///< from top_start_ on
  std::vector<Entry> bottom_;  ///< the first bottom_size_, latest first
  std::size_t bottom_size_ = 0;
  std::array<Rung, rungs_max> rungs_;
  std::size_t rungs_used_ = 0;
  std::vector<Node> nodes_;  ///< what lies on rungs, and free ones
  std::uint32_t free_ = no_node;
  std::int64_t top_start_ = std::numeric_limits<std::int64_t>::min();
  std::int64_t top_earliest_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t top_latest_ = std::numeric_limits<std::int64_t>::min();
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;  ///< how many entries there is room for, wherever they lie
  std::uint32_t order_;
};

template <class What>
void Calendar<What>::push(base::Instant at, What what) {
  if (size_ == capacity_) [[unlikely]]
    reserve(2 * capacity_);
  if (order_ == std::numeric_limits<std::uint32_t>::max()) [[unlikely]]
    count_again();
  ++size_;
  const Entry entry{at, order_++, what};
  if (at.milliseconds_utc >= top_start_) return put_on_top(entry);
  for (std::size_t r = 0; r < rungs_used_; ++r) {
    if (at.milliseconds_utc < rungs_[r].current_start) continue;
    return put_on_rung(rungs_[r], new_node(entry));
  }
  put_at_bottom(entry);
  if (bottom_size_ > bottom_max && rungs_used_ < rungs_max) spread_bottom();
}

template <class What>
void Calendar<What>::put_on_top(const Entry& entry) {
  top_.push_back(entry);
  top_earliest_ = std::min(top_earliest_, entry.at.milliseconds_utc);
  top_latest_ = std::max(top_latest_, entry.at.milliseconds_utc);
}

template <class What>
void Calendar<What>::put_on_rung(Rung& rung, std::uint32_t node) {
  Bucket& bucket =
      rung.buckets[static_cast<std::size_t>((nodes_[node].entry.at.milliseconds_utc - rung.start) >> rung.shift)];
  nodes_[node].next = bucket.first;
  bucket.first = node;
  ++bucket.entries;
  ++rung.entries;
}

template <class What>
void Calendar<What>::put_at_bottom(const Entry& entry) {
  Entry* hole = bottom_.data() + bottom_size_++;
  for (; hole != bottom_.data() && before(hole[-1], entry); --hole) *hole = hole[-1];
  *hole = entry;
}

/// A rung of at most 2 * `entries` buckets over [start, end].
template <class What>
auto Calendar<What>::add_rung(std::int64_t start, std::int64_t end, std::size_t entries) -> Rung& {
  Rung& rung = rungs_[rungs_used_++];
  const std::uint64_t width = static_cast<std::uint64_t>(end - start) / entries;
  rung.shift = width == 0 ? 0U : static_cast<unsigned>(std::bit_width(width)) - 1U;
  rung.start = start;
  rung.current_start = start;
  rung.current = 0;
  rung.entries = 0;
  const std::size_t used = static_cast<std::size_t>((end - start) >> rung.shift) + 1;
  assert(used <= rung.buckets.size());
  std::fill_n(rung.buckets.begin(), used, Bucket{});
  return rung;
}

template <class What>
void Calendar<What>::spread(std::span<const Entry> entries, Rung& rung) {
  for (const Entry& entry : entries) put_on_rung(rung, new_node(entry));
}

template <class What>
void Calendar<What>::spread_bottom() {
  const std::int64_t end = (rungs_used_ > 0 ? rungs_[rungs_used_ - 1].current_start : top_start_) - 1;
  const std::int64_t start = bottom_[bottom_size_ - 1].at.milliseconds_utc;
  if (end - start < static_cast<std::int64_t>(bottom_size_)) return;  // too close together to be told apart by buckets
  spread(std::span(bottom_).first(bottom_size_), add_rung(start, end, bottom_size_));
  bottom_size_ = 0;
}

template <class What>
void Calendar<What>::refill_bottom() {
  assert(size_ > 0);
  while (bottom_size_ == 0) {
    while (rungs_used_ > 0 && rungs_[rungs_used_ - 1].entries == 0) --rungs_used_;
    if (rungs_used_ == 0) {
      take_top();
    } else {
      take_bucket(rungs_[rungs_used_ - 1]);
    }
  }
}

template <class What>
void Calendar<What>::take_top() {
  if (top_.size() <= sorted_max || top_earliest_ == top_latest_) {
    for (auto entry = top_.rbegin(); entry != top_.rend(); ++entry) put_at_bottom(*entry);
  } else {
    spread(top_, add_rung(top_earliest_, top_latest_, top_.size()));
  }
  top_.clear();
  top_start_ = top_latest_ + 1;
  top_earliest_ = std::numeric_limits<std::int64_t>::max();
  top_latest_ = std::numeric_limits<std::int64_t>::min();
}

/// The next bucket that holds something: to the bottom, or to a finer rung.
template <class What>
void Calendar<What>::take_bucket(Rung& rung) {
  while (rung.buckets[rung.current].entries == 0) ++rung.current;
  const Bucket bucket = rung.buckets[rung.current];
  const std::int64_t start = rung.start + (static_cast<std::int64_t>(rung.current) << rung.shift);
  ++rung.current;
  rung.current_start = start + (std::int64_t{1} << rung.shift);
  rung.entries -= bucket.entries;
  if (bucket.entries <= sorted_max || rung.shift == 0 || rungs_used_ == rungs_max)
    return sort_into_bottom(bucket.first, bucket.entries);
  Rung& finer = add_rung(start, rung.current_start - 1, bucket.entries);
  for (std::uint32_t node = bucket.first; node != no_node;) {
    const std::uint32_t next = nodes_[node].next;
    put_on_rung(finer, node);
    node = next;
  }
}

template <class What>
void Calendar<What>::sort_into_bottom(std::uint32_t first, std::size_t entries) {
  for (std::uint32_t node = first; node != no_node;) {
    const std::uint32_t next = nodes_[node].next;
    if (entries <= sorted_max) {
      put_at_bottom(nodes_[node].entry);
    } else {
      bottom_[bottom_size_++] = nodes_[node].entry;
    }
    free_node(node);
    node = next;
  }
  if (entries > sorted_max)
    std::ranges::sort(std::span(bottom_).first(bottom_size_),
                      [](const Entry& a, const Entry& b) { return before(b, a); });
}

template <class What>
void Calendar<What>::reserve(std::size_t entries) {
  if (entries <= capacity_) return;
  top_.reserve(entries);
  bottom_.resize(entries);
  for (Rung& rung : rungs_) rung.buckets.resize(2 * entries);
  nodes_.resize(entries);
  for (std::size_t node = capacity_; node < entries; ++node) free_node(static_cast<std::uint32_t>(node));
  capacity_ = entries;
}

template <class What>
void Calendar<What>::clear() {
  free_ = no_node;
  for (std::size_t node = 0; node < capacity_; ++node) free_node(static_cast<std::uint32_t>(node));
  top_.clear();
  bottom_size_ = 0;
  rungs_used_ = 0;
  top_start_ = std::numeric_limits<std::int64_t>::min();
  top_earliest_ = std::numeric_limits<std::int64_t>::max();
  top_latest_ = std::numeric_limits<std::int64_t>::min();
  size_ = 0;
  order_ = 0;
}

/// After four thousand million pushes: the standing entries get the lowest numbers, in their order.
template <class What>
void Calendar<What>::count_again() {
  std::vector<Entry> standing;
  for (; !empty(); pop()) standing.push_back(next());
  clear();
  for (const Entry& entry : standing) push(entry.at, entry.what);
}

}  // namespace alongside::sim
