#include "places/geography.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace alongside::places {

namespace {
double radians(double degrees) { return degrees * std::numbers::pi / 180; }
}  // namespace

double distance_km(Point from, Point to) {
  const double up = std::sin(radians(to.lat - from.lat) / 2);
  const double over = std::sin(radians(to.lon - from.lon) / 2);
  const double square = up * up + std::cos(radians(from.lat)) * std::cos(radians(to.lat)) * over * over;
  return 2 * earth_radius_km * std::asin(std::min(1.0, std::sqrt(square)));
}

std::array<double, 3> unit_vector(Point point) {
  const double lat = radians(point.lat);
  const double lon = radians(point.lon);
  return {std::cos(lat) * std::cos(lon), std::cos(lat) * std::sin(lon), std::sin(lat)};
}

double chord_squared(double km) {
  const double half = std::sin(std::min(km / (2 * earth_radius_km), std::numbers::pi / 2));
  return 4 * half * half;
}

double km_of_chord_squared(double chord_squared) {
  return 2 * earth_radius_km * std::asin(std::min(1.0, std::sqrt(chord_squared) / 2));
}

double disc_radius_km(double area_km2) { return std::sqrt(area_km2 / std::numbers::pi); }

double share_of_circle_in_disc(double r, double disc, double apart) {
  if (r <= disc - apart) return 1;
  if (r <= apart - disc || r >= apart + disc) return 0;
  const double cosine = (r * r + apart * apart - disc * disc) / (2 * r * apart);
  return std::acos(std::clamp(cosine, -1.0, 1.0)) / std::numbers::pi;
}

}  // namespace alongside::places
