// Outlines: the shapes of places, or of a state's border, as a GeoJSON file has them (RFC 7946).
//
// Goals: Polygon and MultiPolygon with holes, longitude before latitude on WGS84; whatever is not that is refused by the feature's number and name, with what
// to do: another coordinate system, latitude before longitude, a ring that is not closed or crosses the antimeridian. Non-goals: lines and points, TopoJSON,
// mending shapes. Invariants: every ring has three corners or more, each a number within the earth; which way round a ring goes says nothing. A value;
// free to share between threads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "places/geography.hpp"

namespace alongside::places {

/// A closed line: its last corner is joined to the first, which does not stand twice.
struct Ring {
  std::vector<Point> corners;
  bool is_hole = false;
};

struct Outline {
  std::string name;         ///< of the place; empty: the file names none, as for a state's border
  std::vector<Ring> rings;  ///< each part's border, its holes behind it; drawn by the even-odd rule
};

struct Outlines {
  static constexpr std::size_t file_bytes_max = 256U << 20;

  std::string file;                  ///< that they were read from
  std::vector<Outline> all;          ///< in the order of the file; one at least
  std::vector<std::string> remarks;  ///< what was taken and may surprise, a sentence each

  /// South-west and north-east corner of all.
  Bounds bounds() const;
};

/// Which property of a feature is its name.
struct NameField {
  std::string name;        ///< empty: "place" or "name", in any case, if there is one
  bool is_needed = false;  ///< refuse features without a name, and two of one name
};

/// Errors are "file:line:column: ..." where the text is no JSON, and "file: feature 3 (Avon): ..." where it is no shape.
base::Result<Outlines> parse_outlines(std::string file, std::string_view text, const NameField& field);

}  // namespace alongside::places
