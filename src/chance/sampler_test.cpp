#include "chance/sampler.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "chance/spread_of_test.hpp"

namespace alongside::chance {
namespace {

using test::spread_of;
using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;
using Columns = std::vector<std::vector<double>>;

Sampler sampler(std::vector<Drawn> drawn, std::vector<Correlated> correlated = {}, std::uint64_t seed = 1,
                Sequence sequence = Sequence::random) {
  return Sampler::make(std::move(drawn), std::move(correlated), seed, sequence).value();
}

Columns draw(const Sampler& from, std::size_t draws, std::size_t block = 512,
             std::span<const std::uint32_t> sheets = {}) {
  Columns columns(from.columns(), std::vector<double>(draws));
  Sampler::Scratch scratch;
  for (std::size_t first = 0; first < draws; first += block) {
    std::vector<double*> out;
    for (auto& column : columns) out.push_back(column.data() + first);
    from.draw(first, std::min(block, draws - first), out, scratch, sheets);
  }
  return columns;
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}
double sd(const std::vector<double>& values) {
  const double middle = mean(values);
  double squares = 0;
  for (const double value : values) squares += (value - middle) * (value - middle);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

std::vector<double> ranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> out(values.size());
  for (std::size_t rank = 0; rank < order.size(); ++rank) out[order[rank]] = static_cast<double>(rank);
  return out;
}
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const double middle_a = mean(a);
  const double middle_b = mean(b);
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - middle_a) * (b[i] - middle_b);
  return sum / static_cast<double>(a.size() - 1) / sd(a) / sd(b);
}

TEST(Sampler, DrawsHaveTheMomentsOfTheirSpread) {
  constexpr std::size_t n = 200'000;
  for (const char* kind :
       {"uniform = [2, 6]", "triangular = [0, 1, 4]", "pert = [10, 20, 60]", "normal = { mean = 1, sd = 3, low = -1 }",
        "lognormal = { mean = 10, sd = 5 }", "beta = { alpha = 0.4, beta = 3 }", "gamma = { shape = 0.3, scale = 2 }",
        "poisson = { mean = 40 }", "empirical = [1, 2, 6]"}) {
    const Distribution spread = spread_of(kind);
    const auto values = draw(sampler({{.name = "x", .spread = spread}}), n).front();
    EXPECT_NEAR(mean(values), spread.mean(), 4 * spread.sd() / std::sqrt(n)) << kind;
    EXPECT_NEAR(sd(values), spread.sd(), 0.02 * spread.sd()) << kind;
  }
}

