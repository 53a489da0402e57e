// Whole plans of three or four places on a line, worked by hand: objectives, capacity, travel times, budgets, floors.
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "plan/little_plan_test.hpp"
#include "plan/words/results.hpp"

namespace alongside::plan {
namespace {

TEST(Objectives, PersonVisitsByDeathsDifferByOneFactor) {
  const PlanFolder folder(three_places);
  const auto document = folder.plan("person_visits", figure("sites", "2"), "[visits]\n" + figure("per_death", "40"));
  const Plan plan = made(document);
  EXPECT_EQ(names(plan, plan.solution.sites), (Names{"Ash", "Birch"}));
  EXPECT_DOUBLE_EQ(plan.solution.objective, 40 * 50) << "the effect's shares are not in visits";
  EXPECT_EQ(plan.unit.text, "person-visits a year");
  EXPECT_DOUBLE_EQ(plan.sites[0].visits.value(), 1200);
  EXPECT_NE(plan.visits_says().text().find("differ from deaths by that one factor"), std::string::npos);
  EXPECT_NE(plan_as_text(plan, {}).find("2 sites, 2,000 person-visits a year"), std::string::npos)
      << plan_as_text(plan, {});
  EXPECT_NE(refusal(folder.plan("person_visits", figure("sites", "2")))
                .find("objective.goal: counts person-visits: expected visits.per_death"),
            std::string::npos);
}

TEST(Objectives, PersonVisitsByPeopleMayNameOtherSites) {
  const PlanFolder folder(
      "place,lat,lon,deaths,people\nAsh,41,-73,30,100\nBirch,41.5,-73,20,200\nCedar,42,-73,10,700\n");
  const std::string visits = "[visits]\n" + figure("per_death", "40") + figure("per_person", "3");
  const auto document = folder.plan("person_visits", figure("sites", "1"), visits);
  const Plan plan = made(document, {.draws = 20, .curve_sites_max = 0, .vetoes = false});
  EXPECT_EQ(names(plan, plan.solution.sites), Names{"Cedar"});
  EXPECT_DOUBLE_EQ(plan.solution.objective, 2100);
  EXPECT_FALSE(plan.sureness.has_value()) << "people are not drawn, and distance has no spread";
  const auto by_deaths = folder.plan("total", figure("sites", "1"), visits);
  EXPECT_EQ(names(made(by_deaths), made(by_deaths).solution.sites), Names{"Ash"});
  folder.write("places.csv", "place,lat,lon,deaths,people\nAsh,41,-73,30,100\nBirch,41.5,-73,20,\n");
  EXPECT_NE(refusal(folder.plan("person_visits", figure("sites", "1"), visits))
                .find("of every place in the places' file or of none, found none for Birch"),
            std::string::npos);
}

TEST(Objectives, CostPerDeathNamesTheCheapestSetOfEachSize) {
  // Deaths averted 15, 10, 5 for 300, 100, 80: alone 20, 10, 16; of two, Birch and Cedar 180 / 15 = 12 (the most deaths: Ash and Birch, 400 / 25 = 16); all 480 / 30 = 16.
  const PlanFolder folder(three_places);
  const auto document = folder.plan("cost_per_death", figure("sites", "3") + "currency = \"USD\"\n");
  const Plan plan = made(document, {.draws = 10});
  ASSERT_EQ(plan.costs.size(), 3U);
  EXPECT_EQ(names(plan, plan.costs[0].set), Names{"Birch"});
  EXPECT_EQ(names(plan, plan.costs[1].set), (Names{"Birch", "Cedar"}));
  EXPECT_EQ(names(plan, plan.costs[2].set), (Names{"Ash", "Birch", "Cedar"}));
  const double by_hand[] = {10, 12, 16};
  for (std::size_t k = 0; k < 3; ++k) {
    EXPECT_NEAR(plan.costs[k].cost / plan.costs[k].averted, by_hand[k], 1e-9);
    EXPECT_TRUE(plan.costs[k].proven);
  }
  EXPECT_EQ(names(plan, plan.solution.sites), Names{"Birch"});
  EXPECT_NEAR(plan.solution.objective, 1e6 / 10, 1e-4) << "deaths averted for each million";
  EXPECT_EQ(plan.solution.bound, plan.solution.objective);
  EXPECT_NEAR(plan.sites[0].demand_served, plan.solution.objective, 1e-6);
  EXPECT_NEAR(plan.sites.at(0).veto_cost.value_or(-1), 1e6 / 10 - 1e6 / 16, 1e-4)
      << "without Birch, Cedar at 16 is the cheapest";
  EXPECT_NEAR(plan.naive_objective, 1e6 / 20, 1e-4) << "the one place with the most deaths";
  EXPECT_NE(plan.costs_says().text().find("10.0 USD, with 1 site."), std::string::npos) << plan.costs_says().text();
  const auto json = boost::json::parse(plan_as_json(plan, {}));
  EXPECT_EQ(json.at("costs").at("list").as_array().size(), 3U);
}

TEST(Objectives, CostPerDeathWithACostThatSitesShare) {
  // 300 more, however many: 400 / 10 = 40, 480 / 15 = 32, 780 / 30 = 26; of one Cedar 76, Ash 600 / 15 = 40; of two Ash and Birch 700 / 25 = 28, Ash and Cedar 680 / 20 = 34.
  const PlanFolder folder(three_places);
  const auto document =
      folder.plan("cost_per_death", figure("sites", "3") + figure("shared_cost", "300") + "currency = \"USD\"\n");
  const Plan plan = made(document);
  ASSERT_EQ(plan.costs.size(), 3U);
  EXPECT_NEAR(plan.costs[0].cost / plan.costs[0].averted, 40, 1e-9);
  EXPECT_EQ(names(plan, plan.costs[1].set), (Names{"Ash", "Birch"}));
  EXPECT_NEAR(plan.costs[1].cost / plan.costs[1].averted, 28, 1e-9);
  EXPECT_EQ(plan.solution.sites.size(), 3U);
  EXPECT_NEAR(1e6 / plan.solution.objective, 26, 1e-9);
}

TEST(Objectives, CostPerDeathIsRefusedWithoutCosts) {
  const PlanFolder folder("place,lat,lon,deaths\nAsh,41,-73,30\nBirch,41.5,-73,20\n");
  const std::string says = refusal(folder.plan("cost_per_death", figure("sites", "2") + "currency = \"USD\"\n"));
  EXPECT_NE(says.find("needs a cost of every candidate, and Ash has none: give rules.site_cost"), std::string::npos)
      << says;
  EXPECT_NE(
      refusal(folder.plan("cost_per_death", figure("sites", "2") + figure("site_cost", "0") + "currency = \"USD\"\n"))
          .find("a cost above 0"),
      std::string::npos);
  EXPECT_NE(refusal(folder.plan("deaths", figure("sites", "2"))).find("\"cost_per_death\", found \"deaths\""),
            std::string::npos);
}

TEST(Capacity, ScalesDownSitesWithMoreThanTheyCanTake) {
  // Ash averts 15 and has 1,200 visits, Birch 10 and 800: of Ash 1,000 / 1,200 are left, 12.5.
  const PlanFolder folder(three_places);
  const std::string visits = "[visits]\n" + figure("per_death", "40");
  const auto document = folder.plan("total", figure("sites", "2") + figure("capacity", "1000"), visits);
  const Plan plan = made(document);
  ASSERT_TRUE(plan.capacity.has_value());
  EXPECT_DOUBLE_EQ(plan.solution.objective, 22.5);
  EXPECT_TRUE(plan.solution.proven) << "every set was tried: " << plan.solution.says();
  EXPECT_DOUBLE_EQ(plan.sites[0].demand_served, 12.5);
  EXPECT_DOUBLE_EQ(plan.capacity->objective_without, 25);
  EXPECT_EQ(plan.capacity->exceeded, 1U);
  EXPECT_NE(plan.capacity->says.text().find("Ash (1,200)"), std::string::npos) << plan.capacity->says.text();
  EXPECT_DOUBLE_EQ(
      boost::json::parse(plan_as_json(plan, {})).at("capacity").at("objective_without").to_number<double>(), 25);
  const auto roomy = folder.plan("total", figure("sites", "2") + figure("capacity", "1200"), visits);
  EXPECT_DOUBLE_EQ(made(roomy).solution.objective, 25) << "just enough is not exceeded";
  const auto worst = folder.plan("worst_group", figure("sites", "2") + figure("capacity", "300"), visits);
  EXPECT_NE(plan_as_text(made(worst), {}).find("3.75 deaths averted a year"), std::string::npos)
      << "no site serves a share of a group";
  EXPECT_DOUBLE_EQ(made(worst).solution.objective, 0.15) << "a quarter of Ash's 1,200 visits, 7.5 of the hill's 50";
  EXPECT_TRUE(made(worst).solution.proven);
  EXPECT_NE(refusal(folder.plan("total", figure("sites", "2") + figure("capacity", "1000")))
                .find("rules.capacity: counts person-visits"),
            std::string::npos);
}

TEST(PlanDocument, ReachesByTravelTimesFromAFile) {
  // Ten minutes: all; twenty: half. Cedar's deaths come to Birch in 20 minutes and to Ash not at all; Ash's come to Birch in 10, but Birch's not to Ash: a one-way street, said to be one.
  const PlanFolder folder(three_places);
  folder.write("minutes.csv", "from,to,minutes\nAsh,Birch,10\nBirch,Ash,NA\nCedar,Birch,20\n");
  const std::string by_minutes =
      "kind = \"table\"\nunit = \"minute\"\ntravel_times = \"minutes.csv\"\nat = { value = [0, 10, 20], assumed = \"a "
      "test\" }\nshare = { value = [1, 1, 0.5], assumed = \"a test\" }\n";
  const auto document = folder.plan("total", figure("sites", "1"), "", by_minutes);
  const Plan plan = made(document);
  EXPECT_EQ(names(plan, plan.solution.sites), Names{"Birch"});
  EXPECT_NEAR(plan.solution.objective, 0.5 * (30 + 20 + 0.5 * 10), 1e-6);
  const std::string by_step =
      "kind = \"step\"\nunit = \"minute\"\ntravel_times = \"minutes.csv\"\nwithin = { value = 15, assumed = \"a test\" "
      "}\n";
  EXPECT_NEAR(made(folder.plan("total", figure("sites", "1"), "", by_step)).solution.objective, 0.5 * (30 + 20), 1e-6)
      << "any kind of reach";
  EXPECT_NEAR(made(folder.plan("total", figure("sites", "1"), "", by_step + "over = \"area\"\n")).solution.objective,
              0.5 * (30 + 20), 1e-6)
      << "places without an area are points";
  folder.write("minutes.csv", "from,to,minutes\nAsh,Burch,10\n");
  EXPECT_NE(refusal(folder.plan("total", figure("sites", "1"), "", by_minutes))
                .find("minutes.csv:2:5: no place is called \"Burch\"; did you mean Birch?"),
            std::string::npos)
      << refusal(folder.plan("total", figure("sites", "1"), "", by_minutes));
}

TEST(PlanDocument, KeepsToABudget) {
  // Of two: Ash and Birch avert the most for 400; under 380, Ash and Cedar for 380; under 200, Birch and Cedar for 180.
  const PlanFolder folder(three_places);
  const auto sites = [&](const std::string& budget) {
    const auto document =
        folder.plan("total", figure("sites", "2") + figure("budget", budget) + "currency = \"USD\"\n");
    const Plan plan = made(document);
    return names(plan, plan.solution.sites);
  };
  const auto dear = folder.plan("total", figure("sites", "2") + figure("budget", "300") + "currency = \"USD\"\n");
  const Plan drawn = made(dear, {.draws = 20});
  for (const auto& [candidate, share] : drawn.sureness.value().chosen)
    EXPECT_LT(candidate, 3U) << "a set of one is no set of two with a site that is none";
  EXPECT_EQ(sites("400"), (Names{"Ash", "Birch"}));
  EXPECT_EQ(sites("380"), (Names{"Ash", "Cedar"}));
  EXPECT_EQ(sites("200"), (Names{"Birch", "Cedar"}));
  EXPECT_NE(refusal(folder.plan("total", figure("sites", "2") + figure("budget", "50") + "currency = \"USD\"\n"))
                .find("leave room for no site at all"),
            std::string::npos)
      << refusal(folder.plan("total", figure("sites", "2") + figure("budget", "50") + "currency = \"USD\"\n"));
}

TEST(PlanDocument, KeepsToEquityFloors) {
  // Of the hill's 50 deaths Ash has 30, Birch 20; of the shore's 10 Cedar has all. A floor of a half for each group takes Cedar in and Birch out.
  const PlanFolder folder(three_places);
  const auto document = folder.plan("total", figure("sites", "2") + figure("floor_share", "0.5"));
  const Plan plan = made(document);
  EXPECT_EQ(names(plan, plan.solution.sites), (Names{"Ash", "Cedar"}));
  EXPECT_DOUBLE_EQ(plan.solution.objective, 20);
  ASSERT_EQ(plan.group_shares.size(), 2U);
  EXPECT_NEAR(plan.group_shares[0].second, 0.6, 1e-12);
  EXPECT_NEAR(plan.group_shares[1].second, 1, 1e-12);
  EXPECT_NE(refusal(folder.plan("total", figure("sites", "2") + figure("floor_share", "0.7")))
                .find("no set of sites fulfils all of these rules"),
            std::string::npos);
}

TEST(PlanDocument, SaysWhyAFloorCannotBeMetAndThatCountingBreaksIt) {
  const PlanFolder folder(three_places);
  const std::string high = refusal(folder.plan("total", figure("sites", "2") + figure("floor_share", "0.7")));
  EXPECT_NE(high.find("rules.floor_share asks for 0.7 of each group's need within reach, and under the other rules the "
                      "worst-served group can have 0.6 at most"),
            std::string::npos)
      << high;
  const std::string few = refusal(folder.plan("total", figure("sites", "1") + figure("floor_share", "0.1")));
  EXPECT_NE(few.find("the worst-served group can have 0 at most"), std::string::npos) << few;
  const auto document = folder.plan("total", figure("sites", "2") + figure("floor_share", "0.5"));
  const Plan plan = made(document);
  EXPECT_EQ(plan.beside_naive().text(),
            "Taking the places with the most past deaths would do 5.0 deaths averted a year better, but would leave "
            "some group below its floor.");
}

TEST(PlanDocument, MarksWhatWasSetByHand) {
  const PlanFolder folder(three_places);
  const auto document =
      folder.plan("total", figure("sites", "2"), "",
                  "kind = \"step\"\nunit = \"km\"\nover = \"middle\"\nwithin = { value = 1, assumed = \"a test\" }\n",
                  {{"effect.use_share.value", "0.25"}, {"reach.unit", "\"m\""}});
  PlanOptions three = quick;
  three.asked.sites = 3;
  const Plan plan = made(document, three);
  const auto says = [&](const std::string& path) {
    for (const document::Figure& figure : plan.figures) {
      if (figure.path == path) return figure.value + ": " + figure.says;
    }
    return std::string("no such figure");
  };
  EXPECT_EQ(says("effect.use_share"),
            "0.25: Set by hand for this plan. The document's own value stands on: a test (assumed)");
  EXPECT_EQ(says("reach.unit"), "\"m\": Set by hand for this plan");
  EXPECT_EQ(says("rules.sites").substr(0, 14), "3: Set by hand");
  EXPECT_EQ(says("effect.willing_share"), "1: a test");
}

TEST(Plan, SaysThatThereAreFewerSitesThanAskedFor) {
  const PlanFolder folder(three_places);
  const Plan plan = made(folder.plan("total", figure("sites", "2") + figure("budget", "300") + "currency = \"USD\"\n"),
                         {.draws = 0, .curve_sites_max = 3, .vetoes = false});
  EXPECT_EQ(plan.fewer_text(),
            "2 sites were asked for: the rules leave room for no more than 1, or one more would add nothing.");
  EXPECT_EQ(plan.curve.size(), 1U) << "no row for sites that nobody can open";
  EXPECT_EQ(made(folder.plan("total", figure("sites", "2"))).fewer_text(), "");
}

TEST(Plan, CountsASharedCostInTheBudgetAndInTheCurve) {
  const PlanFolder folder(three_places);
  const std::string shared = figure("shared_cost", "100") + "currency = \"USD\"\n";
  const Plan plan = made(folder.plan("total", figure("sites", "2") + figure("budget", "400") + shared),
                         {.draws = 0, .curve_sites_max = 1, .vetoes = false});
  EXPECT_EQ(names(plan, plan.solution.sites), Names{"Ash"})
      << "300 are left: Ash alone averts as much as Birch and Cedar, and is the first of them";
  EXPECT_NEAR(plan.curve.at(0).cost_per_unit.value(), (300 + 100) / 15.0, 1e-9);
  EXPECT_NE(refusal(folder.plan("total", figure("sites", "2") + figure("budget", "50") + shared))
                .find("rules.shared_cost (100) alone is more than rules.budget (50)"),
            std::string::npos);
}

}  // namespace
}  // namespace alongside::plan
