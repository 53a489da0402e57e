#include "study/analysis/information.hpp"

#include <cmath>
#include <random>

#include "study/analysis/little_study_test.hpp"

namespace alongside::study {
namespace {

/// NB = 100 x - y - 0 z: mean 100; sd 200 of x, 150 of y.
Study two_normals(const std::string& more = "") {
  return little_study(parameter("x", 10, "person/year", spread("normal = { mean = 10, sd = 2 }")) +
                      parameter("worth", 100, "USD/person") +
                      parameter("y", 900, "USD/year", spread("normal = { mean = 900, sd = 150 }")) +
                      parameter("z", 5, "visit/year", spread("uniform = [1, 9]")) +
                      outcome("served", "x", "person/year", paid("served * worth")) +
                      outcome("seen", "z", "visit/year") + cost("operation", "y") + more);
}

// Unit normal loss: sd * phi(m / sd) - m * Phi(-m / sd).
constexpr double evpi_of_both = 57.6097;
constexpr double evppi_of_x = 39.5593;
constexpr double evppi_of_y = 22.6679;

const InformationOf& of(const Information& made, const std::string& name) {
  for (const InformationOf& one : made.by_input) {
    if (one.input.name == name) return one;
  }
  ADD_FAILURE() << name;
  return made.by_input.front();
}

TEST(Information, IsTheUnitNormalLossForALinearNetBenefit) {
  const auto made = information(two_normals(), {}, {.draws = 100'000, .seed = 7, .threads = 2}, {});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_NEAR(made->evpi.value, evpi_of_both, 4 * made->evpi.standard_error);
  EXPECT_LT(made->evpi.standard_error, 0.5);
  EXPECT_NEAR(of(*made, "x").value.value, evppi_of_x, 4 * of(*made, "x").value.standard_error);
  EXPECT_LT(of(*made, "x").value.standard_error, 0.5);
  EXPECT_NEAR(of(*made, "y").value.value, evppi_of_y, 4 * of(*made, "y").value.standard_error);
  EXPECT_NEAR(of(*made, "x").explained, 0.64, 0.02);
  EXPECT_TRUE(of(*made, "z").is_certain_nought);
  EXPECT_EQ(of(*made, "z").value.value, 0);
  EXPECT_EQ(made->by_input.front().input.name, "x");
  EXPECT_TRUE(made->funds);
  EXPECT_EQ(made->money_unit, "USD/year");
}

TEST(Information, HasTheStandardErrorThatItSays) {
  int within_two = 0;
  double squares = 0;
  constexpr int runs = 100;
  for (int seed = 1; seed <= runs; ++seed) {
    const auto made = information(two_normals(), {}, {.draws = 2'000, .seed = static_cast<std::uint64_t>(seed)},
                                  {.willingness = {}, .inner_knots = 3});
    ASSERT_TRUE(made);
    const chance::Estimate& x = of(*made, "x").value;
    const double z = (x.value - evppi_of_x) / x.standard_error;
    if (std::abs(z) < 2) ++within_two;
    squares += z * z;
  }
  EXPECT_GE(within_two, 85);
  EXPECT_NEAR(std::sqrt(squares / runs), 1, 0.3);
}

TEST(Information, IsTheSameOnAnyNumberOfThreads) {
  const auto one = information(two_normals(), {}, {.draws = 5'000, .seed = 3, .threads = 1}, {});
  const auto three = information(two_normals(), {}, {.draws = 5'000, .seed = 3, .threads = 3}, {});
  ASSERT_TRUE(one && three);
  EXPECT_EQ(one->evpi.value, three->evpi.value);
  EXPECT_EQ(of(*one, "y").value.value, of(*three, "y").value.value);
}

TEST(Information, OfAnInputDrawnWithAnotherIsNotNought) {
  const auto made =
      information(two_normals("\n[[correlations]]\nbetween = [\"x\", \"z\"]\nrho = 0.9\nsource = \"a test\"\n"), {},
                  {.draws = 20'000, .seed = 3}, {});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_FALSE(of(*made, "z").is_certain_nought);
  EXPECT_GT(of(*made, "z").value.value, 20);
  EXPECT_LE(of(*made, "z").value.value, made->evpi.value);
}

TEST(Information, RefusesTooFewDrawsAndAWillingnessWithoutAnEffect) {
  EXPECT_FALSE(information(two_normals(), {}, {.draws = 999}, {}));
  const auto made = information(two_normals(), {}, {.draws = 1'000}, {.willingness = 50, .inner_knots = 5});
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find("[effect]"), std::string::npos);
}

// NB = x^2 y - 4 x z - 0.3: x uniform on [0, 3], y gamma of mean 2 and sd 1, z uniform on [0, 2].
struct Curved {
  std::mt19937_64 dice;
  double x() { return std::uniform_real_distribution<>(0, 3)(dice); }
  double net_benefit(double x) {
    const double y = std::gamma_distribution<>(4, 0.5)(dice);
    const double z = std::uniform_real_distribution<>(0, 2)(dice);
    return x * x * y - 4 * x * z - 0.3;
  }
};

TEST(Information, AgreesWithNestedSimulationWhereTheNetBenefitIsCurved) {
  constexpr int outer = 3'000;
  constexpr int inner = 2'000;
  Curved nested{std::mt19937_64(11)};
  std::vector<double> means;
  double all = 0;
  for (int i = 0; i < outer; ++i) {
    const double x = nested.x();
    double sum = 0;
    for (int j = 0; j < inner; ++j) sum += nested.net_benefit(x);
    means.push_back(std::max(0.0, sum / inner));
    all += sum / inner / outer;
  }
  ASSERT_LT(all, 0);  // the mean is against funding: -0.3
  const chance::Estimate simulated = chance::mean_of(means);

  Curved single{std::mt19937_64(12)};
  std::vector<double> x;
  std::vector<double> net_benefit;
  for (int i = 0; i < 50'000; ++i) {
    x.push_back(single.x());
    net_benefit.push_back(single.net_benefit(x.back()));
  }
  const FittedInformation fitted = information_of(x, net_benefit, 5);
  EXPECT_EQ(fitted.knots, 5U);
  EXPECT_NEAR(fitted.value.value, simulated.value,
              4 * std::hypot(fitted.value.standard_error, simulated.standard_error));
  EXPECT_LT(fitted.value.standard_error, 0.03);
}

TEST(Information, OfAnInputOfFewValuesComesFromItsGroups) {
  std::vector<double> x;
  std::vector<double> net_benefit;
  for (int i = 0; i < 3'000; ++i) {
    const int group = i % 3;
    x.push_back(group);
    net_benefit.push_back((group == 0   ? -30
                           : group == 1 ? 10
                                        : 50) +
                          (i % 2 == 0 ? 100 : -100));  // means -30, 10, 50: mean 10
  }
  const FittedInformation fitted = information_of(x, net_benefit, 5);
  EXPECT_EQ(fitted.groups, 3U);
  EXPECT_NEAR(fitted.value.value, 10, 1e-9);  // (10 + 50) / 3 - 10
}

TEST(Information, OfWhatChangesNoDecisionIsNought) {
  std::vector<double> x;
  std::vector<double> net_benefit;
  std::mt19937_64 dice(5);
  for (int i = 0; i < 5'000; ++i) {
    x.push_back(std::normal_distribution<>()(dice));
    net_benefit.push_back(1'000 + x.back() + std::normal_distribution<>()(dice));
  }
  EXPECT_NEAR(information_of(x, net_benefit, 5).value.value, 0, 1e-9);
}

}  // namespace
}  // namespace alongside::study
