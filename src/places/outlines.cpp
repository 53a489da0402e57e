#include "places/outlines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cmath>
#include <map>
#include <optional>

#include "document/folding.hpp"
#include "document/words.hpp"

namespace alongside::places {

namespace {

namespace json = boost::json;

constexpr double antarctica = -60;  ///< south of it lives nobody: a shape there has latitude before longitude
constexpr double half_turn = 180;

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }

/// "an array", for what stands where something else was expected.
std::string what_it_is(const json::value* value) {
  if (value == nullptr) return "nothing";
  switch (value->kind()) {
    case json::kind::null: return "null";
    case json::kind::bool_: return value->get_bool() ? "true" : "false";
    case json::kind::string: return document::shown(view(value->get_string()));
    case json::kind::array: return "an array";
    case json::kind::object: return "an object";
    default: return json::serialize(*value);
  }
}

const json::value* member(const json::value& of, std::string_view name) {
  return of.is_object() ? of.get_object().if_contains(name) : nullptr;
}

/// The text of a member, or nothing.
std::string_view text_of(const json::value& of, std::string_view name) {
  const json::value* found = member(of, name);
  return found != nullptr && found->is_string() ? view(found->get_string()) : std::string_view();
}

/// A coordinate system's name, wherever an old file (GeoJSON of 2008) keeps it; empty: none said.
std::string_view coordinate_system(const json::value& collection) {
  const json::value* crs = member(collection, "crs");
  const json::value* properties = crs == nullptr ? nullptr : member(*crs, "properties");
  return properties == nullptr ? std::string_view() : text_of(*properties, "name");
}

class OutlineReader {
 public:
  OutlineReader(std::string file, const NameField& field) : field_(field) { out_.file = std::move(file); }

  base::Result<Outlines> read(const json::value& collection) {
    const std::string_view type = text_of(collection, "type");
    if (type != "FeatureCollection") {
      const std::string hint =
          type == "Topology" ? ", which is TopoJSON; save it as GeoJSON" : "; is it a GeoJSON file of shapes?";
      return error("expected \"type\": \"FeatureCollection\", found " + what_it_is(member(collection, "type")) + hint);
    }
    if (const auto good = check_coordinate_system(collection); !good) return good.error();
    const json::value* features = member(collection, "features");
    if (features == nullptr || !features->is_array() || features->get_array().empty())
      return error("expected a list of \"features\" with one at least, found " +
                   (features != nullptr && features->is_array() ? "an empty one" : what_it_is(features)));
    for (const json::value& feature : features->get_array()) {
      if (const auto good = take(feature); !good) return good.error();
    }
    if (numbered_) {
      out_.remarks.push_back(
          fmt::format("{}: names are numbers there; a ZIP code or tract that begins with 0 has lost it", out_.file));
    }
    return std::move(out_);
  }

 private:
  base::Error error(std::string_view message) const {
    return base::input_error(fmt::format("{}: {}", out_.file, message));
  }
  /// Of the feature that is read.
  base::Error error_here(std::string_view message) const {
    const std::string& name = out_.all.back().name;
    return error(
        fmt::format("feature {}{}: {}", out_.all.size(), name.empty() ? "" : fmt::format(" ({})", name), message));
  }

  base::Result<> check_coordinate_system(const json::value& collection) {
    const std::string_view name = coordinate_system(collection);
    const bool is_wgs84 = name.empty() || name.ends_with("CRS84") || name.ends_with(":4326");
    if (is_wgs84) return base::Done{};
    if (name.ends_with(":4269")) {
      out_.remarks.push_back(
          fmt::format("{}: coordinates are in NAD83 (EPSG:4269), as the Census Bureau's are; taken as WGS84, from "
                      "which they differ by about two meters",
                      out_.file));
      return base::Done{};
    }
    return error(
        fmt::format("expected longitude and latitude on WGS84 (EPSG:4326), found the coordinate system {}; save it "
                    "again in EPSG:4326",
                    document::shown(name)));
  }

