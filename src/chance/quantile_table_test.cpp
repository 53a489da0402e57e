// The table against Boost.Math's own quantiles, called here apart from the room's spreads.
#include "chance/quantile_table.hpp"

#include <gtest/gtest.h>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <vector>

#include "chance/spread_of_test.hpp"

namespace alongside::chance {
namespace {

using test::spread_of;

/// Dense in the middle, and ever nearer to both ends.
std::vector<double> probabilities() {
  std::vector<double> out;
  for (int i = 1; i < 4'000; ++i) out.push_back(i / 4000.0 + 1e-5);
  for (double tail = 0.3; tail > 1e-13; tail *= 0.83) {
    out.push_back(tail);
    out.push_back(1 - tail);
  }
  return out;
}

template <class Exact>
void expect_close(const Distribution& spread, const Exact& exact, double from = 0, double factor = 1) {
  const QuantileTable table(spread);
  const std::vector<double> at = probabilities();
  std::vector<double> values = at;
  table.at(values, spread.from(), spread.factor());
  for (std::size_t i = 0; i < at.size(); ++i) {
    // The complement keeps the digits of a probability near 1.
    const double truth =
        from + factor * (at[i] > 0.5 ? quantile(complement(exact, 1 - at[i])) : quantile(exact, at[i]));
    ASSERT_NEAR(values[i], truth, QuantileTable::error_max * std::max(std::abs(truth), spread.sd()))
        << describe_spread(spread).text() << " at " << at[i];
  }
}

using boost::math::beta_distribution;
using boost::math::gamma_distribution;
using boost::math::lognormal_distribution;
using boost::math::normal_distribution;

TEST(QuantileTable, IsExactToTenDigitsForBetas) {
  expect_close(spread_of("beta = { alpha = 0.3, beta = 0.5 }"), beta_distribution<>(0.3, 0.5));
  expect_close(spread_of("beta = { alpha = 1, beta = 1 }"), beta_distribution<>(1, 1));
  expect_close(spread_of("beta = { alpha = 2, beta = 17 }"), beta_distribution<>(2, 17));
  expect_close(spread_of("beta = { alpha = 200, beta = 800 }"), beta_distribution<>(200, 800));
  expect_close(spread_of("beta = { alpha = 50000, beta = 3 }"), beta_distribution<>(50'000, 3));
  expect_close(spread_of("pert = [10, 20, 60]"), beta_distribution<>(1.8, 4.2), 10, 50);
}

TEST(QuantileTable, IsExactToTenDigitsForGammas) {
  for (const double shape : {0.2, 1.0, 7.5, 1000.0}) {
    expect_close(spread_of("gamma = { shape = " + std::to_string(shape) + ", scale = 3 }"),
                 gamma_distribution<>(shape, 3));
  }
}

TEST(QuantileTable, IsExactToTenDigitsForNormalsAndLognormals) {
  expect_close(spread_of("normal = { mean = -4, sd = 2 }"), normal_distribution<>(-4, 2));
  expect_close(spread_of("lognormal = { median = 2, sigma = 0.1 }"), lognormal_distribution<>(std::log(2.0), 0.1));
  expect_close(spread_of("lognormal = { median = 2, sigma = 2 }"), lognormal_distribution<>(std::log(2.0), 2));
}

TEST(QuantileTable, DrawsOneAtATimeWhatItDrawsTogether) {
  for (const Distribution& of : {Distribution::exponential_of_mean(15), Distribution::lognormal_of_mean(25, 0.5),
                                 Distribution::lognormal_of_median(17, 8), Distribution::fixed(17),
                                 Distribution::empirical({3, 3, 8, 12, 15, 22, 40, 90}),
                                 spread_of("gamma = { mean = 8, sd = 2 }"), spread_of("pert = [10, 20, 60]")}) {
    const QuantileTable table(of);
    const std::vector<double> at = probabilities();
    std::vector<double> values = at;
    table.at(values, of.from(), of.factor());
    for (std::size_t i = 0; i < at.size(); ++i) ASSERT_EQ(table.at(at[i]), values[i]) << of.family() << at[i];
    EXPECT_EQ(table.at(0), of.quantile(0)) << of.family();
  }
}

TEST(QuantileTable, NeverFalls) {
  const QuantileTable table(Distribution::lognormal_of_mean(25, 0.5));
  double last = 0;
  // Steps that meet no edge of a cell twice in the same way.
  for (double uniform = 0; uniform < 1; uniform += 1.37e-5) {
    EXPECT_GE(table.at(uniform), last) << uniform;
    last = table.at(uniform);
  }
}

TEST(QuantileTable, LeavesStaircasesAndClosedFormsAsTheyAre) {
  for (const char* kind :
       {"poisson = { mean = 3 }", "uniform = [2, 6]", "triangular = [0, 1, 4]", "empirical = [1, 2, 6]"}) {
    const Distribution spread = spread_of(kind);
    std::vector<double> values = probabilities();
    QuantileTable(spread).at(values, spread.from(), spread.factor());
    const std::vector<double> at = probabilities();
    for (std::size_t i = 0; i < at.size(); ++i) ASSERT_EQ(values[i], spread.quantile(at[i])) << kind;
  }
}

}  // namespace
}  // namespace alongside::chance
