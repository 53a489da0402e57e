// Answers against docs/openapi.yaml: every field that the contract requires is there, and none that it does not name.
//
// The contract is read by its own layout (a schema's name at four spaces, its properties at eight), not by a YAML library: the test
// fails if it cannot find what it asks for.
#include <fstream>
#include <set>

#include "server/json/contract.hpp"
#include "server/served_site.hpp"

namespace alongside::server::test {
namespace {

struct Schema {
  std::set<std::string> required;
  std::set<std::string> known;
};

std::set<std::string> words_between(const std::string& line, char open, char close) {
  std::set<std::string> out;
  const std::size_t from = line.find(open);
  std::istringstream words(line.substr(from + 1, line.find(close, from) - from - 1));
  for (std::string word; std::getline(words, word, ',');) out.insert(word.substr(word.find_first_not_of(' ')));
  return out;
}

/// Takes a schema of one file in. Its name stands at `margin`.
void take(const std::string& name, const std::string& file_name, std::size_t margin, Schema& out) {
  std::ifstream file(std::string(ALONGSIDE_SOURCE_DIR) + "/docs/" + file_name);
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    const std::size_t indent = line.find_first_not_of(' ');
    if (indent == std::string::npos) continue;
    if (indent == margin) inside = line.substr(indent).starts_with(name + ":");
    if (!inside) continue;
    const bool is_made = indent <= margin + 4 && line.find("\"board.yaml#/") != std::string::npos;  // from the code
    if (is_made) {
      const std::size_t from = line.find("#/") + 2;
      take(line.substr(from, line.find('"', from) - from), "board.yaml", 0, out);
    }
    if (indent == margin + 2 && line.substr(indent).starts_with("required:"))
      out.required.merge(words_between(line, '[', ']'));
    if (indent == margin + 4 && !is_made) out.known.insert(line.substr(indent, line.find(':') - indent));
  }
}

/// A schema by its name.
Schema schema(const std::string& name) {
  Schema out;
  take(name, "openapi.yaml", 4, out);
  if (name == "Board") take("BoardOfRecord", "openapi.yaml", 4, out);
  EXPECT_FALSE(out.known.empty()) << "no schema " << name;
  return out;
}

std::string text_of(const std::string& file_name) {
  std::ifstream file(std::string(ALONGSIDE_SOURCE_DIR) + "/docs/" + file_name);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Contract, CommandsAndBoardAreAsTheCodeHasThem) {
  EXPECT_EQ(text_of("commands.yaml"), commands_contract()) << "alongside contract commands >docs/commands.yaml";
  EXPECT_EQ(text_of("board.yaml"), board_contract()) << "alongside contract board >docs/board.yaml";
}

void check(const json::value& value, const std::string& name) {
  SCOPED_TRACE(name + ": " + json::serialize(value));
  const Schema wanted = schema(name);
  for (const std::string& field : wanted.required)
    EXPECT_TRUE(value.as_object().contains(field)) << "missing: " << field;
  for (const auto& [field, inner] : value.as_object())
    EXPECT_TRUE(wanted.known.contains(std::string(field))) << "not in the contract: " << field;
}

void check_all(const json::value& list, const std::string& name, std::size_t at_least) {
  EXPECT_GE(list.as_array().size(), at_least) << name;
  for (const json::value& one : list.as_array()) check(one, name);
}

/// Of a floor with one emergency, told in six acts.
void check_board(const json::value& board) {
  check(board, "Board");
  EXPECT_EQ(board.at("head").at("seq"), board.at("seq"));
  EXPECT_EQ(board.at("head").at("digest").as_string().size(), 64U);
  check_all(board.at("people"), "Person", 1);
  check_all(board.at("next"), "NextItem", 1);
  check_all(board.at("alarms"), "Alarm", 1);
  check_all(board.at("emergencies"), "Emergency", 1);
  check_all(board.at("emergencies").at(0).at("acts"), "Act", 6);
  check(board.at("emergencies").at(0).at("assessment"), "Assessment");
  EXPECT_EQ(board.at("people").at(0).at("state").as_string(), "emergency");
  EXPECT_EQ(board.at("emergencies").at(0).at("place").as_string(), "seat");
  EXPECT_EQ(board.at("emergencies").at(0).at("place_label").as_string(), "1");
}

void check_capacity(Browser& manager) {
  const json::value scenario = manager.get("/api/v1/scenarios/pilot").json();
  check(scenario, "CapacityScenario");
  check_all(scenario.at("parameters"), "CapacityParameter", 40);
  const json::value result = manager.post("/api/v1/capacity", R"({"scenario":"pilot","replications":2})").json();
  check(result, "CapacityResult");
  check_all(result.at("outcomes"), "CapacityOutcome", 20);
  check_all(result.at("service_levels"), "CapacityLevel", 3);
  check_all(result.at("by_hour"), "CapacityHour", 24);
  check(result.at("by_hour").at(0).at("booths"), "Interval");
  const json::value day = manager.post("/api/v1/capacity/day", R"({"scenario":"pilot"})").json();
  check(day, "CapacityDay");
  check(day.at("board"), "Board");
  check_all(day.at("frames"), "CapacityFrame", 100);
}

void check_studies(Browser& manager) {
  const json::value shelf = manager.get("/api/v1/studies").json();
  check_all(shelf, "StudyOnShelf", 8);
  for (const json::value& one : shelf.as_array()) {
    check_all(one.at("published"), "StudyReproduced", 0);
    check_all(one.at("observed"), "StudyObserved", 0);
    const json::value document = manager.get("/api/v1/studies/" + std::string(one.at("id").as_string())).json();
    check(document, "StudyDocument");
    check_all(document.at("parameters"), "StudyParameter", 0);
    check_all(document.at("outcomes"), "StudyDocumentOutcome", 0);
    check_all(document.at("costs"), "StudyDocumentCost", 0);
  }
  const json::value answer =
      manager
          .post("/api/v1/studies/evaluate",
                R"({"study":"baltimore","draws":2000,"with":["tornado","information","break_even","acceptability"]})")
          .json();
  check(answer, "StudyEvaluation");
  check_all(answer.at("outcomes"), "StudyOutcome", 8);
  check_all(answer.at("costs"), "StudyCost", 1);
  check_all(answer.at("by_payer"), "StudyPayerTotal", 3);
  check(answer.at("draws"), "StudyDraws");
  check(answer.at("draws").at("net"), "StudySpread");
  check_all(answer.at("tornado"), "StudyTornadoBar", 20);
  check_all(answer.at("break_even"), "StudyBreakEven", 5);
  check(answer.at("information"), "StudyInformation");
  check(answer.at("acceptability"), "StudyAcceptability");
}

void check_plans(Browser& manager) {
  check_all(manager.get("/api/v1/plans").json(), "PlanOnShelf", 1);
  const json::value document = manager.get("/api/v1/plans/connecticut").json();
  check(document, "PlanDocument");
  check_all(document.at("places"), "PlanPlace", 169);
  check_all(document.at("candidates"), "PlanCandidate", 169);
  check_all(document.at("figures"), "PlanFigure", 5);
  const json::value plan = manager
                               .post("/api/v1/plans/make",
                                     R"({"plan":"connecticut","draws":10,"curve":true,"vetoes":true,"hindsight":true})")
                               .json();
  check(plan, "Plan");
  check_all(plan.at("sites"), "PlanSite", 3);
  check_all(plan.at("curve"), "PlanCurvePoint", 10);
  check(plan.at("sureness"), "PlanSureness");
  check(plan.at("sureness").at("regret"), "PlanSpread");
  check(plan.at("demand"), "PlanDemand");
  check(plan.at("naive"), "PlanNaive");
  check(plan.at("hindsight"), "PlanHindsight");
}

TEST(Contract, WhatIsAnsweredIsWhatIsWritten) {
  ServedSite site;
  Browser nurse = site.screen_of("nurse-2");
  Browser manager = site.screen_of("manager");
  site.open_floor(nurse);
  const std::string visit = site.welcome(nurse, "Quiet Osprey", 0);
  const std::string sent = R"(,"visit":")" + visit + R"(")";
  const auto send = [&](const std::string& name, const std::string& fields) {
    const HttpAnswer answer = nurse.post("/api/v1/commands", ServedSite::command(name, fields));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.json();
  };
  send("begin_use", sent + R"(,"substances":["heroin"],"route":"inject")");
  send("look", sent + R"(,"responds":"talks","breaths":"ok","oximeter":"from_95")");
  const std::string key = R"(,"emergency":")" + ServedSite::new_id() + R"(")";
  for (const char* act : {R"(,"act":"opened")", R"(,"act":"place","seat":0)", R"(,"act":"breathing","choice":1)",
                          R"(,"act":"vitals","vitals":{"breaths_per_minute":6})", R"(,"act":"naloxone","product":0)"})
    send("act", key + act);
  send("act", key + R"(,"act":"person")" + sent);

  check(nurse.get("/api/v1/session").json(), "Session");
  check_all(nurse.get("/api/v1/staff").json(), "StaffMember", 4);
  check_all(manager.get("/api/v1/staff/everybody").json(), "KnownStaff", 4);
  check_all(manager.get("/api/v1/devices").json(), "Device", 2);
  check(nurse.get("/api/v1/protocol").json(), "Playbook");
  check(nurse.get("/api/v1/visits/" + visit).json(), "Visit");
  check(nurse.get("/api/v1/visits").json(), "Visits");
  check(send("see_all", ""), "CommandAnswer");
  check(send("take_seat", sent + R"(,"seat":99)"), "CommandAnswer");
  check(nurse.get("/api/v1/visits/7").json(), "Problem");

  check_board(nurse.get("/api/v1/board").json());
  check_capacity(manager);
  check_studies(manager);
  check_plans(manager);
}

}  // namespace
}  // namespace alongside::server::test