  base::Result<> take(const json::value& feature) {
    out_.all.emplace_back();
    if (text_of(feature, "type") != "Feature")
      return error_here("expected \"type\": \"Feature\", found " + what_it_is(member(feature, "type")));
    if (const auto good = take_name(feature); !good) return good;
    const json::value* geometry = member(feature, "geometry");
    const std::string_view type = geometry == nullptr ? std::string_view() : text_of(*geometry, "type");
    const json::value* coordinates = geometry == nullptr ? nullptr : member(*geometry, "coordinates");
    base::Result<> good = base::Done{};
    if (type == "Polygon") {
      good = take_polygon(coordinates);
    } else if (type == "MultiPolygon") {
      if (coordinates == nullptr || !coordinates->is_array() || coordinates->get_array().empty())
        return error_here("expected a list of polygons, found " + empty_or(coordinates));
      for (const json::value& polygon : coordinates->get_array()) {
        good = take_polygon(&polygon);
        if (!good) break;
      }
    } else {
      return error_here("expected a geometry of type Polygon or MultiPolygon, found " +
                        (geometry == nullptr || geometry->is_null() ? "none" : what_it_is(member(*geometry, "type"))));
    }
    if (!good) return good;
    return check_place();
  }

  std::string empty_or(const json::value* value) const {
    return value != nullptr && value->is_array() && value->get_array().empty() ? "an empty one" : what_it_is(value);
  }

  /// The property that is the name: the one asked for, or "place" or "name" in any case.
  const json::value* named_property(const json::value& properties) const {
    if (!field_.name.empty()) return member(properties, field_.name);
    for (const std::string_view wanted : {"place", "name"}) {
      for (const auto& property : properties.get_object()) {
        if (document::lower(property.key()) == wanted) return &property.value();
      }
    }
    return nullptr;
  }

  base::Result<> take_name(const json::value& feature) {
    const json::value* properties = member(feature, "properties");
    const bool has_any = properties != nullptr && properties->is_object();
    const json::value* property = has_any ? named_property(*properties) : nullptr;
    std::string name;
    if (property != nullptr && property->is_string()) {
      name = document::trimmed(view(property->get_string()));
    } else if (property != nullptr && (property->is_int64() || property->is_uint64())) {
      name = json::serialize(*property);
      numbered_ = true;
    }
    if (!name.empty()) {
      const auto [first, is_new] = feature_of_.emplace(document::folded(name), out_.all.size());
      if (!is_new && field_.is_needed) {
        return error(fmt::format(
            "expected each name once, found {} in the features {} and {}; make one of them (a MultiPolygon), or name "
            "another property with --name-field",
            document::shown(name), first->second, out_.all.size()));
      }
      out_.all.back().name = std::move(name);
      return base::Done{};
    }
    if (!field_.is_needed) return base::Done{};
    std::string have;
    if (has_any) {
      for (const auto& one : properties->get_object())
        have += fmt::format("{}{}", have.empty() ? "" : ", ", document::shown(one.key()));
    }
    const std::string wanted = field_.name.empty() ? "\"place\" or \"name\"" : document::shown(field_.name);
    return error_here(fmt::format(
        "expected a property {} with the place's name, found {}; the feature has {}. Say which is the name with "
        "--name-field",
        wanted, property == nullptr ? "none" : what_it_is(property), have.empty() ? "no properties" : have));
  }

  base::Result<> take_polygon(const json::value* rings) {
    if (rings == nullptr || !rings->is_array() || rings->get_array().empty())
      return error_here("expected a list of rings, found " + empty_or(rings));
    bool is_hole = false;
    for (const json::value& ring : rings->get_array()) {
      if (const auto good = take_ring(ring, is_hole); !good) return good;
      is_hole = true;
    }
    return base::Done{};
  }

