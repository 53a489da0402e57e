// Who may ask what, and what is then in the record.
#include "server/requests.hpp"

namespace alongside::server::test {
namespace {

// Long: a table, one row for each request.
TEST_F(RequestsTest, ReadingIsByRole) {
  // clang-format off
  const std::vector<Row> rows{
      {"a stranger learns what kind of site it is",
       Who::stranger, "GET", "/api/v1/session", "",
       200, {R"("kind":"training")", R"("device":null)", R"("staff":null)"}, {"Osprey"}, {}},
      {"a demonstration's sign-ins are shown nowhere else",
       Who::stranger, "GET", "/api/v1/session", "",
       200, {R"("demonstration_sign_ins":[])"}, {"2468"}, {}},
      {"a stranger sees no floor",
       Who::stranger, "GET", "/api/v1/board", "",
       403, {"no-device"}, {"seats", "Osprey"}, {}},
      {"a stranger follows no floor", Who::stranger, "GET", "/api/v1/live", "", 403, {"no-device"}, {}, {}},
      {"a stranger learns no names of staff",
       Who::stranger, "GET", "/api/v1/staff", "",
       403, {"no-device"}, {"nurse"}, {}},
      {"a screen offers who may sign in",
       Who::screen, "GET", "/api/v1/staff", "",
       200, {"nurse-2", "peer-1"}, {"2468", "hash"}, {}},
      {"a screen sees places and no handle",
       Who::screen, "GET", "/api/v1/board", "",
       200, {R"("sees_people":false)", "{visit}", R"("handle":null)"}, {"Osprey", "fentanyl", "inject\",\"visit"}, {}},
      {"a peer sees handles and no substance",
       Who::peer, "GET", "/api/v1/board", "",
       200, {R"("sees_people":true)", "Quiet Osprey"}, {"fentanyl"}, {}},
      {"an evaluator has no business on the floor",
       Who::evaluator_elsewhere, "GET", "/api/v1/board", "",
       403, {"not-allowed"}, {"seats"}, {}},
      {"a screen opens no visit",
       Who::screen, "GET", "/api/v1/visits/{visit}", "",
       401, {"not-signed-in"}, {"Osprey", "fentanyl"}, {}},
      {"a peer opens today's visit",
       Who::peer, "GET", "/api/v1/visits/{visit}", "",
       200, {"Quiet Osprey", "fentanyl", "inject"}, {}, {}},
      {"an evaluator opens no visit",
       Who::evaluator_elsewhere, "GET", "/api/v1/visits/{visit}", "",
       403, {"not-allowed"}, {"fentanyl"}, {}},
      {"today's visits are for who works on the floor",
       Who::peer, "GET", "/api/v1/visits", "",
       200, {"Quiet Osprey", "\"over\":null"}, {"fentanyl"}, {}},
      {"a screen sees no list of visits",
       Who::screen, "GET", "/api/v1/visits", "",
       401, {"not-signed-in"}, {"Osprey"}, {}},
      {"an evaluator sees no list of visits",
       Who::evaluator_elsewhere, "GET", "/api/v1/visits", "",
       403, {"not-allowed"}, {"Osprey"}, {}},
      {"a visit that is none", Who::peer, "GET", "/api/v1/visits/{new}", "", 404, {"not-found"}, {}, {}},
      {"a visit that is no id", Who::peer, "GET", "/api/v1/visits/7", "", 404, {"not-found"}, {}, {}},
      {"handles are offered to who is signed in",
       Who::peer, "GET", "/api/v1/handles", "",
       200, {"offers"}, {"Osprey"}, {}},
      {"no handles for a screen", Who::screen, "GET", "/api/v1/handles", "", 401, {"not-signed-in"}, {}, {}},
      {"a code is found by exact match",
       Who::nurse, "POST", "/api/v1/handles/check", R"({"code":"quiet  osprey "})",
       200, {R"("known":true)", R"("inside":true)"}, {}, {}},
      {"a code is not found by its beginning",
       Who::nurse, "POST", "/api/v1/handles/check", R"({"code":"Quiet"})",
       200, {R"("known":false)"}, {}, {}},
      {"a new code that looks like a number warns",
       Who::nurse, "POST", "/api/v1/handles/check", R"({"code":"401-555-0175"})",
       200, {"looks_like_a_number"}, {}, {}},
      {"a new code that is a date is called one",
       Who::nurse, "POST", "/api/v1/handles/check", R"({"code":"04/12/1987"})",
       200, {R"("warning":"looks_like_a_date")"}, {}, {}},
      {"codes are not checked for a screen",
       Who::screen, "POST", "/api/v1/handles/check", R"({"code":"Quiet Osprey"})",
       401, {}, {"known"}, {}},
      {"the protocol is for everybody",
       Who::stranger, "GET", "/api/v1/protocol", "",
       200, {"rules", "sentences"}, {}, {}},
      {"a peer lists no screens", Who::peer, "GET", "/api/v1/devices", "", 403, {"not-allowed"}, {"front desk"}, {}},
      {"a manager lists the screens",
       Who::manager, "GET", "/api/v1/devices", "",
       200, {"front desk", R"("here":true)"}, {}, {}},
      {"health says nothing of people",
       Who::stranger, "GET", "/healthz", "",
       200, {R"("ok":true)", R"("writable":true)"}, {}, {}},
      {"metrics say nothing of people",
       Who::stranger, "GET", "/metrics", "",
       200, {"alongside_head_seq", "alongside_append_rows", R"(route="/api/v1/visits/{visit)"}, {"Osprey", "{visit}\"", "people", "emergenc"}, {}},
  };
  // clang-format on
  for (const Row& row : rows) check(row);
}

TEST_F(RequestsTest, RegisteringAndRevokingAScreenIsForManagers) {
  // clang-format off
  const std::vector<Row> rows{
      {"a stranger registers no screen",
       Who::stranger, "POST", "/api/v1/devices", R"({"label":"mine"})",
       401, {"not-signed-in"}, {}, {}},
      {"a nurse registers no screen",
       Who::nurse, "POST", "/api/v1/devices", R"({"label":"mine"})",
       403, {"not-allowed"}, {}, {}},
      {"a manager's PIN is not enough",
       Who::manager, "POST", "/api/v1/devices", R"({"label":"mine"})",
       403, {"by password"}, {}, {}},
      {"a label is asked",
       Who::manager_elsewhere, "POST", "/api/v1/devices", R"({})",
       400, {R"("field":"label")"}, {}, {}},
      {"a peer revokes no screen", Who::peer, "POST", "/api/v1/devices/1/revoke", "{}", 403, {"not-allowed"}, {}, {}},
      {"a manager's PIN revokes no screen, and tells nothing of which there are",
       Who::manager, "POST", "/api/v1/devices/99/revoke", "{}",
       403, {"by password"}, {}, {}},
      {"no screen has this number",
       Who::manager_elsewhere, "POST", "/api/v1/devices/99/revoke", "{}",
       404, {"not-found"}, {}, {}},
      {"a screen's number is a number",
       Who::manager_elsewhere, "POST", "/api/v1/devices/1x/revoke", "{}",
       404, {"not-found"}, {}, {}},
  };
  // clang-format on
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
  // clang-format off
  const std::vector<Row> rows{
      {"a stranger opens no emergency", Who::stranger, "POST", "/api/v1/commands", act, 403, {"no-device"}, {}, {}},
      {"an evaluator opens no emergency",
       Who::evaluator_elsewhere, "POST", "/api/v1/commands", act,
       403, {"no-device"}, {}, {}},
      {"a stranger welcomes nobody",
       Who::stranger, "POST", "/api/v1/commands", R"({"id":"{new}","command":"see_all","age_ms":0})",
       401, {"not-signed-in"}, {}, {}},
      {"a screen welcomes nobody",
       Who::screen, "POST", "/api/v1/commands", R"({"id":"{new}","command":"welcome","age_ms":0,"purpose":"supplies"})",
       401, {"not-signed-in"}, {}, {}},
      {"an evaluator does nothing on the floor",
       Who::evaluator_elsewhere, "POST", "/api/v1/commands", R"({"id":"{new}","command":"see_all","age_ms":0})",
       403, {"not-allowed"}, {}, {}},
      {"a peer may not close the floor",
       Who::peer, "POST", "/api/v1/commands", R"({"id":"{new}","command":"close_floor","age_ms":0})",
       403, {"responsible person"}, {}, {}},
      {"a peer may not lift a pause",
       Who::peer, "POST", "/api/v1/commands",
       R"({"id":"{new}","command":"begin_use","age_ms":0,"visit":"{visit}","substances":["heroin"],"route":"inject","lifted":true})",
       403, {"responsible person"}, {}, {}},
      {"a peer takes a look",
       Who::peer, "POST", "/api/v1/commands", R"({"id":"{new}","command":"look","age_ms":0,"visit":"{visit}","responds":"talks"})",
       200, {R"("accepted":true)", R"("saved":true)"}, {}, {"look_taken"}},
      {"all in one list, answered one by one",
       Who::nurse, "POST", "/api/v1/commands",
       R"([{"id":"{new}","command":"see_all","age_ms":0},{"id":"{new}","command":"take_seat","age_ms":0,"visit":"{visit}","seat":99},{"id":"{new}","command":"hand_over","age_ms":0,"to":"x"}])",
       200, {R"("accepted":true)", "no_such_seat", R"("field":"commands[2].to")"}, {}, {"all_seen"}},
      {"a list that nobody is signed in for is kept by the page as a whole",
       Who::screen, "POST", "/api/v1/commands",
       R"([{"id":"{new}","command":"see_all","age_ms":0},{"id":"{new}","command":"see_all","age_ms":0}])",
       401, {"not-signed-in"}, {}, {}},
      {"an empty list", Who::nurse, "POST", "/api/v1/commands", "[]", 200, {"[]"}, {}, {}},
      {"a visit that nobody knows",
       Who::nurse, "POST", "/api/v1/commands", R"({"id":"{new}","command":"leave","age_ms":0,"visit":"{new}"})",
       200, {R"("accepted":false)", "not_here"}, {}, {}},
      {"a visit that nobody knows, asked by nobody",
       Who::screen, "POST", "/api/v1/commands", R"({"id":"{new}","command":"leave","age_ms":0,"visit":"{new}"})",
       401, {"not-signed-in"}, {"not_here"}, {}},
      {"a code that nobody has",
       Who::nurse, "POST", "/api/v1/commands", R"({"id":"{new}","command":"welcome","age_ms":0,"purpose":"supplies","code":"Plum Heron"})",
       200, {"unknown_code"}, {"Plum"}, {}},
      {"a code whose visit is open",
       Who::nurse, "POST", "/api/v1/commands",
       R"({"id":"{new}","command":"welcome","age_ms":0,"purpose":"booth","old_enough":"yes","code":"Quiet Osprey"})",
       200, {"already_inside"}, {"Osprey"}, {}},
  };
  // clang-format on
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
  const std::string mistake = act(R"("act":"closed","choice":4)");
  // clang-format off
  check({"a screen opens an emergency",
         Who::screen, "POST", "/api/v1/commands", opened.c_str(),
         200, {R"("saved":true)"}, {}, {"emergency_opened", "act_recorded", "emergency_assessed"}});
  check({"for a visit that is over",
         Who::screen, "POST", "/api/v1/commands", person.c_str(),
         200, {R"("accepted":true)"}, {"not_here"}, {"act_recorded"}});
  check({"what was measured",
         Who::screen, "POST", "/api/v1/commands", vitals.c_str(),
         200, {R"("accepted":true)"}, {}, {"act_recorded", "emergency_assessed"}});
  check({"it is on the board of every screen, with no handle",
         Who::screen, "GET", "/api/v1/board", "",
         200, {key, R"("spo2_percent":91)"}, {"Osprey"}, {}});
  check({"a death is recorded by the responsible person",
         Who::screen, "POST", "/api/v1/commands", closed_by_death.c_str(),
         403, {"responsible person"}, {}, {}});
  check({"and closed",
         Who::screen, "POST", "/api/v1/commands", mistake.c_str(),
         200, {R"("accepted":true)"}, {}, {"act_recorded", "emergency_assessed"}});
  check({"its outcome stays for a while",
         Who::screen, "GET", "/api/v1/board", "",
         200, {R"("outcome":"opened_by_mistake")"}, {}, {}});
  // clang-format on
}

}  // namespace
}  // namespace alongside::server::test
