#include "plan/planning.hpp"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <set>

#include "document/csv.hpp"
#include "document/file.hpp"
#include "document/shipped_documents.hpp"
#include "places/import_deaths.hpp"
#include "places/public_data_test.hpp"
#include "plan/words/results.hpp"

namespace alongside::plan {
namespace {

PlanDocument connecticut(const std::vector<PlanSetting>& settings = {}) {
  auto document = load_plan("connecticut", settings, "");
  if (!document) ADD_FAILURE() << document.error().message;
  return std::move(*document);
}
/// The shipped plan with other text in it.
base::Result<PlanDocument> changed(const std::string& from, const std::string& to) {
  std::string text = *document::document_text("plans", "connecticut");
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
  return parse_plan("connecticut", text, {}, "");
}
std::vector<std::string> names(const Plan& plan, const Sites& sites) {
  std::vector<std::string> out;
  for (const std::uint32_t site : sites) out.push_back(plan.candidates[site].name);
  return out;
}
const PlanOptions quick{.draws = 0, .curve_sites_max = 0, .vetoes = false};

TEST(Plan, OfConnecticutIsTheBestOfAllSetsOfThree) {
  const PlanDocument document = connecticut();
  const auto plan = make_plan(document, nullptr, {.draws = 0, .curve_sites_max = 0});
  ASSERT_TRUE(plan.ok()) << plan.error().message;
  EXPECT_TRUE(plan->solution.proven);
  EXPECT_EQ(plan->solution.gap, 0);
  // All 790,244 sets, from a full table of reach.
  const std::size_t n = plan->candidates.size();
  ASSERT_EQ(n, 169U);
  std::vector<std::vector<double>> worth(n, std::vector<double>(n));
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t i = 0; i < n; ++i) {
      const places::Place& place = document.places.places[i];
      worth[j][i] = plan->expected[i] * plan->averted_per_death *
                    document.reach->over_disc(places::distance_km(place.at, plan->candidates[j].at),
                                              places::disc_radius_km(place.area_km2));
    }
  }
  double best = 0;
  double second = 0;
  std::vector<double> two(n);
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t b = a + 1; b < n; ++b) {
      for (std::size_t i = 0; i < n; ++i) two[i] = std::max(worth[a][i], worth[b][i]);
      for (std::size_t c = b + 1; c < n; ++c) {
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i) sum += std::max(two[i], worth[c][i]);
        if (sum > best)
          second = best, best = sum;
        else
          second = std::max(second, sum);
      }
    }
  }
  EXPECT_NEAR(plan->solution.objective, best, 1e-5);
  double cheapest = 1e9;
  for (const PlannedSite& site : plan->sites) cheapest = std::min(cheapest, site.veto_cost.value());
  EXPECT_NEAR(cheapest, best - second, 1e-5) << "the runner-up lacks one of the sites, so one veto leads to it";
  double served = 0;
  for (const PlannedSite& site : plan->sites) served += site.demand_served;
  EXPECT_NEAR(served, plan->solution.objective, 1e-9);
}

TEST(Plan, KeepsRegionsApartOrServesEachOne) {
  const PlanDocument one_each = connecticut({});
  const PlanDocument at_most = connecticut({{"rules.at_most_per_region", "1"}});
  const auto three = make_plan(at_most, nullptr, quick);
  ASSERT_TRUE(three.ok()) << three.error().message;
  std::set<std::string> regions;
  for (const std::uint32_t site : three->solution.sites) regions.insert(three->candidates[site].region);
  EXPECT_EQ(regions.size(), 3U);
  const PlanDocument at_least = connecticut({{"rules.at_least_per_region", "1"}});
  PlanOptions nine = quick;
  nine.asked.sites = 9;
  const auto each = make_plan(at_least, nullptr, nine);
  ASSERT_TRUE(each.ok()) << each.error().message;
  regions.clear();
  for (const std::uint32_t site : each->solution.sites) regions.insert(each->candidates[site].region);
  EXPECT_EQ(regions.size(), 9U);
  EXPECT_TRUE(each->solution.proven);
  const auto free_nine = make_plan(one_each, nullptr, nine);
  EXPECT_LE(each->solution.objective, free_nine->solution.objective) << "a rule never makes it better";
  PlanOptions few = quick;
  EXPECT_FALSE(make_plan(at_least, nullptr, few).ok()) << "three sites cannot serve nine regions";
}

