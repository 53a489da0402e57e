#include "evidence/durations.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace alongside::evidence {
namespace {

using base::minutes;
using base::seconds;

Durations of_minutes(const std::vector<std::int64_t>& times) {
  Durations out;
  for (const std::int64_t time : times) out.count(minutes(time));
  return out;
}

TEST(Times, OfTwoFourSixEightHaveTheMomentsOfTheTextbook) {
  const Moments moments = of_minutes({8, 2, 6, 4}).minutes();
  EXPECT_EQ(moments.n, 4U);
  EXPECT_DOUBLE_EQ(*moments.mean, 5.0);
  EXPECT_NEAR(*moments.sd, 2.581988897, 1e-9) << "the root of 20/3";
}

TEST(Times, LogarithmsLeaveOutWhatTookNoSecond) {
  Durations times = of_minutes({1, 1});
  times.count(base::milliseconds(499));
  const Moments logs = times.log_minutes();
  EXPECT_EQ(times.n(), 3U);
  EXPECT_EQ(logs.n, 2U);
  EXPECT_DOUBLE_EQ(*logs.mean, 0.0);
  EXPECT_DOUBLE_EQ(*logs.sd, 0.0);
}

TEST(Times, OfOneAreNoSpreadAndOfNoneNothingAtAll) {
  EXPECT_FALSE(of_minutes({3}).minutes().sd.has_value());
  EXPECT_DOUBLE_EQ(*of_minutes({3}).minutes().mean, 3.0);
  EXPECT_FALSE(Durations{}.minutes().mean.has_value());
  EXPECT_FALSE(Durations{}.quantiles_minutes().has_value());
  EXPECT_EQ(of_minutes({3}).quantiles_minutes()->front(), 3.0);
  EXPECT_EQ(of_minutes({3}).quantiles_minutes()->back(), 3.0);
}

TEST(Times, HaveTheQuantilesOfType7) {
  // R: quantile(c(1,1,1,2,10), seq(0, 1, 0.05)), whose default is type 7.
  const double of_r[] = {1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0,
                         1.2, 1.4, 1.6, 1.8, 2.0, 3.6, 5.2, 6.8, 8.4, 10.0};
  const auto points = of_minutes({2, 1, 10, 1, 1}).quantiles_minutes();
  ASSERT_TRUE(points.has_value());
  for (std::size_t i = 0; i < quantile_points; ++i) EXPECT_NEAR((*points)[i], of_r[i], 1e-12) << i;
}

TEST(Times, AreKeptToTheNearestSecond) {
  Durations times;
  times.count(seconds(60) + base::milliseconds(499));
  EXPECT_EQ(times, of_minutes({1}));
}

RC_GTEST_PROP(Times, AddUpInAnyOrder,
              (const std::vector<std::uint16_t>& one, const std::vector<std::uint16_t>& other)) {
  Durations forwards;
  for (const auto time : one) forwards.count(seconds(time));
  for (const auto time : other) forwards.count(seconds(time));
  Durations left;
  Durations right;
  for (auto time = other.rbegin(); time != other.rend(); ++time) right.count(seconds(*time));
  for (auto time = one.rbegin(); time != one.rend(); ++time) left.count(seconds(*time));
  right.merge(left);
  RC_ASSERT(right == forwards);
  RC_ASSERT(forwards.n() == one.size() + other.size());
}

}  // namespace
}  // namespace alongside::evidence
