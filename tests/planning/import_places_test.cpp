// The program's own `import deaths` on names that are hard, `place from` on shapes, and `plan` by travel times: what they write, and how they refuse.
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "support/ran.hpp"

namespace {

namespace json = boost::json;

using alongside::test::Ran;

/// A folder of a test's own files, gone with it.
class Folder {
 public:
  Folder() { std::filesystem::create_directories(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  void write(const std::string& name, std::string_view text) const { std::ofstream(path_ / name) << text; }
  std::string read(const std::string& name) const {
    std::stringstream text;
    text << std::ifstream(path_ / name).rdbuf();
    return text.str();
  }
  bool has(const std::string& name) const { return std::filesystem::exists(path_ / name); }
  /// The program, run in the folder; standard error with the rest.
  Ran run(const std::string& arguments) const {
    return alongside::test::run("cd '" + path_.string() + "' && '" + ALONGSIDE_PROGRAM + "' " + arguments + " 2>&1");
  }

 private:
  std::filesystem::path path_ =
      std::filesystem::path(testing::TempDir()) / ("alongside-places-" + std::to_string(::getpid()));
};

testing::AssertionResult says(const Ran& ran, const std::string& part) {
  if (ran.out.find(part) != std::string::npos) return testing::AssertionSuccess();
  return testing::AssertionFailure() << ran.out << "\ndoes not say: " << part;
}

constexpr std::string_view places_toml =
    "name = \"Names\"\nabout = \"names that are hard\"\nsource = \"made up\"\nfile = \"places.csv\"\n[bounds]\nsouth = "
    "41\nwest = -73\nnorth = 42\neast = -72\n[import]\nalias_source = \"none\"\n[import.columns]\ntown = "
    "\"town\"\ndate = "
    "\"date\"\n";
constexpr std::string_view hard_places =
    "place,lat,lon\nSt. Louis,41.6,-72.7\n100 Mile House,41.7,-72.7\nWard "
    "5,41.65,-72.6\n169,41.55,-72.65\n169.02,41.56,"
    "-72.66\nMontr\xC3\xA9"
    "al,41.62,-72.62\n";

TEST(ImportDeaths, PlacesEachNameOfTheTableAsItself) {
  const Folder folder;
  folder.write("places.toml", places_toml);
  folder.write("places.csv", hard_places);
  folder.write(
      "deaths.csv",
      "town,date\nSt. Louis,2019-01-05\n100 Mile House,2019/02/05 05:00:00+00\nWard 5,2019-02-05T00:00:00.000Z\n169,"
      "2/5/20\n169.02,2019-02-05\nMONTR\xC3\x89"
      "AL,2019-02-05\nMontre\xCC\x81"
      "al,2019-02-05\n");
  const Ran ran = folder.run("import deaths deaths.csv --place places.toml --out counts.csv");
  ASSERT_EQ(ran.status, 0) << ran.out;
  EXPECT_EQ(folder.read("counts.csv"),
            "place,year,deaths\nSt. Louis,2019,1\n100 Mile House,2019,1\nWard "
            "5,2019,1\n169,2020,1\n169.02,2019,1\nMontr\xC3\xA9"
            "al,2019,2\n");
  EXPECT_TRUE(says(ran, "placed by year: 2019: 6, 2020: 1"));
  EXPECT_TRUE(says(ran, "assumed: 1 years of two digits"));
  EXPECT_TRUE(says(ran, "assumed: 2 dates have an offset from UTC"));
}

TEST(ImportDeaths, EndWithTwoWhereTooMuchIsLost) {
  const Folder folder;
  folder.write("places.toml", places_toml);
  folder.write("places.csv", hard_places);
  folder.write(
      "deaths.csv",
      "town,date\n169,2019-01-05\n169,2019-01-05\nSt. Luois,2019-01-05\nSt. Luois,2019-01-06\n170,2019-01-06\n");
  const Ran refused = folder.run("import deaths deaths.csv --place places.toml --out counts.csv");
  EXPECT_EQ(refused.status, 2) << refused.out;
  EXPECT_FALSE(folder.has("counts.csv"));
  EXPECT_TRUE(says(refused, "deaths.csv: 3 of 5 rows could not be placed in Names (60.0%)"));
  EXPECT_TRUE(says(refused, "\"st luois\" (2); did you mean St. Louis?"));
  const Ran taken =
      folder.run("import deaths deaths.csv --place places.toml --out counts.csv --unplaced-max 0.6 --json");
  ASSERT_EQ(taken.status, 0) << taken.out;
  EXPECT_EQ(json::parse(taken.out).at("placed_by_year").at("2019").to_number<int>(), 2);
}

TEST(PlaceFrom, WritesPlacesThatAPlanTakesAndWritesNothingOver) {
  const Folder folder;
  folder.write("towns.geojson",
               R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"TOWN":"Ash"},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}},
{"type":"Feature","properties":{"TOWN":"Birch"},"geometry":{"type":"Polygon","coordinates":[[[1,0],[2,0],[2,1],[1,1],[1,0]]]}}]})");
  const Ran unnamed = folder.run("place from towns.geojson --out-dir made");
  EXPECT_EQ(unnamed.status, 2);
  EXPECT_TRUE(says(unnamed, "towns.geojson: feature 1: expected a property \"place\" or \"name\""));
  EXPECT_TRUE(says(unnamed, "the feature has \"TOWN\""));
  EXPECT_FALSE(folder.has("made"));
  const Ran ran = folder.run("place from towns.geojson --name-field TOWN --out-dir made");
  ASSERT_EQ(ran.status, 0) << ran.out;
  EXPECT_EQ(folder.read("made/places.csv").substr(0, 33), "place,lat,lon,area_km2\nAsh,0.4999");
  EXPECT_TRUE(folder.has("made/outlines.geojson"));
  EXPECT_TRUE(says(folder.run("place from towns.geojson --name-field TOWN --out-dir made"),
                   "is there already; nothing was written"));
  folder.write("made/counts.csv", "place,year,deaths\nAsh,2019,30\nBirch,2019,20\n");
  ASSERT_EQ(folder.run("plan connecticut --copy-to copied").status, 0);
  folder.write("made/plan.toml", folder.read("copied/plan.toml"));
  const Ran plan = folder.run(
      "plan made/plan.toml --sites 1 --demand made/counts.csv --set demand.smoothing=none --draws 0 --no-curve --json");
  ASSERT_EQ(plan.status, 0) << plan.out;
  EXPECT_EQ(json::parse(plan.out).at("sites").at(0).at("candidate").as_string(), "Ash");
}

