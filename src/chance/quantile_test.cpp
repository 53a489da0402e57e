#include "chance/quantile.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace alongside::chance {
namespace {

TEST(NormalQuantile, IsThatOfTheTables) {
  // The first three as Wichura (1988) gives them for a check, the others from tables to 15 digits.
  const struct {
    double probability;
    double quantile;
  } rows[] = {{0.25, -0.6744897501960817}, {0.001, -3.090232306167814}, {1e-20, -9.262340089798408},
              {0.975, 1.959963984540054},  {0.995, 2.575829303548901},  {0.9, 1.2815515655446004},
              {1e-10, -6.361340902404056}};
  for (const auto& row : rows)
    EXPECT_NEAR(normal_quantile(row.probability), row.quantile, 2e-15 * std::abs(row.quantile)) << row.probability;
  EXPECT_EQ(normal_quantile(0.5), 0.0);
  EXPECT_EQ(normal_quantile(0.0), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(normal_quantile(1.0), std::numeric_limits<double>::infinity());
}

TEST(NormalQuantile, TurnsTheErrorFunctionRound) {
  double before = -std::numeric_limits<double>::infinity();
  for (double exponent = -300.0; exponent < -0.31; exponent += 0.037) {
    const double probability = std::pow(10.0, exponent);
    const double quantile = normal_quantile(probability);
    const double back = 0.5 * std::erfc(-quantile / std::numbers::sqrt2);
    // A step of one place in the quantile moves a far tail's probability by quantile squared places.
    EXPECT_NEAR(back / probability, 1.0, 1e-15 * (2.0 + quantile * quantile)) << probability;
    EXPECT_GT(quantile, before) << probability;
    before = quantile;
  }
}

TEST(StudentTQuantile, IsThatOfTheTables) {
  // With more digits than tables have, by mpmath at 30 digits.
  const struct {
    double probability;
    double degrees;
    double quantile;
  } rows[] = {{0.975, 1, 12.706204736175},   {0.975, 2, 4.3026527297495},  {0.975, 5, 2.5705818356363},
              {0.975, 10, 2.2281388519863},  {0.975, 30, 2.0422724563012}, {0.975, 100, 1.9839715185236},
              {0.975, 999, 1.9623414611334}, {0.995, 9, 3.2498355415921},  {0.95, 1, 6.313751514675},
              {0.9995, 4, 8.6103015813793},  {0.6, 3, 0.27667066233269}};
  for (const auto& row : rows) {
    EXPECT_NEAR(student_t_quantile(row.probability, row.degrees), row.quantile, 1e-12 * row.quantile)
        << row.probability << " " << row.degrees;
    EXPECT_NEAR(student_t_quantile(1.0 - row.probability, row.degrees), -row.quantile, 1e-12 * row.quantile);
  }
  EXPECT_EQ(student_t_quantile(0.5, 7), 0.0);
}

TEST(StudentTQuantile, IsCauchysAtOneDegreeAndNearlyTheNormalsAtAMillion) {
  for (const double probability : {0.51, 0.75, 0.9, 0.999, 0.999999}) {
    const double cauchy = std::tan(std::numbers::pi * (probability - 0.5));
    EXPECT_NEAR(student_t_quantile(probability, 1) / cauchy, 1.0, 1e-9) << probability;
    // The first term of the expansion in 1 / degrees: Abramowitz and Stegun 26.7.5.
    const double z = normal_quantile(probability);
    EXPECT_NEAR(student_t_quantile(probability, 1e6), z + (z * z * z + z) / 4e6, 1e-8) << probability;
  }
}

}  // namespace
}  // namespace alongside::chance
