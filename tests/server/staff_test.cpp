// Staff over HTTP: who may change who signs in, what holds at once on every screen, and what is refused and why.
#include <filesystem>

#include "server/served_site.hpp"

namespace alongside::server::test {
namespace {

constexpr const char* new_nurse = R"({"staff":"nurse-7","label":"nurse 7","role":"nurse","pin":"7777"})";

class StaffOverHttp : public ::testing::Test {
 protected:
  static Browser by_password(Browser at, const std::string& name, const std::string& password = "a long password") {
    const HttpAnswer answer =
        at.post("/api/v1/sign-in", R"({"staff":")" + name + R"(","password":")" + password + R"("})");
    EXPECT_EQ(answer.status, 200) << answer.body;
    return at;
  }
  /// A screen at which this manager is signed in by password.
  static Browser manager_of(ServedSite& site, const std::string& name = "manager") {
    return by_password(site.screen("office"), name);
  }
  static std::string path(ServedSite& site, const std::string& name, const std::string& what) {
    return "/api/v1/staff/" + std::to_string(site.number_of(name).number) + "/" + what;
  }
  static bool has_type(const HttpAnswer& answer, std::string_view type) {
    return answer.json().at("type").as_string() == "/problems/" + std::string(type);
  }
  static int pin_status(ServedSite& site, const std::string& name, const std::string& pin) {
    return site.screen().post("/api/v1/sign-in", R"({"staff":")" + name + R"(","pin":")" + pin + R"("})").status;
  }
  static json::object found(const HttpAnswer& everybody, std::string_view name) {
    const json::value list = everybody.json();
    for (const json::value& one : list.as_array()) {
      if (one.at("staff").as_string() == name) return one.as_object();
    }
    return {};
  }
};

TEST_F(StaffOverHttp, IsChangedByWhoManagesByPasswordOnAScreenAndByNobodyElse) {
  ServedSite site;
  ASSERT_TRUE(site.center()
                  .staff()
                  .add("director", "director", domain::Role::medical_director, "2468", "a long password")
                  .ok());
  struct Row {
    const char* who;
    Browser browser;
    int status;
    const char* type;
    int list_status;
    bool by_password = false;
  };
  std::vector<Row> rows;
  rows.push_back({"a stranger", site.browser(), 401, "not-signed-in", 401});
  rows.push_back({"a screen", site.screen(), 401, "not-signed-in", 401});
  for (const char* name : {"peer-1", "nurse-2", "evaluator"})
    rows.push_back({name, site.screen_of(name), 403, "not-allowed", 403});
  for (const char* name : {"nurse-2", "evaluator"})
    rows.push_back({name, by_password(site.screen(), name), 403, "not-allowed", 403, true});
  for (const char* name : {"manager", "director"}) {
    rows.push_back({name, site.screen_of(name), 403, "password-first", 200});
    rows.push_back({name, by_password(site.browser(), name), 403, "no-device", 200, true});
  }
  const auto before = site.center().staff().everybody();
  for (Row& row : rows) {
    SCOPED_TRACE(row.who);
    const std::array<std::pair<std::string, std::string>, 4> requests{
        {{"/api/v1/staff", new_nurse},
         {path(site, "peer-1", "end"), "{}"},
         {path(site, "peer-1", "pin"), R"({"pin":"9999"})"},
         {path(site, "peer-1", "password"), R"({"password":"another long one"})"}}};
    for (const auto& [asked, body] : requests) {
      const HttpAnswer answer = row.browser.post(asked, body);
      EXPECT_EQ(answer.status, row.status) << asked << ": " << answer.body;
      EXPECT_TRUE(has_type(answer, row.type)) << asked << ": " << answer.body;
    }
    const HttpAnswer list = row.browser.get("/api/v1/staff/everybody");
    EXPECT_EQ(list.status, row.list_status) << list.body;
    EXPECT_EQ(row.browser.get("/api/v1/session").json().at("by_password").as_bool(), row.by_password);
  }
  const auto after = site.center().staff().everybody();
  ASSERT_EQ(after.size(), before.size());
  for (const auto& member : after) EXPECT_FALSE(member.ended) << member.sign_in;
  EXPECT_EQ(pin_status(site, "peer-1", "2468"), 200);
}

TEST_F(StaffOverHttp, AWrongPasswordProvesNothingAndTakesNothing) {
  ServedSite site;
  Browser manager = site.screen_of("manager");
  EXPECT_EQ(manager.post("/api/v1/sign-in", R"({"staff":"manager","password":"a wrong password"})").status, 401);
  EXPECT_TRUE(has_type(manager.post("/api/v1/staff", new_nurse), "password-first"));
  const HttpAnswer again = manager.post("/api/v1/sign-in", R"({"staff":"manager","password":"another wrong one"})");
  EXPECT_EQ(again.status, 429) << again.body;
  EXPECT_EQ(manager.get("/api/v1/staff/everybody").status, 200) << "still signed in by PIN";
}

TEST_F(StaffOverHttp, WhoIsAddedSignsInAtOnceAndIsKept) {
  CapturedLog log;
  {
    ServedSite site;
    Browser manager = manager_of(site);
    const HttpAnswer added = manager.post("/api/v1/staff", new_nurse);
    ASSERT_EQ(added.status, 200) << added.body;
    const json::object nurse = found(added, "nurse-7");
    EXPECT_EQ(nurse.at("role"), "nurse");
    EXPECT_FALSE(nurse.at("has_password").as_bool());
    EXPECT_TRUE(nurse.at("ended_at").is_null());
    EXPECT_GT(nurse.at("since").as_int64(), 1'700'000'000'000);
    EXPECT_EQ(pin_status(site, "nurse-7", "7777"), 200);

    const HttpAnswer twice = manager.post("/api/v1/staff", new_nurse);
    EXPECT_EQ(twice.status, 409);
    EXPECT_TRUE(has_type(twice, "sign-in-taken")) << twice.body;
    EXPECT_EQ(twice.json().at("field").as_string(), "staff");
    EXPECT_EQ(manager.post("/api/v1/staff", R"({"staff":"NURSE-7","label":"x","role":"nurse","pin":"7777"})").status,
              409);
    const HttpAnswer second = manager.post(
        "/api/v1/staff", R"({"staff":"ben","label":"ben","role":"manager","pin":"8888","password":"long enough"})");
    EXPECT_TRUE(found(second, "ben").at("has_password").as_bool());
    for (const char* secret : {"7777", "8888", "long enough", "a long password", "argon2", "hash"})
      EXPECT_EQ(second.body.find(secret), std::string::npos) << secret;

    site.stop();
    site.start();
    EXPECT_EQ(pin_status(site, "nurse-7", "7777"), 200);
    EXPECT_EQ(site.center().staff().everybody().size(), 6U);
  }
  for (const char* word : {"nurse-7", "7777", "long enough"})
    EXPECT_EQ(log.text().find(word), std::string::npos) << word;
}

TEST_F(StaffOverHttp, AFieldThatBreaksItsRuleIsNamed) {
  ServedSite site;
  Browser manager = manager_of(site);
  const std::vector<std::pair<const char*, const char*>> rows{
      {R"({"staff":"a b","label":"a","role":"nurse","pin":"7777"})", "staff"},
      {R"({"label":"a","role":"nurse","pin":"7777"})", "staff"},
      {R"({"staff":"a","label":"a\u202eb","role":"nurse","pin":"7777"})", "label"},
      {R"({"staff":"a","label":"","role":"nurse","pin":"7777"})", "label"},
      {R"({"staff":"a","label":"a","role":"system","pin":"7777"})", "role"},
      {R"({"staff":"a","label":"a","role":"nurse","pin":"77x7"})", "pin"},
      {R"({"staff":"a","label":"a","role":"nurse","pin":7777})", "pin"},
      {R"({"staff":"a","label":"a","role":"manager","pin":"7777"})", "password"},
      {R"({"staff":"a","label":"a","role":"evaluator","pin":"7777"})", "password"},
      {R"({"staff":"a","label":"a","role":"nurse","pin":"7777","password":"short"})", "password"},
      {R"({"staff":"a","label":"a","role":"nurse","pin":"7777","number":1})", "number"}};
  for (const auto& [body, field] : rows) {
    const HttpAnswer answer = manager.post("/api/v1/staff", body);
    EXPECT_EQ(answer.status, 400) << body << ": " << answer.body;
    EXPECT_EQ(answer.json().at("field").as_string(), field) << body;
    EXPECT_EQ(answer.body.find("77x7"), std::string::npos);
  }
  EXPECT_EQ(manager.post(path(site, "peer-1", "pin"), R"({"pin":"12"})").json().at("field").as_string(), "pin");
  EXPECT_EQ(manager.post(path(site, "peer-1", "password"), R"({"password":"x"})").status, 400);
  EXPECT_EQ(manager.post("/api/v1/staff/7/end", "{}").status, 404);
  EXPECT_EQ(manager.post("/api/v1/staff/x/end", "{}").status, 404);
  EXPECT_EQ(site.center().staff().everybody().size(), 4U);
}

TEST_F(StaffOverHttp, WhoIsEndedIsOutOnEveryScreenAtOnceAndStaysOut) {
  ServedSite site;
  Browser manager = manager_of(site);
  Browser here = site.screen_of("nurse-2");
  Browser there = site.screen_of("nurse-2");
  Browser elsewhere = by_password(site.browser(), "nurse-2");
  LiveReader live(elsewhere);
  EXPECT_EQ(live.next().name, "board");
  const std::string end = path(site, "nurse-2", "end");
  ASSERT_EQ(manager.post(end, "{}").status, 200);
  for (Browser* one : {&here, &there, &elsewhere}) EXPECT_EQ(one->get("/api/v1/handles").status, 401);
  EXPECT_EQ(live.next().name, "signed_out");
  EXPECT_EQ(here.get("/api/v1/board").status, 200) << "the screen stays a screen";
  EXPECT_EQ(here.get("/api/v1/staff").body.find("nurse-2"), std::string::npos);

  const HttpAnswer again = manager.post(end, "{}");
  EXPECT_EQ(again.status, 200) << "its answer may not have come";
  EXPECT_TRUE(found(again, "nurse-2").at("ended").as_bool());
  EXPECT_GT(found(again, "nurse-2").at("ended_at").as_int64(), 1'700'000'000'000);
  const std::string number = std::to_string(found(again, "nurse-2").at("number").as_int64());
  EXPECT_TRUE(has_type(manager.post("/api/v1/staff/" + number + "/pin", R"({"pin":"9999"})"), "staff-ended"));
  EXPECT_EQ(manager.post("/api/v1/staff", R"({"staff":"nurse-2","label":"x","role":"nurse","pin":"7777"})").status,
            409);
  site.stop();
  site.start();
  EXPECT_EQ(pin_status(site, "nurse-2", "2468"), 401);
  Browser still_here = site.browser();
  still_here.cookies() = here.cookies();
  EXPECT_EQ(still_here.get("/api/v1/handles").status, 401);
}

TEST_F(StaffOverHttp, SomebodyIsAlwaysLeftWhoManages) {
  ServedSite site;
  Browser manager = manager_of(site);
  EXPECT_TRUE(has_type(manager.post(path(site, "manager", "end"), "{}"), "own-sign-in"));
  ASSERT_EQ(manager
                .post("/api/v1/staff",
                      R"({"staff":"ben","label":"ben","role":"manager","pin":"8888","password":"a long password"})")
                .status,
            200);
  EXPECT_TRUE(has_type(manager.post(path(site, "manager", "end"), "{}"), "own-sign-in")) << "not by mistake either";

  // Each ends the other: whoever comes first.
  Browser ben = manager_of(site, "ben");
  const std::string end_ben = path(site, "ben", "end");
  const std::string end_manager = path(site, "manager", "end");
  int by_ben = 0;
  std::thread other([&] { by_ben = ben.post(end_manager, "{}").status; });
  const int by_manager = manager.post(end_ben, "{}").status;
  other.join();
  EXPECT_EQ(std::min(by_ben, by_manager), 200);
  EXPECT_EQ(std::max(by_ben, by_manager), 401);
  EXPECT_EQ(site.center().staff().members().size(), 4U);
}

TEST_F(StaffOverHttp, WhoIsInChargeOfTheFloorHandsOverFirst) {
  ServedSite site;
  Browser manager = manager_of(site);
  Browser nurse = site.screen_of("nurse-2");
  site.open_floor(nurse);
  const std::string end = path(site, "nurse-2", "end");
  const HttpAnswer refused = manager.post(end, "{}");
  EXPECT_EQ(refused.status, 409);
  EXPECT_TRUE(has_type(refused, "responsible-now")) << refused.body;
  EXPECT_EQ(nurse.get("/api/v1/handles").status, 200);
  const HttpAnswer handed =
      manager.post("/api/v1/commands",
                   ServedSite::command("hand_over", R"(,"to":)" + std::to_string(site.number_of("manager").number)));
  ASSERT_EQ(handed.status, 200) << handed.body;
  EXPECT_EQ(manager.post(end, "{}").status, 200);
  EXPECT_EQ(nurse.get("/api/v1/handles").status, 401);
}

TEST_F(StaffOverHttp, ANewSecretEndsWhatTheOldOneOpened) {
  ServedSite site;
  Browser manager = manager_of(site);
  Browser by_pin = site.screen_of("nurse-2");
  Browser elsewhere = by_password(site.browser(), "nurse-2");
  ASSERT_EQ(manager.post(path(site, "nurse-2", "pin"), R"({"pin":"9753"})").status, 200);
  EXPECT_EQ(by_pin.get("/api/v1/handles").status, 401);
  EXPECT_EQ(elsewhere.get("/api/v1/handles").status, 200);
  EXPECT_EQ(pin_status(site, "nurse-2", "2468"), 401);
  EXPECT_EQ(pin_status(site, "nurse-2", "9753"), 200);
  ASSERT_EQ(manager.post(path(site, "nurse-2", "password"), R"({"password":"another long one"})").status, 200);
  EXPECT_EQ(elsewhere.get("/api/v1/handles").status, 401);

  ASSERT_EQ(manager.post(path(site, "manager", "password"), R"({"password":"my own new one"})").status, 200);
  EXPECT_EQ(manager.get("/api/v1/staff/everybody").status, 401) << "one's own too";
  by_password(site.screen(), "manager", "my own new one");
}

TEST_F(StaffOverHttp, OnlyAMedicalDirectorGivesOneASecret) {
  ServedSite site;
  auto& staff = site.center().staff();
  ASSERT_TRUE(staff.add("director", "director", domain::Role::medical_director, "2468", "a long password").ok());
  Browser manager = manager_of(site);
  for (const auto& [what, body] :
       {std::pair{"pin", R"({"pin":"9999"})"}, std::pair{"password", R"({"password":"another long one"})"}}) {
    const HttpAnswer refused = manager.post(path(site, "director", what), body);
    EXPECT_EQ(refused.status, 403);
    EXPECT_TRUE(has_type(refused, "directors-own")) << refused.body;
  }
  const std::string another =
      R"({"staff":"another","label":"another","role":"medical_director","pin":"2468","password":"a long password"})";
  EXPECT_TRUE(has_type(manager.post("/api/v1/staff", another), "directors-own"))
      << "nor makes one with secrets they know";
  Browser director = manager_of(site, "director");
  EXPECT_EQ(director.post("/api/v1/staff", another).status, 200);
  EXPECT_EQ(director.post(path(site, "director", "pin"), R"({"pin":"9999"})").status, 200);
  EXPECT_EQ(director.post(path(site, "manager", "pin"), R"({"pin":"9999"})").status, 200);
  EXPECT_EQ(manager.post(path(site, "director", "end"), "{}").status, 200) << "who leaves can be ended";
}

TEST_F(StaffOverHttp, NobodyChangesTheStaffOfADemonstration) {
  ServedSite site({.kind = domain::SiteKind::demonstration});
  Browser manager = manager_of(site);
  EXPECT_EQ(manager.get("/api/v1/staff/everybody").status, 200);
  for (const auto& [asked, body] :
       {std::pair{std::string("/api/v1/staff"), new_nurse}, std::pair{path(site, "peer-1", "end"), "{}"},
        std::pair{path(site, "peer-1", "pin"), R"({"pin":"9999"})"},
        std::pair{path(site, "peer-1", "password"), R"({"password":"another long one"})"}})
    EXPECT_TRUE(has_type(manager.post(asked, body), "demonstration-staff")) << asked;
  EXPECT_EQ(pin_status(site, "peer-1", "2468"), 200);
}

TEST_F(StaffOverHttp, WhatCannotBeKeptIsNotAnsweredAsDone) {
  ServedSite site;
  Browser manager = manager_of(site);
  const auto file = site.folder().path / "staff.sealed";
  std::filesystem::remove(file);
  std::filesystem::create_directories(file / "in the way");
  for (const auto& [asked, body] :
       {std::pair{std::string("/api/v1/staff"), new_nurse}, std::pair{path(site, "nurse-2", "end"), "{}"},
        std::pair{path(site, "nurse-2", "pin"), R"({"pin":"9999"})"}}) {
    const HttpAnswer answer = manager.post(asked, body);
    EXPECT_EQ(answer.status, 503) << asked << ": " << answer.body;
    EXPECT_TRUE(has_type(answer, "not-saved")) << answer.body;
  }
  const HttpAnswer list = manager.get("/api/v1/staff/everybody");
  EXPECT_TRUE(found(list, "nurse-7").empty());
  EXPECT_FALSE(found(list, "nurse-2").at("ended").as_bool());
  EXPECT_EQ(pin_status(site, "nurse-2", "2468"), 200);
}

}  // namespace
}  // namespace alongside::server::test
