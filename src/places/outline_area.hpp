// Area and middle of a shape on the earth.
//
// The earth is WGS84's ellipsoid here, not a ball (half a percent in Connecticut): corners go into Lambert's cylindrical equal-area plane for the ellipsoid
// (Snyder 1987, Map Projections: A Working Manual, USGS Professional Paper 1395, chapter 10 and equation 3-12), where area is the shoelace's. Edges are straight in
// that plane, which is exact along parallels and meridians and differs from a great circle by less than a meter where corners are under a km apart. The middle is
// the plane's centroid taken back; for a town that is the centroid to about a meter. Pure; any thread.
#pragma once

#include "places/outlines.hpp"

namespace alongside::places {

struct Measured {
  double area_km2 = 0;  ///< without holes
  Point middle;         ///< may lie outside a shape that bends or has parts
  bool both_sides_of_antimeridian = false;
};

/// Refuses a shape without an area.
base::Result<Measured> measure(const Outline& outline);

}  // namespace alongside::places
