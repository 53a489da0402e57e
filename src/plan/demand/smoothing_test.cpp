#include "plan/demand/smoothing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "base/random.hpp"

namespace alongside::plan {
namespace {

double poisson(double mean, const base::Stream& dice, std::uint32_t first) {
  double product = 1;
  const double limit = std::exp(-mean);
  for (std::uint32_t n = 0;; ++n) {
    product *= 1 - dice.uniform(first + n);
    if (product <= limit) return n;
  }
}

/// A state of towns on a grid: rates are gamma around a level that differs between its west and its east.
struct State {
  std::vector<places::Point> at;
  std::vector<double> exposure;
  std::vector<double> rate;
  std::vector<double> deaths;
};
State planted(std::uint64_t seed, double shape, double west, double east) {
  State out;
  for (std::uint32_t i = 0; i < 225; ++i) {
    const base::Stream dice({seed, i, 0, 0});
    out.at.push_back({41 + 0.05 * (i / 15), -73 + 0.07 * (i % 15)});
    out.exposure.push_back(std::exp(9 + 1.3 * dice.normal(0)) * 9);
    const double level = i % 15 < 7 ? west : east;
    out.rate.push_back(level * gamma_draw(shape, seed, 0, i, 9) / shape);
    out.deaths.push_back(
        poisson(std::min(600.0, out.rate.back() * out.exposure.back()), base::Stream({seed, i, 1, 0}), 0));
  }
  return out;
}

double square_error(const State& state, const std::vector<double>& guess) {
  double sum = 0;
  for (std::size_t i = 0; i < guess.size(); ++i) sum += std::pow(guess[i] - state.rate[i], 2);
  return sum;
}
std::vector<double> means(const Rates& rates) {
  std::vector<double> out;
  for (std::size_t i = 0; i < rates.shape.size(); ++i) out.push_back(rates.mean(i));
  return out;
}

/// Marshall's (1991) global estimator by moments: another way to the same thing where neighbours are no more alike than others.
std::vector<double> by_moments(const State& state) {
  const double e = std::accumulate(state.exposure.begin(), state.exposure.end(), 0.0);
  const double m = std::accumulate(state.deaths.begin(), state.deaths.end(), 0.0) / e;
  double s2 = 0;
  for (std::size_t i = 0; i < state.rate.size(); ++i)
    s2 += state.exposure[i] * std::pow(state.deaths[i] / state.exposure[i] - m, 2) / e;
  const double a = std::max(0.0, s2 - m / (e / static_cast<double>(state.rate.size())));
  std::vector<double> out;
  for (std::size_t i = 0; i < state.rate.size(); ++i)
    out.push_back(m + a / (a + m / state.exposure[i]) * (state.deaths[i] / state.exposure[i] - m));
  return out;
}

TEST(Smoothing, ComesNearerToPlantedRatesThanCountsOrTheRateOfAllDo) {
  double by_counts = 0;
  double by_all = 0;
  double by_neighbours = 0;
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const State state = planted(seed, 8, 1e-4, 3e-4);
    const auto rates = smooth(state.deaths, state.exposure, nearest(state.at, 6));
    const auto without_neighbours = smooth(state.deaths, state.exposure, nearest(state.at, 0));
    ASSERT_TRUE(rates.ok() && without_neighbours.ok());
    std::vector<double> raw;
    for (std::size_t i = 0; i < state.rate.size(); ++i) raw.push_back(state.deaths[i] / state.exposure[i]);
    by_counts += square_error(state, raw);
    by_all += square_error(state, means(*without_neighbours));
    by_neighbours += square_error(state, means(*rates));
  }
  EXPECT_LT(by_all, 0.8 * by_counts);
  EXPECT_LT(by_neighbours, 0.95 * by_all) << "west and east differ, and only neighbours say so";
}

TEST(Smoothing, FindsHowAlikePlacesAre) {
  double sum = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const State state = planted(seed, 8, 2e-4, 2e-4);
    sum += std::log(smooth(state.deaths, state.exposure, nearest(state.at, 0))->prior_shape) / 8;
  }
  EXPECT_NEAR(std::exp(sum), 8, 2);
}

TEST(Smoothing, AgreesWithMomentsWhereNeighboursAddNothing) {
  const State state = planted(3, 8, 2e-4, 2e-4);
  const auto rates = smooth(state.deaths, state.exposure, nearest(state.at, 0));
  const auto moments = by_moments(state);
  for (std::size_t i = 0; i < moments.size(); ++i) EXPECT_NEAR(rates->mean(i), moments[i], 0.15 * moments[i] + 1e-5);
}

TEST(Smoothing, IntervalsHoldThePlantedRates) {
  double held = 0;
  double all = 0;
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    const State state = planted(seed, 8, 1e-4, 3e-4);
    const auto rates = smooth(state.deaths, state.exposure, nearest(state.at, 6));
    std::vector<std::vector<double>> draws;
    for (std::uint32_t d = 0; d < 200; ++d) draws.push_back(rates->draw(1, d));
    for (std::size_t i = 0; i < state.rate.size(); ++i) {
      std::vector<double> of_place;
      for (const auto& draw : draws) of_place.push_back(draw[i]);
      std::sort(of_place.begin(), of_place.end());
      held += state.rate[i] >= of_place[10] && state.rate[i] <= of_place[189] ? 1 : 0;
      ++all;
    }
  }
  EXPECT_NEAR(held / all, 0.9, 0.05);
}

TEST(Smoothing, LeavesALargeTownItsOwnRate) {
  State state = planted(2, 8, 2e-4, 2e-4);
  state.exposure[100] = 2e6;
  state.deaths[100] = 1400;
  EXPECT_NEAR(smooth(state.deaths, state.exposure, nearest(state.at, 6))->mean(100), 7e-4, 1.5e-5);
}

TEST(Smoothing, DrawsAreThoseOfTheGammaDistribution) {
  for (const double shape : {0.3, 1.0, 7.5}) {
    double sum = 0;
    double squares = 0;
    constexpr std::uint32_t draws = 20'000;
    for (std::uint32_t d = 0; d < draws; ++d) {
      const double x = gamma_draw(shape, 1, d, 5, 3);
      sum += x;
      squares += x * x;
    }
    const double mean = sum / draws;
    EXPECT_NEAR(mean, shape, 4 * std::sqrt(shape / draws));
    EXPECT_NEAR(squares / draws - mean * mean, shape, 0.1 * shape + 0.02);
  }
  EXPECT_EQ(gamma_draw(2, 1, 7, 3, 1), gamma_draw(2, 1, 7, 3, 1));
}

TEST(Smoothing, RefusesWhatCannotBeSmoothed) {
  const std::vector<std::vector<std::uint32_t>> alone(3);
  EXPECT_FALSE(smooth(std::vector<double>{0, 0, 0}, std::vector<double>{1, 1, 1}, alone).ok());
  EXPECT_FALSE(smooth(std::vector<double>{1, 0, 0}, std::vector<double>{0, 1, 1}, alone).ok());
  EXPECT_FALSE(smooth(std::vector<double>{1}, std::vector<double>{1}, {{}}).ok());
}

}  // namespace
}  // namespace alongside::plan
