// Requests as a table: who asks what, the status, what the answer must and must not say, and which events are in the record afterwards.
#include <array>

#include "server/served_site.hpp"

namespace alongside::server::test {
namespace {

using Words = std::vector<std::string>;

enum class Who { stranger, screen, peer, nurse, manager, manager_elsewhere, evaluator_elsewhere };

/// In path and body: {visit} {seat-free} {nurse} {peer} stand for the site's own, {new} for a fresh id.
struct Row {
  const char* what;
  Who who;
  const char* method;
  const char* path;
  const char* body;
  int status;
  Words says;
  Words says_not;
  Words events;
};

class RequestsTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    site_ = std::make_unique<ServedSite>();
    browsers_.emplace(Who::stranger, site_->browser());
    browsers_.emplace(Who::screen, site_->screen());
    browsers_.emplace(Who::peer, site_->screen_of("peer-1"));
    browsers_.emplace(Who::nurse, site_->screen_of("nurse-2"));
    browsers_.emplace(Who::manager, site_->screen_of("manager"));
    for (const auto& [who, name] :
         {std::pair{Who::manager_elsewhere, "manager"}, std::pair{Who::evaluator_elsewhere, "evaluator"}}) {
      Browser browser = site_->browser();
      EXPECT_EQ(
          browser.post("/api/v1/sign-in", std::string(R"({"staff":")") + name + R"(","password":"a long password"})")
              .status,
          200);
      browsers_.emplace(who, browser);
    }
    Browser& nurse = browsers_.at(Who::nurse);
    site_->open_floor(nurse);
    visit_ = site_->welcome(nurse, "Quiet Osprey", 0);
    const auto began = nurse.post(
        "/api/v1/commands",
        ServedSite::command("begin_use", R"(,"visit":")" + visit_ + R"(","substances":["fentanyl"],"route":"inject")"));
    EXPECT_EQ(began.status, 200) << began.body;
  }
  static void TearDownTestSuite() {
    browsers_.clear();
    site_.reset();
  }

  static std::string filled(std::string text) {
    const std::array<std::pair<std::string, std::string>, 4> names{
        {{"{visit}", visit_},
         {"{nurse}", std::to_string(site_->number_of("nurse-2").number)},
         {"{peer}", std::to_string(site_->number_of("peer-1").number)},
         {"{new}", ""}}};
    for (const auto& [name, value] : names) {
      for (std::size_t at; (at = text.find(name)) != std::string::npos;)
        text.replace(at, name.size(), name == "{new}" ? ServedSite::new_id() : value);
    }
    return text;
  }

  static void check(const Row& row) {
    SCOPED_TRACE(row.what);
    const std::uint64_t before = site_->seq();
    const HttpAnswer answer = browsers_.at(row.who).send(row.method, filled(row.path), filled(row.body));
    EXPECT_EQ(answer.status, row.status) << answer.body;
    for (const std::string& word : row.says)
      EXPECT_NE(answer.body.find(filled(word)), std::string::npos) << word << " in " << answer.body;
    for (const std::string& word : row.says_not)
      EXPECT_EQ(answer.body.find(filled(word)), std::string::npos) << word << " in " << answer.body;
    EXPECT_EQ(site_->events_after(before), row.events);
    if (answer.status >= 400) {
      EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
      const json::value problem = answer.json();
      EXPECT_EQ(problem.at("status").as_int64(), answer.status);
      EXPECT_TRUE(std::string_view(problem.at("type").as_string()).starts_with("/problems/")) << answer.body;
    }
    EXPECT_EQ(answer.header("Cache-Control").find("public"), std::string::npos);
  }

