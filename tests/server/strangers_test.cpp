// Whoever has no cookie of this site, in numbers: during each kind of flood every tap of a registered screen is answered and saved.
//
// Goals: counts only, no times (bench/strangers.cpp has those). Bounded: some hundred sockets on this machine, closed at the end of each test.
#include <sys/resource.h>

#include "server/served_site.hpp"
#include "server/tls_peer.hpp"

namespace alongside::server::test {
namespace {

constexpr int flood = 320;  ///< connections of one kind; more than strangers are given places
constexpr int taps = 12;

/// As many files as this user may have open: the floods' own ends are in this process too.
const bool has_files = [] {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = std::min<rlim_t>(files.rlim_max, 8192);
  return setrlimit(RLIMIT_NOFILE, &files) == 0;
}();

std::string opened() {
  return ServedSite::command("act", R"(,"emergency":")" + ServedSite::new_id() + R"(","act":"opened")");
}

class Strangers : public ::testing::Test {
 protected:
  /// That each of some taps is answered 200 and stands in the record.
  void expect_every_tap(const std::string& while_this) {
    SCOPED_TRACE(while_this);
    int saved = 0;
    for (int i = 0; i < taps; ++i) {
      const Socket socket(site_.port());
      socket.send(tablet_.request_text("POST", "/api/v1/commands", opened()));
      std::string in;
      pollfd waiting{.fd = socket.descriptor(), .events = POLLIN, .revents = 0};
      if (::poll(&waiting, 1, 5000) <= 0) continue;
      const HttpAnswer answer = read_answer(socket, in);
      if (answer.status == 200 && answer.body.find(R"("saved":true)") != std::string::npos) ++saved;
    }
    EXPECT_EQ(saved, taps);
  }

  /// Opens `count` connections, sends these bytes on each and keeps them.
  void flood_with(std::string_view bytes, int count = flood) {
    for (int i = 0; i < count; ++i) {
      held_.push_back(std::make_unique<Socket>(site_.port()));
      if (!bytes.empty()) held_.back()->send(bytes);
    }
  }
  void let_go() { held_.clear(); }

  /// A request of somebody who is nobody here.
  static std::string request(const std::string& method, const std::string& path, const std::string& body = "",
                             const std::string& more = "") {
    return Browser(0).request_text(method, path, body, more);
  }

