#include "places/reach_function.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "places/geography.hpp"

namespace alongside::places {
namespace {

/// New York's table (Behrends 2019).
ReachFunction new_york() {
  return *ReachFunction::table(
      {{0.25, 1}, {0.5, 0.840}, {0.75, 0.716}, {1, 0.585}, {1.5, 0.463}, {2, 0.298}, {2.5, 0.185}, {3, 0.095}},
      km_per_mile);
}

/// The mean over a disc by looking at a fine grid of it.
double by_grid(const ReachFunction& reach, double apart, double radius) {
  constexpr int half = 700;
  double sum = 0;
  double count = 0;
  for (int x = -half; x <= half; ++x) {
    for (int y = -half; y <= half; ++y) {
      if (x * x + y * y > half * half) continue;
      ++count;
      sum += reach.at(std::hypot(apart + radius * x / half, radius * y / half));
    }
  }
  return sum / count;
}

/// The part of two overlapping discs that is in both (the lens), over the area of the second.
double lens(double r, double disc, double apart) {
  const double a = r * r * std::acos((apart * apart + r * r - disc * disc) / (2 * apart * r));
  const double b = disc * disc * std::acos((apart * apart + disc * disc - r * r) / (2 * apart * disc));
  const double c = std::sqrt((-apart + r + disc) * (apart + r - disc) * (apart - r + disc) * (apart + r + disc)) / 2;
  return (a + b - c) / (std::numbers::pi * disc * disc);
}

TEST(Reach, OfHartfordFromItsOwnMiddleIsAsPublished) {
  // 46.82 km2: at distance 0 the town would count 1.0, over its disc .44.
  EXPECT_NEAR(new_york().over_disc(0, disc_radius_km(46.82)), 0.44, 0.005);
  EXPECT_EQ(new_york().over_disc(0, 0), 1);
}

TEST(Reach, OfAStepOverADiscIsTheAreaOfALens) {
  const auto step = ReachFunction::step(0.5);
  EXPECT_NEAR(step.over_disc(0, 2), 0.25 * 0.25, 1e-9);
  EXPECT_NEAR(step.over_disc(0, 0.4), 1, 1e-9);
  EXPECT_NEAR(step.over_disc(0.7, 0.6), lens(0.5, 0.6, 0.7), 1e-6);
  EXPECT_NEAR(step.over_disc(0.3, 0.6), lens(0.5, 0.6, 0.3), 1e-6);
  EXPECT_EQ(step.over_disc(1.2, 0.6), 0);
}

TEST(Reach, OverADiscAgreesWithAFineGrid) {
  const auto exponential = ReachFunction::exponential(1.5);
  for (const auto& [apart, radius] :
       {std::pair(0.0, 2.0), std::pair(1.0, 2.0), std::pair(3.0, 2.5), std::pair(5.0, 1.0)}) {
    EXPECT_NEAR(exponential.over_disc(apart, radius), by_grid(exponential, apart, radius), 3e-4)
        << apart << " " << radius;
    EXPECT_NEAR(new_york().over_disc(apart, radius), by_grid(new_york(), apart, radius), 6e-4)
        << apart << " " << radius;
  }
}

TEST(Reach, FollowsTheTableBetweenItsPoints) {
  const auto reach = new_york();
  EXPECT_DOUBLE_EQ(reach.at(0.1 * km_per_mile), 1);
  EXPECT_NEAR(reach.at(1.25 * km_per_mile), (0.585 + 0.463) / 2, 1e-12);
  EXPECT_EQ(reach.at(3.01 * km_per_mile), 0);
  EXPECT_NEAR(reach.scaled(2).at(0.625 * km_per_mile), (0.585 + 0.463) / 2, 1e-12) << "twice as far for them";
  EXPECT_NEAR(ReachFunction::exponential(2).at(4), 0.25, 1e-12);
}

TEST(Reach, RefusesATableThatRises) {
  EXPECT_FALSE(ReachFunction::table({{1, 0.5}, {2, 0.6}}, 1).ok());
  EXPECT_FALSE(ReachFunction::table({{2, 0.5}, {1, 0.4}}, 1).ok());
  EXPECT_FALSE(ReachFunction::table({{1, 1.5}}, 1).ok());
  EXPECT_FALSE(ReachFunction::table({}, 1).ok());
}

TEST(Geography, MeasuresTheEarth) {
  EXPECT_NEAR(distance_km({0, 0}, {90, 0}), earth_radius_km * std::numbers::pi / 2, 1e-6);
  EXPECT_NEAR(distance_km({41, -73}, {42, -73}), 111.195, 0.001);
  // Paris to London, 344 km.
  EXPECT_NEAR(distance_km({48.8566, 2.3522}, {51.5074, -0.1278}), 343.6, 0.5);
  const auto a = unit_vector({41.77, -72.68});
  const auto b = unit_vector({41.31, -72.92});
  const double chord = std::pow(a[0] - b[0], 2) + std::pow(a[1] - b[1], 2) + std::pow(a[2] - b[2], 2);
  EXPECT_NEAR(km_of_chord_squared(chord), distance_km({41.77, -72.68}, {41.31, -72.92}), 1e-6);
  EXPECT_NEAR(km_of_chord_squared(chord_squared(5)), 5, 1e-9);
}

}  // namespace
}  // namespace alongside::places