TEST(Sampler, IsAFunctionOfNameAndNumberAlone) {
  const Drawn a{.name = "a", .spread = spread_of("gamma = { mean = 8, sd = 2 }")};
  const Drawn b{.name = "b", .spread = spread_of("uniform = [0, 1]")};
  const auto whole = draw(sampler({a, b}), 3'000);
  EXPECT_EQ(draw(sampler({a, b}), 3'000, 130), whole);
  EXPECT_EQ(draw(sampler({b, a}), 3'000)[1], whole[0]);
  EXPECT_EQ(draw(sampler({b}), 3'000)[0], whole[1]);
  EXPECT_NE(draw(sampler({a, b}, {}, 2), 3'000)[0], whole[0]);
  const std::vector<std::uint32_t> second_sheet{0, 1};
  const auto other = draw(sampler({a, b}), 3'000, 512, second_sheet);
  EXPECT_EQ(other[0], whole[0]);
  EXPECT_LT(std::abs(correlation(other[1], whole[1])), 0.08);
}

TEST(Sampler, CorrelatesThroughNormals) {
  // Spearman's correlation of a Gaussian copula is 6/pi asin(rho/2), whatever the margins (Kruskal 1958).
  const Drawn a{.name = "a", .spread = spread_of("gamma = { shape = 0.5, scale = 2 }")};
  const Drawn b{.name = "b", .spread = spread_of("uniform = [0, 1]")};
  const Drawn c{.name = "c", .spread = spread_of("lognormal = { median = 2, sigma = 1 }")};
  const auto columns = draw(sampler({a, b, c}, {{0, 1, 0.7}, {1, 2, -0.4}}), 50'000);
  const auto spearman = [&](std::size_t x, std::size_t y) { return correlation(ranks(columns[x]), ranks(columns[y])); };
  EXPECT_NEAR(spearman(0, 1), 6 / std::numbers::pi * std::asin(0.35), 0.015);
  EXPECT_NEAR(spearman(1, 2), 6 / std::numbers::pi * std::asin(-0.2), 0.015);
  EXPECT_NEAR(spearman(0, 2), 0, 0.015);
  EXPECT_NEAR(mean(columns[0]), 1, 0.03);
}

TEST(Sampler, RefusesCorrelationsThatCannotHoldTogether) {
  const auto one = [](std::string name) {
    return Drawn{.name = std::move(name), .spread = spread_of("uniform = [0, 1]")};
  };
  const auto made =
      Sampler::make({one("a"), one("b"), one("c")}, {{0, 1, 0.9}, {1, 2, 0.9}, {0, 2, -0.9}}, 1, Sequence::random);
  ASSERT_FALSE(made);
  EXPECT_THAT(made.error().message, HasSubstr("those of c do not go with the ones before"));
}

TEST(Sampler, ADirichletsSharesAddUpAndHaveItsMoments) {
  const std::vector<double> alphas{1, 2, 7};
  const auto columns =
      draw(sampler({{.name = "d", .spread = spread_of("dirichlet = [1, 2, 7]"), .cells = 3}}), 100'000);
  for (std::size_t i = 0; i < 100; ++i) EXPECT_NEAR(columns[0][i] + columns[1][i] + columns[2][i], 1, 1e-12);
  for (std::size_t cell = 0; cell < 3; ++cell) {
    const double share = alphas[cell] / 10;
    EXPECT_NEAR(mean(columns[cell]), share, 0.003);
    EXPECT_NEAR(sd(columns[cell]), std::sqrt(share * (1 - share) / 11), 0.003);
  }
}

TEST(Sampler, SobolsPointsAreThePublishedOnesShifted) {
  // Joe and Kuo's sequence in Gray-code order begins 0, 1/2, 3/4, 1/4, 3/8, 7/8, 5/8, 1/8 in the first dimension and 0, 1/2, 1/4, 3/4, 3/8, 7/8, 1/8, 5/8 in the second.
  const Drawn a{.name = "a", .spread = spread_of("uniform = [0, 1]")};
  const Drawn b{.name = "b", .spread = spread_of("uniform = [0, 1]")};
  const auto columns = draw(sampler({a, b}, {}, 1, Sequence::sobol), 8);
  const std::vector<std::vector<double>> published{{0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125},
                                                   {0, 0.5, 0.25, 0.75, 0.375, 0.875, 0.125, 0.625}};
  // A digital shift is the same exclusive-or for all: the upper three bits of any two points differ as the published ones do.
  const auto eighths = [](double x) { return static_cast<int>(x * 8); };
  for (std::size_t column = 0; column < 2; ++column) {
    for (std::size_t i = 1; i < 8; ++i)
      EXPECT_EQ(eighths(columns[column][i]) ^ eighths(columns[column][0]),
                eighths(published[column][i]) ^ eighths(published[column][0]))
          << column << ' ' << i;
  }
}

TEST(Sampler, SobolsErrorFallsFasterThanRandomNumbers) {
  std::vector<Drawn> drawn;
  for (const char* name : {"a", "b", "c", "d"})
    drawn.push_back({.name = name, .spread = spread_of("gamma = { mean = 8, sd = 2 }")});
  const auto error = [&](std::size_t n) {
    double squares = 0;
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      const auto columns = draw(sampler(drawn, {}, seed, Sequence::sobol), n);
      double sum = 0;
      for (std::size_t i = 0; i < n; ++i) sum += columns[0][i] * columns[1][i] / columns[2][i] + columns[3][i];
      const double off = sum / static_cast<double>(n) -
                         (8 * 8 / 8 * 16.0 / 15.0 + 8);  // E[1/X] of a gamma with shape 16 is 16/15 / mean
      squares += off * off / 20;
    }
    return std::sqrt(squares);
  };
  // Sixteen times the points: a fourth of the error for random numbers, well under a tenth here.
  EXPECT_LT(error(16'384), error(1'024) / 8);
}

TEST(Sampler, ErrorOfRandomNumbersFallsAsTheRootOfTheirCount) {
  const std::vector<Drawn> drawn{{.name = "a", .spread = spread_of("gamma = { mean = 8, sd = 2 }")}};
  const auto error = [&](std::size_t n) {
    double squares = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed)
      squares += std::pow(mean(draw(sampler(drawn, {}, seed), n).front()) - 8, 2) / 200;
    return std::sqrt(squares);
  };
  EXPECT_NEAR(error(400), 2 / std::sqrt(400.0), 0.02);
  EXPECT_NEAR(error(6'400), 2 / std::sqrt(6'400.0), 0.005);
}

TEST(Sampler, APowerOfTwoOfSobolsPointsPutsOneIntoEachStratum) {
  std::vector<Drawn> drawn;
  for (const char* name : {"a", "b", "c"}) drawn.push_back({.name = name, .spread = spread_of("uniform = [0, 1]")});
  for (const std::size_t n : {512U, 4'096U}) {
    for (const auto& column : draw(sampler(drawn, {}, 9, Sequence::sobol), n)) {
      std::vector<int> filled(n);
      for (const double value : column) ++filled[static_cast<std::size_t>(value * static_cast<double>(n))];
      EXPECT_EQ(std::ranges::count(filled, 1), static_cast<std::ptrdiff_t>(n));
    }
  }
}

TEST(Sampler, SobolIsTheSameInBlocksOfAnySize) {
  const std::vector<Drawn> drawn{{.name = "a", .spread = spread_of("uniform = [0, 1]")},
                                 {.name = "b", .spread = spread_of("uniform = [0, 1]")}};
  const Sampler from = sampler(drawn, {}, 3, Sequence::sobol);
  EXPECT_EQ(draw(from, 2'000, 512), draw(from, 2'000, 100));
}

}  // namespace
}  // namespace alongside::chance
