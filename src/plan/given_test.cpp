// What a health department asks for beside the best sites: centers that stand already, sites from a list, what must be kept away from, distance between
// centers, phases, a choice that holds up, overdoses beside deaths. Each by hand on a few places on a line.
#include <gtest/gtest.h>

#include "plan/little_plan_test.hpp"
#include "plan/words/handed_round.hpp"
#include "plan/words/results.hpp"

namespace alongside::plan {
namespace {

// About 11 km apart each; half of the deaths within reach are averted, a place reaches itself alone.
const std::string four =
    "place,lat,lon,region,deaths\nAsh,41,-73,North,30\nBirch,41.1,-73,North,20\nCedar,41.2,-73,South,16\nElm,41.3,-73,"
    "South,4\n";
const std::string within_15_km = "kind = \"step\"\nunit = \"km\"\nover = \"middle\"\n" + figure("within", "15");

TEST(Existing, CentersCountFirstCostNothingAndComeOnTopOfTheNumber) {
  PlanFolder folder(four);
  folder.write("there.csv", "name,lat,lon\nMain Street,41.001,-73\n");
  const auto document = folder.plan("total", figure("sites", "1"), "[existing]\nfile = \"there.csv\"\n");
  const Plan plan = made(document, {.draws = 50, .curve_sites_max = 3});
  EXPECT_EQ(names(plan, plan.solution.sites), (Names{"Birch", "Main Street"})) << "Ash is served already";
  EXPECT_EQ(plan.sites.size(), 1U);
  EXPECT_DOUBLE_EQ(plan.solution.objective, 10) << "half of Birch's 20; Ash's 15 are the old center's";
  EXPECT_DOUBLE_EQ(plan.existing_reached, 30);
  EXPECT_DOUBLE_EQ(plan.deaths_reached, 20);
  EXPECT_EQ(plan.sites_asked(), 1U);
  ASSERT_EQ(plan.curve.size(), 3U);
  EXPECT_DOUBLE_EQ(plan.curve[1].objective, 18);
  EXPECT_DOUBLE_EQ(plan.curve[1].one_more.value(), 8);
  EXPECT_LT(plan.sureness->objective.low90, 10);
  EXPECT_GT(plan.sureness->objective.high90, 10);
  EXPECT_NE(
      plan_as_text(plan, {}).find("1 center is there already (Main Street): 30.0 deaths a year lie within its reach"),
      std::string::npos)
      << plan_as_text(plan, {});
  const auto outside = [&] {
    folder.write("there.csv", "name,lat,lon\nMain Street,-73,41\n");
    return refusal(folder.plan("total", figure("sites", "1"), "[existing]\nfile = \"there.csv\"\n"));
  }();
  EXPECT_NE(outside.find("there.csv:2:13: \"Main Street\": expected a point within"), std::string::npos) << outside;
}

TEST(Candidates, MayComeFromAListApartFromThePlaces) {
  PlanFolder folder(four);
  folder.write("halls.csv", "name,lat,lon,cost\nOld Mill,41.05,-73,100\nTown Hall,41.25,-73,50\n");
  folder.candidates = "kind = \"list\"\nfile = \"halls.csv\"\n";
  const auto document = folder.plan("total", figure("sites", "1"), "", within_15_km);
  const Plan plan = made(document);
  EXPECT_EQ(names(plan, plan.solution.sites), (Names{"Old Mill"})) << "5.6 km from Ash and from Birch, 16.7 from Cedar";
  EXPECT_DOUBLE_EQ(plan.solution.objective, 25);
  folder.write("halls.csv", "name,lat,lon,cost\nOld Mill,41.05,-73,-1\n");
  EXPECT_NE(refusal(folder.plan("total", figure("sites", "1"), "", within_15_km))
                .find("halls.csv:2:20: cost: expected a number from 0"),
            std::string::npos);
  folder.write("halls.csv", "name,lat,lon,colour\nOld Mill,41.05,-73,red\n");
  EXPECT_NE(refusal(folder.plan("total", figure("sites", "1"), "", within_15_km)).find("found \"colour\""),
            std::string::npos);
}

TEST(Candidates, KeepAwayFromWhatMustBeKeptAwayFrom) {
  PlanFolder folder(four);
  folder.write("schools.csv", "name,lat,lon,metres\nSchool One,41.001,-73,300\n");
  folder.candidates = "kind = \"places\"\naway_from = \"schools.csv\"\n";
  const auto document = folder.plan("total", figure("sites", "1"));
  const Plan plan = made(document);
  EXPECT_EQ(names(plan, plan.solution.sites), (Names{"Birch"})) << "the school is 111 m from Ash's middle";
  ASSERT_FALSE(plan.remarks.empty());
  EXPECT_NE(plan.remarks.front().find("1 of 4 candidates may not be taken"), std::string::npos) << plan.remarks.front();
  const auto forced = make_plan(*document, nullptr, {.asked = {.forced = {"Ash"}}, .draws = 0});
  ASSERT_FALSE(forced.ok());
  EXPECT_NE(forced.error().message.find("Ash is forced, and lies within 300 m of School One"), std::string::npos);
  folder.write("schools.csv", "name,lat,lon,metres\nSchool One,41.001,-73,100\n");
  const auto nearer = folder.plan("total", figure("sites", "1"));
  EXPECT_EQ(names(made(nearer), made(nearer).solution.sites), (Names{"Ash"})) << "111 m are more than 100";
}

TEST(Rules, KeepCentersApart) {
  const PlanFolder folder(four);
  const auto document = folder.plan("total", figure("sites", "2") + figure("spacing_km", "15"));
  const Plan plan = made(document);
  EXPECT_EQ(names(plan, plan.solution.sites), (Names{"Ash", "Cedar"})) << "Ash and Birch are 11 km apart";
  EXPECT_TRUE(plan.solution.proven);
  const auto both = make_plan(*document, nullptr, {.asked = {.forced = {"Ash", "Birch"}}, .draws = 0});
  ASSERT_FALSE(both.ok());
  EXPECT_NE(both.error().message.find("Ash and Birch must both be taken"), std::string::npos) << both.error().message;
}

TEST(Phases, OpenWhatIsWorthMostFirstAndSayWhatThatCosts) {
  // One center between Ash, Birch and Cedar would be best alone: Birch reaches all three. Of the best two, Birch and Elm.
  const PlanFolder folder(four);
  const std::string phases = "phases = { value = [1, 1], assumed = \"a test\" }\n";
  const auto document = folder.plan("total", figure("sites", "2") + phases, "", within_15_km);
  const Plan plan = made(document, {.draws = 0});
  ASSERT_EQ(plan.phases.size(), 2U);
  EXPECT_EQ(names(plan, plan.phases[0].opened), (Names{"Birch"}));
  EXPECT_DOUBLE_EQ(plan.phases[0].objective, 33) << "half of 30, 20 and 16";
  EXPECT_DOUBLE_EQ(plan.phases[0].best.value(), 33);
  EXPECT_DOUBLE_EQ(plan.phases[1].objective, 35);
  EXPECT_NE(plan.phases_text().find("Opened in phases: first Birch: 33.0"), std::string::npos) << plan.phases_text();
  EXPECT_NE(refusal(folder.plan("total", figure("sites", "3") + phases))
                .find("rules.phases opens 2 centers together, and 3 are asked for"),
            std::string::npos);
}

TEST(Robust, ChoosesTheSetThatDoesLeastBadlyInOneDrawOfTwenty) {
  PlanFolder folder("place,lat,lon,deaths\nAsh,41,-73,12\nBirch,41.5,-73,11\nCedar,42,-73,11\n");
  const auto best = folder.plan("total", figure("sites", "1"));
  const Plan plan = made(best, {.draws = 400, .curve_sites_max = 0});
  ASSERT_TRUE(plan.sureness->robust.has_value());
  const Robust& robust = *plan.sureness->robust;
  EXPECT_EQ(robust.tried, 3U);
  EXPECT_LE(robust.regret95, robust.plan_regret95);
  folder.in_objective = "choice = \"robust\"\n";
  const auto document = folder.plan("total", figure("sites", "1"));
  const Plan held = made(document, {.draws = 400, .curve_sites_max = 0});
  EXPECT_EQ(held.solution.sites, robust.set);
  EXPECT_EQ(held.chosen_as_robust, robust.set != plan.solution.sites);
}

TEST(Overdoses, StandBesideDeathsByTheirWeight) {
  PlanFolder folder(four);
  folder.in_demand = figure("overdose_weight", "0.1") + "forecast = \"average\"\n";
  const auto document = folder.plan("total", figure("sites", "1"));
  ASSERT_TRUE(document.ok()) << document.error().message;
  const auto counts =
      places::parse_counts("c.csv", "place,year,deaths\nAsh,2020,30\nBirch,2020,20\n", document->places.places);
  const auto overdoses =
      places::parse_counts("o.csv", "place,year,deaths\nAsh,2020,50\nBirch,2020,200\n", document->places.places);
  PlanOptions options = quick;
  const auto without = make_plan(*document, &*counts, options);
  ASSERT_TRUE(without.ok());
  EXPECT_EQ(names(*without, without->solution.sites), (Names{"Ash"}));
  options.overdoses = &*overdoses;
  const auto with = make_plan(*document, &*counts, options);
  ASSERT_TRUE(with.ok()) << with.error().message;
  EXPECT_EQ(names(*with, with->solution.sites), (Names{"Birch"}));
  EXPECT_DOUBLE_EQ(with->solution.objective, 20) << "half of 20 deaths and of 200 overdoses at a tenth";
  EXPECT_DOUBLE_EQ(with->overdoses_reached, 200);
  EXPECT_DOUBLE_EQ(with->deaths_reached, 20) << "deaths are told as deaths";
  EXPECT_NE(with->unit.text.find("each overdose met counting as 0.10 of one"), std::string::npos) << with->unit.text;
}

TEST(Plan, SaysWhatMaySurprise) {
  const PlanFolder folder(
      "place,lat,lon,region,group,deaths\nAsh,41,-73,N,hill,30\nBirch,41,-73,N,hill,20\nElm,42,-73,S,shore,10\n");
  const auto document = folder.plan("worst_group", figure("sites", "1"));
  const Plan plan = made(document);
  std::string all;
  for (const std::string& remark : plan.all_remarks()) all += remark + "\n";
  EXPECT_NE(all.find("Ash and Birch lie at one point"), std::string::npos) << all;
  EXPECT_NE(all.find("The worst-served group is at 0"), std::string::npos) << all;
  EXPECT_NE(all.find("one sum over years"), std::string::npos) << all;
}

TEST(Plan, SaysThatARegionAsksForMoreThanTheBudget) {
  const PlanFolder folder("place,lat,lon,region,deaths,cost\nAsh,41,-73,N,30,100\nElm,42,-73,S,10,100\n");
  const std::string rules = figure("sites", "2") + figure("budget", "150") + "currency = \"USD\"\n";
  EXPECT_EQ(refusal(folder.plan("total", rules)), "made");
  const std::string says = refusal(folder.plan("total", rules + figure("at_least_per_region", "1")));
  EXPECT_NE(says.find("the regions ask for"), std::string::npos) << says;
}

TEST(Demand, SaysThatTheYearsOfAColumnOfDeathsAreNotSaid) {
  const PlanFolder folder(four);
  auto document = folder.plan("total", figure("sites", "1"));
  document->years.reset();
  const auto plan = make_plan(*document, nullptr, quick);
  ASSERT_FALSE(plan.ok());
  EXPECT_NE(plan.error().message.find("add demand.years"), std::string::npos) << plan.error().message;
}

}  // namespace
}  // namespace alongside::plan
