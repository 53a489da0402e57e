// LadderQueue: Tang, Goh and Thng (2005), "Ladder queue: an O(1) priority queue structure for large-scale discrete event simulation", ACM
// Transactions on Modeling and Computer Simulation 15:175. What is far off lies unsorted on top; when the rest is used up it is spread over a
// rung of buckets; a bucket of more than 50 is spread over a finer rung; the next few entries lie sorted at the bottom.
#pragma once

#include <array>
#include <limits>

#include "heap.hpp"

namespace alongside::rivals {

template <class What>
class LadderQueue {
 public:
  bool empty() const { return size_ == 0; }

  const Entry<What>& next() {
    if (bottom_.empty()) refill();
    return bottom_.back();
  }

  void pop() {
    if (bottom_.empty()) refill();
    bottom_.pop_back();
    --size_;
  }

  void push(base::Instant at, What what) {
    const Entry<What> pushed{at, order_++, what};
    const std::int64_t when = at.milliseconds_utc;
    ++size_;
    if (when >= top_start_) {
      top_.push_back(pushed);
      top_min_ = std::min(top_min_, when);
      top_max_ = std::max(top_max_, when);
      return;
    }
    for (std::size_t r = 0; r < rungs_used_; ++r) {
      Rung& rung = rungs_[r];
      if (when < rung.start + static_cast<std::int64_t>(rung.current) * rung.width) continue;
      rung.buckets[static_cast<std::size_t>((when - rung.start) / rung.width)].push_back(pushed);
      ++rung.count;
      return;
    }
    insert_at_bottom(pushed);
    if (bottom_.size() > threshold && rungs_used_ < rungs_.size()) spread_bottom();
  }

 private:
  static constexpr std::size_t threshold = 50;  // the paper's

  struct Rung {
    std::vector<std::vector<Entry<What>>> buckets;
    std::size_t used = 0;     ///< buckets of this spreading
    std::size_t current = 0;  ///< the first that may hold something
    std::int64_t start = 0;
    std::int64_t width = 1;
    std::size_t count = 0;
  };

  void insert_at_bottom(const Entry<What>& pushed) {
    bottom_.push_back(pushed);
    std::size_t hole = bottom_.size() - 1;
    for (; hole > 0 && bottom_[hole - 1] < pushed; --hole) bottom_[hole] = bottom_[hole - 1];
    bottom_[hole] = pushed;
  }

  /// A new rung over [start, end], about one entry a bucket.
  Rung& add_rung(std::int64_t start, std::int64_t end, std::size_t entries) {
    Rung& rung = rungs_[rungs_used_++];
    rung.start = start;
    rung.width = std::max<std::int64_t>(1, (end - start) / static_cast<std::int64_t>(entries));
    rung.used = static_cast<std::size_t>((end - start) / rung.width) + 1;
    if (rung.buckets.size() < rung.used) rung.buckets.resize(rung.used);
    rung.current = 0;
    rung.count = 0;
    return rung;
  }

  static void spread(Rung& rung, std::vector<Entry<What>>& entries) {
    for (const Entry<What>& entry : entries)
      rung.buckets[static_cast<std::size_t>((entry.at.milliseconds_utc - rung.start) / rung.width)].push_back(entry);
    rung.count += entries.size();
    entries.clear();
  }

  void sort_into_bottom(std::vector<Entry<What>>& entries) {
    bottom_.insert(bottom_.end(), entries.begin(), entries.end());
    entries.clear();
    std::sort(bottom_.begin(), bottom_.end(), [](const Entry<What>& a, const Entry<What>& b) { return b < a; });
  }

  void spread_bottom() {
    const std::int64_t end = rungs_used_ > 0 ? start_of_current(rungs_[rungs_used_ - 1]) - 1 : top_start_ - 1;
    const std::int64_t start = bottom_.back().at.milliseconds_utc;
    if (end - start < static_cast<std::int64_t>(bottom_.size())) return;  // nothing to tell apart
    spread(add_rung(start, end, bottom_.size()), bottom_);
  }

  static std::int64_t start_of_current(const Rung& rung) {
    return rung.start + static_cast<std::int64_t>(rung.current) * rung.width;
  }

  void refill() {
    while (bottom_.empty()) {
      while (rungs_used_ > 0 && rungs_[rungs_used_ - 1].count == 0) --rungs_used_;
      if (rungs_used_ == 0) {
        top_start_ = top_max_ + 1;
        if (top_.size() <= threshold || top_min_ == top_max_) {
          sort_into_bottom(top_);
        } else {
          spread(add_rung(top_min_, top_max_, top_.size()), top_);
        }
        top_min_ = std::numeric_limits<std::int64_t>::max();
        top_max_ = std::numeric_limits<std::int64_t>::min();
        continue;
      }
      Rung& rung = rungs_[rungs_used_ - 1];
      while (rung.buckets[rung.current].empty()) ++rung.current;
      auto& bucket = rung.buckets[rung.current];
      const std::int64_t start = start_of_current(rung);
      ++rung.current;
      rung.count -= bucket.size();
      if (bucket.size() > threshold && rung.width > 1 && rungs_used_ < rungs_.size()) {
        spread(add_rung(start, start + rung.width - 1, bucket.size()), bucket);
      } else {
        sort_into_bottom(bucket);
      }
    }
  }

  std::vector<Entry<What>> top_;
  std::int64_t top_start_ = std::numeric_limits<std::int64_t>::min();
  std::int64_t top_min_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t top_max_ = std::numeric_limits<std::int64_t>::min();
  std::array<Rung, 8> rungs_;  // the paper's most
  std::size_t rungs_used_ = 0;
  std::vector<Entry<What>> bottom_;  ///< latest first
  std::size_t size_ = 0;
  std::uint32_t order_ = 0;
};

}  // namespace alongside::rivals
