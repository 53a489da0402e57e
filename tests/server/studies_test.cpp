// Studies: who may read them, what is refused and how, a shelf and an answer as the command line gives them, and how long a slider waits.
#include <algorithm>

#include "server/planners.hpp"
#include "study/evaluation/reproduce.hpp"
#include "study/report/evaluation_json.hpp"

namespace alongside::server::test {
namespace {

using Words = std::vector<std::string>;

constexpr const char* evaluate_path = "/api/v1/studies/evaluate";

using StudiesTest = PlannersTest;

TEST_F(StudiesTest, AreForPlanners) {
  struct Row {
    std::string who;
    int status;
    std::string says;
  };
  for (const Row& row : {Row{"stranger", 401, "not-signed-in"}, Row{"screen", 401, "not-signed-in"},
                         Row{"nurse", 403, "not-allowed"}, Row{"manager", 200, ""}, Row{"evaluator", 200, ""}}) {
    SCOPED_TRACE(row.who);
    const std::array answers{browser(row.who).get("/api/v1/studies"), browser(row.who).get("/api/v1/studies/baltimore"),
                             browser(row.who).post(evaluate_path, R"({"study":"baltimore"})"),
                             browser(row.who).post(evaluate_path, R"({"study":"baltimore","draws":100})")};
    for (const HttpAnswer& answer : answers) {
      EXPECT_EQ(answer.status, row.status) << answer.body.substr(0, 300);
      EXPECT_NE(answer.body.find(row.says), std::string::npos) << answer.body.substr(0, 300);
      if (row.status != 200) {
        EXPECT_EQ(answer.body.find("Baltimore"), std::string::npos);
      }
    }
  }
}

TEST_F(StudiesTest, WhateverIsWrongInARequestIsNamed) {
  struct Row {
    const char* what;
    std::string body;
    int status;
    Words says;
  };
  const auto changed = [](const std::string& name, const std::string& value) {
    return R"({"study":"baltimore","changes":[{"name":")" + name + R"(","value":)" + value + "}]}";
  };
  std::string many = R"({"study":"baltimore","changes":[)";
  for (int i = 0; i < 201; ++i) many += (i > 0 ? "," : "") + std::string(R"({"name":"clients","value":1})");
  const std::vector<Row> rows{
      {"no study", "{}", 400, {R"("field":"study")"}},
      {"a study that is not shipped", R"({"study":"atlantis"})", 404, {"not-found"}},
      {"a path for a study", R"({"study":"/etc/passwd"})", 404, {"not-found"}},
      {"a path out of the folder", R"({"study":"../guardrails/demonstration"})", 404, {"not-found"}},
      {"observations", R"({"study":"field-observations"})", 400, {R"("field":"study")", "nothing to compute"}},
      {"changes that are no list", R"({"study":"baltimore","changes":{"clients":1}})", 400, {R"("field":"changes")"}},
      {"too many changes", many + "]}", 400, {R"("field":"changes")", "at most 200"}},
      {"a text for a number", changed("clients", R"("1500")"), 400, {R"("field":"changes[0]")"}},
      {"null for a number", changed("clients", "null"), 400, {R"("field":"changes[0]")"}},
      {"a name that is no name", changed(std::string(81, 'a'), "1"), 400, {R"("field":"changes[0]")"}},
      {"a figure that the study has not",
       changed("customers", "1"),
       422,
       {"no-answer", "customers", "expected a parameter"}},
      {"a formula for a figure", changed("hiv", "1"), 422, {"no-answer", "hiv"}},
      {"a city where nobody injects", changed("injectors", "0"), 422, {"no-answer", "divisor other than 0"}},
      {"half a draw", R"({"study":"baltimore","draws":1.5})", 400, {R"("field":"draws")"}},
      {"more draws than a page may ask",
       R"({"study":"baltimore","draws":200001})",
       400,
       {R"("field":"draws")", "200000"}},
      {"fewer than none", R"({"study":"baltimore","draws":-1})", 400, {R"("field":"draws")"}},
      {"an analysis that nobody knows", R"({"study":"baltimore","with":["horoscope"]})", 400, {R"("field":"with")"}},
      {"analyses that are no list", R"({"study":"baltimore","with":"tornado"})", 400, {R"("field":"with")"}},
      {"information without draws", R"({"study":"baltimore","with":["information"]})", 400, {R"("field":"draws")"}},
      {"a field that nobody knows", R"({"study":"baltimore","threads":64})", 400, {R"("field":"threads")", "unknown"}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.what);
    const HttpAnswer answer = browser("manager").post(evaluate_path, row.body);
    EXPECT_EQ(answer.status, row.status) << answer.body;
    for (const std::string& word : row.says)
      EXPECT_NE(answer.body.find(word), std::string::npos) << word << " in " << answer.body;
    EXPECT_EQ(answer.body.find("root:"), std::string::npos);
  }
  EXPECT_EQ(browser("manager").get("/api/v1/studies/atlantis").status, 404);
  EXPECT_EQ(browser("manager").get("/api/v1/studies/..%2Fguardrails%2Fdemonstration").status, 404);
  EXPECT_EQ(browser("manager").post("/api/v1/studies/baltimore", "{}").status, 405);
}

TEST_F(StudiesTest, AnAnswerIsTheOneOfTheCommandLine) {
  const std::uint64_t before = site_->seq();
  const auto study = study::load_study("baltimore");
  ASSERT_TRUE(study.ok()) << study.error().message;
  struct Row {
    std::string body;
    study::EvaluateOptions options;
  };
  study::EvaluateOptions drawn{.changes = {{"clients", 900}}, .draws = 5000, .seed = 7};
  drawn.tornado = drawn.information = drawn.break_even = drawn.acceptability = true;
  for (
      const Row& row :
      {Row{R"({"study":"baltimore","changes":[{"name":"clients","value":900},{"name":"cut_in_deaths","value":-0.1}]})",
           {.changes = {{"clients", 900}, {"cut_in_deaths", -0.1}}}},
       Row{R"({"study":"baltimore","changes":[{"name":"operation_cost","value":0}]})",
           {.changes = {{"operation_cost", 0}}}},
       Row{R"({"study":"baltimore","changes":[{"name":"clients","value":900}],"draws":5000,"seed":7,"with":["tornado","information","break_even","acceptability"]})",
           drawn}}) {
    SCOPED_TRACE(row.body);
    const HttpAnswer answer = browser("evaluator").post(evaluate_path, row.body);
    ASSERT_EQ(answer.status, 200) << answer.body;
    const auto wanted = study::evaluate(*study, row.options);
    ASSERT_TRUE(wanted.ok()) << wanted.error().message;
    EXPECT_EQ(answer.body, json::serialize(study::evaluation_for_page(*wanted)));
  }
  EXPECT_EQ(site_->seq(), before) << "the floor's record knows nothing of it";
}

/// Baltimore's published results (Irwin and others 2017), by their outcome.
TEST_F(StudiesTest, TheShelfHasEveryStudyWithWhatItPublished) {
  const json::value shelf = browser("manager").get("/api/v1/studies").json();
  std::map<std::string, json::value> studies;
  for (const json::value& one : shelf.as_array()) studies.emplace(one.at("id").as_string(), one);
  EXPECT_EQ(studies.size(), study::shipped_studies().size());
  const json::value& baltimore = studies.at("baltimore");
  std::map<std::string, json::value> rows;
  for (const json::value& row : baltimore.at("published").as_array()) rows.emplace(row.at("outcome").as_string(), row);
  for (const auto& [outcome, published] : std::map<std::string, double>{{"hiv", 3.7},
                                                                        {"hcv", 21},
                                                                        {"skin_days", 374},
                                                                        {"deaths", 5.9},
                                                                        {"ambulance", 108},
                                                                        {"overdose_stays", 27},
                                                                        {"treatment", 121},
                                                                        {"death_value", 503'869}}) {
    SCOPED_TRACE(outcome);
    EXPECT_EQ(rows.at(outcome).at("published").to_number<double>(), published);
    EXPECT_EQ(rows.at(outcome).at("class").as_string(), "reproduced");
    EXPECT_EQ(rows.at(outcome).at("holds"), json::value(true));
  }
  EXPECT_EQ(rows.at("emergency_visits").at("holds"), json::value(false)) << "77.1 against 78, and it says so";
  EXPECT_TRUE(rows.at("cost").at("holds").is_null()) << "carried over: nothing to hold";
  const double net = baltimore.at("net").to_number<double>();
  EXPECT_NEAR(net, baltimore.at("benefit").to_number<double>() - baltimore.at("cost").to_number<double>(), 1);
  EXPECT_GT(net, baltimore.at("net_without_value_of_life").to_number<double>());

  const json::value& field = studies.at("field-observations");
  EXPECT_EQ(field.at("kind").as_string(), "observations");
  EXPECT_TRUE(field.at("net").is_null() && field.at("ratio").is_null() && field.at("money_unit").is_null())
      << "nothing computed is null, never 0";
  EXPECT_FALSE(field.at("observed").as_array().empty());
  for (const auto& [id, study] : studies)
    EXPECT_FALSE(study.at("contrary").as_array().empty()) << id << ": without contrary findings a shelf is advocacy";
}

TEST_F(StudiesTest, ADocumentSaysEveryFigureWithItsOrigin) {
  for (const std::string& name : study::shipped_studies()) {
    SCOPED_TRACE(name);
    const HttpAnswer answer = browser("evaluator").get("/api/v1/studies/" + name);
    ASSERT_EQ(answer.status, 200) << answer.body;
    const json::value document = answer.json();
    for (const json::value& parameter : document.at("parameters").as_array()) {
      EXPECT_FALSE(parameter.at("source").as_string().empty()) << json::serialize(parameter);
      EXPECT_EQ(parameter.at("spread").is_null(), parameter.at("spread_basis").is_null()) << json::serialize(parameter);
      EXPECT_LE(parameter.at("range").at(0).to_number<double>(), parameter.at("range").at(1).to_number<double>());
    }
  }
}

TEST_F(StudiesTest, ASliderWaitsForAFewMilliseconds) {
  std::vector<double> times_ms;
  for (int i = 0; i < 100; ++i) {
    const std::string body =
        R"({"study":"baltimore","changes":[{"name":"clients","value":)" + std::to_string(1000 + i) + "}]}";
    const auto began = std::chrono::steady_clock::now();
    ASSERT_EQ(browser("manager").post(evaluate_path, body).status, 200);
    times_ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
  }
  std::ranges::sort(times_ms);
  RecordProperty("p95_ms", std::to_string(times_ms[94]));
  EXPECT_LT(times_ms[94], 16) << "a connection of its own each time, which the page does not need";
}

TEST_F(StudiesTest, ANewerQuestionStopsTheOlderOneOfTheSameReader) {
  Browser& manager = browser("manager");
  const std::string much =
      R"({"study":"baltimore","draws":200000,"with":["tornado","information","break_even","acceptability"]})";
  std::vector<std::unique_ptr<Socket>> sockets;
  for (int i = 0; i < 4; ++i) {
    sockets.push_back(std::make_unique<Socket>(manager.port()));
    ASSERT_TRUE(sockets.back()->send(manager.request_text("POST", evaluate_path, much)));
  }
  int superseded = 0;
  int answered = 0;
  for (const auto& socket : sockets) {
    std::string answer;
    while (answer.find("\r\n\r\n") == std::string::npos && socket->receive(answer)) {
    }
    superseded += answer.starts_with("HTTP/1.1 409") ? 1 : 0;
    answered += answer.starts_with("HTTP/1.1 200") ? 1 : 0;
  }
  EXPECT_EQ(superseded + answered, 4);
  EXPECT_GE(answered, 1) << "the last one is wanted";
  EXPECT_GE(superseded, 2);
  EXPECT_EQ(manager.post(evaluate_path, R"({"study":"baltimore"})").status, 200)
      << "a point answer waits for none of them";
}

}  // namespace
}  // namespace alongside::server::test
