// The table against the exact quantile function, over all of its range.
#include "sim/network/quantile_table.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.hpp"

namespace alongside::sim {
namespace {

/// At many random places, and at each distance from both ends down to the last uniform number that there is.
void expect_close(const chance::Distribution& exact) {
  const QuantileTable table(exact);
  const auto check = [&](double uniform) {
    const double truth = exact.at(uniform);
    EXPECT_LE(std::abs(table.at(uniform) - truth), QuantileTable::relative_error_max * truth)
        << exact.describe() << " at " << uniform;
  };
  const base::Stream dice({.seed = 1});
  for (std::uint32_t i = 0; i < 100'000; ++i) check(dice.uniform(i));
  for (double distance = 0.5; distance >= 0x1.0p-53; distance *= 0.96875) {
    const double to_the_grid = std::floor(distance * 0x1.0p53) * 0x1.0p-53;
    check(to_the_grid);
    check(1.0 - to_the_grid);
  }
  check(0.0);
}

TEST(QuantileTable, IsAsCloseAsItSays) {
  expect_close(chance::Distribution::exponential_of_mean(15));
  expect_close(chance::Distribution::lognormal_of_mean(25, 0.5));
  expect_close(chance::Distribution::lognormal_of_median(17, 2.0));
  expect_close(chance::Distribution::fixed(17));
}

TEST(QuantileTable, HoldsTheShapesThatFloorsAreDescribedWith) {
  // What is drawn exactly agrees to the last bit; a table does not.
  const base::Stream dice({.seed = 3});
  for (const chance::Distribution& exact :
       {chance::Distribution::exponential_of_mean(15), chance::Distribution::lognormal_of_mean(25, 0.5),
        chance::Distribution::lognormal_of_median(17, 2.0)}) {
    const QuantileTable table(exact);
    int other = 0;
    for (std::uint32_t i = 0; i < 1000; ++i) other += table.at(dice.uniform(i)) != exact.at(dice.uniform(i)) ? 1 : 0;
    EXPECT_GT(other, 500) << exact.describe();
  }
}

TEST(QuantileTable, DrawsExactlyWhatItCannotHold) {
  const chance::Distribution observed = chance::Distribution::empirical({3, 3, 8, 12, 15, 22, 40, 90});
  const chance::Distribution wide = chance::Distribution::lognormal_of_median(17, 8.0);
  for (const chance::Distribution& exact : {observed, wide}) {
    const QuantileTable table(exact);
    for (std::uint32_t i = 0; i < 1000; ++i) {
      const double uniform = base::Stream({.seed = 2}).uniform(i);
      EXPECT_EQ(table.at(uniform), exact.at(uniform));
    }
  }
}

TEST(QuantileTable, NeverFalls) {
  const QuantileTable table(chance::Distribution::lognormal_of_mean(25, 0.5));
  double last = 0;
  // Steps that meet no edge of a cell twice in the same way.
  for (double uniform = 0; uniform < 1; uniform += 1.37e-5) {
    EXPECT_GE(table.at(uniform), last) << uniform;
    last = table.at(uniform);
  }
}

}  // namespace
}  // namespace alongside::sim