TEST(Plan, ForcesAndForbidsByName) {
  const PlanDocument document = connecticut();
  PlanOptions options = quick;
  options.asked = {.sites = 3, .forced = {"Norwich"}, .forbidden = {"hartford"}};
  const auto plan = make_plan(document, nullptr, options);
  ASSERT_TRUE(plan.ok()) << plan.error().message;
  const auto chosen = names(*plan, plan->solution.sites);
  EXPECT_NE(std::find(chosen.begin(), chosen.end(), "Norwich"), chosen.end());
  EXPECT_EQ(std::find(chosen.begin(), chosen.end(), "Hartford"), chosen.end());
  options.asked.forced = {"Norwhich"};
  const auto slip = make_plan(document, nullptr, options);
  ASSERT_FALSE(slip.ok());
  EXPECT_NE(slip.error().message.find("did you mean Norwich?"), std::string::npos) << slip.error().message;
  options.asked.forced = {"Hartford"};
  EXPECT_FALSE(make_plan(document, nullptr, options).ok()) << "forced and forbidden at once";
}

TEST(Plan, SaysTheSameOnAnyNumberOfThreads) {
  const PlanDocument document = connecticut();
  auto one = make_plan(document, nullptr, {.draws = 40, .threads = 1});
  auto two = make_plan(document, nullptr, {.draws = 40, .threads = 2});
  ASSERT_TRUE(one.ok() && two.ok());
  EXPECT_EQ(plan_as_json(*one, {}), plan_as_json(*two, {}));
}

TEST(Plan, TellsHowSureItIs) {
  const PlanDocument document = connecticut();
  const auto plan = make_plan(document, nullptr, {.draws = 100, .threads = 2});
  ASSERT_TRUE(plan.ok());
  const Sureness& sure = plan->sureness.value();
  EXPECT_EQ(sure.draws, 100U);
  EXPECT_EQ(sure.draws_not_proven, 0U);
  double sites = 0;
  for (const auto& [candidate, share] : sure.chosen) sites += share;
  EXPECT_NEAR(sites, 3, 1e-9) << "each draw chooses three";
  EXPECT_GE(sure.regret.low90, 0) << "no plan beats the best of a draw";
  EXPECT_LT(sure.objective.low90, sure.objective.high90);
  ASSERT_EQ(plan->curve.size(), 10U);
  for (std::size_t k = 1; k < plan->curve.size(); ++k) {
    EXPECT_GE(plan->curve[k].one_more.value(), 0);
    EXPECT_EQ(plan->curve[k].set.size(), k + 1);
  }
  for (const PlannedSite& site : plan->sites) EXPECT_GE(site.veto_cost.value(), 0);
}

TEST(Plan, GivesJsonAsAgreedAndGeojsonOfSites) {
  const PlanDocument document = connecticut();
  const auto plan = make_plan(document, nullptr, quick);
  ASSERT_TRUE(plan.ok());
  const auto all = boost::json::parse(plan_as_json(*plan, {}));
  for (const char* member : {"sites", "objective", "bound", "gap"})
    EXPECT_TRUE(all.as_object().contains(member)) << member;
  for (const char* member : {"candidate", "lat", "lon", "demand_served"})
    EXPECT_TRUE(all.at("sites").at(0).as_object().contains(member)) << member;
  for (const auto& figure : all.at("figures").as_array()) EXPECT_FALSE(figure.at("says").as_string().empty());
  const auto round = HandedRound::make(document, nullptr, quick);
  ASSERT_TRUE(round.ok());
  const auto map = boost::json::parse(plan_as_geojson(*round));
  EXPECT_EQ(map.at("features").as_array().size(), 3U + 169U);
  EXPECT_NEAR(map.at("features").at(0).at("geometry").at("coordinates").at(0).to_number<double>(), -73, 1.5)
      << "longitude first";
}

