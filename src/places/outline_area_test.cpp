#include "places/outline_area.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace alongside::places {
namespace {

Outline cell(double south, double west, double north, double east) {
  return {"cell", {Ring{{{south, west}, {south, east}, {north, east}, {north, west}}, false}}};
}
Measured measured(const Outline& outline) {
  const auto out = measure(outline);
  if (!out) ADD_FAILURE() << out.error().message;
  return out ? *out : Measured{};
}

/// Of a cell between two parallels, by Simpson's rule over the ellipsoid's two radii of curvature (another way to the same area).
double by_radii(double south, double north, double degrees_wide) {
  constexpr double a = 6378.137;
  constexpr double f = 1 / 298.257223563;
  constexpr double e2 = f * (2 - f);
  constexpr double radian = std::numbers::pi / 180;
  const auto element = [&](double lat) {
    const double w2 = 1 - e2 * std::pow(std::sin(lat), 2);
    const double meridian = a * (1 - e2) / std::pow(w2, 1.5);
    const double across = a / std::sqrt(w2);
    return meridian * across * std::cos(lat);
  };
  constexpr int steps = 2000;
  const double h = (north - south) * radian / steps;
  double sum = 0;
  for (int i = 0; i <= steps; ++i)
    sum += element(south * radian + i * h) * (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2);
  return sum * h / 3 * degrees_wide * radian;
}

TEST(OutlineArea, OfACellOfOneDegreeIsTheEllipsoids) {
  EXPECT_NEAR(measured(cell(0, 0, 1, 1)).area_km2, by_radii(0, 1, 1), 1e-6);
  EXPECT_NEAR(measured(cell(41, -73, 42, -72)).area_km2, by_radii(41, 42, 1), 1e-6);
  EXPECT_NEAR(measured(cell(-42, -73, -41, -72)).area_km2, by_radii(41, 42, 1), 1e-6) << "south as north";
}

TEST(OutlineArea, OfTheWholeEarthIsKnown) {
  Outline earth{"earth", {Ring{}}};
  for (const double lon : {-180.0, -90.0, 0.0, 90.0, 180.0}) earth.rings[0].corners.push_back({-90, lon});
  for (const double lon : {180.0, 90.0, 0.0, -90.0, -180.0}) earth.rings[0].corners.push_back({90, lon});
  EXPECT_NEAR(measured(earth).area_km2, 510'065'621.724, 1) << "WGS84's surface, as published";
}

TEST(OutlineArea, LeavesHolesOutWhicheverWayRoundTheyGo) {
  Outline shape = cell(41, -73, 42, -72);
  shape.rings.push_back(Ring{{{41.2, -72.8}, {41.2, -72.7}, {41.3, -72.7}, {41.3, -72.8}}, true});
  const double expected = by_radii(41, 42, 1) - by_radii(41.2, 41.3, 0.1);
  EXPECT_NEAR(measured(shape).area_km2, expected, 1e-6);
  for (Ring& ring : shape.rings) std::reverse(ring.corners.begin(), ring.corners.end());
  EXPECT_NEAR(measured(shape).area_km2, expected, 1e-6);
  shape.rings[0].corners = shape.rings[1].corners;
  EXPECT_FALSE(measure(shape).ok()) << "the hole is all of it";
  EXPECT_FALSE(measure({"line", {Ring{{{41, -73}, {41.5, -73}, {42, -73}}, false}}}).ok());
}

TEST(OutlineArea, HasItsMiddleInTheMiddle) {
  const Measured one = measured(cell(-1, 10, 1, 12));
  EXPECT_NEAR(one.middle.lat, 0, 1e-9);
  EXPECT_NEAR(one.middle.lon, 11, 1e-9);
  const Measured town = measured(cell(41.6, -72.75, 41.7, -72.65));
  EXPECT_NEAR(town.middle.lat, 41.65, 1e-4);
  EXPECT_NEAR(town.middle.lon, -72.7, 1e-9);
  // Two parts, the second three times as wide: a quarter of the way and three quarters.
  Outline parts = cell(0, 0, 1, 1);
  parts.rings.push_back(cell(0, 10, 1, 13).rings[0]);
  EXPECT_NEAR(measured(parts).middle.lon, 0.25 * 0.5 + 0.75 * 11.5, 1e-9);
  // A triangle's middle is a third of the way from each side.
  const Measured triangle = measured({"triangle", {Ring{{{0, 0}, {0, 0.3}, {0.3, 0}}, false}}});
  EXPECT_NEAR(triangle.middle.lon, 0.1, 1e-5);
  EXPECT_NEAR(triangle.middle.lat, 0.1, 1e-5);
}

TEST(OutlineArea, GoesOverTheAntimeridian) {
  Outline islands = cell(-17, 179, -16, 180);
  islands.rings.push_back(cell(-17, -180, -16, -179).rings[0]);
  const Measured both = measured(islands);
  EXPECT_TRUE(both.both_sides_of_antimeridian);
  EXPECT_NEAR(both.area_km2, by_radii(16, 17, 2), 1e-6);
  EXPECT_NEAR(std::abs(both.middle.lon), 180, 1e-9);
}

}  // namespace
}  // namespace alongside::places
