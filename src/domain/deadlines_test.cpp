// The heap of deadlines, held against a sorted map.
#include "domain/deadlines.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace alongside::domain {
namespace {

constexpr std::uint8_t people = 0;
constexpr std::uint8_t seats = 1;
constexpr std::uint8_t emergencies = 2;

Deadlines with_room(std::size_t slots = 16) {
  Deadlines deadlines;
  for (const std::uint8_t kind : {people, seats, emergencies}) deadlines.make_room(kind, slots);
  return deadlines;
}
constexpr Instant at(std::int64_t ms) { return {ms}; }
constexpr DeadlineKey person(std::uint16_t slot, std::uint8_t cause = 0) { return {people, slot, cause}; }

TEST(Deadlines, TheSoonestIsNext) {
  Deadlines deadlines = with_room();
  deadlines.set(person(1), at(30));
  deadlines.set(person(2), at(10));
  deadlines.set(person(3), at(20));
  EXPECT_EQ(deadlines.next().key, person(2));
  deadlines.cancel(person(2));
  EXPECT_EQ(deadlines.next().key, person(3));
}

TEST(Deadlines, OfOneTimeComeInAFixedOrder) {
  Deadlines deadlines = with_room();
  deadlines.set({emergencies, 0, 0}, at(5));
  deadlines.set({seats, 0, 3}, at(5));
  deadlines.set(person(2, 1), at(5));
  deadlines.set(person(2, 0), at(5));
  deadlines.set(person(1, 2), at(5));
  std::vector<DeadlineKey> order;
  while (!deadlines.empty()) {
    order.push_back(deadlines.next().key);
    deadlines.cancel(order.back());
  }
  const std::vector<DeadlineKey> expected{person(1, 2), person(2, 0), person(2, 1), {seats, 0, 3}, {emergencies, 0, 0}};
  EXPECT_EQ(order, expected);
}

TEST(Deadlines, EachSettingIsANewOccurrenceAlsoAfterACancel) {
  Deadlines deadlines = with_room();
  deadlines.set(person(1), at(10));
  const auto first = deadlines.next().occurrence;
  deadlines.set(person(1), at(20));
  const auto second = deadlines.next().occurrence;
  deadlines.cancel(person(1));
  deadlines.set(person(1), at(20));
  EXPECT_LT(first, second);
  EXPECT_LT(second, deadlines.next().occurrence);
}

TEST(Deadlines, SetToNeverAreCancelledAndWhatIsNotThereIsNeverDue) {
  Deadlines deadlines = with_room();
  deadlines.set(person(1), at(10));
  deadlines.set(person(1), Instant::never());
  EXPECT_TRUE(deadlines.empty());
  deadlines.cancel(person(1));
  EXPECT_EQ(deadlines.due(person(1)), Instant::never());
  EXPECT_EQ(deadlines.due(person(500)), Instant::never());
}

TEST(Deadlines, AreEqualByWhatStandsAndItsOccurrence) {
  Deadlines one = with_room();
  Deadlines other = with_room(64);
  one.set(person(1), at(10));
  one.set(person(2), at(20));
  other.set(person(2), at(20));
  other.set(person(1), at(10));
  EXPECT_TRUE(one == other);
  other.set(person(1), at(10));
  EXPECT_FALSE(one == other) << "the same time, once more";
}

RC_GTEST_PROP(Deadlines, GiveTheSoonestLikeASortedMapWhateverIsSetMovedReplacedAndCancelled,
              (const std::vector<std::tuple<std::uint8_t, std::uint8_t, std::uint8_t>>& steps)) {
  Deadlines deadlines = with_room(8);
  std::map<int, std::int64_t> expected;
  const auto key = [](int n) {
    return DeadlineKey{static_cast<std::uint8_t>(n % 3), static_cast<std::uint16_t>(n / 3 % 8),
                       static_cast<std::uint8_t>(n / 24 % 4)};
  };
  for (const auto& [what, which, time] : steps) {
    const int n = which % 96;
    switch (what % 4) {
      case 0:
      case 1:
        deadlines.set(key(n), at(time));
        expected[n] = time;
        break;
      case 2:
        deadlines.cancel(key(n));
        expected.erase(n);
        break;
      case 3: {
        const int other = (n + time) % 96;
        if (other == n) break;
        deadlines.replace(key(n), key(other), at(time));
        expected.erase(n);
        expected[other] = time;
        break;
      }
    }
    RC_ASSERT(deadlines.size() == expected.size());
    for (const auto& [m, due] : expected) RC_ASSERT(deadlines.due(key(m)) == at(due));
    std::int64_t soonest = 1'000;
    for (const auto& [m, due] : expected) soonest = std::min(soonest, due);
    if (!expected.empty()) RC_ASSERT(deadlines.next().due == at(soonest));
  }
}

}  // namespace
}  // namespace alongside::domain
