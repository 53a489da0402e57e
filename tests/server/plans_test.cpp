// Plans over HTTP: who may, what is refused and how, and that an answer is the command line's own.
#include "plan/words/results.hpp"
#include "server/planners.hpp"

namespace alongside::server::test {
namespace {

constexpr const char* make_path = "/api/v1/plans/make";

using PlansTest = PlannersTest;

std::vector<std::string> chosen(const json::value& plan) {
  std::vector<std::string> out;
  for (const json::value& site : plan.at("sites").as_array()) out.emplace_back(site.at("candidate").as_string());
  return out;
}

TEST_F(PlansTest, AreForPlanners) {
  for (const auto& [who, status] : {std::pair("stranger", 401), std::pair("nurse", 403), std::pair("manager", 200)}) {
    SCOPED_TRACE(who);
    EXPECT_EQ(browser(who).get("/api/v1/plans").status, status);
    EXPECT_EQ(browser(who).get("/api/v1/plans/connecticut").status, status);
    EXPECT_EQ(browser(who).post(make_path, R"({"plan":"connecticut"})").status, status);
  }
}

TEST_F(PlansTest, AnAnswerIsTheCommandLinesOwn) {
  const auto document = plan::load_plan("connecticut", {}, {});
  ASSERT_TRUE(document) << document.error().message;
  const auto made = plan::make_plan(*document, nullptr, {.draws = 0, .curve_sites_max = 0, .vetoes = false});
  ASSERT_TRUE(made) << made.error().message;
  const json::value ours = json::parse(plan::plan_as_json(*made, std::nullopt));
  const json::value theirs = browser("manager").post(make_path, R"({"plan":"connecticut","sites":3})").json();
  EXPECT_EQ(theirs.at("sites"), ours.at("sites"));
  EXPECT_EQ(theirs.at("objective"), ours.at("objective"));
  EXPECT_TRUE(theirs.at("proven").as_bool());
}

TEST_F(PlansTest, PlacesAreForcedAndForbidden) {
  const json::value forced =
      browser("manager")
          .post(make_path, R"({"plan":"connecticut","sites":3,"forced":["Norwich"],"forbidden":["Hartford"]})")
          .json();
  const auto sites = chosen(forced);
  EXPECT_EQ(sites.size(), 3U);
  EXPECT_NE(std::ranges::find(sites, "Norwich"), sites.end());
  EXPECT_EQ(std::ranges::find(sites, "Hartford"), sites.end());
  const json::value more =
      browser("manager")
          .post(make_path, R"({"plan":"connecticut","sites":5,"draws":20,"curve":true,"vetoes":true})")
          .json();
  EXPECT_EQ(chosen(more).size(), 5U);
  EXPECT_EQ(more.at("curve").as_array().size(), 10U);
  EXPECT_EQ(more.at("sureness").at("draws").to_number<int>(), 20);
}

TEST_F(PlansTest, TakesAnotherGoal) {
  const json::value cheapest =
      browser("manager").post(make_path, R"({"plan":"connecticut","sites":3,"goal":"cost_per_death"})").json();
  EXPECT_EQ(cheapest.at("goal").as_string(), "cost_per_death");
  EXPECT_EQ(cheapest.at("costs").at("list").as_array().size(), 3U);
  EXPECT_EQ(chosen(cheapest).size(), 1U) << "without a shared cost one site is always the cheapest";
}

TEST_F(PlansTest, WhateverIsWrongIsNamed) {
  struct Row {
    std::string body;
    int status;
    std::string says;
  };
  for (const Row& row :
       {Row{"{}", 400, R"("field":"plan")"}, Row{R"({"plan":"atlantis"})", 404, "not-found"},
        Row{R"({"plan":"../guardrails/demonstration"})", 404, "not-found"},
        Row{R"({"plan":"connecticut","sites":0})", 400, R"("field":"sites")"},
        Row{R"({"plan":"connecticut","draws":100000})", 400, R"("field":"draws")"},
        Row{R"({"plan":"connecticut","forced":["Atlantis"]})", 422, "Atlantis"},
        Row{R"({"plan":"connecticut","sites":1,"forced":["Hartford","Norwich"]})", 422, "no-plan"},
        Row{R"({"plan":"connecticut","settings":[{"name":"places","value":1}]})", 400, R"("field":"settings[0]")"},
        Row{R"({"plan":"connecticut","goal":"fame"})", 400, R"("field":"goal")"},
        Row{R"({"plan":"connecticut","settings":[{"name":"effect.home_share","value":7}]})", 422, "effect.home_share"},
        Row{R"({"plan":"connecticut","vetoes":"yes"})", 400, R"("field":"vetoes")"},
        Row{R"({"plan":"connecticut","colour":1})", 400, "colour"}}) {
    SCOPED_TRACE(row.body);
    const HttpAnswer answer = browser("manager").post(make_path, row.body);
    EXPECT_EQ(answer.status, row.status) << answer.body;
    EXPECT_NE(answer.body.find(row.says), std::string::npos) << answer.body;
  }
}

}  // namespace
}  // namespace alongside::server::test