  base::Result<> take_ring(const json::value& positions, bool is_hole) {
    const auto number = out_.all.back().rings.size() + 1;
    if (!positions.is_array())
      return error_here(fmt::format("ring {}: expected a list of positions, found {}", number, what_it_is(&positions)));
    Ring ring;
    ring.is_hole = is_hole;
    for (const json::value& position : positions.get_array()) {
      const auto point = point_of(position);
      if (!point) return error_here(fmt::format("ring {}: {}", number, point.error().message));
      ring.corners.push_back(*point);
    }
    const auto same = [](Point a, Point b) { return a.lat == b.lat && a.lon == b.lon; };
    if (ring.corners.size() < 4)
      return error_here(fmt::format("ring {}: expected four positions or more, the last as the first, found {}", number,
                                    ring.corners.size()));
    const Point first = ring.corners.front();
    const Point last = ring.corners.back();
    if (!same(first, last)) {
      return error_here(
          fmt::format("ring {}: expected a closed ring, found that it begins at [{}, {}] and ends at [{}, {}]", number,
                      first.lon, first.lat, last.lon, last.lat));
    }
    for (std::size_t i = 1; i < ring.corners.size(); ++i) {
      const double step = std::abs(ring.corners[i].lon - ring.corners[i - 1].lon);
      if (step > half_turn) {
        return error_here(fmt::format(
            "ring {}: crosses the antimeridian, between longitude {} and {}; cut it in two there (RFC 7946, 3.1.9)",
            number, ring.corners[i - 1].lon, ring.corners[i].lon));
      }
    }
    ring.corners.pop_back();
    ring.corners.erase(std::unique(ring.corners.begin(), ring.corners.end(), same), ring.corners.end());
    if (ring.corners.size() < 3)
      return error_here(
          fmt::format("ring {}: expected three different corners or more, found {}", number, ring.corners.size()));
    out_.all.back().rings.push_back(std::move(ring));
    return base::Done{};
  }

  static base::Result<Point> point_of(const json::value& position) {
    const auto coordinate = [&](std::size_t at) {
      const json::array* both = position.if_array();
      if (both == nullptr || both->size() <= at || !(*both)[at].is_number()) return std::optional<double>();
      return std::optional((*both)[at].to_number<double>());
    };
    const auto lon = coordinate(0);
    const auto lat = coordinate(1);
    if (!lon || !lat)
      return base::input_error("expected a position as [longitude, latitude], found " + what_it_is(&position));
    if (std::abs(*lon) <= half_turn && std::abs(*lat) <= half_turn / 2) return Point{*lat, *lon};
    const bool other_way = std::abs(*lon) <= half_turn / 2 && std::abs(*lat) <= half_turn;
    return base::input_error(fmt::format(
        "expected longitude from -180 to 180 and then latitude from -90 to 90, found [{}, {}]: {}", *lon, *lat,
        other_way ? "are latitude and longitude swapped? GeoJSON has longitude first"
                  : "is this another coordinate system? Save it again in WGS84 (EPSG:4326)"));
  }

  /// A shape of which every corner lies where nobody lives.
  base::Result<> check_place() const {
    for (const Ring& ring : out_.all.back().rings) {
      for (const Point& corner : ring.corners) {
        if (corner.lat > antarctica) return base::Done{};
      }
    }
    const Point corner = out_.all.back().rings.front().corners.front();
    return error_here(
        fmt::format("lies in Antarctica, at [{}, {}]: are latitude and longitude swapped? GeoJSON has longitude first",
                    corner.lon, corner.lat));
  }

  const NameField& field_;
  std::map<std::string, std::size_t> feature_of_;  ///< by the folded name
  bool numbered_ = false;
  Outlines out_;
};

/// Where a byte stands, both from 1.
std::pair<std::size_t, std::size_t> line_and_column(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  const auto line = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  const auto line_end = before.rfind('\n');
  return {line, document::characters(before.substr(line_end == std::string_view::npos ? 0 : line_end + 1)) + 1};
}

}  // namespace

Bounds Outlines::bounds() const {
  Bounds out{{half_turn / 2, half_turn}, {-half_turn / 2, -half_turn}};
  for (const Outline& outline : all) {
    for (const Ring& ring : outline.rings) {
      for (const Point& corner : ring.corners) {
        out.low = {std::min(out.low.lat, corner.lat), std::min(out.low.lon, corner.lon)};
        out.high = {std::max(out.high.lat, corner.lat), std::max(out.high.lon, corner.lon)};
      }
    }
  }
  return out;
}

base::Result<Outlines> parse_outlines(std::string file, std::string_view text, const NameField& field) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  json::parser parser;
  json::error_code broken;
  const std::size_t read = parser.write_some(text.data(), text.size(), broken);
  if (!broken && document::trimmed(text.substr(read)).size() > 0) broken = json::error::extra_data;
  if (broken) {
    const auto [line, column] = line_and_column(text, read);
    return base::input_error(
        fmt::format("{}:{}:{}: expected GeoJSON, found what is no JSON ({})", file, line, column, broken.message()));
  }
  return OutlineReader(std::move(file), field).read(parser.release());
}

}  // namespace alongside::places
