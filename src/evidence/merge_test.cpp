#include "evidence/merge.hpp"

#include <gtest/gtest.h>

#include "evidence/observations.hpp"

namespace alongside::evidence {
namespace {

struct Inner {
  int first = 0;
  double second = 0;
};
struct Outer {
  Inner inner;
  std::array<Inner, 2> two;
  std::vector<std::uint64_t> list;
  std::map<int, Inner> table;
  Durations durations;
};

TEST(Merging, TakesEveryMemberOfAStruct) {
  Outer one{{1, 0.5}, {{{1, 1}, {2, 2}}}, {1}, {{7, {1, 1}}}, {}};
  Outer other{{10, 5}, {{{10, 10}, {20, 20}}}, {10, 20}, {{7, {10, 10}}, {8, {3, 3}}}, {}};
  other.durations.count(base::seconds(5));
  merge(one, other);
  EXPECT_EQ(one.inner.first, 11);
  EXPECT_EQ(one.inner.second, 5.5);
  EXPECT_EQ(one.two[1].first, 22);
  EXPECT_EQ(one.two[1].second, 22);
  EXPECT_EQ(one.list, (std::vector<std::uint64_t>{11, 20}));
  EXPECT_EQ(one.table.at(7).first, 11);
  EXPECT_EQ(one.table.at(8).second, 3);
  EXPECT_EQ(one.durations.n(), 1U);
}

TEST(Merging, OfDaysKeepsTheFirstAndTheLast) {
  Span span;
  merge(span, Span{Date{2024, 5, 6}, Date{2024, 5, 8}});
  merge(span, Span{});
  merge(span, Span{Date{2024, 5, 1}, Date{2024, 5, 7}});
  EXPECT_EQ(span.first, (Date{2024, 5, 1}));
  EXPECT_EQ(span.last, (Date{2024, 5, 8}));
}

}  // namespace
}  // namespace alongside::evidence
