#include "plan/words/amounts.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace alongside::plan {
namespace {

TEST(AmountText, KeepsTheDigitsThatCount) {
  EXPECT_EQ(amount_text(8.8841), "8.88");
  EXPECT_EQ(amount_text(17), "17.0");
  EXPECT_EQ(amount_text(17.4, 2), "17");
  EXPECT_EQ(amount_text(0.0271, 2), "0.027");
  EXPECT_EQ(amount_text(-0.15, 2), "-0.15");
  EXPECT_EQ(amount_text(999.4), "999");
  EXPECT_EQ(amount_text(46429), "46,400");
  EXPECT_EQ(amount_text(1450.2, 4), "1,450");
  EXPECT_EQ(amount_text(-1234567), "-1,230,000");
  EXPECT_EQ(amount_text(0), "0");
  EXPECT_EQ(amount_text(123, 2), "120");
  EXPECT_EQ(amount_text(std::numeric_limits<double>::infinity()), "inf");
}

}  // namespace
}  // namespace alongside::plan
