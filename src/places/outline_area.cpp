#include "places/outline_area.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "document/words.hpp"

namespace alongside::places {

namespace {

// WGS84 (NIMA TR8350.2, table 3.1).
constexpr double equator_km = 6378.137;
constexpr double flattening = 1 / 298.257223563;
constexpr double e2 = flattening * (2 - flattening);
constexpr double radian = std::numbers::pi / 180;
constexpr double whole_turn = 360;

/// Snyder 3-12: twice the height in the plane, in radii of the equator.
double q_of(double lat) {
  const double e = std::sqrt(e2);
  const double sine = std::sin(lat * radian);
  return (1 - e2) * (sine / (1 - e2 * sine * sine) - std::log((1 - e * sine) / (1 + e * sine)) / (2 * e));
}

/// Back from it by Newton's method (Snyder 3-16).
double lat_of(double q) {
  constexpr int steps = 20;
  double lat = std::asin(std::clamp(q / 2, -1.0, 1.0));
  for (int i = 0; i < steps; ++i) {
    const double sine = std::sin(lat);
    const double slope = 2 * (1 - e2) * std::cos(lat) / std::pow(1 - e2 * sine * sine, 2);
    if (!(slope > 1e-12)) break;  // at a pole
    const double step = (q - q_of(lat / radian)) / slope;
    lat += step;
    if (std::abs(step) < 1e-14) break;
  }
  return std::clamp(lat / radian, -90.0, 90.0);
}

/// Sums over one ring, from its first corner: area and its moments.
struct Moments {
  double area = 0;
  double x = 0;
  double y = 0;
};

Moments moments_of(const Ring& ring, double lon_shift) {
  const double x0 = (ring.corners.front().lon + lon_shift) * radian;
  const double y0 = q_of(ring.corners.front().lat) / 2;
  Moments sum;
  double last_x = 0;
  double last_y = 0;
  const auto edge_to = [&](double x, double y) {
    const double cross = last_x * y - x * last_y;
    sum.area += cross / 2;
    sum.x += (last_x + x) * cross / 6;
    sum.y += (last_y + y) * cross / 6;
    last_x = x;
    last_y = y;
  };
  for (const Point& corner : ring.corners) edge_to((corner.lon + lon_shift) * radian - x0, q_of(corner.lat) / 2 - y0);
  edge_to(0, 0);
  // Which way round a ring goes says nothing.
  const double sign = sum.area < 0 ? -1 : 1;
  return {sign * sum.area, sign * (sum.x + sum.area * x0), sign * (sum.y + sum.area * y0)};
}

}  // namespace

base::Result<Measured> measure(const Outline& outline) {
  Measured out;
  Moments sum;
  const double reference = outline.rings.front().corners.front().lon;
  for (const Ring& ring : outline.rings) {
    const double apart = ring.corners.front().lon - reference;
    const double shift = apart > whole_turn / 2 ? -whole_turn : apart < -whole_turn / 2 ? whole_turn : 0;
    out.both_sides_of_antimeridian = out.both_sides_of_antimeridian || shift != 0;
    const Moments one = moments_of(ring, shift);
    const double sign = ring.is_hole ? -1 : 1;
    sum = {sum.area + sign * one.area, sum.x + sign * one.x, sum.y + sign * one.y};
  }
  out.area_km2 = sum.area * equator_km * equator_km;
  constexpr double smallest_km2 = 1e-9;  // a thousandth of a square meter: corners on one line
  if (!(out.area_km2 > smallest_km2))
    return base::input_error(
        fmt::format("expected a shape with an area, found none for {}: its corners lie on one line, "
                    "or its holes are all of it",
                    document::shown(outline.name)));
  double lon = sum.x / sum.area / radian;
  if (lon > whole_turn / 2) lon -= whole_turn;
  if (lon < -whole_turn / 2) lon += whole_turn;
  out.middle = {lat_of(2 * sum.y / sum.area), lon};
  return out;
}

}  // namespace alongside::places