  static inline std::unique_ptr<ServedSite> site_;
  static inline std::map<Who, Browser> browsers_;
  static inline std::string visit_;
};

TEST_F(RequestsTest, ReadingIsByRole) {
  const std::vector<Row> rows{
      {"a stranger learns what kind of site it is",
       Who::stranger,
       "GET",
       "/api/v1/session",
       "",
       200,
       {R"("kind":"training")", R"("device":null)", R"("staff":null)"},
       {"Osprey"},
       {}},
      {"a demonstration's sign-ins are shown nowhere else",
       Who::stranger,
       "GET",
       "/api/v1/session",
       "",
       200,
       {R"("demonstration_sign_ins":[])"},
       {"2468"},
       {}},
      {"a stranger sees no floor",
       Who::stranger,
       "GET",
       "/api/v1/board",
       "",
       403,
       {"no-device"},
       {"seats", "Osprey"},
       {}},
      {"a stranger follows no floor", Who::stranger, "GET", "/api/v1/live", "", 403, {"no-device"}, {}, {}},
      {"a stranger learns no names of staff",
       Who::stranger,
       "GET",
       "/api/v1/staff",
       "",
       403,
       {"no-device"},
       {"nurse"},
       {}},
      {"a screen offers who may sign in",
       Who::screen,
       "GET",
       "/api/v1/staff",
       "",
       200,
       {"nurse-2", "peer-1"},
       {"2468", "hash"},
       {}},
      {"a screen sees places and no handle",
       Who::screen,
       "GET",
       "/api/v1/board",
       "",
       200,
       {R"("sees_people":false)", "{visit}", R"("handle":null)"},
       {"Osprey", "fentanyl", "inject\",\"visit"},
       {}},
      {"a peer sees handles and no substance",
       Who::peer,
       "GET",
       "/api/v1/board",
       "",
       200,
       {R"("sees_people":true)", "Quiet Osprey"},
       {"fentanyl"},
       {}},
      {"an evaluator has no business on the floor",
       Who::evaluator_elsewhere,
       "GET",
       "/api/v1/board",
       "",
       403,
       {"not-allowed"},
       {"seats"},
       {}},
      {"a screen opens no visit",
       Who::screen,
       "GET",
       "/api/v1/visits/{visit}",
       "",
       401,
       {"not-signed-in"},
       {"Osprey", "fentanyl"},
       {}},
      {"a peer opens today's visit",
       Who::peer,
       "GET",
       "/api/v1/visits/{visit}",
       "",
       200,
       {"Quiet Osprey", "fentanyl", "inject"},
       {},
       {}},
      {"an evaluator opens no visit",
       Who::evaluator_elsewhere,
       "GET",
       "/api/v1/visits/{visit}",
       "",
       403,
       {"not-allowed"},
       {"fentanyl"},
       {}},
      {"today's visits are for who works on the floor",
       Who::peer,
       "GET",
       "/api/v1/visits",
       "",
       200,
       {"Quiet Osprey", "\"over\":null"},
       {"fentanyl"},
       {}},
      {"a screen sees no list of visits",
       Who::screen,
       "GET",
       "/api/v1/visits",
       "",
       401,
       {"not-signed-in"},
       {"Osprey"},
       {}},
      {"an evaluator sees no list of visits",
       Who::evaluator_elsewhere,
       "GET",
       "/api/v1/visits",
       "",
       403,
       {"not-allowed"},
       {"Osprey"},
       {}},
      {"a visit that is none", Who::peer, "GET", "/api/v1/visits/{new}", "", 404, {"not-found"}, {}, {}},
      {"a visit that is no id", Who::peer, "GET", "/api/v1/visits/7", "", 404, {"not-found"}, {}, {}},
      {"handles are offered to who is signed in",
       Who::peer,
       "GET",
       "/api/v1/handles",
       "",
       200,
       {"offers"},
       {"Osprey"},
       {}},
      {"no handles for a screen", Who::screen, "GET", "/api/v1/handles", "", 401, {"not-signed-in"}, {}, {}},
      {"a code is found by exact match",
       Who::nurse,
       "POST",
       "/api/v1/handles/check",
       R"({"code":"quiet  osprey "})",
       200,
       {R"("known":true)", R"("inside":true)"},
       {},
       {}},
      {"a code is not found by its beginning",
       Who::nurse,
       "POST",
       "/api/v1/handles/check",
       R"({"code":"Quiet"})",
       200,
       {R"("known":false)"},
       {},
       {}},
      {"a new code that looks like a number warns",
       Who::nurse,
       "POST",
       "/api/v1/handles/check",
       R"({"code":"401-555-0175"})",
       200,
       {"looks_like_a_number"},
       {},
       {}},
      {"a new code that is a date is called one",
       Who::nurse,
       "POST",
       "/api/v1/handles/check",
       R"({"code":"04/12/1987"})",
       200,
       {R"("warning":"looks_like_a_date")"},
       {},
       {}},
      {"codes are not checked for a screen",
       Who::screen,
       "POST",
       "/api/v1/handles/check",
       R"({"code":"Quiet Osprey"})",
       401,
       {},
       {"known"},
       {}},
      {"the protocol is for everybody",
       Who::stranger,
       "GET",
       "/api/v1/protocol",
       "",
       200,
       {"rules", "sentences"},
       {},
       {}},
      {"a peer lists no screens", Who::peer, "GET", "/api/v1/devices", "", 403, {"not-allowed"}, {"front desk"}, {}},
      {"a manager lists the screens",
       Who::manager,
       "GET",
       "/api/v1/devices",
       "",
       200,
       {"front desk", R"("here":true)"},
       {},
       {}},
      {"health says nothing of people",
       Who::stranger,
       "GET",
       "/healthz",
       "",
       200,
       {R"("ok":true)", R"("writable":true)"},
       {},
       {}},
      {"metrics say nothing of people",
       Who::stranger,
       "GET",
       "/metrics",
       "",
       200,
       {"alongside_head_seq", "alongside_append_rows", R"(route="/api/v1/visits/{visit)"},
       {"Osprey", "{visit}\"", "people", "emergenc"},
       {}},
  };
  for (const Row& row : rows) check(row);
}

TEST_F(RequestsTest, RegisteringAndRevokingAScreenIsForManagers) {
  const std::vector<Row> rows{
      {"a stranger registers no screen",
       Who::stranger,
       "POST",
       "/api/v1/devices",
       R"({"label":"mine"})",
       401,
       {"not-signed-in"},
       {},
       {}},
      {"a nurse registers no screen",
       Who::nurse,
       "POST",
       "/api/v1/devices",
       R"({"label":"mine"})",
       403,
       {"not-allowed"},
       {},
       {}},
      {"a manager's PIN is not enough",
       Who::manager,
       "POST",
       "/api/v1/devices",
       R"({"label":"mine"})",
       403,
       {"by password"},
       {},
       {}},
      {"a label is asked",
       Who::manager_elsewhere,
       "POST",
       "/api/v1/devices",
       R"({})",
       400,
       {R"("field":"label")"},
       {},
       {}},
      {"a peer revokes no screen", Who::peer, "POST", "/api/v1/devices/1/revoke", "{}", 403, {"not-allowed"}, {}, {}},
      {"a manager's PIN revokes no screen, and tells nothing of which there are",
       Who::manager,
       "POST",
       "/api/v1/devices/99/revoke",
       "{}",
       403,
       {"by password"},
       {},
       {}},
      {"no screen has this number",
       Who::manager_elsewhere,
       "POST",
       "/api/v1/devices/99/revoke",
       "{}",
       404,
       {"not-found"},
       {},
       {}},
      {"a screen's number is a number",
       Who::manager_elsewhere,
       "POST",
       "/api/v1/devices/1x/revoke",
       "{}",
       404,
       {"not-found"},
       {},
       {}},
  };
  for (const Row& row : rows) check(row);

  Browser tablet = site_->browser();
  ASSERT_EQ(tablet.post("/api/v1/sign-in", R"({"staff":"manager","password":"a long password"})").status, 200);
  const HttpAnswer registered = tablet.post("/api/v1/devices", R"({"label":"smoking room"})");
  ASSERT_EQ(registered.status, 200) << registered.body;
  const std::int64_t number = registered.json().at("device").at("number").as_int64();
  ASSERT_EQ(tablet.post("/api/v1/sign-out", "{}").status, 200);
  EXPECT_EQ(tablet.get("/api/v1/board").status, 200);

  const std::string revoke = "/api/v1/devices/" + std::to_string(number) + "/revoke";
  EXPECT_EQ(browsers_.at(Who::manager).post(revoke, "{}").status, 403);
  EXPECT_EQ(tablet.get("/api/v1/board").status, 200) << "a PIN took a screen's rights away";
  EXPECT_EQ(browsers_.at(Who::manager_elsewhere).post(revoke, "{}").status, 200);
  EXPECT_EQ(tablet.get("/api/v1/board").status, 403) << "a stolen tablet knows nothing from now on";
  EXPECT_EQ(tablet
                .post("/api/v1/commands",
                      ServedSite::command("act", R"(,"emergency":")" + ServedSite::new_id() + R"(","act":"opened")"))
                .status,
            403);
}

TEST_F(RequestsTest, CommandsAreByRole) {
  const char* const act = R"({"id":"{new}","command":"act","age_ms":0,"emergency":"{new}","act":"opened"})";
  const std::vector<Row> rows{
      {"a stranger opens no emergency", Who::stranger, "POST", "/api/v1/commands", act, 403, {"no-device"}, {}, {}},
      {"an evaluator opens no emergency",
       Who::evaluator_elsewhere,
       "POST",
       "/api/v1/commands",
       act,
       403,
       {"no-device"},
       {},
       {}},
      {"a stranger welcomes nobody",
       Who::stranger,
       "POST",
       "/api/v1/commands",
       R"({"id":"{new}","command":"see_all","age_ms":0})",
       401,
       {"not-signed-in"},
       {},
       {}},
      {"a screen welcomes nobody",
       Who::screen,
       "POST",
       "/api/v1/commands",
       R"({"id":"{new}","command":"welcome","age_ms":0,"purpose":"supplies"})",
       401,
       {"not-signed-in"},
       {},
       {}},
      {"an evaluator does nothing on the floor",
       Who::evaluator_elsewhere,
       "POST",
       "/api/v1/commands",
       R"({"id":"{new}","command":"see_all","age_ms":0})",
       403,
       {"not-allowed"},
       {},
       {}},
      {"a peer may not close the floor",
       Who::peer,
       "POST",
       "/api/v1/commands",
       R"({"id":"{new}","command":"close_floor","age_ms":0})",
       403,
       {"responsible person"},
       {},
       {}},
      {"a peer may not lift a pause",
       Who::peer,
       "POST",
       "/api/v1/commands",
       R"({"id":"{new}","command":"begin_use","age_ms":0,"visit":"{visit}","substances":["heroin"],"route":"inject","lifted":true})",
       403,
       {"responsible person"},
       {},
       {}},
      {"a peer takes a look",
       Who::peer,
       "POST",
       "/api/v1/commands",
       R"({"id":"{new}","command":"look","age_ms":0,"visit":"{visit}","responds":"talks"})",
       200,
       {R"("accepted":true)", R"("saved":true)"},
       {},
       {"look_taken"}},
      {"all in one list, answered one by one",
       Who::nurse,
       "POST",
       "/api/v1/commands",
       R"([{"id":"{new}","command":"see_all","age_ms":0},{"id":"{new}","command":"take_seat","age_ms":0,"visit":"{visit}","seat":99},{"id":"{new}","command":"hand_over","age_ms":0,"to":"x"}])",
       200,
       {R"("accepted":true)", "no_such_seat", R"("field":"commands[2].to")"},
       {},
       {"all_seen"}},
      {"a list that nobody is signed in for is kept by the page as a whole",
       Who::screen,
       "POST",
       "/api/v1/commands",
       R"([{"id":"{new}","command":"see_all","age_ms":0},{"id":"{new}","command":"see_all","age_ms":0}])",
       401,
       {"not-signed-in"},
       {},
       {}},
      {"an empty list", Who::nurse, "POST", "/api/v1/commands", "[]", 200, {"[]"}, {}, {}},
      {"a visit that nobody knows",
       Who::nurse,
       "POST",
       "/api/v1/commands",
       R"({"id":"{new}","command":"leave","age_ms":0,"visit":"{new}"})",
       200,
       {R"("accepted":false)", "not_here"},
       {},
       {}},
      {"a visit that nobody knows, asked by nobody",
       Who::screen,
       "POST",
       "/api/v1/commands",
       R"({"id":"{new}","command":"leave","age_ms":0,"visit":"{new}"})",
       401,
       {"not-signed-in"},
       {"not_here"},
       {}},
      {"a code that nobody has",
       Who::nurse,
       "POST",
       "/api/v1/commands",
       R"({"id":"{new}","command":"welcome","age_ms":0,"purpose":"supplies","code":"Plum Heron"})",
       200,
       {"unknown_code"},
       {"Plum"},
       {}},
      {"a code whose visit is open",
       Who::nurse,
       "POST",
       "/api/v1/commands",
       R"({"id":"{new}","command":"welcome","age_ms":0,"purpose":"booth","old_enough":"yes","code":"Quiet Osprey"})",
       200,
       {"already_inside"},
       {"Osprey"},
       {}},
  };
  for (const Row& row : rows) check(row);
}

TEST_F(RequestsTest, AnActNeedsNobodySignedInAndIsTakenWhateverItNames) {
  const std::string key = ServedSite::new_id();
  const auto act = [&](const std::string& fields) {
    return R"({"id":"{new}","command":"act","age_ms":0,"emergency":")" + key + R"(",)" + fields + "}";
  };
  const std::string opened = act(R"("act":"opened")");
  const std::string person = act(R"("act":"person","visit":"{new}")");
  const std::string vitals = act(R"("act":"vitals","vitals":{"breaths":"slow","spo2_percent":91})");
  const std::string closed_by_death = act(R"("act":"closed","choice":3)");
  check({"a screen opens an emergency",
         Who::screen,
         "POST",
         "/api/v1/commands",
         opened.c_str(),
         200,
         {R"("saved":true)"},
         {},
         {"emergency_opened", "act_recorded", "emergency_assessed"}});
  check({"for a visit that is over",
         Who::screen,
         "POST",
         "/api/v1/commands",
         person.c_str(),
         200,
         {R"("accepted":true)"},
         {"not_here"},
         {"act_recorded"}});
  check({"what was measured",
         Who::screen,
         "POST",
         "/api/v1/commands",
         vitals.c_str(),
         200,
         {R"("accepted":true)"},
         {},
         {"act_recorded", "emergency_assessed"}});
  check({"it is on the board of every screen, with no handle",
         Who::screen,
         "GET",
         "/api/v1/board",
         "",
         200,
         {key, R"("spo2_percent":91)"},
         {"Osprey"},
         {}});
  check({"a death is recorded by the responsible person",
         Who::screen,
         "POST",
         "/api/v1/commands",
         closed_by_death.c_str(),
         403,
         {"responsible person"},
         {},
         {}});
  const std::string mistake = act(R"("act":"closed","choice":4)");
  check({"and closed",
         Who::screen,
         "POST",
         "/api/v1/commands",
         mistake.c_str(),
         200,
         {R"("accepted":true)"},
         {},
         {"act_recorded", "emergency_assessed"}});
  check({"its outcome stays for a while",
         Who::screen,
         "GET",
         "/api/v1/board",
         "",
         200,
         {R"("outcome":"opened_by_mistake")"},
         {},
         {}});
}

TEST_F(RequestsTest, WhateverIsWrongInACommandIsNamed) {
  const auto row = [](const char* what, const char* body, Words says) {
    return Row{what, Who::nurse, "POST", "/api/v1/commands", body, 400, std::move(says), {"Osprey", "Secret"}, {}};
  };
  const std::vector<Row> rows{
      row("no JSON", "{", {"bad-input"}),
      row("no object", "7", {"expected an object", "found 7"}),
      row("nested without end", "[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]", {"bad-input"}),
      row("no id", R"({"command":"see_all","age_ms":0})", {R"("field":"id")"}),
      row("an id that is none", R"({"id":"7","command":"see_all","age_ms":0})", {R"("field":"id")"}),
      row("no age", R"({"id":"{new}","command":"see_all"})", {R"("field":"age_ms")"}),
      row("an age before the tap", R"({"id":"{new}","command":"see_all","age_ms":-1})", {R"("field":"age_ms")"}),
      row("an age with a fraction", R"({"id":"{new}","command":"see_all","age_ms":1.5})", {R"("field":"age_ms")"}),
      row("no command", R"({"id":"{new}","age_ms":0})", {R"("field":"command")"}),
      row("a command that nobody knows", R"({"id":"{new}","command":"open_door","age_ms":0})",
          {R"("field":"command")"}),
      row("a command of the program itself", R"({"id":"{new}","command":"adopt_protocol","age_ms":0})",
          {R"("field":"command")"}),
      row("a missing field", R"({"id":"{new}","command":"take_seat","age_ms":0,"visit":"{visit}"})",
          {R"("field":"seat")", "missing"}),
      row("a field that nobody knows", R"({"id":"{new}","command":"see_all","age_ms":0,"colour":"red"})",
          {R"("field":"colour")", "unknown"}),
      row("another command's field",
          R"({"id":"{new}","command":"leave","age_ms":0,"visit":"{visit}","code":"Secret Name"})",
          {R"("field":"code")"}),
      row("a text for a number", R"({"id":"{new}","command":"take_seat","age_ms":0,"visit":"{visit}","seat":"three"})",
          {R"("field":"seat")", "whole number", "found a text"}),
      row("a number too large", R"({"id":"{new}","command":"take_seat","age_ms":0,"visit":"{visit}","seat":70000})",
          {R"("field":"seat")", "found 70000"}),
      row("null for what must be there",
          R"({"id":"{new}","command":"take_seat","age_ms":0,"visit":"{visit}","seat":null})",
          {R"("field":"seat")", "found null"}),
      row("a number for a visit", R"({"id":"{new}","command":"leave","age_ms":0,"visit":7})",
          {R"("field":"visit")", "found 7"}),
      row("a word that is not in the list",
          R"({"id":"{new}","command":"look","age_ms":0,"visit":"{visit}","responds":"asleep"})",
          {R"("field":"responds")", "wakes_to_voice"}),
      row("a list for a word", R"({"id":"{new}","command":"look","age_ms":0,"visit":"{visit}","responds":["talks"]})",
          {R"("field":"responds")", "found a list"}),
      row("a word for a list",
          R"({"id":"{new}","command":"begin_use","age_ms":0,"visit":"{visit}","substances":"heroin","route":"inject"})",
          {R"("field":"substances")"}),
      row("an unknown word in a list",
          R"({"id":"{new}","command":"begin_use","age_ms":0,"visit":"{visit}","substances":["heroin","sugar"],"route":"inject"})",
          {R"("field":"substances[1]")"}),
      row("a word for a truth",
          R"({"id":"{new}","command":"begin_use","age_ms":0,"visit":"{visit}","substances":[],"route":"inject","lifted":"yes"})",
          {R"("field":"lifted")", "true or false"}),
      row("a code that is no text", R"({"id":"{new}","command":"welcome","age_ms":0,"purpose":"supplies","code":7})",
          {R"("field":"code")"}),
      row("a code that nobody can see as it is",
          R"({"id":"{new}","command":"welcome","age_ms":0,"purpose":"supplies","code":"\u202eyerpsO"})",
          {R"("field":"code")", "change of direction (U+202E)"}),
      row("a code with a control character",
          R"({"id":"{new}","command":"welcome","age_ms":0,"purpose":"supplies","code":"Osp\u0007rey"})",
          {R"("field":"code")", "control character (U+0007)"}),
      row("an unknown act", R"({"id":"{new}","command":"act","age_ms":0,"emergency":"{new}","act":"dance"})",
          {R"("field":"act")"}),
      row("a choice that the act has not",
          R"({"id":"{new}","command":"act","age_ms":0,"emergency":"{new}","act":"ems","choice":3})",
          {R"("field":"choice")", "0 to 2"}),
      row("an act of a list without its choice",
          R"({"id":"{new}","command":"act","age_ms":0,"emergency":"{new}","act":"ems"})",
          {R"("field":"choice")", "0 to 2", "missing"}),
      row("a release check that does not say what failed",
          R"({"id":"{new}","command":"act","age_ms":0,"emergency":"{new}","act":"release_check"})",
          {R"("field":"choice")", "missing"}),
      row("a place that is neither a seat nor another place",
          R"({"id":"{new}","command":"act","age_ms":0,"emergency":"{new}","act":"place"})",
          {R"("field":"choice")", "missing"}),
      row("a choice for an act without any",
          R"({"id":"{new}","command":"act","age_ms":0,"emergency":"{new}","act":"helper","choice":0})",
          {R"("field":"choice")"}),
      row("a product beyond every list",
          R"({"id":"{new}","command":"act","age_ms":0,"emergency":"{new}","act":"naloxone","product":8})",
          {R"("field":"product")"}),
      row("a vital sign that nobody knows",
          R"({"id":"{new}","command":"act","age_ms":0,"emergency":"{new}","act":"vitals","vitals":{"mood":3}})",
          {R"("field":"vitals.mood")"}),
      row("a vital sign that is no number",
          R"({"id":"{new}","command":"act","age_ms":0,"emergency":"{new}","act":"vitals","vitals":{"spo2_percent":"91"}})",
          {R"("field":"vitals.spo2_percent")"}),
      row("paper that is no truth",
          R"({"id":"{new}","command":"act","age_ms":0,"emergency":"{new}","act":"helper","from_paper":1})",
          {R"("field":"from_paper")"}),
  };
  for (const Row& one : rows) check(one);
}

TEST_F(RequestsTest, OtherRequestsAreReadAsStrictly) {
  const std::vector<Row> rows{
      {"a sign-in without a secret",
       Who::stranger,
       "POST",
       "/api/v1/sign-in",
       R"({"staff":"nurse-2"})",
       400,
       {R"("field":"password")"},
       {},
       {}},
      {"a sign-in with two secrets",
       Who::screen,
       "POST",
       "/api/v1/sign-in",
       R"({"staff":"nurse-2","pin":"2468","password":"a long password"})",
       400,
       {R"("field":"password")"},
       {},
       {}},
      {"a PIN elsewhere than on a screen",
       Who::stranger,
       "POST",
       "/api/v1/sign-in",
       R"({"staff":"nurse-2","pin":"2468"})",
       403,
       {"no-device"},
       {},
       {}},
      {"a wrong password",
       Who::stranger,
       "POST",
       "/api/v1/sign-in",
       R"({"staff":"nurse-2","password":"another password"})",
       401,
       {"wrong-sign-in"},
       {"another"},
       {}},
      {"a name that nobody has answers the same",
       Who::stranger,
       "POST",
       "/api/v1/sign-in",
       R"({"staff":"nurse-9","password":"another password"})",
       401,
       {"wrong-sign-in"},
       {"nurse-9"},
       {}},
      {"covering needs a truth",
       Who::screen,
       "POST",
       "/api/v1/cover",
       R"({"covered":1})",
       400,
       {R"("field":"covered")"},
       {},
       {}},
      {"covering needs a screen",
       Who::stranger,
       "POST",
       "/api/v1/cover",
       R"({"covered":true})",
       403,
       {"no-device"},
       {},
       {}},
      {"an unknown path of the contract", Who::nurse, "GET", "/api/v1/participants", "", 404, {"not-found"}, {}, {}},
      {"another method", Who::nurse, "GET", "/api/v1/commands", "", 405, {"method-not-allowed"}, {}, {}},
      {"a method that nothing has", Who::nurse, "DELETE", "/api/v1/devices", "", 405, {"method-not-allowed"}, {}, {}},
      {"the page is not written to", Who::nurse, "POST", "/", "{}", 405, {"method-not-allowed"}, {}, {}},
      {"out of the page's folder",
       Who::nurse,
       "GET",
       "/assets/../../etc/passwd",
       "",
       404,
       {"not-found"},
       {"root:"},
       {}},
      {"out of the page's folder, in disguise",
       Who::nurse,
       "GET",
       "/%2e%2e/%2e%2e/etc/passwd.txt",
       "",
       404,
       {"not-found"},
       {"root:"},
       {}},
      {"a zero byte", Who::nurse, "GET", "/index.html%00", "", 400, {"bad-input"}, {}, {}},
      {"half an escape", Who::nurse, "GET", "/%4", "", 400, {"bad-input"}, {}, {}},
  };
  for (const Row& row : rows) check(row);
  EXPECT_EQ(browsers_.at(Who::nurse).send("DELETE", "/api/v1/devices").header("Allow"), "GET, POST");
}

}  // namespace
}  // namespace alongside::server::test