TEST(Plan, GivesAPageThatLoadsNothingAndNamesNoVetoUnlessAsked) {
  auto document = connecticut();
  document.about = "a <script> & more";
  const auto plan = HandedRound::make(document, nullptr, {.draws = 0});
  ASSERT_TRUE(plan.ok());
  const std::string page = plan_as_html(*plan, {}, {});
  EXPECT_NE(page.find("Hartford"), std::string::npos);
  EXPECT_NE(page.find("a &lt;script&gt; &amp; more"), std::string::npos);
  for (const char* none : {"<script", "http://", "https://", "Without it", "src="})
    EXPECT_EQ(page.find(none), std::string::npos) << none;
  EXPECT_NE(plan_as_html(*plan, {}, {.with_vetoes = true}).find("Without it"), std::string::npos);
  EXPECT_NE(page.find("What residents said"), std::string::npos);
}

TEST(Plan, ShipsNoSmallCountsAndNoRateThatGivesThemAway) {
  const PlanDocument document = connecticut();
  double area = 0;
  for (const places::Place& place : document.places.places.all()) {
    area += place.area_km2 / 169;
    EXPECT_GE(place.deaths.value_or(10), 10) << place.name;
    for (const auto& [column, deaths] : place.counts) EXPECT_GE(deaths, 10) << place.name << " " << column;
    EXPECT_TRUE(place.counts.empty() || place.counts.size() == 2)
        << "one part and the whole would give the other part away";
    if (place.deaths) continue;
    EXPECT_EQ(std::fmod(place.rate_per_100k.value(), 5), 0) << place.name;
    EXPECT_EQ(place.rate_shape, document.places.places[0].rate_shape) << "one for all that are withheld";
  }
  EXPECT_NEAR(area, 76.5, 0.05);
  EXPECT_EQ(document.places.places.regions().size(), 9U);
}

base::Result<places::Places> places(const std::string& rows) {
  return places::Places::parse("p.csv", "place,lat,lon,population,deaths\n" + rows, {{40.9, -73.8}, {42.1, -71.7}});
}

TEST(Places, RefusesNonsenseByLineAndReason) {
  const auto says = [](const auto& result) { return result.ok() ? std::string("taken") : result.error().message; };
  EXPECT_NE(says(places("Atlantis,30,-50,10,1\n")).find("p.csv:2:10: expected \"Atlantis\" inside the plan's bounds"),
            std::string::npos)
      << says(places("Atlantis,30,-50,10,1\n"));
  EXPECT_NE(says(places("Avon,-72.9,41.8,10,1\n")).find("swapped"), std::string::npos);
  EXPECT_NE(says(places("Avon,41.8,-72.9,10,-1\n")).find("deaths: expected a number from 0"), std::string::npos);
  EXPECT_NE(says(places("Avon,41.8,-72.9,10,1\navon,41.8,-72.9,10,1\n")).find("once"), std::string::npos);
  EXPECT_NE(says(places("")).find("one place at least"), std::string::npos);
  const auto avon = places("Avon,41.8,-72.9,10,1\n");
  ASSERT_TRUE(avon.ok()) << says(avon);
  EXPECT_NE(says(places::parse_counts("c.csv", "place,year,deaths\nAvon,2019,-3\n", *avon))
                .find("c.csv:2:11: deaths: expected a number from 0"),
            std::string::npos);
  EXPECT_NE(says(places::parse_counts("c.csv", "place,year,deaths\nAvom,2019,3\n", *avon)).find("did you mean Avon?"),
            std::string::npos);
  EXPECT_FALSE(places::parse_counts("c.csv", "place,year,deaths\nAvon,2019.5,3\n", *avon).ok());
  EXPECT_FALSE(places::parse_counts("c.csv", "place,year,deaths\nAvon,2019,nan\n", *avon).ok());
}

