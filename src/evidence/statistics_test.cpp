#include "evidence/statistics.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace alongside::evidence {
namespace {

using Values = std::vector<std::int64_t>;

TEST(Quartiles, AgreeWithTheTextbook) {
  // R: quantile(c(6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49), type = 7) gives 25.5, 40, 42.5.
  const auto eleven = quartiles_of(Values{49, 6, 7, 15, 36, 39, 40, 41, 42, 43, 47});
  EXPECT_EQ(eleven->p25, 26);
  EXPECT_EQ(eleven->p50, 40);
  EXPECT_EQ(eleven->p75, 43);
  const auto four = quartiles_of(Values{1000, 2000, 3000, 4000});
  EXPECT_EQ(four->p25, 1750);
  EXPECT_EQ(four->p50, 2500);
  EXPECT_EQ(four->p75, 3250);
}

TEST(Quartiles, OfOneValueAreThatValueAndOfNoneNothing) {
  EXPECT_EQ(quartiles_of(Values{-7})->p25, -7);
  EXPECT_EQ(quartiles_of(Values{-7})->p75, -7);
  EXPECT_FALSE(quartiles_of(Values{}).has_value());
}

TEST(UpperBoundOfNone, AgreesWithTheRuleOfThreeAndThePublishedTable) {
  // Hanley and Lippman-Hand 1983, table: 0 of 10 is compatible with 26%, 0 of 100 with 3.0%, 0 of 1000 with 0.30%.
  EXPECT_NEAR(*upper_bound_of_none(10), 0.2589, 0.00005);
  EXPECT_NEAR(*upper_bound_of_none(100), 0.0295, 0.00005);
  EXPECT_NEAR(*upper_bound_of_none(1000), 0.002991, 0.0000005);
  EXPECT_NEAR(*upper_bound_of_none(1), 0.95, 1e-12);
  EXPECT_FALSE(upper_bound_of_none(0).has_value()) << "nothing was tried: nothing is known";
}

}  // namespace
}  // namespace alongside::evidence
