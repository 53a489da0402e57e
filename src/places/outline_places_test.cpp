#include "places/outline_places.hpp"

#include <gtest/gtest.h>

#include "places/place_document.hpp"
#include "places/places_folder_test.hpp"

namespace alongside::places {
namespace {

/// Two towns with a crooked border between them, the second with a pond and an islet.
const std::string two_towns =
    R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"TOWN":"Ash \"on Hill\""},"geometry":{"type":"Polygon","coordinates":[[[-73,41],[-72.5,41],[-72.4999,41.25003],[-72.53,41.5],[-73,41.5],[-73,41]]]}},
{"type":"Feature","properties":{"TOWN":"Birch, West"},"geometry":{"type":"MultiPolygon","coordinates":[[[[-72.5,41],[-72,41],[-72,41.5],[-72.53,41.5],[-72.4999,41.25003],[-72.5,41]],[[-72.2,41.2],[-72.1,41.2],[-72.1,41.3],[-72.2,41.2]]],[[[-71.9,41.1],[-71.89999,41.1],[-71.9,41.10001],[-71.9,41.1]]]]}}]})";

OutlinePlaces made_of(const std::string& text) {
  const auto outlines = parse_outlines("my/towns.geojson", text, {.name = "TOWN", .is_needed = true});
  if (!outlines) {
    ADD_FAILURE() << outlines.error().message;
    return {};
  }
  auto places = places_from(*outlines, "towns");
  if (!places) ADD_FAILURE() << places.error().message;
  return places ? std::move(*places) : OutlinePlaces{};
}

TEST(OutlinePlaces, AreADocumentThatAPlanCanRead) {
  const OutlinePlaces made = made_of(two_towns);
  EXPECT_EQ(made.places, 2U);
  const PlacesFolder folder("");
  folder.write("places.csv", made.places_csv);
  folder.write("places.toml", made.places_toml);
  folder.write("outlines.geojson", made.outlines_geojson);
  const auto document = load_place_document(folder.path("places.toml"), "");
  ASSERT_TRUE(document.ok()) << document.error().message;
  ASSERT_EQ(document->places.size(), 2U);
  EXPECT_EQ(document->places[0].name, "Ash \"on Hill\"");
  EXPECT_EQ(document->places[1].name, "Birch, West");
  EXPECT_NEAR(document->places[0].area_km2 + document->places[1].area_km2, made.area_km2, 0.02);
  EXPECT_EQ(document->name, "towns");
  EXPECT_NE(document->source.find("towns.geojson (write here who published it"), std::string::npos) << document->source;
  EXPECT_TRUE(document->bounds.holds({41, -73}));
  ASSERT_TRUE(document->outline.has_value());
  EXPECT_EQ(document->outline->all[1].name, "Birch, West");
}

TEST(OutlinePlaces, KeepSharedBordersSharedOnAGridThatIsFineEnough) {
  const auto drawn =
      parse_outlines("outlines.geojson", made_of(two_towns).outlines_geojson, {.name = "place", .is_needed = true});
  ASSERT_TRUE(drawn.ok()) << drawn.error().message;
  ASSERT_EQ(drawn->all.size(), 2U);
  const auto has = [&](std::size_t town, double lat, double lon) {
    const auto& corners = drawn->all[town].rings[0].corners;
    return std::any_of(corners.begin(), corners.end(), [&](Point p) { return p.lat == lat && p.lon == lon; });
  };
  // 1.1 degrees wide: a grid of .0005. The corner at 41.25003, -72.4999 is put on 41.25, -72.5 in both.
  for (const std::size_t town : {0U, 1U}) {
    EXPECT_TRUE(has(town, 41.25, -72.5)) << town;
    EXPECT_TRUE(has(town, 41.5, -72.53)) << town;
  }
  ASSERT_EQ(drawn->all[1].rings.size(), 2U) << "the islet of a meter is gone, the pond is there";
  EXPECT_TRUE(drawn->all[1].rings[1].is_hole);
}

TEST(OutlinePlaces, ThatAreTooSmallToDrawAreStillPlaces) {
  const OutlinePlaces made = made_of(
      R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"TOWN":"Wide"},"geometry":{"type":"Polygon","coordinates":[[[-80,40],[-70,40],[-70,45],[-80,40]]]}},
{"type":"Feature","properties":{"TOWN":"Speck"},"geometry":{"type":"Polygon","coordinates":[[[-75,41],[-74.9999,41],[-75,41.0001],[-75,41]]]}}]})");
  EXPECT_EQ(made.places, 2U);
  ASSERT_EQ(made.remarks.size(), 1U);
  EXPECT_NE(made.remarks[0].find("1 shape is too small to be drawn beside the rest, first Speck"), std::string::npos)
      << made.remarks[0];
  // Half of .0001 degrees each way at 41 north: 8.414 m by 11.105 m, 46.72 m2.
  EXPECT_NE(made.places_csv.find("Speck,41.00003,-74.99997,4.672e-05"), std::string::npos) << made.places_csv;
}

}  // namespace
}  // namespace alongside::places