TEST(Plan, ByTravelTimesInOneDirectionTakesThemForBothAndSaysSo) {
  const Folder folder;
  ASSERT_EQ(folder.run("plan connecticut --copy-to .").status, 0);
  folder.write("places.toml", places_toml);
  folder.write("places.csv", "place,lat,lon,deaths\nAsh,41.5,-72.5,30\nBirch,41.51,-72.5,3\n");
  folder.write("times.csv", "from,to,minutes\nAsh,Birch,5\n");
  std::string plan = folder.read("plan.toml");
  const auto reach = plan.find("[reach]");
  plan.replace(
      reach, plan.find("[candidates]") - reach,
      "[reach]\nkind = \"step\"\nunit = \"minute\"\ntravel_times = \"times.csv\"\nwithin = { value = 10, assumed = "
      "\"a test\" }\n");
  const auto demand = plan.find("[demand]\n");
  plan.insert(demand + 9, "years = { value = 1, assumed = \"a test\" }\n");
  folder.write("plan.toml", plan);
  // Ash's 30 deaths reach a center in Birch, and Birch's 3 one in Ash.
  for (const char* forced : {"Ash", "Birch"}) {
    const Ran ran = folder.run(
        std::string("plan plan.toml --sites 1 --set demand.smoothing=none --draws 0 --no-curve --force ") + forced);
    ASSERT_EQ(ran.status, 0) << ran.out;
    EXPECT_TRUE(says(ran, "33.0 of them (100%) within reach"));
    EXPECT_TRUE(says(ran, "remark: times.csv: 1 pair stands in one direction only, first Ash to Birch in line 2"));
  }
}

}  // namespace
