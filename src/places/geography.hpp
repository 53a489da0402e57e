// Geography: points on the earth, how far apart they are, and how much of a disc lies within a distance.
//
// The earth is a ball here (mean radius 6,371.0088 km, IUGG): at the scale of a state the error is under half a percent. Pure functions, free to
// call from any thread.
#pragma once

#include <array>
#include <numbers>

namespace alongside::places {

inline constexpr double earth_radius_km = 6371.0088;
inline constexpr double km_per_degree = earth_radius_km * std::numbers::pi / 180;  ///< of a great circle
inline constexpr double km_per_mile = 1.609344;

/// Degrees, north and east positive.
struct Point {
  double lat = 0;
  double lon = 0;
};

/// Great-circle distance (haversine), in km.
double distance_km(Point from, Point to);

/// The point on a ball of radius 1: distances to many others then cost a few multiplications each.
std::array<double, 3> unit_vector(Point point);
/// The square of the straight line through the ball of radius 1 between two points `km` apart: what `unit_vector`s are compared by.
double chord_squared(double km);
/// The same between two points as `unit_vector`s. Inline: it stands in loops over all pairs.
inline double chord_squared(const std::array<double, 3>& from, const std::array<double, 3>& to) {
  const double x = from[0] - to[0];
  const double y = from[1] - to[1];
  const double z = from[2] - to[2];
  return x * x + y * y + z * z;
}
/// Back from it, in km.
double km_of_chord_squared(double chord_squared);

/// The radius of a disc of this area, in km.
double disc_radius_km(double area_km2);
/// The share of a circle of radius `r` that lies inside a disc of radius `disc` whose middle is `apart` from the circle's (lengths in one unit).
double share_of_circle_in_disc(double r, double disc, double apart);

/// South-west and north-east corner.
struct Bounds {
  Point low;
  Point high;
  bool holds(Point point) const {
    return point.lat >= low.lat && point.lat <= high.lat && point.lon >= low.lon && point.lon <= high.lon;
  }
};

}  // namespace alongside::places
