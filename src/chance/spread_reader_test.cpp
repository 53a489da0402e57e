#include "chance/spread_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "chance/spread_of_test.hpp"

namespace alongside::chance {
namespace {

using test::problem_of;
using test::spread_of;
using testing::HasSubstr;

TEST(Spread, MomentsAndQuantilesAreThoseOfTheHandbook) {
  const Distribution triangular = spread_of("triangular = [0, 1, 4]");
  EXPECT_NEAR(triangular.mean(), 5.0 / 3, 1e-12);
  EXPECT_NEAR(triangular.sd(), std::sqrt((0 + 1 + 16 - 0 - 0 - 4) / 18.0), 1e-12);
  EXPECT_NEAR(triangular.quantile(0.25), 1, 1e-12);  // the mode splits the area 1 : 3

  const Distribution pert = spread_of("pert = [10, 20, 60]");
  EXPECT_NEAR(pert.mean(), (10 + 4 * 20 + 60) / 6.0, 1e-12);

  const Distribution lognormal = spread_of("lognormal = { mean = 10, sd = 5 }");
  EXPECT_NEAR(lognormal.mean(), 10, 1e-12);
  EXPECT_NEAR(lognormal.sd(), 5, 1e-12);
  const Distribution of_interval = spread_of("lognormal = { interval95 = [2, 32] }");
  EXPECT_NEAR(of_interval.quantile(0.5), 8, 1e-12);
  EXPECT_NEAR(of_interval.quantile(0.025), 2, 1e-12);
  EXPECT_NEAR(of_interval.quantile(0.975), 32, 1e-11);

  // A beta(2, 2) has the distribution function 3x^2 - 2x^3: at 0.2 it is 0.104.
  EXPECT_NEAR(spread_of("beta = { alpha = 2, beta = 2 }").quantile(0.104), 0.2, 1e-13);
  const Distribution beta = spread_of("beta = { mean = 0.3, sd = 0.1 }");
  EXPECT_NEAR(beta.mean(), 0.3, 1e-13);
  EXPECT_NEAR(beta.sd(), 0.1, 1e-13);
  const Distribution share = spread_of("beta = { mean = 0.33, interval95 = [0.28, 0.38] }");
  EXPECT_NEAR(share.mean(), 0.33, 1e-12);
  EXPECT_NEAR(share.quantile(0.975) - share.quantile(0.025), 0.1, 1e-9);

  // Of shape 1 it is an exponential: the median of mean 3 is 3 ln 2.
  EXPECT_NEAR(spread_of("gamma = { shape = 1, scale = 3 }").quantile(0.5), 3 * std::log(2.0), 1e-13);
  const Distribution gamma = spread_of("gamma = { mean = 8, sd = 2 }");
  EXPECT_NEAR(gamma.mean(), 8, 1e-12);
  EXPECT_NEAR(gamma.sd(), 2, 1e-12);

  // Half a normal: mean sd * sqrt(2 / pi), variance (1 - 2 / pi).
  const Distribution half = spread_of("normal = { mean = 0, sd = 3, low = 0 }");
  EXPECT_NEAR(half.mean(), 3 * std::sqrt(2 / M_PI), 1e-12);
  EXPECT_NEAR(half.sd(), 3 * std::sqrt(1 - 2 / M_PI), 1e-12);
  EXPECT_NEAR(half.quantile(0.5), 3 * 0.6744897501960817, 1e-12);
  EXPECT_NEAR(spread_of("normal = { mean = 5, sd = 2 }").quantile(0.975), 5 + 2 * 1.959963984540054, 1e-12);

  const Distribution poisson = spread_of("poisson = { mean = 2 }");
  EXPECT_EQ(poisson.quantile(std::exp(-2.0) * 0.999), 0);
  EXPECT_EQ(poisson.quantile(std::exp(-2.0) * 1.001), 1);
  EXPECT_EQ(poisson.quantile(0.5), 2);

  const Distribution empirical = spread_of("empirical = [1, 2, 6]");
  EXPECT_NEAR(empirical.mean(), (1.5 + 4) / 2, 1e-12);
  EXPECT_NEAR(empirical.sd(), std::sqrt((1 + 2 + 4 + 4 + 12 + 36) / 6.0 - 2.75 * 2.75), 1e-12);
  EXPECT_NEAR(spread_of("uniform = [2, 6]").sd(), 4 / std::sqrt(12.0), 1e-12);
}

TEST(Spread, ScaledIsTheSameInAnotherUnit) {
  const Distribution percent = spread_of("pert = [20, 30, 60]").scaled(0.01);
  EXPECT_NEAR(percent.mean(), 0.3333333333, 1e-9);
  EXPECT_THAT(describe_spread(percent, 0.01).text(), HasSubstr("PERT, mean 33.33"));
}

RC_GTEST_PROP(Spread, QuantilesNeverFallAndStayWithinTheirEnds, ()) {
  const char* const kinds[] = {"uniform = [2, 6]",
                               "triangular = [0, 1, 4]",
                               "pert = [10, 20, 60]",
                               "normal = { mean = 0, sd = 3, low = -1, high = 7 }",
                               "lognormal = { median = 2, sigma = 1.5 }",
                               "beta = { alpha = 0.4, beta = 3 }",
                               "gamma = { shape = 0.3, scale = 2 }",
                               "poisson = { mean = 40 }",
                               "empirical = [1, 2, 6]"};
  const Distribution spread = spread_of(kinds[*rc::gen::inRange(0, 9)]);
  const auto probability = [] { return *rc::gen::inRange(0, 1'000'001) / 1e6; };
  double a = probability();
  double b = probability();
  if (a > b) std::swap(a, b);
  RC_ASSERT(spread.quantile(a) <= spread.quantile(b));
  RC_ASSERT(spread.low() <= spread.quantile(a));
  RC_ASSERT(spread.quantile(b) <= spread.high());
}

TEST(Spread, WhatCannotBeIsNamedWithItsLine) {
  EXPECT_THAT(problem_of("beta = { mean = 1.2, sd = 0.1 }"),
              HasSubstr("x.toml:1:28: spread.beta.mean: expected a mean strictly between 0 and 1, found 1.2"));
  EXPECT_THAT(problem_of("beta = { mean = 0.5, sd = 0.6 }"),
              HasSubstr("expected less than 0.5, the most that a share with mean 0.5 can have"));
  EXPECT_THAT(problem_of("beta = { mean = 0.5, interval95 = [0.6, 0.7] }"),
              HasSubstr("expected an interval around the mean"));
  EXPECT_THAT(problem_of("beta = { mean = 0.5, interval95 = [0.0001, 0.9999] }"), HasSubstr("expected a width from"));
  EXPECT_THAT(problem_of("uniform = [3, 2]"), HasSubstr("expected [low, high]"));
  EXPECT_THAT(problem_of("uniform = [3]"), HasSubstr("expected [low, high]"));
  EXPECT_THAT(problem_of("triangular = [1, 9, 4]"), HasSubstr("expected [low, mode, high]"));
  EXPECT_THAT(problem_of("pert = [1, 1, 1]"), HasSubstr("expected [low, mode, high]"));
  EXPECT_THAT(problem_of("normal = { mean = 0, sd = -1 }"), HasSubstr("expected more than 0, found -1"));
  EXPECT_THAT(problem_of("normal = { mean = 0, sd = 1, low = 9 }"), HasSubstr("expected a window"));
  EXPECT_THAT(problem_of("lognormal = { mean = 0, sd = 1 }"), HasSubstr("expected more than 0"));
  EXPECT_THAT(problem_of("gamma = { mean = 1, sd = 1e-9 }"), HasSubstr("expected a mean between"));
  EXPECT_THAT(problem_of("beta = { mean = 0.5, sd = 1e-160 }"), HasSubstr("expected at least 0.000158"));
  EXPECT_THAT(problem_of("lognormal = { mean = 1e-300, sd = 1e15 }"), HasSubstr("expected an sd of at most"));
  EXPECT_THAT(problem_of("dirichlet = [0.001, 0.001]"), HasSubstr("expected a number from 0.1"));
  EXPECT_THAT(problem_of("poisson = { mean = 1e9 }"), HasSubstr("expected a number from 1e-06 to 1000000"));
  EXPECT_THAT(problem_of("empirical = [3, 2]"), HasSubstr("from the lowest to the highest"));
  EXPECT_THAT(problem_of("dirichlet = [1]"), HasSubstr("expected 2 to"));
  EXPECT_THAT(problem_of("normal = { mean = nan, sd = 1 }"), HasSubstr("expected a number"));
  EXPECT_THAT(problem_of("gama = { mean = 1, sd = 1 }"), HasSubstr("did you mean gamma?"));
  EXPECT_THAT(problem_of("uniform = [1, 2], beta = { mean = 0.5, sd = 0.1 }"), HasSubstr("expected exactly one of"));
}

}  // namespace
}  // namespace alongside::chance
