// CalendarQueue: Brown (1988), "Calendar queues: a fast O(1) priority queue implementation for the simulation event set problem",
// Communications of the ACM 31:1220. Days of one width, a year of as many days as a power of two; each day a sorted array. The year is made
// twice as long where there are more than two entries a day, half as long where there is less than half a one, and the width is then
// taken anew from the gaps between the first entries, as in the paper.
#pragma once

#include <bit>
#include <cassert>

#include "heap.hpp"

namespace alongside::rivals {

template <class What>
class CalendarQueue {
 public:
  CalendarQueue() : days_(2) {}

  bool empty() const { return size_ == 0; }

  const Entry<What>& next() {
    find();
    return days_[day_].back();
  }

  void pop() {
    find();
    days_[day_].pop_back();
    --size_;
    if (days_.size() > 2 && size_ < days_.size() / 2) resize(days_.size() / 2);
  }

  void push(base::Instant at, What what) {
    place({at, order_++, what});
    ++size_;
    if (at.milliseconds_utc < day_end_ - width_) start_from(at.milliseconds_utc);
    if (size_ > 2 * days_.size()) resize(days_.size() * 2);
  }

 private:
  std::size_t day_of(std::int64_t at) const { return static_cast<std::size_t>(at / width_) & (days_.size() - 1); }

  void place(const Entry<What>& pushed) {
    auto& day = days_[day_of(pushed.at.milliseconds_utc)];
    day.push_back(pushed);
    std::size_t hole = day.size() - 1;
    for (; hole > 0 && day[hole - 1] < pushed; --hole) day[hole] = day[hole - 1];
    day[hole] = pushed;
  }

  void start_from(std::int64_t at) {
    day_ = day_of(at);
    day_end_ = (at / width_ + 1) * width_;
  }

  /// Walks from day to day to the first entry of this year; after a year without one, straight to the earliest.
  void find() {
    assert(size_ > 0);
    for (std::size_t walked = 0; walked <= days_.size(); ++walked) {
      const auto& day = days_[day_];
      if (!day.empty() && day.back().at.milliseconds_utc < day_end_) return;
      day_ = (day_ + 1) & (days_.size() - 1);
      day_end_ += width_;
    }
    const Entry<What>* earliest = nullptr;
    for (const auto& day : days_) {
      if (!day.empty() && (earliest == nullptr || day.back() < *earliest)) earliest = &day.back();
    }
    start_from(earliest->at.milliseconds_utc);
  }

  /// Three times the mean gap between the first entries, those more than twice the mean left out.
  std::int64_t width_for(const std::vector<Entry<What>>& sorted) const {
    const std::size_t sample = std::min<std::size_t>(
        sorted.size(), sorted.size() <= 5 ? sorted.size() : std::min<std::size_t>(5 + sorted.size() / 10, 25));
    if (sample < 2) return width_;
    const auto gap = [&](std::size_t i) { return (sorted[i].at - sorted[i - 1].at).milliseconds; };
    const std::int64_t mean =
        (sorted[sample - 1].at - sorted[0].at).milliseconds / static_cast<std::int64_t>(sample - 1);
    std::int64_t sum = 0;
    std::int64_t gaps = 0;
    for (std::size_t i = 1; i < sample; ++i) {
      if (gap(i) <= 2 * mean) {
        sum += gap(i);
        ++gaps;
      }
    }
    return gaps == 0 ? width_ : std::max<std::int64_t>(1, 3 * sum / gaps);
  }

  void resize(std::size_t days) {
    scratch_.clear();
    for (auto& day : days_) {
      scratch_.insert(scratch_.end(), day.begin(), day.end());
      day.clear();
    }
    std::sort(scratch_.begin(), scratch_.end());
    width_ = width_for(scratch_);
    days_.resize(days);
    for (auto entry = scratch_.rbegin(); entry != scratch_.rend(); ++entry) place(*entry);
    if (!scratch_.empty()) start_from(scratch_.front().at.milliseconds_utc);
  }

  std::vector<std::vector<Entry<What>>> days_;
  std::vector<Entry<What>> scratch_;
  std::int64_t width_ = 1;
  std::size_t day_ = 0;
  std::int64_t day_end_ = 1;  ///< of the day that is being looked at, in this year
  std::size_t size_ = 0;
  std::uint32_t order_ = 0;
};

}  // namespace alongside::rivals
