#include "plan/demand/forecast.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/random.hpp"

namespace alongside::plan {
namespace {

TEST(Forecast, OfOneYearIsThatYearAndAsUnsureAsThePriorHasIt) {
  const std::vector<double> one{400};
  const Level level = forecast_level(one, 2);
  EXPECT_NEAR(level.median, 400.5, 0.02 * 400) << "no trend is known: as likely up as down";
  // By hand, without the fading of the slope and with the jump at its prior's middle: over two years the mean of the logarithm has the level's own 1/400, a
  // jump that counts whole and one that counts half, and the slope likewise: between .15 and .35.
  EXPECT_GT(level.log_sd, 0.15);
  EXPECT_LT(level.log_sd, 0.35);
}

TEST(Forecast, FollowsARiseButLetsItFade) {
  // A tenth more each year for nine years; the next two would be 1.1 and 1.21 times the last if that went on.
  std::vector<double> totals;
  for (int year = 0; year < 9; ++year) totals.push_back(std::round(1000 * std::pow(1.1, year)));
  const Level level = forecast_level(totals, 2);
  EXPECT_GT(level.median, 1.03 * totals.back());
  EXPECT_LT(level.median, 1.155 * totals.back()) << "a trend that went on for ever would be this";
  std::reverse(totals.begin(), totals.end());
  const Level falling = forecast_level(totals, 2);
  EXPECT_LT(falling.median, 0.98 * totals.back());
  EXPECT_GT(falling.median, 0.85 * totals.back());
}

TEST(Forecast, IsSurerWhereYearsKeepToTheirLevel) {
  const std::vector<double> steady(12, 1000);
  const std::vector<double> wild{1000, 1400, 900, 1500, 1000, 700, 1300, 900, 1400, 800, 1200, 1000};
  EXPECT_LT(forecast_level(steady, 2).log_sd, 0.6 * forecast_level(wild, 2).log_sd);
  EXPECT_LT(forecast_level(wild, 1).log_sd, forecast_level(wild, 5).log_sd) << "further ahead is less sure";
}

TEST(Forecast, TakesAYearWithoutADeath) {
  const std::vector<double> totals{0, 3, 0, 5};
  const Level level = forecast_level(totals, 2);
  EXPECT_TRUE(std::isfinite(level.median) && std::isfinite(level.log_sd));
  EXPECT_GT(level.median, 0);
}

/// Deaths of 60 places in eight years: each has a rate of its own, which drifts from year to year by `drift` (of its logarithm) or not at all.
std::vector<std::vector<double>> planted(double drift) {
  std::vector<std::vector<double>> out;
  for (std::uint32_t i = 0; i < 60; ++i) {
    const base::Stream dice({11, i, 0, 0});
    double rate = 20 * std::exp(dice.normal(0));
    auto& years = out.emplace_back();
    for (std::uint32_t year = 0; year < 8; ++year) {
      years.push_back(poisson_draw(rate, base::Stream({11, i, year, 1}).uniform(0)));
      rate *= std::exp(drift * dice.normal(1 + year));
    }
  }
  return out;
}

TEST(Forecast, ForgetsOldYearsWherePlacesChangeAndKeepsThemWhereTheyDoNot) {
  const std::vector<double> people(60, 10'000);
  const auto still = forecast_places(planted(0), people, {}, 2);
  const auto moving = forecast_places(planted(0.4), people, {}, 2);
  ASSERT_TRUE(still.ok() && moving.ok());
  EXPECT_EQ(still->kept, 1);
  EXPECT_EQ(still->drift, 0);
  EXPECT_LE(moving->kept, 0.8);
  EXPECT_GE(moving->drift, 0.2);
}

TEST(Forecast, AddsUpToTheLevel) {
  const std::vector<double> people(60, 10'000);
  const auto forecast = forecast_places(planted(0.3), people, {}, 2);
  ASSERT_TRUE(forecast.ok());
  double sum = 0;
  for (std::size_t i = 0; i < people.size(); ++i) sum += forecast->rates.mean(i) * people[i];
  EXPECT_NEAR(sum, forecast->level.median, 1e-6 * sum) << "without smoothing, places have exactly what all have";
}

TEST(PoissonDraw, HasTheMeanAndVarianceOfAPoissonAndKeepsToWholeNumbers) {
  for (const double mean : {0.3, 4.0, 59.0, 61.0, 400.0}) {
    double sum = 0;
    double squares = 0;
    constexpr int n = 20'000;
    for (int k = 0; k < n; ++k) {
      const double x = poisson_draw(mean, (k + 0.5) / n);  // the middles of equal parts of the probability
      EXPECT_EQ(x, std::floor(x));
      sum += x, squares += x * x;
    }
    EXPECT_NEAR(sum / n, mean, 0.003 * mean + 0.01) << mean;
    EXPECT_NEAR(squares / n - sum / n * sum / n, mean, 0.02 * mean) << mean;
  }
  EXPECT_EQ(poisson_draw(0, 0.7), 0);
  EXPECT_EQ(poisson_draw(1, 0.36), 0) << "e^-1 is .3679";
  EXPECT_EQ(poisson_draw(1, 0.37), 1);
}

}  // namespace
}  // namespace alongside::plan
