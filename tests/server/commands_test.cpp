// Commands over HTTP: done once however often they are sent, taken while nothing can be kept, and told to nobody else.
#include "server/served_site.hpp"

namespace alongside::server::test {
namespace {

std::string opening(const std::string& key, const std::string& id) {
  return ServedSite::command("act", R"(,"emergency":")" + key + R"(","act":"opened")", id);
}

TEST(Commands, TheSameIdIsDoneOnceAndAnsweredAgain) {
  ServedSite site;
  Browser nurse = site.screen_of("nurse-2");
  site.open_floor(nurse);
  const std::string visit = site.welcome(nurse, "Quiet Osprey", 0);
  const std::string leaving = ServedSite::command("leave", R"(,"visit":")" + visit + R"(")");

  const json::value first = nurse.post("/api/v1/commands", leaving).json();
  const std::uint64_t seq = site.seq();
  const json::value second = nurse.post("/api/v1/commands", leaving).json();
  EXPECT_TRUE(first.at("accepted").as_bool());
  EXPECT_FALSE(first.as_object().contains("again"));
  EXPECT_TRUE(second.at("accepted").as_bool()) << json::serialize(second);
  EXPECT_TRUE(second.at("again").as_bool());
  EXPECT_EQ(site.seq(), seq);
}

TEST(Commands, AWelcomeSentTwiceHasOneVisit) {
  ServedSite site;
  Browser nurse = site.screen_of("nurse-2");
  site.open_floor(nurse);
  const std::string welcome =
      ServedSite::command("welcome", R"(,"purpose":"supplies","old_enough":"yes","enrol":true,"code":"Quiet Osprey")");
  const json::value first = nurse.post("/api/v1/commands", welcome).json();
  const json::value second = nurse.post("/api/v1/commands", welcome).json();
  EXPECT_EQ(first.at("visit"), second.at("visit"));
  EXPECT_EQ(nurse.get("/api/v1/board").json().at("people").as_array().size(), 1U);
}

TEST(Commands, AnIdUsedForAnotherCommandIsAConflict) {
  ServedSite site;
  Browser nurse = site.screen_of("nurse-2");
  const std::string id = ServedSite::new_id();
  site.open_floor(nurse);
  const std::string peer = std::to_string(site.number_of("peer-1").number);
  site.accept_charge(nurse, "peer-1", "2468");
  ASSERT_EQ(nurse.post("/api/v1/commands", ServedSite::command("hand_over", R"(,"to":)" + peer, id)).status, 200);
  const std::uint64_t seq = site.seq();
  const HttpAnswer other = nurse.post("/api/v1/commands", ServedSite::command("see_all", "", id));
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(other.json().at("type").as_string(), "/problems/id-reused");
  EXPECT_EQ(site.seq(), seq);
}

TEST(Commands, AnotherPrincipalsIdIsRefusedWithoutAWordAboutIt) {
  ServedSite site;
  Browser one = site.screen();
  Browser other = site.screen("smoking room");
  const std::string id = ServedSite::new_id();
  const std::string key = ServedSite::new_id();
  ASSERT_EQ(one.post("/api/v1/commands", opening(key, id)).status, 200);
  const HttpAnswer refused = other.post("/api/v1/commands", opening(key, id));
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(refused.json().at("type").as_string(), "/problems/not-allowed");
  EXPECT_FALSE(refused.json().as_object().contains("detail"));
}

TEST(Commands, AnActRetriedAfterASignInIsTheSameAct) {
  ServedSite site;
  Browser tablet = site.screen();
  const std::string id = ServedSite::new_id();
  const std::string key = ServedSite::new_id();
  ASSERT_EQ(tablet.post("/api/v1/commands", opening(key, id)).status, 200);
  ASSERT_EQ(tablet.post("/api/v1/sign-in", R"({"staff":"peer-1","pin":"2468"})").status, 200);
  const HttpAnswer again = tablet.post("/api/v1/commands", opening(key, id));
  EXPECT_EQ(again.status, 200) << again.body;
  EXPECT_TRUE(again.json().at("again").as_bool());
}

TEST(Commands, TwoWhoWantOneSeatAreToldWhoWon) {
  ServedSite site;
  Browser one = site.screen_of("nurse-2");
  Browser other = site.screen_of("peer-1");
  site.open_floor(one);
  const std::string winner = site.welcome(one, "Quiet Osprey", 0);
  const json::value lost =
      other
          .post("/api/v1/commands",
                ServedSite::command(
                    "welcome", R"(,"purpose":"booth","old_enough":"yes","enrol":true,"code":"Plum Heron","seat":0)"))
          .json();
  EXPECT_FALSE(lost.at("accepted").as_bool());
  EXPECT_EQ(lost.at("refused").at("reason").as_string(), "seat_taken");
  EXPECT_EQ(lost.at("refused").at("seat").as_string(), "1");
  EXPECT_EQ(lost.at("refused").at("visit").as_string(), winner);
}

TEST(Commands, WithTheRecordLockedAnActIsTakenAndEverythingElseWaits) {
  ServedSite site({.locked = true});
  Browser tablet = site.screen();
  const std::string key = ServedSite::new_id();
  const HttpAnswer act = tablet.post("/api/v1/commands", opening(key, ServedSite::new_id()));
  EXPECT_EQ(act.status, 200) << act.body;
  EXPECT_TRUE(act.json().at("accepted").as_bool());
  EXPECT_FALSE(act.json().at("saved").as_bool());
  const HttpAnswer sign_in = tablet.post("/api/v1/sign-in", R"({"staff":"nurse-2","pin":"2468"})");
  EXPECT_EQ(sign_in.status, 503) << sign_in.body;

  const json::value board = tablet.get("/api/v1/board").json();
  EXPECT_FALSE(board.at("saved").as_bool());
  ASSERT_EQ(board.at("emergencies").as_array().size(), 1U);
  EXPECT_EQ(board.at("emergencies").at(0).at("key").as_string(), key);

  ASSERT_TRUE(site.center().unlock(site.keys()).ok());
  const auto until = std::chrono::steady_clock::now() + 20s;
  while (!tablet.get("/api/v1/board").json().at("saved").as_bool() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(20ms);
  const json::value opened = tablet.get("/api/v1/board").json();
  EXPECT_TRUE(opened.at("saved").as_bool());
  ASSERT_EQ(opened.at("emergencies").as_array().size(), 1U) << "the tap is in the record now";
  EXPECT_EQ(tablet.post("/api/v1/sign-in", R"({"staff":"nurse-2","pin":"2468"})").status, 200);
}

TEST(Commands, ATimeThatTheTabletsClockContradictsIsMarked) {
  ServedSite site;
  Browser tablet = site.screen();
  const auto marks_with_wall = [&](std::int64_t wall_ms) {
    const std::uint64_t before = site.seq();
    const std::string fields = R"(,"wall_ms":)" + std::to_string(wall_ms) + R"(,"offline":true,"emergency":")" +
                               ServedSite::new_id() + R"(","act":"opened")";
    EXPECT_EQ(tablet.post("/api/v1/commands", ServedSite::command("act", fields)).status, 200);
    domain::Marks marks;
    const auto store = ledger::SqliteStore::open_read_only(site.folder().ledger(), site.keys(), site.folder().id);
    const auto read = (*store)->scan(before + 1, [&](const ledger::Row& row) -> base::Result<> {
      const auto record = ledger::decode(row.kind, row.body);
      if (record && std::holds_alternative<domain::EmergencyOpened>(record->event.body)) marks = record->event.marks;
      return base::Done{};
    });
    EXPECT_TRUE(read.ok());
    return marks;
  };
  const std::int64_t now = site.center().clock().now().milliseconds_utc;
  EXPECT_FALSE(marks_with_wall(now).has(domain::Mark::time_not_sure));
  EXPECT_TRUE(marks_with_wall(now).has(domain::Mark::played_offline));
  EXPECT_TRUE(marks_with_wall(now - base::hours(3).milliseconds).has(domain::Mark::time_not_sure));
}

TEST(Commands, AVisitThatIsOverStandsInTodaysListIsCorrectedAndOpenedAgain) {
  ServedSite site;
  Browser nurse = site.screen_of("nurse-2");
  site.open_floor(nurse);
  const std::string visit = site.welcome(nurse, "Quiet Osprey", 0);
  const std::string of_visit = R"(,"visit":")" + visit + R"(")";
  const auto send = [&](const std::string& name, const std::string& fields) {
    return nurse.post("/api/v1/commands", ServedSite::command(name, fields)).json().as_object();
  };
  const auto today = [&] { return nurse.get("/api/v1/visits").json().at("visits").at(0).as_object(); };
  EXPECT_TRUE(send("begin_use", of_visit + R"(,"substances":[],"route":"unknown")").at("accepted").as_bool());
  EXPECT_TRUE(send("look", of_visit + R"(,"responds":"all_well")").at("accepted").as_bool());
  EXPECT_TRUE(today().at("over").is_null());
  EXPECT_TRUE(send("leave", of_visit).at("accepted").as_bool());
  EXPECT_EQ(today().at("over").at("how").as_string(), "left_early");
  EXPECT_EQ(today().at("handle").as_string(), "Quiet Osprey");
  EXPECT_TRUE(
      send("correct_use", of_visit + R"(,"use":1,"substances":["heroin"],"route":"smoke")").at("accepted").as_bool());
  const json::value read = nurse.get("/api/v1/visits/" + visit).json();
  EXPECT_EQ(read.at("uses").at(0).at("route").as_string(), "smoke");
  EXPECT_EQ(read.at("looks").at(0).at("responds").as_string(), "all_well");
  EXPECT_TRUE(send("undo_leaving", of_visit).at("accepted").as_bool());
  EXPECT_TRUE(today().at("over").is_null());
  EXPECT_EQ(nurse.get("/api/v1/board").json().at("people").at(0).at("place").as_string(), "1");
  const json::object again = send("undo_leaving", of_visit);
  EXPECT_FALSE(again.at("accepted").as_bool());
  EXPECT_EQ(again.at("refused").at("reason").as_string(), "nothing_to_undo");
}

TEST(Commands, NothingThatNamesAnybodyIsLogged) {
  CapturedLog log;
  std::string visit;
  std::string token;
  {
    ServedSite site;
    Browser nurse = site.screen_of("nurse-2");
    site.open_floor(nurse);
    visit = site.welcome(nurse, "Quiet Osprey", 0);
    token = nurse.cookies().at("alongside_session");
    EXPECT_EQ(nurse.get("/api/v1/visits/" + visit).status, 200);
    EXPECT_EQ(nurse.post("/api/v1/handles/check", R"({"code":"Quiet Osprey"})").status, 200);
    EXPECT_EQ(nurse.get("/emergency/" + visit).status, 200);
  }
  const std::string text = log.text();
  EXPECT_NE(text.find("GET /api/v1/visits/{visit} 200"), std::string::npos) << text;
  for (const std::string& secret : {visit, token, std::string("Osprey"), std::string("2468")})
    EXPECT_EQ(text.find(secret), std::string::npos) << secret;
}

TEST(Codes, AreNotFoundByTryingOneAfterAnother) {
  ServedSite site;
  Browser peer = site.screen_of("peer-1");
  site.open_floor(peer, "peer-1");
  site.welcome(peer, "Quiet osprey 41", 0);
  const auto check = [](Browser& by, int number) {
    return by.post("/api/v1/handles/check", R"({"code":"Quiet osprey )" + std::to_string(number) + R"("})");
  };
  int answered = 0;
  for (int number = 0; number < 40; ++number) answered += check(peer, number).status == 200 ? 1 : 0;
  EXPECT_GE(answered, CodeLookups::at_once);
  EXPECT_LT(answered, 40);
  const HttpAnswer slowed = check(peer, 41);
  EXPECT_EQ(slowed.status, 429) << slowed.body;
  EXPECT_EQ(slowed.json().at("type").as_string(), "/problems/too-many-codes");
  EXPECT_GT(slowed.json().at("retry_after_ms").as_int64(), 0);

  // The other way in: a welcome says it as well.
  const HttpAnswer welcome = peer.post(
      "/api/v1/commands", ServedSite::command("welcome", R"(,"purpose":"supplies","code":"Quiet osprey 41")"));
  EXPECT_EQ(welcome.status, 429) << welcome.body;
  EXPECT_GT(site.service().code_lookups.slowed(), 9U);
  EXPECT_NE(site.service().metrics.text({.code_lookups_slowed = 7}).find("alongside_code_lookups_slowed_total 7\n"),
            std::string::npos);

  // In a list each is answered for itself: one that is slowed spoils none of the others.
  const json::value list =
      peer.post("/api/v1/commands",
                "[" + ServedSite::command("welcome", R"(,"purpose":"supplies","code":"Quiet osprey 40")") + "," +
                    ServedSite::command("welcome", R"(,"purpose":"supplies","enrol":true,"code":"Brand new")") + "]")
          .json();
  EXPECT_EQ(list.at(0).at("problem").at("status").as_int64(), 429) << json::serialize(list);
  EXPECT_TRUE(list.at(1).at("accepted").as_bool());

  site.welcome(peer, "Someone new", 1);  // enrols: it is in the record under the peer's name
  Browser nurse = site.screen_of("nurse-2");
  EXPECT_EQ(check(nurse, 41).status, 200) << "who did not try is not slowed";
  // The same person at another screen, and another person at the same screen.
  Browser elsewhere = site.screen_of("peer-1");
  EXPECT_EQ(check(elsewhere, 41).status, 429);
  ASSERT_EQ(peer.post("/api/v1/sign-in", R"({"staff":"nurse-2","pin":"2468"})").status, 200);
  EXPECT_EQ(check(peer, 41).status, 429);
}

TEST(Codes, OfWhoeverComesAtATrueDoorAreNotCounted) {
  ServedSite site;
  Browser peer = site.screen_of("peer-1");
  site.open_floor(peer, "peer-1");
  for (int n = 0; n < 2 * CodeLookups::at_once; ++n) {
    const std::string code = "Quiet osprey " + std::to_string(n);
    const std::string welcome = R"(,"purpose":"supplies","code":")" + code + R"(")";
    const std::string visit = site.welcome(peer, code, 0);
    peer.post("/api/v1/commands", ServedSite::command("leave", R"(,"visit":")" + visit + R"(")"));
    peer.post("/api/v1/commands", ServedSite::command("seat_ready", R"(,"seat":0)"));
    const HttpAnswer again = peer.post("/api/v1/commands", ServedSite::command("welcome", welcome));
    ASSERT_EQ(again.status, 200) << "return visit " << n << ": " << again.body;
    ASSERT_TRUE(again.json().at("accepted").as_bool()) << again.body;
  }
}

TEST(Codes, TriedInOneLongListAreSlowedForAsLong) {
  ServedSite site;
  Browser peer = site.screen_of("peer-1");
  site.open_floor(peer, "peer-1");
  std::string list = "[";
  for (int n = 0; n < 200; ++n)
    list += (n == 0 ? "" : ",") + ServedSite::command("welcome", R"(,"purpose":"supplies","code":"Quiet osprey )" +
                                                                     std::to_string(n) + R"(")");
  ASSERT_EQ(peer.post("/api/v1/commands", list + "]").status, 200);
  const HttpAnswer next = peer.post("/api/v1/handles/check", R"({"code":"Quiet osprey 201"})");
  EXPECT_EQ(next.status, 429);
  EXPECT_GT(next.json().at("retry_after_ms").as_int64(), 300'000) << "170 more than 30, each two seconds";
}

}  // namespace
}  // namespace alongside::server::test
