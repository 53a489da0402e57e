#include "places/outlines.hpp"

#include <gtest/gtest.h>

#include "places/place_document.hpp"
#include "places/places_folder_test.hpp"

namespace alongside::places {
namespace {

std::string feature(const std::string& properties, const std::string& geometry) {
  return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}
std::string collection(const std::string& features, const std::string& more = "") {
  return R"({"type":"FeatureCollection",)" + more + R"("features":[)" + features + "]}";
}
std::string polygon(const std::string& rings) { return R"({"type":"Polygon","coordinates":[)" + rings + "]}"; }
const std::string square = "[[-73,41],[-72,41],[-72,42],[-73,42],[-73,41]]";
const std::string hole = "[[-72.6,41.4],[-72.4,41.4],[-72.4,41.6],[-72.6,41.4]]";

std::string refusal_of(const std::string& text, const NameField& field = {.name = "", .is_needed = true}) {
  const auto outlines = parse_outlines("towns.geojson", text, field);
  return outlines ? "taken" : outlines.error().message;
}
testing::AssertionResult says(const std::string& message, const std::string& part) {
  if (message.find(part) != std::string::npos) return testing::AssertionSuccess();
  return testing::AssertionFailure() << message << "\ndoes not say: " << part;
}

TEST(Outlines, AreReadWithTheirHolesAndParts) {
  const auto outlines = parse_outlines(
      "towns.geojson",
      "\xEF\xBB\xBF" +
          collection(feature(R"({"Name":"Avon"})", polygon(square + "," + hole)) + "," +
                     feature(R"({"Name":"Islands"})",
                             R"({"type":"MultiPolygon","coordinates":[[[[1,2,9],[3,2,9],[3,4.5,9],[1,2,9]]],)"
                             R"([[[5,2],[6,2],[6,3],[5,2]]]]})")) +
          "\n",
      {.name = "", .is_needed = true});
  ASSERT_TRUE(outlines.ok()) << outlines.error().message;
  ASSERT_EQ(outlines->all.size(), 2U);
  const Outline& avon = outlines->all[0];
  EXPECT_EQ(avon.name, "Avon");
  ASSERT_EQ(avon.rings.size(), 2U);
  EXPECT_FALSE(avon.rings[0].is_hole);
  EXPECT_TRUE(avon.rings[1].is_hole);
  EXPECT_EQ(avon.rings[0].corners.size(), 4U) << "the first corner stands once";
  EXPECT_EQ(avon.rings[0].corners[1].lat, 41);
  EXPECT_EQ(avon.rings[0].corners[1].lon, -72);
  ASSERT_EQ(outlines->all[1].rings.size(), 2U);
  EXPECT_FALSE(outlines->all[1].rings[1].is_hole) << "a second part is no hole";
  EXPECT_EQ(outlines->bounds().high.lat, 42);
  EXPECT_EQ(outlines->bounds().low.lon, -73);
  EXPECT_EQ(outlines->bounds().high.lon, 6);
}

TEST(Outlines, ThatAreNoGeoJsonAreRefusedWithThePlace) {
  EXPECT_TRUE(
      says(refusal_of("{\"type\":\n  \"FeatureCollection\", nonsense"), "towns.geojson:2:24: expected GeoJSON"));
  EXPECT_TRUE(says(refusal_of(""), "towns.geojson:1:1: expected GeoJSON"));
  EXPECT_TRUE(says(refusal_of(collection(feature("{}", polygon(square))) + "{}"), "extra data"));
  EXPECT_TRUE(says(refusal_of("[1]"), "expected \"type\": \"FeatureCollection\", found nothing"));
  EXPECT_TRUE(says(refusal_of(R"({"type":"Topology"})"), "TopoJSON"));
  EXPECT_TRUE(says(refusal_of(collection("")), "with one at least, found an empty one"));
  EXPECT_TRUE(says(refusal_of(collection(feature(R"({"name":"A"})", R"({"type":"Point","coordinates":[1,2]})"))),
                   "feature 1 (A): expected a geometry of type Polygon or MultiPolygon, found \"Point\""));
  EXPECT_TRUE(says(refusal_of(collection(feature(R"({"name":"A"})", "null"))), "feature 1 (A)"));
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += '[';
  EXPECT_TRUE(says(refusal_of(deep), "expected GeoJSON"));
}

TEST(Outlines, OfAnotherCoordinateSystemAreRefused) {
  const std::string avon = feature(R"({"name":"Avon"})", polygon(square));
  const auto system = [&](const std::string& name) {
    return collection(avon, R"("crs":{"type":"name","properties":{"name":")" + name + "\"}},");
  };
  EXPECT_EQ(refusal_of(system("urn:ogc:def:crs:OGC:1.3:CRS84")), "taken");
  EXPECT_EQ(refusal_of(system("EPSG:4326")), "taken");
  EXPECT_TRUE(says(refusal_of(system("urn:ogc:def:crs:EPSG::2234")), "urn:ogc:def:crs:EPSG::2234"));
  const auto census = parse_outlines("towns.geojson", system("urn:ogc:def:crs:EPSG::4269"), {});
  ASSERT_TRUE(census.ok());
  ASSERT_EQ(census->remarks.size(), 1U);
  EXPECT_TRUE(says(census->remarks[0], "NAD83"));
  EXPECT_TRUE(
      says(refusal_of(collection(feature(
               R"({"name":"Avon"})", polygon("[[800000,600000],[800001,600000],[800001,600001],[800000,600000]]")))),
           "feature 1 (Avon): ring 1: expected longitude from -180 to 180 and then latitude from -90 to 90, "
           "found [800000, 600000]: is this another coordinate system?"));
}

TEST(Outlines, WithLatitudeFirstAreRefused) {
  EXPECT_TRUE(
      says(refusal_of(collection(feature(R"({"name":"Avon"})", polygon("[[41,-73],[41,-72],[42,-72],[41,-73]]")))),
           "feature 1 (Avon): lies in Antarctica"));
  EXPECT_TRUE(says(
      refusal_of(collection(feature(R"({"name":"Pasadena"})", polygon("[[34,-118],[34,-119],[35,-119],[34,-118]]")))),
      "are latitude and longitude swapped?"));
}

TEST(Outlines, WithBrokenRingsAreRefused) {
  const auto of_ring = [](const std::string& ring) {
    return refusal_of(collection(feature(R"({"name":"A"})", polygon(ring))));
  };
  EXPECT_TRUE(says(of_ring("[[1,1],[2,1],[2,2],[1,2]]"),
                   "feature 1 (A): ring 1: expected a closed ring, found that it begins at [1, 1] and ends at [1, 2]"));
  EXPECT_TRUE(says(of_ring("[[1,1],[2,1],[1,1]]"), "expected four positions or more, the last as the first, found 3"));
  EXPECT_TRUE(says(of_ring("[[1,1],[1,1],[2,1],[1,1]]"), "expected three different corners or more, found 2"));
  EXPECT_TRUE(says(of_ring("[[179,1],[-179,1],[-179,2],[179,1]]"), "crosses the antimeridian"));
  EXPECT_TRUE(says(of_ring("[[1],[2,1],[2,2],[1]]"), "expected a position as [longitude, latitude], found an array"));
  EXPECT_TRUE(says(of_ring("[[\"1\",1],[2,1],[2,2],[1,1]]"), "expected a position"));
  EXPECT_TRUE(says(of_ring("7"), "expected a list of positions, found 7"));
  EXPECT_TRUE(says(of_ring(square + ",[]"), "ring 2: expected four positions"));
}

TEST(Outlines, AreNamedOnceByAPropertyOfTheirs) {
  const std::string shape = polygon(square);
  EXPECT_TRUE(says(refusal_of(collection(feature(R"({"TOWN_NO":4,"TOWN":"Avon"})", shape))),
                   "expected a property \"place\" or \"name\" with the place's name, found none; the feature has "
                   "\"TOWN_NO\", \"TOWN\". Say which is the name with --name-field"));
  EXPECT_EQ(refusal_of(collection(feature(R"({"TOWN":"Avon"})", shape)), {.name = "TOWN", .is_needed = true}), "taken");
  EXPECT_TRUE(says(refusal_of(collection(feature(R"({"TOWN":null})", shape)), {.name = "TOWN", .is_needed = true}),
                   "found null"));
  EXPECT_TRUE(
      says(refusal_of(collection(feature(R"({"name":"Avon"})", shape) + "," + feature(R"({"name":"B"})", shape) + "," +
                                 feature(R"({"name":"AVON"})", shape))),
           "expected each name once, found \"AVON\" in the features 1 and 3"));
  const auto numbers =
      parse_outlines("zips.geojson", collection(feature(R"({"zip":6103})", shape)), {.name = "zip", .is_needed = true});
  ASSERT_TRUE(numbers.ok());
  EXPECT_EQ(numbers->all[0].name, "6103");
  EXPECT_TRUE(says(numbers->remarks.at(0), "has lost it"));
}

TEST(Outlines, StandInADocumentOfPlaces) {
  const PlacesFolder folder("place,lat,lon,deaths\nAsh,41.5,-72.5,30\n");
  const auto document = [&](const std::string& shapes) {
    folder.write("shapes.geojson", shapes);
    folder.write("places.toml",
                 "name = \"A line\"\nabout = \"a test\"\nsource = \"made up\"\nfile = \"places.csv\"\noutline = "
                 "\"shapes.geojson\"\n[bounds]\nsouth = 40\nwest = -74\nnorth = 43\neast = -70\n");
    return load_place_document(folder.path("places.toml"), "");
  };
  const auto good = document(collection(feature(R"({"place":"ash"})", polygon(square))));
  ASSERT_TRUE(good.ok()) << good.error().message;
  ASSERT_TRUE(good->outline.has_value());
  EXPECT_EQ(good->outline->all[0].name, "ash");
  EXPECT_TRUE(document(collection(feature(R"({"name":"the state"})", polygon(square)))).ok())
      << "a border has no place's name";
  const auto stranger = document(collection(feature(R"({"place":"Asg"})", polygon(square))));
  ASSERT_FALSE(stranger.ok());
  EXPECT_TRUE(says(stranger.error().message, "did you mean Ash?"));
  const auto swapped = document(collection(feature("{}", polygon("[[41,13],[41,14],[42,14],[41,13]]"))));
  ASSERT_FALSE(swapped.ok());
  EXPECT_TRUE(says(swapped.error().message, "expected shapes within the document's bounds"));
}

}  // namespace
}  // namespace alongside::places