  ServedSite site_;
  Browser tablet_ = site_.screen();
  std::vector<std::unique_ptr<Socket>> held_;
};

TEST_F(Strangers, WhoConnectsAndWaitsTakesNoScreensPlace) {
  const std::string post = "POST /api/v1/commands HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  const std::vector<std::pair<std::string, std::string>> kinds{
      {"silent", ""},
      {"half a head", "GET /api/v1/session HTTP/1.1\r\nHost: localh"},
      {"a body that does not come", post + "Content-Length: 100\r\n\r\n{"},
      {"a large body that does not end", post + "Content-Length: 200000\r\n\r\n" + std::string(20'000, ' ')},
      {"an answer that is not read", request("GET", "/")},
      {"a hello of TLS to a server without", std::string("\x16\x03\x01\x02\x00\x01", 6)},
      {"an idle connection", request("GET", "/healthz")}};
  for (const auto& [name, bytes] : kinds) {
    flood_with(bytes);
    expect_every_tap(name);
    let_go();
  }
}

TEST_F(Strangers, WhoDribblesTakesNoScreensPlace) {
  flood_with("G");
  for (const char byte : std::string("ET / HTTP/1.1\r\n")) {
    for (const auto& socket : held_) socket->send({&byte, 1});
  }
  expect_every_tap("heads byte by byte");
}

TEST_F(Strangers, RequestsOfEveryKindAreAnsweredBesideTheTaps) {
  std::string long_head;
  for (int i = 0; i < 100; ++i) long_head += "X-Header-" + std::to_string(i) + ": anything\r\n";
  const std::string invented = "Cookie: alongside_session=" + std::string(64, 'a') + "\r\n";
  const std::vector<std::string> kinds{
      request("GET", "/api/v1/nothing"),
      request("GET", "/api/v1/live"),
      request("GET", "/api/v1/handles"),
      request("POST", "/api/v1/handles/check", R"({"code":"Quiet Osprey"})"),
      request("POST", "/api/v1/capacity", "{}"),
      request("POST", "/api/v1/plans/make", "{}"),
      request("POST", "/api/v1/studies/evaluate", "{}"),
      request("POST", "/api/v1/devices", R"({"label":"mine"})"),
      request("POST", "/api/v1/sign-out", "{}", invented),
      request("POST", "/api/v1/sign-in", R"({"staff":"nobody","password":"not a password"})"),
      request("POST", "/api/v1/commands", "not JSON"),
      request("GET", "/api/v1/session", "", long_head),
      request("DELETE", "/")};
  for (const std::string& one : kinds) {
    const std::string name = one.substr(0, one.find('\r'));
    std::string pipelined;
    for (int i = 0; i < 4; ++i) pipelined += one;
    flood_with(pipelined, 40);
    expect_every_tap(name);
    let_go();
  }
}

TEST_F(Strangers, WhoConnectsAndResetsLeavesNothingBehind) {
  for (int i = 0; i < flood; ++i) {
    const Socket socket(site_.port());
    const linger now{.l_onoff = 1, .l_linger = 0};
    setsockopt(socket.descriptor(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
  }
  expect_every_tap("connections that were reset");
}

TEST_F(Strangers, AnInventedCookieWritesNothing) {
  const auto staff = site_.folder().path / "staff.sealed";
  tablet_.post("/api/v1/sign-in", R"({"staff":"peer-1","pin":"2468"})");
  const auto before = std::filesystem::last_write_time(staff);
  Browser stranger = site_.browser();
  stranger.cookies()["alongside_session"] = std::string(64, 'b');
  for (int i = 0; i < 20; ++i) EXPECT_EQ(stranger.post("/api/v1/sign-out", "{}").status, 200);
  EXPECT_EQ(std::filesystem::last_write_time(staff), before);
}

TEST_F(Strangers, WrongSignInsTakeNoTurnOfAScreens) {
  for (int i = 0; i < 60; ++i) {
    const std::string name = "nobody-" + std::to_string(i);
    flood_with(request("POST", "/api/v1/sign-in", R"({"staff":")" + name + R"(","password":"not a password"})"), 1);
  }
  int signed_in = 0;
  for (int i = 0; i < 4; ++i)
    signed_in += tablet_.post("/api/v1/sign-in", R"({"staff":"nurse-2","pin":"2468"})").status == 200 ? 1 : 0;
  EXPECT_EQ(signed_in, 4);
  expect_every_tap("wrong sign-ins");
}

TEST(StrangersOfADemonstration, RegisterAsOftenAsTheyLikeAndTheSiteStartsAgain) {
  ServedSite site({.kind = domain::SiteKind::demonstration});
  Browser tablet = site.screen();
  LiveReader reader(tablet);
  ASSERT_EQ(reader.next().name, "board");
  int refused = 0;
  for (int i = 0; i < 120; ++i) {
    Browser stranger = site.browser();
    refused += stranger.post("/api/v1/devices", R"({"label":"mine"})").status == 429 ? 1 : 0;
  }
  EXPECT_GT(refused, 0) << "registering writes a file: it has a pace";
  EXPECT_EQ(tablet.get("/api/v1/board").status, 200) << "a screen in use stays one";
  site.stop();
  site.start();
  EXPECT_EQ(site.browser().get("/healthz").status, 200);
}

TEST(ScreensStreams, AScreensOwnFloodTakesItsOwnPlacesOnly) {
  ServedSite site;
  Browser one = site.screen();
  std::vector<std::unique_ptr<LiveReader>> streams;
  for (int i = 0; i < 100; ++i) streams.push_back(std::make_unique<LiveReader>(one));
  EXPECT_NE(streams.back()->head().find("200"), std::string::npos) << "its newest is taken";
  LiveReader other(site.screen("smoking room"));
  EXPECT_EQ(other.next().name, "board");
  EXPECT_LE(site.service().live_places.taken(), 16);
}

TEST(ScreensStreams, TwoHundredScreensFollowTheFloor) {
  ServedSite site;
  std::vector<std::unique_ptr<LiveReader>> streams;
  Browser tablet = site.screen();
  for (int i = 0; i < 200; ++i) {
    streams.push_back(std::make_unique<LiveReader>(site.screen("screen " + std::to_string(i))));
    ASSERT_EQ(streams.back()->next().name, "board") << i;
  }
  ASSERT_EQ(tablet.post("/api/v1/commands", opened()).status, 200);
  int told = 0;
  for (const auto& stream : streams) told += stream->next().name == "board" ? 1 : 0;
  EXPECT_EQ(told, 200);
}

TEST(ScreensStreams, APlaceIsFreeAsSoonAsNobodyReads) {
  ServedSite site;
  Browser tablet = site.screen();
  {
    LiveReader reader(tablet);
    ASSERT_EQ(reader.next().name, "board");
  }
  // Well within a beat, and with nothing written that would find it closed.
  const auto until = std::chrono::steady_clock::now() + EventStream::beat / 2;
  while (site.service().live_places.taken() > 0 && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(10ms);
  EXPECT_EQ(site.service().live_places.taken(), 0);
}

TEST(Requests, WhatMayBeReadTwoWaysIsNoRequest) {
  ServedSite site;
  const auto status_of = [&](const std::string& text) {
    const Socket socket(site.port());
    socket.send(text);
    std::string in;
    pollfd waiting{.fd = socket.descriptor(), .events = POLLIN, .revents = 0};
    return ::poll(&waiting, 1, 5000) > 0 ? read_answer(socket, in).status : 0;
  };
  EXPECT_EQ(status_of("GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"), 400);
  const std::string post = "POST /api/v1/sign-out HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
  EXPECT_EQ(status_of(post + "Transfer-Encoding: gzip\r\n\r\n{}"), 400);
  EXPECT_EQ(status_of(post + "Transfer-Encoding: chunked, gzip\r\n\r\n{}"), 400);
}

TEST(Requests, AHeadOfTheLiveStreamHasNoBody) {
  ServedSite site;
  Browser tablet = site.screen();
  const Socket socket(site.port());
  socket.send(tablet.request_text("HEAD", "/api/v1/live"));
  std::string in;
  EXPECT_EQ(read_answer(socket, in, true).status, 200);
  EXPECT_TRUE(in.empty()) << in;
  EXPECT_EQ(site.service().live_places.taken(), 0);
}

TEST(StrangersLog, HoldsNoLineOfWhoeverIsNobody) {
  CapturedLog log;
  {
    ServedSite site;
    Browser nobody = site.browser();
    for (const char* path : {"/", "/api/v1/session", "/healthz", "/api/v1/handles", "/nothing", "/metrics"})
      nobody.get(path);
    nobody.cookies()["alongside_session"] = std::string(64, 'a');
    nobody.post("/api/v1/sign-out", "{}");
    nobody.post("/api/v1/sign-in", R"({"staff":"nobody","password":"not a password"})");
    Browser tablet = site.screen();
    EXPECT_EQ(tablet.get("/api/v1/board").status, 200);
  }
  const std::string text = log.text();
  EXPECT_NE(text.find("[info] GET /api/v1/board 200"), std::string::npos) << text;
  for (const char* line :
       {"[info] GET /api/v1/session", "[info] GET /healthz", "[info] GET /metrics", "[info] POST", "[warning]"})
    EXPECT_EQ(text.find(line), std::string::npos) << text;
}

/// Over TLS nobody has a cookie before the handshake is done.
TEST(StrangersOverTls, WhoDoesNotFinishTheHandshakeTakesNoScreensPlace) {
  const ledger::TemporaryFolder folder;
  ServedSite site({.http = {.host = "127.0.0.1", .tls = make_certificate(folder.path())}});
  const Browser tablet = site.screen();
  const std::string client_hello_half("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);
  for (const std::string& bytes :
       {std::string(), client_hello_half, std::string("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")}) {
    std::vector<std::unique_ptr<Socket>> held;
    for (int i = 0; i < flood; ++i) {
      held.push_back(std::make_unique<Socket>(site.port()));
      if (!bytes.empty()) held.back()->send(bytes);
    }
    int saved = 0;
    for (int i = 0; i < taps; ++i) {
      const std::string answer =
          over_tls(site.port(), tablet.request_text("POST", "/api/v1/commands", opened(), "Connection: close\r\n"),
                   TLS1_3_VERSION);
      if (answer.starts_with("HTTP/1.1 200") && answer.find(R"("saved":true)") != std::string::npos) ++saved;
    }
    EXPECT_EQ(saved, taps) << bytes.size() << " bytes of a handshake";
  }
}

}  // namespace
}  // namespace alongside::server::test