TEST(Plan, SaysWhatCannotBe) {
  const PlanDocument document = connecticut();
  PlanOptions options = quick;
  options.asked.sites = 170;
  const auto many = make_plan(document, nullptr, options);
  ASSERT_FALSE(many.ok());
  EXPECT_NE(many.error().message.find("170 sites were asked for and there are 169 candidates"), std::string::npos)
      << many.error().message;
  const PlanDocument useless = connecticut({{"effect.willing_share", "0"}});
  EXPECT_FALSE(make_plan(useless, nullptr, quick).ok());
  const auto no_basis = changed(
      ", assumed = \"The share of deaths that fall into opening hours: a center that never closes. Lower it for one "
      "that does\"",
      "");
  ASSERT_FALSE(no_basis.ok());
  EXPECT_NE(no_basis.error().message.find("what this figure stands on"), std::string::npos) << no_basis.error().message;
}

/// Reads the state's file, or skips.
std::optional<places::CountsByYear> counts_of_the_state() {
  const auto folder = places::public_data("connecticut");
  if (folder.empty()) return std::nullopt;
  const auto places = places::load_place_document("connecticut", "");
  const auto text = document::read_file(folder / "drug_deaths_2012_2020.csv", document::Csv::file_bytes_max);
  auto deaths = places::import_deaths("deaths.csv", *text, *places, {});
  return std::move(deaths->counts);
}

void expect_sound(const Hindsight& seen) {
  EXPECT_TRUE(seen.best_proven);
  EXPECT_LE(seen.plan_share, 1 + 1e-9);
  EXPECT_LE(seen.naive_share, 1 + 1e-9);
  EXPECT_GE(seen.plan_share, 0.95);
  EXPECT_GE(seen.naive_share, 0.95);
}

TEST(Hindsight, ScoresThePlanAndTheNaiveOneOnLaterDeaths) {
  const PlanDocument document = connecticut();
  const auto shipped = hindsight_of_shipped(document, std::nullopt, quick);
  ASSERT_TRUE(shipped.ok()) << shipped.error().message;
  expect_sound(*shipped);
  std::printf("shipped totals (%zu towns with ten or more in both): %s\n", shipped->places_used,
              shipped->says().text().c_str());
  const auto counts = counts_of_the_state();
  if (!counts) {
    std::printf("the state's public file is not on this machine: scored on shipped totals only\n");
    return;
  }
  const auto seen = hindsight(document, *counts, 2019, quick);
  ASSERT_TRUE(seen.ok()) << seen.error().message;
  expect_sound(*seen);
  std::printf("the state's file: %s\n", seen->says().text().c_str());
  EXPECT_FALSE(hindsight(document, *counts, 2012, quick).ok());
}

/// The county's points and their counts by year, written where a plan can read them; empty where the file is not on this machine.
struct ChicagoFiles {
  std::filesystem::path points;
  std::string counts;
};
std::optional<ChicagoFiles> chicago_files() {
  const auto folder = places::public_data("chicago");
  if (folder.empty()) return std::nullopt;
  const auto text = document::read_file(folder / "opioid_deaths_2015_2020.csv", document::Csv::file_bytes_max);
  auto csv = document::Csv::open("deaths.csv", *text);
  std::set<std::pair<std::string, std::string>> points;
  std::map<std::string, int> deaths;  // by "point,year"
  document::CsvRow row;
  while (csv->next(row)) {
    points.emplace(row.cells[2].text, row.cells[3].text);
    ++deaths[row.cells[2].text + " " + row.cells[3].text + "," + row.cells[0].text.substr(0, 4)];
  }
  std::string counts = "place,year,deaths\n";
  for (const auto& [where, count] : deaths) counts += where + "," + std::to_string(count) + "\n";
  ChicagoFiles out{std::filesystem::path(testing::TempDir()) / "alongside-chicago-points.csv", counts};
  std::ofstream file(out.points);
  file << "place,lat,lon\n";
  for (const auto& [lat, lon] : points) file << lat << " " << lon << "," << lat << "," << lon << "\n";
  return out;
}

