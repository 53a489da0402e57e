#include "sim/engine/calendar.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "base/random.hpp"
#include "sim/engine/counted_allocations_test.hpp"

namespace alongside::sim {
namespace {

using base::Instant;

/// The same by another structure: a map by instant and number of the push.
class Model {
 public:
  void push(Instant at, std::uint32_t what) { standing_.emplace(std::pair(at.milliseconds_utc, pushes_++), what); }
  bool empty() const { return standing_.empty(); }
  std::size_t size() const { return standing_.size(); }
  std::pair<std::int64_t, std::uint32_t> take() {
    const auto first = standing_.begin();
    const std::pair taken(first->first.first, first->second);
    standing_.erase(first);
    return taken;
  }

 private:
  std::map<std::pair<std::int64_t, std::uint64_t>, std::uint32_t> standing_;
  std::uint64_t pushes_ = 0;
};

/// Whole numbers below a bound, one after another.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : stream_({seed, 0, 0, 0}) {}
  std::int64_t below(std::uint64_t bound) { return static_cast<std::int64_t>(stream_.below(bound, ++thrown_)); }

 private:
  base::Stream stream_;
  std::uint32_t thrown_ = 0;
};

/// How far ahead something happens: of every kind that has a way of its own through the calendar.
std::int64_t draw_gap(Dice& dice) {
  switch (dice.below(7)) {
    case 0: return 0;
    case 1: return dice.below(3);
    case 2: return 120'000;
    case 3: return dice.below(3'600'000);
    case 4: return dice.below(100) * 86'400'000;
    case 5: return Instant::never().milliseconds_utc / 4;
    default: return dice.below(60'000);
  }
}

RC_GTEST_PROP(Calendar, GivesTheEarliestFirstAndOfOneInstantTheOnePushedFirst,
              (std::uint64_t seed, std::uint8_t rounds)) {
  Dice dice(seed);
  Calendar<std::uint32_t> calendar(dice.below(2) == 0 ? 0 : std::numeric_limits<std::uint32_t>::max() - 40);
  Model model;
  std::int64_t now = dice.below(2'000'000) - 1'000'000;
  std::uint32_t what = 0;
  const auto push = [&](std::int64_t at) {
    if (at >= Instant::never().milliseconds_utc) return;
    calendar.push({at}, what);
    model.push({at}, what++);
  };
  const auto take = [&] {
    const auto next = calendar.next();
    const auto [at, expected] = model.take();
    RC_ASSERT(next.at.milliseconds_utc == at);
    RC_ASSERT(next.what == expected);
    calendar.pop();
    now = at;
  };
  for (int round = 0; round < rounds; ++round) {
    const bool close_together = dice.below(3) == 0;
    for (auto pushes = dice.below(200); pushes > 0; --pushes)
      push(now + (close_together ? dice.below(30) : draw_gap(dice)));
    for (auto takes = dice.below(model.size() + 100); takes > 0 && !model.empty(); --takes) {
      take();
      if (dice.below(3) == 0) push(now + draw_gap(dice));
      RC_ASSERT(calendar.size() == model.size());
    }
  }
  while (!model.empty()) take();
  RC_ASSERT(calendar.empty());
}

/// Who comes out of a calendar that a thousand people share for a while.
std::vector<std::uint32_t> order_of(Calendar<std::uint32_t>& calendar) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < 1000; ++i)
    calendar.push({base::Stream({7, 0, i, 0}).below(500, 0) == 0 ? Instant{5'000'000} : Instant{i % 97}}, i);
  for (std::uint32_t i = 1000; !calendar.empty(); ++i) {
    const auto next = calendar.next();
    calendar.pop();
    order.push_back(next.what);
    if (i < 5000) calendar.push({next.at.milliseconds_utc + static_cast<std::int64_t>(i % 61)}, i);
  }
  return order;
}

TEST(Calendar, IsTheSameAfterItWasCleared) {
  Calendar<std::uint32_t> calendar;
  const auto order = order_of(calendar);
  ASSERT_EQ(order.size(), 5000U);
  for (std::uint32_t i = 0; i < 300; ++i) calendar.push({i * 1000}, i);
  for (int i = 0; i < 17; ++i) calendar.pop();
  calendar.clear();
  EXPECT_TRUE(calendar.empty());
  EXPECT_EQ(order_of(calendar), order);
}

TEST(Calendar, KeepsTheOrderOfPushesWhenTheirNumberBeginsAgain) {
  Calendar<std::uint32_t> from_nothing;
  Calendar<std::uint32_t> near_the_end(std::numeric_limits<std::uint32_t>::max() - 700);
  EXPECT_EQ(order_of(near_the_end), order_of(from_nothing));
}

TEST(Calendar, AllocatesNothingOnceItHasHeldAsManyAsItWill) {
  Calendar<std::uint64_t> calendar;
  for (std::uint32_t i = 0; i < 300; ++i) calendar.push({i}, i);
  for (int i = 0; i < 20; ++i) calendar.pop();
  const CountedAllocations counted;
  for (std::uint32_t i = 0; i < 2'000'000; ++i) {
    const auto next = calendar.next();
    calendar.pop();
    // Far off and close together, so that every rung has its turn.
    const std::uint64_t bits = base::Stream({3, 0, i, 0}).bits(0);
    calendar.push({next.at.milliseconds_utc + static_cast<std::int64_t>(bits >> (40 + bits % 24))}, next.what);
  }
  EXPECT_EQ(counted.so_far(), 0U);
}

}  // namespace
}  // namespace alongside::sim
