// The floor as it changes: sent at once, resumed, cut off when the right to read ends.
#include "server/served_site.hpp"

namespace alongside::server::test {
namespace {

bool has_emergency(const json::object& board) { return !board.at("emergencies").as_array().empty(); }

std::string opened(const std::string& key) {
  return ServedSite::command("act", R"(,"emergency":")" + key + R"(","act":"opened")");
}

TEST(Live, SendsTheFloorAtOnceAndAfterEachCommit) {
  ServedSite site;
  Browser tablet = site.screen();
  LiveReader reader(tablet);
  EXPECT_NE(reader.head().find("text/event-stream"), std::string::npos) << reader.head();
  EXPECT_NE(reader.head().find("no-store"), std::string::npos);
  const LiveReader::Event first = reader.next();
  EXPECT_EQ(first.name, "board");
  EXPECT_EQ(first.id, site.head());
  EXPECT_FALSE(first.id.empty());
  EXPECT_FALSE(has_emergency(json::parse(first.data).as_object()));

  const std::string key = ServedSite::new_id();
  ASSERT_EQ(tablet.post("/api/v1/commands", opened(key)).status, 200);
  const json::value board = reader.board_where(has_emergency);
  EXPECT_EQ(board.at("emergencies").at(0).at("key").as_string(), key);
  EXPECT_EQ(board.at("seq").as_int64(), static_cast<std::int64_t>(site.seq()));
}

TEST(Live, ABeatSaysWhatTimeItIsAndWhetherItIsSaved) {
  ServedSite site;
  LiveReader reader(site.screen());
  LiveReader::Event event = reader.next(true);
  while (!event.name.empty() && event.name != "beat") event = reader.next(true);
  const json::value beat = json::parse(event.data);
  EXPECT_TRUE(beat.at("saved").as_bool());
  EXPECT_GT(beat.at("now").as_int64(), 0);
  EXPECT_EQ(reader.next(true).name, "beat") << "one comes without anything having happened";
}

TEST(Live, WhoHasTheNewestAlreadyIsNotSentItAgain) {
  ServedSite site;
  Browser tablet = site.screen();
  const std::string before = site.head();
  ASSERT_EQ(tablet.post("/api/v1/commands", opened(ServedSite::new_id())).status, 200);
  LiveReader behind(tablet, "/api/v1/live", "Last-Event-ID: " + before + "\r\n");
  EXPECT_EQ(behind.next(true).name, "board");
  LiveReader newest(tablet, "/api/v1/live", "Last-Event-ID: " + site.head() + "\r\n");
  EXPECT_EQ(newest.next(true).name, "beat");
  ASSERT_EQ(tablet.post("/api/v1/commands", opened(ServedSite::new_id())).status, 200);
  EXPECT_EQ(newest.next().name, "board");
}

TEST(Live, AHeadBeyondTheRecordSaysHowManyRowsAreMissing) {
  for (const bool in_address : {false, true}) {
    ServedSite site;
    const std::string seen = site.head_at(site.seq() + 3, "a row that is gone");
    LiveReader reader(site.screen(), in_address ? "/api/v1/live?head=" + seen : "/api/v1/live",
                      in_address ? "" : "Last-Event-ID: " + seen + "\r\n");
    const json::value board =
        reader.board_where([](const json::object& one) { return one.at("missing").as_int64() > 0; });
    EXPECT_EQ(board.at("missing").as_int64(), 3);
    EXPECT_FALSE(board.at("saved").as_bool()) << "nothing is written on top of what is not whole";
  }
}

TEST(Live, AHeadThatThisSiteNeverGaveClosesNothing) {
  ServedSite site;
  Browser tablet = site.screen();
  const std::string digest(64, '0');
  for (const std::string& seen :
       {std::string("1000000"), "1000000." + digest + "." + digest, "1." + digest + "." + digest,
        std::to_string(site.seq() + 3) + site.head().substr(site.head().find('.'))}) {
    LiveReader reader(tablet, "/api/v1/live?head=" + seen, "Last-Event-ID: " + seen + "\r\n");
    EXPECT_EQ(reader.next().name, "board");
    const HttpAnswer answer = tablet.post("/api/v1/commands", opened(ServedSite::new_id()));
    EXPECT_TRUE(answer.json().at("saved").as_bool()) << seen;
  }
}

TEST(Live, ARowThatIsNotTheOneAScreenSawIsTold) {
  ServedSite site;
  LiveReader reader(site.screen(), "/api/v1/live?head=" + site.head_at(1, "another first row"));
  const json::value board = reader.board_where([](const json::object& one) { return one.at("rewritten").as_bool(); });
  EXPECT_TRUE(board.at("rewritten").as_bool());
  EXPECT_EQ(board.at("missing").as_int64(), 0);
  EXPECT_FALSE(board.at("saved").as_bool());
}

TEST(Live, WhatAScreenSawIsHeldAgainstTheRecordOnceItIsUnlocked) {
  ServedSite site({.locked = true});
  LiveReader reader(site.screen(), "/api/v1/live?head=" + site.head_at(1000, "a row that is gone"));
  const LiveReader::Event locked = reader.next();
  EXPECT_EQ(locked.id, "");
  EXPECT_EQ(json::parse(locked.data).at("missing").as_int64(), 0) << "nothing is believed without the key";
  site.unlock();
  const json::value board =
      reader.board_where([](const json::object& one) { return one.at("missing").as_int64() > 0; });
  EXPECT_GT(board.at("missing").as_int64(), 0);
}

TEST(Live, TheSameStreamShowsHandlesOnlyWhileSomebodyIsSignedIn) {
  ServedSite site;
  Browser nurse = site.screen_of("nurse-2");
  site.open_floor(nurse);
  site.welcome(nurse, "Quiet Osprey", 0);
  LiveReader reader(nurse);
  EXPECT_NE(reader.next().data.find("Quiet Osprey"), std::string::npos);
  ASSERT_EQ(nurse.post("/api/v1/sign-out", "{}").status, 200);
  const LiveReader::Event after = reader.next();
  EXPECT_EQ(after.name, "board");
  EXPECT_EQ(after.data.find("Osprey"), std::string::npos) << "rights are asked again at each send";
}

TEST(Live, ARevokedScreenIsToldAndCutOff) {
  ServedSite site;
  Browser tablet = site.screen();
  LiveReader reader(tablet);
  EXPECT_EQ(reader.next().name, "board");
  const auto revoked = site.center().staff().screens().back().number;
  Browser manager = site.browser();
  ASSERT_EQ(manager.post("/api/v1/sign-in", R"({"staff":"manager","password":"a long password"})").status, 200);
  ASSERT_EQ(manager.post("/api/v1/devices/" + std::to_string(revoked.number) + "/revoke", "{}").status, 200);
  const LiveReader::Event last = reader.next();
  EXPECT_EQ(last.name, "signed_out");
  EXPECT_TRUE(reader.is_closed_within(10s));
}

TEST(Live, CoveringReachesEveryScreenAtOnceAndStaysOutOfTheRecord) {
  ServedSite site;
  Browser nurse = site.screen_of("nurse-2");
  site.open_floor(nurse);
  const std::string visit = site.welcome(nurse, "Quiet Osprey", 0);
  Browser peer = site.screen_of("peer-1");
  LiveReader reader(peer);
  EXPECT_NE(reader.next().data.find("Quiet Osprey"), std::string::npos);
  const std::uint64_t seq = site.seq();

  EXPECT_EQ(nurse.post("/api/v1/cover", R"({"covered":true})").status, 204);
  const LiveReader::Event covered = reader.next();
  EXPECT_NE(covered.data.find(R"("covered":true)"), std::string::npos);
  EXPECT_EQ(covered.data.find("Osprey"), std::string::npos);
  EXPECT_NE(covered.data.find(R"("sees_people":true)"), std::string::npos);
  EXPECT_EQ(nurse.get("/api/v1/visits/" + visit).body.find("Osprey"), std::string::npos);
  EXPECT_EQ(nurse.post("/api/v1/commands", opened(ServedSite::new_id())).status, 200) << "emergencies go on";

  EXPECT_EQ(peer.post("/api/v1/cover", R"({"covered":false})").status, 204);
  const json::value shown =
      reader.board_where([](const json::object& board) { return !board.at("covered").as_bool(); });
  EXPECT_EQ(shown.at("people").at(0).at("handle").as_string(), "Quiet Osprey");
  for (const std::string& name : site.events_after(seq)) EXPECT_EQ(name.find("cover"), std::string::npos);
}

TEST(Live, AReaderThatDoesNotReadIsSentTheNewestOnly) {
  ServedSite site;
  Browser tablet = site.screen();
  LiveReader reader(tablet);
  const std::string key = ServedSite::new_id();
  ASSERT_EQ(tablet.post("/api/v1/commands", opened(key)).status, 200);
  constexpr int taps = 60;
  for (int i = 0; i < taps; ++i) {
    ASSERT_EQ(
        tablet.post("/api/v1/commands", ServedSite::command("act", R"(,"emergency":")" + key + R"(","act":"breaths")"))
            .status,
        200);
  }
  int boards = 0;
  const json::value last = reader.board_where([&](const json::object& board) {
    ++boards;
    return board.at("seq").as_int64() == static_cast<std::int64_t>(site.seq());
  });
  EXPECT_EQ(last.at("emergencies").at(0).at("acts").as_array().size(), taps + 1U);
  EXPECT_LE(boards, taps + 2);
}

TEST(Live, WhoReadsOnNoScreenLeavesThePlacesOfTheScreens) {
  ServedSite site({.service = {.metrics_token = "", .live_readers_elsewhere_max = 1}});
  Browser nurse = site.browser();
  ASSERT_EQ(nurse.post("/api/v1/sign-in", R"({"staff":"nurse-2","password":"a long password"})").status, 200);
  LiveReader first(nurse);
  EXPECT_EQ(first.next().name, "board");
  const HttpAnswer second = nurse.get("/api/v1/live");
  EXPECT_EQ(second.status, 503);
  EXPECT_EQ(second.header("Retry-After"), "5");
  LiveReader screen(site.screen());
  EXPECT_EQ(screen.next().name, "board");
}

TEST(Live, WhereEveryPlaceIsTakenWhoHasMostGivesOneToAScreen) {
  ServedSite site({.service = {.metrics_token = "", .live_readers_max = 3}});
  Browser greedy = site.screen();
  LiveReader oldest(greedy);
  LiveReader newest(greedy);
  LiveReader other(site.screen("smoking room"));
  for (LiveReader* reader : {&oldest, &newest, &other}) EXPECT_EQ(reader->next().name, "board");
  LiveReader newcomer(site.screen("aftercare"));
  EXPECT_EQ(newcomer.next().name, "board");
  EXPECT_EQ(oldest.next().name, "") << "ended";
  EXPECT_EQ(other.next(true, EventStream::beat * 2).name, "beat");
  EXPECT_EQ(site.service().live_places.taken(), 3);
}

TEST(Live, StoppingEndsEveryStream) {
  ServedSite site;
  LiveReader reader(site.screen());
  EXPECT_EQ(reader.next().name, "board");
  site.stop();
  EXPECT_TRUE(reader.is_closed_within(10s));
}

}  // namespace
}  // namespace alongside::server::test