TEST(Hindsight, SaysPlainlyWhoWouldHaveDoneBetter) {
  Hindsight seen;
  seen.naive_share = seen.own_reach_share = 0.9;
  for (const auto& [share, says] :
       {std::pair(0.9, "adds nothing to counting here."),
        std::pair(0.85, "Counting would have done better, by 5.0 parts in a hundred"),
        std::pair(0.905, "adds less than one part in a hundred"), std::pair(0.95, "adds 5.0 parts in a hundred")}) {
    seen.plan_share = share;
    EXPECT_NE(seen.says().text().find(says), std::string::npos) << seen.says().text();
  }
}

TEST(Hindsight, OfChicagoAtWalkingScaleBeatsCounting) {
  const auto areas = load_plan("chicago", {}, "");
  ASSERT_TRUE(areas.ok()) << areas.error().message;
  PlanOptions options = quick;
  options.gap = 0.005;
  const auto coarse = hindsight_of_shipped(*areas, std::nullopt, options);
  ASSERT_TRUE(coarse.ok()) << coarse.error().message;
  std::printf("community areas: %s\n", coarse->says().text().c_str());
  const auto files = chicago_files();
  if (!files) {
    std::printf("the county's file is not on this machine: scored on counts by community area only\n");
    return;
  }
  for (const bool step : {false, true}) {
    std::string text = *document::document_text("plans", "chicago");
    if (step) {
      const auto begin = text.find("kind = \"table\"");
      const auto end = text.find("distance_spread");
      text.replace(
          begin, end - begin,
          "kind = \"step\"\nunit = \"m\"\nover = \"middle\"\nwithin = { value = 500, assumed = \"a test\" }\n");
    }
    const auto document = parse_plan("chicago", text, {}, files->points.string());
    ASSERT_TRUE(document.ok()) << document.error().message;
    const auto counts = places::parse_counts("counts.csv", files->counts, document->places.places);
    ASSERT_TRUE(counts.ok()) << counts.error().message;
    const auto seen = hindsight(*document, *counts, 2019, options);
    ASSERT_TRUE(seen.ok()) << seen.error().message;
    std::printf("points, %s: %s\n", step ? "500 m" : "New York's table", seen->says().text().c_str());
    EXPECT_LE(seen->plan_share, 1.005);
    EXPECT_GT(seen->plan_share, seen->naive_share);
  }
  std::filesystem::remove(files->points);
}

TEST(Demand, OfShippedRatesIsNearTheCountsTheyWereMadeFrom) {
  const auto counts = counts_of_the_state();
  if (!counts) GTEST_SKIP() << "the state's public file is not on this machine";
  const PlanDocument document = connecticut();
  const auto from_counts = make_demand(document, &*counts, 0, 9999);
  const auto from_rates = make_demand(document, nullptr, 0, 9999);
  ASSERT_TRUE(from_counts.ok() && from_rates.ok());
  const auto a = from_counts->expected();
  const auto b = from_rates->expected();
  EXPECT_NEAR(std::accumulate(a.begin(), a.end(), 0.0), std::accumulate(b.begin(), b.end(), 0.0), 10);
  for (std::size_t i = 0; i < a.size(); ++i)
    EXPECT_NEAR(a[i], b[i], 0.03 * a[i] + (document.places.places[i].deaths ? 1 : 2))
        << document.places.places[i].name << ": counts under ten count as their mean";
}

}  // namespace
}  // namespace alongside::plan
