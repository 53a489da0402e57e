#include "places/outline_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <cstdint>

#include "document/csv.hpp"
#include "document/words.hpp"
#include "places/outline_area.hpp"

namespace alongside::places {

namespace {

std::string in_quotes(const std::string& text) { return boost::json::serialize(boost::json::string(text)); }

/// What corners are rounded to: 1, 2 or 5 of a decimal place, so that 2,000 steps or more lie across the larger side.
struct Grid {
  int decimals = 0;
  double steps_a_degree = 1;
};
Grid grid_for(const Bounds& bounds) {
  constexpr double steps_min = 2000;
  constexpr double step_min = 1e-6;  // a tenth of a meter
  const double side = std::max(bounds.high.lat - bounds.low.lat, bounds.high.lon - bounds.low.lon);
  const double largest = std::max(side / steps_min, step_min);
  const int decimals = -static_cast<int>(std::floor(std::log10(largest)));
  const double tens = std::pow(10.0, decimals);
  const double units = largest * tens;
  return {decimals, tens / (units >= 5 ? 5 : units >= 2 ? 2 : 1)};
}

struct GridPoint {
  std::int64_t x = 0;
  std::int64_t y = 0;
  bool operator==(const GridPoint&) const = default;
};

/// Twice the area of a triangle, positive counter-clockwise.
std::int64_t turn(GridPoint a, GridPoint b, GridPoint c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// The ring on the grid, without corners that say nothing; empty where nothing is left of it.
std::vector<GridPoint> on_grid(const Ring& ring, double steps_a_degree) {
  std::vector<GridPoint> out;
  const auto add = [&](GridPoint point) {
    while (out.size() >= 2 && turn(out[out.size() - 2], out.back(), point) == 0) out.pop_back();
    if (out.empty() || out.back() != point) out.push_back(point);
  };
  for (const Point& corner : ring.corners)
    add({std::llround(corner.lon * steps_a_degree), std::llround(corner.lat * steps_a_degree)});
  // The ends meet: what says nothing there goes as well.
  while (out.size() >= 3) {
    const std::size_t n = out.size();
    if (out.back() == out.front() || turn(out[n - 2], out[n - 1], out[0]) == 0)
      out.pop_back();
    else if (turn(out[n - 1], out[0], out[1]) == 0)
      out.erase(out.begin());
    else
      break;
  }
  if (out.size() < 3) return {};
  std::int64_t area = 0;
  for (std::size_t i = 1; i + 1 < out.size(); ++i) area += turn(out[0], out[i], out[i + 1]);
  if (area == 0) return {};
  // RFC 7946: borders counter-clockwise, holes clockwise.
  if ((area < 0) != ring.is_hole) std::reverse(out.begin(), out.end());
  return out;
}

std::string coordinates(const std::vector<GridPoint>& ring, const Grid& grid) {
  std::string out = "[";
  for (std::size_t i = 0; i <= ring.size(); ++i) {
    const GridPoint& point = ring[i % ring.size()];
    out += fmt::format("{}[{:.{}f},{:.{}f}]", i == 0 ? "" : ",", static_cast<double>(point.x) / grid.steps_a_degree,
                       grid.decimals, static_cast<double>(point.y) / grid.steps_a_degree, grid.decimals);
  }
  return out + "]";
}

/// Empty where the shape is smaller than the grid.
std::string feature_of(const Outline& outline, const Grid& grid) {
  std::string parts;
  bool open = false;
  bool dropped = false;  // the border of this part, and its holes with it
  for (const Ring& ring : outline.rings) {
    const auto points = on_grid(ring, grid.steps_a_degree);
    if (!ring.is_hole) dropped = points.empty();
    if (points.empty() || dropped) continue;
    if (!ring.is_hole) {
      parts += open ? "],[" : "[";
      open = true;
    } else {
      parts += ",";
    }
    parts += coordinates(points, grid);
  }
  if (!open) return {};
  return fmt::format(
      R"({{"type":"Feature","properties":{{"place":{}}},"geometry":{{"type":"MultiPolygon","coordinates":[{}]]}}}})",
      in_quotes(outline.name), parts);
}

std::string table_row(const std::string& name, const Measured& measured) {
  const std::string area =
      measured.area_km2 < 1 ? fmt::format("{:.4g}", measured.area_km2) : fmt::format("{:.2f}", measured.area_km2);
  return fmt::format("{},{:.5f},{:.5f},{}\n", document::csv_cell(name), measured.middle.lat, measured.middle.lon, area);
}

/// To whole hundredths of a degree outside.
std::string bounds_text(const Bounds& bounds) {
  constexpr double hundred = 100;
  const auto down = [](double value) { return std::floor(value * hundred) / hundred; };
  const auto up = [](double value) { return std::ceil(value * hundred) / hundred; };
  return fmt::format("[bounds]\nsouth = {:.2f}\nwest = {:.2f}\nnorth = {:.2f}\neast = {:.2f}\n", down(bounds.low.lat),
                     down(bounds.low.lon), up(bounds.high.lat), up(bounds.high.lon));
}

std::string document_of(const Outlines& outlines, const std::string& title, std::size_t places) {
  const auto slash = outlines.file.rfind('/');
  const std::string file = slash == std::string::npos ? outlines.file : outlines.file.substr(slash + 1);
  std::string out =
      "# Places made of the shapes in a file of GeoJSON. Change the sentences below; docs/plan.md tells what else may "
      "stand here, and which "
      "columns places.csv may get.\n\n";
  out += fmt::format("name = {}\n", in_quotes(title));
  out += fmt::format("about = {}\n",
                     in_quotes(fmt::format("{} places, each with the middle and the area of its shape", places)));
  out += fmt::format(
      "source = {}\n",
      in_quotes(fmt::format(
          "Shapes: {} (write here who published it, of which year, and where it was taken from). Middle and "
          "area: computed from the shapes on the WGS84 ellipsoid, water within them included",
          file)));
  out += "file = \"places.csv\"\noutline = \"outlines.geojson\"\n\n";
  return out + bounds_text(outlines.bounds());
}

}  // namespace

base::Result<OutlinePlaces> places_from(const Outlines& outlines, const std::string& title) {
  OutlinePlaces out;
  out.remarks = outlines.remarks;
  out.places_csv = "place,lat,lon,area_km2\n";
  const Grid grid = grid_for(outlines.bounds());
  std::string features;
  std::vector<std::string> undrawn;
  std::vector<std::string> split;
  for (const Outline& outline : outlines.all) {
    const auto measured = measure(outline);
    if (!measured) return base::input_error(fmt::format("{}: {}", outlines.file, measured.error().message));
    ++out.places;
    out.area_km2 += measured->area_km2;
    out.places_csv += table_row(outline.name, *measured);
    if (measured->both_sides_of_antimeridian) split.push_back(outline.name);
    const std::string feature = feature_of(outline, grid);
    if (feature.empty()) {
      undrawn.push_back(outline.name);
      continue;
    }
    features += (features.empty() ? "\n" : ",\n") + feature;
  }
  if (features.empty())
    return base::input_error(
        fmt::format("{}: expected shapes that can be drawn, found none of any size", outlines.file));
  out.outlines_geojson = "{\"type\":\"FeatureCollection\",\"features\":[" + features + "\n]}\n";
  out.places_toml = document_of(outlines, title, out.places);
  if (!undrawn.empty())
    out.remarks.push_back(fmt::format("{}: {} {} too small to be drawn beside the rest, first {}", outlines.file,
                                      undrawn.size(), undrawn.size() == 1 ? "shape is" : "shapes are",
                                      undrawn.front()));
  if (!split.empty())
    out.remarks.push_back(
        fmt::format("{}: {} lies on both sides of the antimeridian; its middle and area are of both parts, "
                    "and the bounds go round the earth",
                    outlines.file, split.front()));
  return out;
}

}  // namespace alongside::places
