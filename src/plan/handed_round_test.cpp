// What is handed round of a plan holds no small count: the page, GeoJSON, and places with smoothed rates.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "plan/little_plan_test.hpp"
#include "plan/results.hpp"

namespace alongside::plan {
namespace {

namespace json = boost::json;

// Two towns and two addresses; the second of each has few deaths.
const std::string places =
    "place,lat,lon,area_km2,deaths\nAsh,41,-73,20,30\nBirch,41.5,-73,20,7\n12 Elm St,42,-73,,14\n8 Oak "
    "St,42.5,-73,,3\n";

TEST(HandedRound, TheMapHoldsNoSmallCountAndNoAddressOfOne) {
  const PlanFolder folder(places);
  const auto document = folder.plan("total", figure("sites", "3"));
  const Plan plan = made(document);
  ASSERT_EQ(names(plan, plan.solution.sites), (Names{"Ash", "Birch", "12 Elm St"}));
  const std::string page = plan_as_html(plan, {}, false);
  for (const char* there :
       {"Ash: 30.0 deaths a year expected", "Birch: fewer than ten deaths in these years: not shown", "12 Elm St: 14.0",
        "Of 2 places with fewer than ten deaths"}) {
    EXPECT_NE(page.find(there), std::string::npos) << there;
  }
  EXPECT_EQ(page.find("8 Oak St"), std::string::npos);
  EXPECT_EQ(page.find("3.50"), std::string::npos) << "what Birch serves: half of its 7";
  std::map<std::string, json::value> served;
  std::map<std::string, json::value> expected;
  const json::value features = json::parse(plan_as_geojson(plan)).at("features");
  for (const json::value& one : features.as_array()) {
    const json::object& of = one.at("properties").as_object();
    const std::string name(of.at("name").as_string());
    if (of.contains("demand_served"))
      served[name] = of.at("demand_served");
    else
      expected[name] = of.at("expected_deaths_per_year");
  }
  EXPECT_DOUBLE_EQ(served.at("Ash").to_number<double>(), 15);
  EXPECT_TRUE(served.at("Birch").is_null());
  EXPECT_TRUE(expected.at("Birch").is_null());
  EXPECT_DOUBLE_EQ(expected.at("12 Elm St").to_number<double>(), 14);
  EXPECT_FALSE(expected.contains("8 Oak St"));
}

TEST(HandedRound, PlacesWithRatesAreRefusedWhereARateIsTheCount) {
  const auto refused = [](const std::string& table, const PlanOptions& options) {
    const PlanFolder folder(table);
    const auto document = folder.plan("total", figure("sites", "1"));
    const auto counts = parse_counts("counts.csv", "place,year,deaths\nAsh,2019,4\nAsh,2020,9\nBirch,2019,3\n",
                                     document->places.places);
    EXPECT_TRUE(counts.ok());
    const auto plan = make_plan(*document, &*counts, options);
    EXPECT_TRUE(plan.ok()) << plan.error().message;
    const auto csv = places_as_csv(*plan, *counts, 0);
    return csv ? *csv : csv.error().message;
  };
  EXPECT_NE(
      refused("place,lat,lon\nAsh,41,-73\nBirch,41.5,-73\n", quick).find("places without a population have no rate"),
      std::string::npos);
  EXPECT_NE(refused("place,lat,lon,population\nAsh,41,-73,1000\nBirch,41.5,-73,900\n", quick)
                .find("without smoothing a rate is the count itself"),
            std::string::npos);
}

TEST(Counts, AreOneForEachPlaceAndYear) {
  const PlanFolder folder(places);
  const auto document = folder.plan("total", figure("sites", "1"));
  const auto refused = [&](const std::string& rows) {
    const auto counts = parse_counts("counts.csv", "place,year,deaths\n" + rows, document->places.places);
    return counts ? std::string("taken") : counts.error().message;
  };
  EXPECT_EQ(
      refused("Ash,2019,4\nBirch,2019,3\nAsh,2019,9\n"),
      "counts.csv:4:1: expected one row for each place and year, found Ash in 2019 again; it stands in line 2 already");
  EXPECT_NE(refused("Ash,2019,4\nAsh,2109,9\n").find("found none between 2019 and 2109: is one of them a slip?"),
            std::string::npos);
  EXPECT_EQ(refused("Ash,2015,4\nAsh,2020,9\n"), "taken");
}

}  // namespace
}  // namespace alongside::plan
