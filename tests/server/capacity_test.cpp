// Capacity: who may plan, what is refused and how, a run as the command line gives it, a day that can be played, and that nothing of it holds up
// or writes to the floor.
#include <future>
#include <set>

#include "server/planners.hpp"
#include "server/simulations.hpp"
#include "sim/facility/results.hpp"

namespace alongside::server::test {
namespace {

using Words = std::vector<std::string>;

using CapacityTest = PlannersTest;

TEST_F(CapacityTest, IsForPlanners) {
  struct Row {
    std::string who;
    int status;
    std::string says;
  };
  for (const Row& row : {Row{"stranger", 401, "not-signed-in"}, Row{"screen", 401, "not-signed-in"},
                         Row{"nurse", 403, "not-allowed"}, Row{"manager", 200, ""}, Row{"evaluator", 200, ""}}) {
    SCOPED_TRACE(row.who);
    const std::string run = R"({"scenario":"pilot","replications":2})";
    const std::array answers{browser(row.who).get("/api/v1/scenarios"), browser(row.who).get("/api/v1/scenarios/pilot"),
                             browser(row.who).post("/api/v1/capacity", run),
                             browser(row.who).post("/api/v1/capacity/day", R"({"scenario":"pilot"})")};
    for (const HttpAnswer& answer : answers) {
      EXPECT_EQ(answer.status, row.status) << answer.body.substr(0, 300);
      EXPECT_NE(answer.body.find(row.says), std::string::npos) << answer.body.substr(0, 300);
      if (row.status != 200) {
        EXPECT_EQ(answer.body.find("seats"), std::string::npos);
      }
    }
  }
}

TEST_F(CapacityTest, WhateverIsWrongInARequestIsNamed) {
  struct Row {
    const char* what;
    std::string body;
    int status;
    Words says;
  };
  const auto setting = [](const std::string& path, const std::string& value) {
    return R"({"scenario":"pilot","settings":[{"path":")" + path + R"(","value":)" + value + "}]}";
  };
  const std::vector<Row> rows{
      {"no scenario", "{}", 400, {R"("field":"scenario")"}},
      {"a scenario that is not shipped", R"({"scenario":"atlantis"})", 404, {"not-found"}},
      {"a path for a scenario", R"({"scenario":"/etc/passwd"})", 404, {"not-found"}},
      {"a path out of the folder", R"({"scenario":"../guardrails/demonstration"})", 404, {"not-found"}},
      {"another document by its path",
       setting("guardrails", R"("/etc/passwd")"),
       400,
       {R"("field":"settings[0].path")"}},
      {"another document behind quotes",
       setting("\\\"guardrails\\\"", R"("/etc/passwd")"),
       400,
       {R"("field":"settings[0].path")"}},
      {"a longer run than the page has", setting("run.days", "3650"), 400, {R"("field":"settings[0].path")"}},
      {"null for a value", setting("seats.booth", "null"), 400, {R"("field":"settings[0].value")"}},
      {"an object for a value", setting("seats.booth", R"({"value":3})"), 400, {R"("field":"settings[0].value")"}},
      {"settings that are no list",
       R"({"scenario":"pilot","settings":{"seats.booth":3}})",
       400,
       {R"("field":"settings")"}},
      {"a field that nobody knows", R"({"scenario":"pilot","threads":64})", 400, {R"("field":"threads")", "unknown"}},
      {"half a replicate", R"({"scenario":"pilot","replications":1.5})", 400, {R"("field":"replications")"}},
      {"no replicate", R"({"scenario":"pilot","replications":0})", 400, {R"("field":"replications")"}},
      {"more replicates than a page may ask",
       R"({"scenario":"pilot","replications":401})",
       400,
       {R"("field":"replications")", "from 1 to 400"}},
      {"a figure that the scenario has not", setting("seats.bench", "3"), 422, {"bad-scenario", "seats.bench"}},
      {"a booth and a half", setting("seats.booth", "1.5"), 422, {"bad-scenario", "seats.booth.value=1.5", "expected"}},
      {"a text for a number", setting("seats.booth", R"("three\n4")"), 422, {"bad-scenario", "seats.booth"}},
      {"a day of 23 hours", setting("staff.0.people_by_hour", "[1,1]"), 422, {"bad-scenario", "people_by_hour"}},
      {"a crowd", setting("arrivals.visits_per_week", "900000"), 422, {"too-much", "alongside simulate facility"}},
  };
  for (const Row& row : rows) {
    SCOPED_TRACE(row.what);
    const HttpAnswer answer = browser("manager").post("/api/v1/capacity", row.body);
    EXPECT_EQ(answer.status, row.status) << answer.body;
    for (const std::string& word : row.says)
      EXPECT_NE(answer.body.find(word), std::string::npos) << word << " in " << answer.body;
    EXPECT_EQ(answer.body.find("root:"), std::string::npos);
  }
  EXPECT_EQ(browser("manager").post("/api/v1/capacity/day", R"({"scenario":"pilot","day":7})").status, 400);
  EXPECT_EQ(browser("manager").get("/api/v1/scenarios/..%2Fguardrails%2Fdemonstration").status, 404);
}

TEST_F(CapacityTest, ARunIsTheOneOfTheCommandLine) {
  const std::uint64_t before = site_->seq();
  const HttpAnswer answer =
      browser("evaluator")
          .post(
              "/api/v1/capacity",
              R"({"scenario":"pilot","settings":[{"path":"seats.booth","value":4},{"path":"arrivals.visits_per_week","value":400.5}],"replications":3,"seed":11})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto scenario = sim::load_scenario("pilot", {{"seats.booth", "4"}, {"arrivals.visits_per_week", "400.5"}});
  ASSERT_TRUE(scenario.ok()) << scenario.error().message;
  const auto result = sim::run_facility(*scenario, {.seed = 11, .replications = 3});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(answer.body, sim::result_as_json(*result));
  EXPECT_EQ(site_->seq(), before) << "the floor's record knows nothing of it";
}

TEST_F(CapacityTest, AScenarioSaysEveryFigureWithItsOrigin) {
  const json::value list = browser("manager").get("/api/v1/scenarios").json();
  std::set<std::string> names;
  for (const json::value& one : list.as_array()) names.emplace(one.at("name").as_string());
  EXPECT_TRUE(names.contains("insite") && names.contains("pilot") && names.contains("mobile"));
  for (const std::string& name : names) {
    SCOPED_TRACE(name);
    const json::value scenario = browser("manager").get("/api/v1/scenarios/" + name).json();
    EXPECT_GE(scenario.at("parameters").as_array().size(), 40U);
    for (const json::value& parameter : scenario.at("parameters").as_array()) {
      EXPECT_NE(parameter.as_object().contains("source"), parameter.as_object().contains("assumed"))
          << json::serialize(parameter);
    }
    for (const json::value& role : scenario.at("staff").as_array())
      EXPECT_EQ(role.at("people_by_hour").as_array().size(), 24U);
  }
  const json::value insite = browser("manager").get("/api/v1/scenarios/insite").json();
  EXPECT_EQ(insite.at("seats").at("booth").as_int64(), 13);
  EXPECT_NEAR(insite.at("visits_per_week").to_number<double>(), 180'000.0 / 365 * 7, 0.1);
  EXPECT_EQ(insite.at("hours").at("open_minutes").as_int64(), 18 * 60);
}

/// A day as the page folds it, written apart from the page.
struct Folded {
  std::map<std::string, json::object> people;
  std::vector<json::object> seats;
  bool open = false;

  explicit Folded(const json::value& board) : open(board.at("floor").at("open").as_bool()) {
    for (const json::value& person : board.at("people").as_array())
      people.emplace(person.at("visit").as_string(), person.as_object());
    for (const json::value& seat : board.at("seats").as_array()) seats.push_back(seat.as_object());
  }
  void take(const json::object& frame) {
    if (const json::value* gone = frame.if_contains("gone")) {
      for (const json::value& visit : gone->as_array())
        EXPECT_EQ(people.erase(std::string(visit.as_string())), 1U) << "gone, and was not there";
    }
    if (const json::value* changed = frame.if_contains("people")) {
      for (const json::value& person : changed->as_array()) {
        json::object& kept = people[std::string(person.at("visit").as_string())];
        for (const auto& [name, value] : person.as_object()) kept[name] = value;
      }
    }
    if (const json::value* changed = frame.if_contains("seats")) {
      for (const json::value& seat : changed->as_array()) {
        for (const auto& [name, value] : seat.as_object())
          seats.at(static_cast<std::size_t>(seat.at("seat").as_int64()))[name] = value;
      }
    }
    if (const json::value* opened = frame.if_contains("open")) open = opened->as_bool();
  }
  /// Who sits where is said by people and by seats alike.
  void check() const {
    std::map<std::int64_t, std::set<std::string>> by_people;
    for (const auto& [visit, person] : people) {
      for (const char* field : {"handle", "place", "purpose", "state", "arrived", "since", "look_due", "emergency"})
        EXPECT_TRUE(person.contains(field)) << field;
      if (!person.at("seat").is_null()) by_people[person.at("seat").as_int64()].insert(visit);
    }
    for (const json::object& seat : seats) {
      std::set<std::string> by_seat;
      for (const json::value& visit : seat.at("visits").as_array()) by_seat.emplace(visit.as_string());
      EXPECT_EQ(by_seat, by_people[seat.at("seat").as_int64()]) << json::serialize(seat);
      EXPECT_EQ(by_seat.empty(), seat.at("state").as_string() != "occupied");
    }
  }
};

TEST_F(CapacityTest, ADayPlaysFromAnEmptyFloorToAnEmptyFloor) {
  const HttpAnswer answer =
      browser("manager").post("/api/v1/capacity/day", R"({"scenario":"pilot","day":2,"replicate":5})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const json::value day = answer.json();
  Folded floor(day.at("board"));
  EXPECT_FALSE(floor.open);
  EXPECT_TRUE(floor.people.empty());
  std::int64_t before = -1;
  std::set<std::string> states;
  std::size_t most_at_once = 0;
  for (const json::value& frame : day.at("frames").as_array()) {
    EXPECT_GT(frame.at("at_seconds").as_int64(), before);
    before = frame.at("at_seconds").as_int64();
    floor.take(frame.as_object());
    floor.check();
    for (const auto& [visit, person] : floor.people) states.emplace(person.at("state").as_string());
    most_at_once = std::max(most_at_once, floor.people.size());
  }
  EXPECT_EQ(before, day.at("seconds").as_int64());
  EXPECT_FALSE(floor.open) << "closed when the last of them had gone";
  EXPECT_TRUE(floor.people.empty());
  EXPECT_GT(most_at_once, 3U);
  for (const char* state : {"waiting", "preparing", "watched", "look_due"})
    EXPECT_TRUE(states.contains(state)) << state;
}

TEST_F(CapacityTest, ADayIsSmallAndNamesNobody) {
  const HttpAnswer answer = browser("manager").post("/api/v1/capacity/day", R"({"scenario":"insite","day":4})");
  ASSERT_EQ(answer.status, 200);
  EXPECT_LT(answer.body.size(), 1'000'000U);
  for (const char* word : {"heroin", "fentanyl", "stimulant", "inject\",\"visit", "nurse"})
    EXPECT_EQ(answer.body.find(word), std::string::npos) << word;
  const json::value day = answer.json();
  for (const json::value& frame : day.at("frames").as_array()) {
    const json::value* people = frame.as_object().if_contains("people");
    for (const json::value& person : people ? people->as_array() : json::array())
      EXPECT_TRUE(person.at("visit").as_string().starts_with("S-"));
  }
  EXPECT_EQ(browser("manager").post("/api/v1/capacity/day", R"({"scenario":"insite","day":4})").body, answer.body)
      << "the same day twice";
  EXPECT_NE(browser("manager").post("/api/v1/capacity/day", R"({"scenario":"insite","day":4,"replicate":1})").body,
            answer.body)
      << "another week";
}

TEST_F(CapacityTest, ADayOnWhichTheSiteIsClosedHasNoFrame) {
  const HttpAnswer answer = browser("manager").post("/api/v1/capacity/day", R"({"scenario":"drop-in","day":6})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json().at("seconds").as_int64(), 0);
  EXPECT_TRUE(answer.json().at("frames").as_array().empty());
}

TEST_F(CapacityTest, TheFloorGoesOnWhileARunIsComputed) {
  Browser evaluator = browser("evaluator");
  auto run = std::async(std::launch::async, [&] {
    return evaluator.post("/api/v1/capacity", R"({"scenario":"insite","replications":60})");
  });
  Browser& nurse = browser("nurse");
  site_->open_floor(nurse);
  int answered = 0;
  while (run.wait_for(std::chrono::milliseconds(0)) != std::future_status::ready) {
    EXPECT_EQ(nurse.post("/api/v1/commands", ServedSite::command("see_all", "")).status, 200);
    ++answered;
  }
  EXPECT_EQ(run.get().status, 200);
  EXPECT_GT(answered, 3) << "commands were answered while it ran";
}

TEST(Capacity, StoppingTheProgramWaitsForNoRun) {
  ServedSite site;
  Browser manager = site.screen_of("manager");
  const Socket socket(manager.port());
  const std::string run = R"({"scenario":"insite","replications":400})";
  ASSERT_TRUE(socket.send(manager.request_text("POST", "/api/v1/capacity", run)));
  ASSERT_EQ(manager.get("/api/v1/scenarios/pilot").status, 200);
  site.stop();  // half a minute of work is left; the test ends only if it is let go
  std::string answer;
  while (socket.receive(answer)) {
  }
  EXPECT_EQ(answer.find("\"replications\": 400"), std::string::npos);
}

Respond into(std::promise<int>& promise) {
  return [&promise](const Response& response) { promise.set_value(response.status); };
}

TEST(Simulations, ANewerRequestOfTheSameReaderStopsTheOlder) {
  Simulations simulations;
  const auto until_stopped = [](const std::atomic<bool>& stop) {
    while (!stop) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return empty_response(204);
  };
  const auto at_once = [](const std::atomic<bool>&) { return empty_response(204); };
  std::promise<int> older;
  std::promise<int> other_kind;
  std::promise<int> newer;
  simulations.add("a", Simulations::Kind::run, until_stopped, into(older));
  simulations.add("a", Simulations::Kind::day, at_once, into(other_kind));
  EXPECT_EQ(other_kind.get_future().get(), 204) << "a day is not stopped by a run, nor a run by a day";
  simulations.add("a", Simulations::Kind::run, at_once, into(newer));
  EXPECT_EQ(older.get_future().get(), 409);
  EXPECT_EQ(newer.get_future().get(), 204);
}

TEST(Simulations, AnotherReadersWorkIsLeftAlone) {
  Simulations simulations;
  std::atomic<bool> go = false;
  std::promise<int> of_a;
  std::promise<int> of_b;
  simulations.add(
      "a", Simulations::Kind::run,
      [&](const std::atomic<bool>& stop) {
        while (!go && !stop) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return empty_response(stop ? 500 : 204);
      },
      into(of_a));
  simulations.add(
      "b", Simulations::Kind::run,
      [&](const std::atomic<bool>&) {
        go = true;
        return empty_response(204);
      },
      into(of_b));
  EXPECT_EQ(of_b.get_future().get(), 204);
  EXPECT_EQ(of_a.get_future().get(), 204);
}

TEST(Simulations, EveryoneIsAnsweredWhenTheProgramEnds) {
  std::vector<std::promise<int>> answers(12);
  {
    Simulations simulations;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      simulations.add(
          std::to_string(i), Simulations::Kind::run,
          [](const std::atomic<bool>& stop) {
            while (!stop) std::this_thread::sleep_for(std::chrono::milliseconds(1));
            return empty_response(200);  // half of an answer
          },
          into(answers[i]));
    }
    simulations.finish();
  }
  for (auto& answer : answers) EXPECT_EQ(answer.get_future().get(), 503);
}

TEST(Simulations, WorkThatThrowsIsAnAnswerToo) {
  Simulations simulations;
  std::promise<int> answer;
  simulations.add(
      "a", Simulations::Kind::run, [](const std::atomic<bool>&) -> Response { throw std::runtime_error("no room"); },
      into(answer));
  EXPECT_EQ(answer.get_future().get(), 500);
}

}  // namespace
}  // namespace alongside::server::test
