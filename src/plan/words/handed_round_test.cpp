// What is handed round of a plan holds no small count: the page, GeoJSON, and places with smoothed rates.
#include <gtest/gtest.h>

#include <array>
#include <boost/json.hpp>

#include "plan/little_plan_test.hpp"
#include "plan/words/results.hpp"

namespace alongside::plan {
namespace {

namespace json = boost::json;

// Two towns and two addresses; the second of each has few deaths.
const std::string places =
    "place,lat,lon,area_km2,deaths\nAsh,41,-73,20,30\nBirch,41.5,-73,20,7\n12 Elm St,42,-73,,14\n8 Oak "
    "St,42.5,-73,,3\n";

HandedRound round_of(const base::Result<PlanDocument>& document, const places::CountsByYear* counts = nullptr,
                     const PlanOptions& options = quick) {
  auto round = HandedRound::make(*document, counts, options);
  EXPECT_TRUE(round.ok()) << round.error().message;
  return std::move(*round);
}

TEST(HandedRound, TheMapHoldsNoSmallCountAndNoAddressOfOne) {
  const PlanFolder folder(places);
  const auto document = folder.plan("total", figure("sites", "3"));
  const HandedRound round = round_of(document);
  ASSERT_EQ(names(round.plan(), round.plan().solution.sites), (Names{"Ash", "Birch", "12 Elm St"}));
  const std::string page = plan_as_html(round, {}, {});
  for (const char* there :
       {"Ash: 30.0 deaths a year expected", "Birch: from one to nine deaths in these years, not shown",
        "12 Elm St: 14.0", "2 places had from one to nine deaths", "as if each had had 5"}) {
    EXPECT_NE(page.find(there), std::string::npos) << there;
  }
  EXPECT_EQ(page.find("8 Oak St"), std::string::npos);
  EXPECT_EQ(page.find("3.50"), std::string::npos) << "what Birch serves: half of its 7";
  std::map<std::string, json::value> expected;
  const json::value features = json::parse(plan_as_geojson(round)).at("features");
  for (const json::value& one : features.as_array()) {
    const json::object& of = one.at("properties").as_object();
    if (!of.contains("demand_served"))
      expected[std::string(of.at("name").as_string())] = of.at("expected_deaths_per_year");
  }
  EXPECT_TRUE(expected.at("Birch").is_null());
  EXPECT_DOUBLE_EQ(expected.at("12 Elm St").to_number<double>(), 14);
  EXPECT_FALSE(expected.contains("8 Oak St"));
}

/// Five towns and two addresses on a line; three of the seven have from one to nine deaths.
std::string line_of(const std::array<int, 3>& few) {
  return "place,lat,lon,area_km2,population,region,deaths\nAsh,41,-73,20,1000,North,30\nBirch,41.02,-73,20,1000,"
         "North," +
         std::to_string(few[0]) + "\nCedar,41.05,-73,20,1000,South,12\nDell,41.3,-73,20,50,South," +
         std::to_string(few[1]) +
         "\nElm,41.5,-73,20,1000,South,0\n12 Oak St,42,-73,,1000,North,14\n8 Oak St,42.9,-73.9,,1000,North," +
         std::to_string(few[2]) + "\n";
}

/// All that a plan hands round of counts in the file of places, by every way in which somebody may ask.
std::vector<std::string> all_handed_round(const std::array<int, 3>& few) {
  const PlanFolder folder(line_of(few));
  std::vector<std::string> out;
  const std::string reach = "kind = \"exponential\"\nunit = \"km\"\nover = \"area\"\n" + figure("half_at", "4");
  const std::vector<PlanOptions> ways{{.draws = 20, .curve_sites_max = 6},
                                      {.asked = {.sites = 1, .forced = {"Dell"}}, .draws = 0},
                                      {.asked = {.sites = 2, .forbidden = {"Ash"}}, .draws = 0},
                                      {.asked = {.sites = 1, .forced = {"8 Oak St"}}, .draws = 0}};
  for (const PlanOptions& way : ways) {
    const auto document = folder.plan("total", figure("sites", "3"), "", reach);
    const HandedRound round = round_of(document, nullptr, way);
    out.push_back(plan_as_html(round, {}, {.with_vetoes = true}));
    out.push_back(plan_as_geojson(round));
  }
  return out;
}

TEST(HandedRound, NothingOfItTellsWhichCountFromOneToNineAPlaceHas) {
  // Whoever holds everything that was handed round can rule out no count from 1 to 9 of any hidden place: it is the same to the byte for each.
  const auto first = all_handed_round({3, 2, 1});
  for (std::size_t place = 0; place < 3; ++place) {
    for (int count = 1; count <= 9; count += 4) {
      std::array<int, 3> few{3, 2, 1};
      few[place] = count;
      EXPECT_EQ(all_handed_round(few), first) << place << " with " << count;
    }
  }
  EXPECT_NE(all_handed_round({3, 2, 10}), first) << "ten are shown";
}

TEST(HandedRound, NorDoYearsOrOverdosesTell) {
  PlanFolder folder(line_of({3, 3, 3}));
  folder.in_demand = figure("overdose_weight", "0.1");
  const auto document = folder.plan("total", figure("sites", "2"), "",
                                    "kind = \"step\"\nunit = \"km\"\nover = \"middle\"\n" + figure("within", "3"));
  ASSERT_TRUE(document.ok()) << document.error().message;
  const auto page = [&](const std::string& few, const std::string& few_overdoses) {
    const std::string many = "Ash,2018,20\nAsh,2019,31\nCedar,2018,9\nCedar,2019,14\n12 Oak St,2019,11\n";
    const auto counts = places::parse_counts("counts.csv", "place,year,deaths\n" + many + few, document->places.places);
    const auto overdoses =
        places::parse_counts("ems.csv", "place,year,deaths\n" + many + few_overdoses, document->places.places);
    EXPECT_TRUE(counts.ok() && overdoses.ok());
    PlanOptions options{.draws = 10, .curve_sites_max = 4};
    options.overdoses = &*overdoses;
    return plan_as_html(round_of(document, &*counts, options), {}, {});
  };
  const std::string first = page("Birch,2018,1\n", "Dell,2018,2\n");
  EXPECT_EQ(page("Birch,2018,4\nBirch,2019,5\n", "Dell,2019,9\n"), first);
  EXPECT_EQ(page("Birch,2019,9\n", "Dell,2018,1\n"), first);
}

TEST(HandedRound, NorDoPagesOfOtherYearsThatAreSubtracted) {
  // Cedar has 12 deaths and more, of which few in 2020: the page of all years less that of the years to 2019 would tell them.
  const PlanFolder folder(line_of({3, 3, 3}));
  const auto document = folder.plan("total", figure("sites", "2"));
  const auto page = [&](int in_2020, int last_year, int split_year) {
    const auto counts = places::parse_counts(
        "counts.csv",
        "place,year,deaths\nAsh,2019,31\nAsh,2020,40\nCedar,2019,12\nCedar,2020," + std::to_string(in_2020) + "\n",
        document->places.places);
    EXPECT_TRUE(counts.ok());
    PlanOptions options{.draws = 10, .curve_sites_max = 4};
    options.last_year = last_year;
    const auto round = HandedRound::make(*document, &*counts, options, split_year);
    EXPECT_TRUE(round.ok());
    return plan_as_html(*round, {}, {});
  };
  EXPECT_EQ(page(2, 2019, 0), page(8, 2019, 0)) << "of some years, a place with few in any year is put by";
  EXPECT_EQ(page(2, 9999, 2020), page(8, 9999, 2020))
      << "where the page tells of two spans of years, one with few in either is";
  EXPECT_NE(page(2, 9999, 0), page(30, 9999, 0));
}

TEST(HandedRound, OfManyHiddenPlacesEachCountsAsTheirMeanToHalfADeathAndStillCanBeAnyOfThem) {
  std::string table = "place,lat,lon,deaths\nAsh,41,-73,300\n";
  double sum = 0;
  for (int i = 0; i < 60; ++i) {
    const int deaths = 1 + (i * 7) % 3;
    sum += deaths;
    table += "P" + std::to_string(i) + "," + std::to_string(41.1 + 0.01 * i) + ",-73," + std::to_string(deaths) + "\n";
  }
  const PlanFolder folder(table);
  const HandedRound round = round_of(folder.plan("total", figure("sites", "2")));
  EXPECT_EQ(round.hidden(), 60U);
  EXPECT_DOUBLE_EQ(round.each(), 2);
  EXPECT_DOUBLE_EQ(sum / 60, 2);
  // What an attacker knows is that the sum of 60 lies within 60 x (1.75 to 2.25): 105 to 135. With all others at 1, one can be 9 and more; with the others at what
  // they are, 1.
  EXPECT_GE(135 - 59, 9);
  EXPECT_LE(105 - 59 * 9, 1);
}

TEST(HandedRound, AnAddressThatIsLeftOutMovesNothingOnTheMap) {
  const auto frame = [](const std::string& lat_lon) {
    const PlanFolder folder("place,lat,lon,area_km2,deaths\nAsh,41,-73,20,30\nBirch,41.5,-72.5,20,17\n8 Oak St," +
                            lat_lon + ",,3\n");
    const std::string page = plan_as_html(round_of(folder.plan("total", figure("sites", "1"))), {}, {});
    return page.substr(page.find("<svg"), page.find("</svg>") - page.find("<svg"));
  };
  EXPECT_EQ(frame("41.2,-72.9"), frame("42.9,-70.1"));
}

TEST(HandedRound, PlacesWithRatesAreRefusedWhereARateIsTheCount) {
  const auto refused = [](const std::string& table, const PlanOptions& options) {
    const PlanFolder folder(table);
    const auto document = folder.plan("total", figure("sites", "1"));
    const auto counts = places::parse_counts("counts.csv", "place,year,deaths\nAsh,2019,4\nAsh,2020,9\nBirch,2019,3\n",
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
    const auto counts = places::parse_counts("counts.csv", "place,year,deaths\n" + rows, document->places.places);
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
