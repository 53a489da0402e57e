#include "chance/distribution.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "chance/duration_reader.hpp"
#include "chance/spread_reader.hpp"
#include "document/toml.hpp"

namespace alongside::chance {
namespace {

/// Mean and standard deviation by summing the quantile function at the middle of a million slices.
struct Moments {
  double mean = 0;
  double deviation = 0;
};
Moments moments_of(const Distribution& distribution) {
  constexpr int slices = 1'000'000;
  double sum = 0;
  double squares = 0;
  for (int i = 0; i < slices; ++i) {
    const double value = distribution.quantile((i + 0.5) / slices);
    sum += value;
    squares += value * value;
  }
  const double mean = sum / slices;
  return {mean, std::sqrt(squares / slices - mean * mean)};
}

TEST(Distribution, HasTheMeanAndSpreadItWasAskedFor) {
  const Moments exponential = moments_of(Distribution::exponential_of_mean(15));
  EXPECT_NEAR(exponential.mean, 15, 0.001);
  EXPECT_NEAR(exponential.deviation, 15, 0.01);
  const Moments stay = moments_of(Distribution::lognormal_of_mean(25, 0.5));
  EXPECT_NEAR(stay.mean, 25, 0.001);
  EXPECT_NEAR(stay.deviation, 12.5, 0.01);
  // Four points: uniform over [0,10], [10,20], [20,50].
  EXPECT_NEAR(moments_of(Distribution::empirical({0, 10, 20, 50})).mean, (5 + 15 + 35) / 3.0, 0.001);
  EXPECT_EQ(moments_of(Distribution::fixed(5)).mean, 5);
}

TEST(Distribution, SaysItsMean) {
  for (const Distribution& distribution :
       {Distribution::fixed(5), Distribution::exponential_of_mean(15), Distribution::lognormal_of_median(17, 0.7),
        Distribution::lognormal_of_mean(25, 0.5), Distribution::lognormal_of_quartiles(17, 11, 28),
        Distribution::empirical({0, 10, 20, 50})}) {
    EXPECT_NEAR(distribution.mean(), moments_of(distribution).mean, 1e-4 * distribution.mean())
        << describe_duration(distribution).text();
  }
}

TEST(Distribution, PutsTheDelayOfHeroinWhereItWasObserved) {
  // Injected heroin: median 17 minutes from preparation, quartiles 11 and 28. A lognormal has quartiles at equal ratios from its median:
  // 17 / x and 17 x with x = sqrt(28 / 11) = 1.595448.
  const Distribution delay = Distribution::lognormal_of_quartiles(17, 11, 28);
  EXPECT_NEAR(delay.quantile(0.5), 17, 1e-12);
  EXPECT_NEAR(delay.quantile(0.25), 10.65531, 0.00002);
  EXPECT_NEAR(delay.quantile(0.75), 27.12262, 0.00002);
}

TEST(Distribution, LeavesPointsAsTheyWereObservedWithStraightLinesBetween) {
  const Distribution observed = Distribution::empirical({2, 4, 10});
  EXPECT_EQ(observed.quantile(0.0), 2);
  EXPECT_EQ(observed.quantile(0.25), 3);
  EXPECT_EQ(observed.quantile(0.5), 4);
  EXPECT_EQ(observed.quantile(0.75), 7);
  EXPECT_NEAR(observed.quantile(1.0 - 0x1.0p-53), 10, 1e-12);
}

TEST(Distribution, NeverFallsAsItsUniformNumberRises) {
  for (const Distribution& distribution :
       {Distribution::fixed(5), Distribution::exponential_of_mean(15), Distribution::lognormal_of_median(17, 0.7),
        Distribution::empirical({0, 0, 3, 3, 50})}) {
    double before = 0;
    for (double uniform = 0; uniform < 1; uniform += 0.000'7) {
      const double value = distribution.quantile(uniform);
      EXPECT_GE(value, before) << describe_duration(distribution).text() << " at " << uniform;
      before = value;
    }
    EXPECT_TRUE(std::isfinite(distribution.quantile(1.0 - 0x1.0p-53)));
    EXPECT_GE(distribution.quantile(0.0), 0.0);
  }
}

base::Result<Distribution> read(const std::string& line) {
  const auto file =
      document::Toml::parse("pilot.toml", "[waiting]\npatience = { " + line + ", assumed = \"a guess\" }\n");
  if (!file) return file.error();
  return read_duration(*file, "waiting.patience");
}

TEST(Distribution, IsReadFromADocument) {
  EXPECT_EQ(describe_duration(*read("fixed = 5")).text(), "always 5");
  EXPECT_EQ(describe_duration(*read("exponential = 15")).text(), "exponential, mean 15");
  EXPECT_EQ(read("lognormal = { median = 17, sigma = 0.7 }")->quantile(0.5), 17);
  EXPECT_NEAR(read("lognormal = { mean = 25, cv = 0.5 }")->mean(), 25, 1e-12);
  EXPECT_EQ(describe_duration(*read("lognormal = { median = 17, quartiles = [11, 28] }")).text(),
            "lognormal, median 17, middle half 10.66 to 27.12");
  EXPECT_NEAR(read("gamma = { mean = 12, cv = 0.5 }")->mean(), 12, 1e-12);
  EXPECT_NEAR(read("gamma = { mean = 12, cv = 0.5 }")->sd(), 6, 1e-12);
  EXPECT_EQ(describe_duration(*read("empirical = [1, 2.5, 9]")).text(), "as observed, from 1 to 9, median 2.5");
}

TEST(Distribution, SaysWhatIsWrongInADocument) {
  const struct {
    const char* line;
    const char* message;
  } rows[] = {
      {"mean = 5",
       "pilot.toml:2:12: waiting.patience: expected one of fixed, exponential, lognormal, gamma, empirical"},
      {"fixed = 5, exponential = 3",
       "pilot.toml:2:39: waiting.patience.exponential: expected one shape, found fixed as well"},
      {"fixed = -1", "pilot.toml:2:22: waiting.patience.fixed: expected a number from 0 to 1000000000, found -1"},
      {"exponential = 0",
       "pilot.toml:2:28: waiting.patience.exponential: expected a number from 1e-06 to 1000000000, found 0"},
      {"lognormal = { median = 17, sigma = 0 }",
       "pilot.toml:2:49: waiting.patience.lognormal.sigma: expected a number from 0.001 to 10, found 0"},
      {"lognormal = { median = 17, quartiles = [18, 28] }",
       "pilot.toml:2:53: waiting.patience.lognormal.quartiles: expected the lower and the upper quartile, with the "
       "median of 17 between them"},
      {"lognormal = { median = 17, quartiles = [11] }",
       "pilot.toml:2:53: waiting.patience.lognormal.quartiles: expected the lower and the upper quartile, with the "
       "median of 17 between them"},
      {"empirical = [3]",
       "pilot.toml:2:26: waiting.patience.empirical: expected at least 2 numbers: the shortest, those between, the "
       "longest"},
      {"empirical = [1, 3, 2]",
       "pilot.toml:2:33: waiting.patience.empirical.2: expected 3 or more, since the numbers are sorted, found 2"},
  };
  for (const auto& row : rows) {
    const auto distribution = read(row.line);
    ASSERT_FALSE(distribution.ok()) << row.line;
    EXPECT_EQ(distribution.error().message, row.message);
    EXPECT_EQ(distribution.error().failure, base::Failure::input);
  }
  EXPECT_FALSE(read("lognormal = { sigma = 1 }").ok());
  EXPECT_FALSE(read("lognormal = { median = 17 }").ok());
  EXPECT_FALSE(read("lognormal = { mean = 17 }").ok());
}

TEST(Distribution, IsTheSameWhetherAStudyOrAFloorNamesIt) {
  // A gamma of shape 4 and scale 3 has mean 12 and a standard deviation of 6, half its mean.
  const auto file = document::Toml::parse("x.toml", "spread = { gamma = { shape = 4, scale = 3 } }");
  ASSERT_TRUE(file.ok());
  const auto cost = read_spread(*file, "spread");
  const auto service = read("gamma = { mean = 12, cv = 0.5 }");
  ASSERT_TRUE(cost.ok() && service.ok());
  EXPECT_TRUE(cost->is_same_shape(*service));
  for (const double probability : {0.01, 0.3, 0.5, 0.99})
    EXPECT_NEAR(cost->quantile(probability), service->quantile(probability), 1e-12);
}

}  // namespace
}  // namespace alongside::chance
