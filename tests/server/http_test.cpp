// What carries the requests: headers of every answer, limits, other hosts and other sites, TLS.
#include "server/page_assets.hpp"
#include "server/served_site.hpp"
#include "server/tls_peer.hpp"

namespace alongside::server::test {
namespace {

TEST(Http, EveryAnswerCarriesTheSameCare) {
  ServedSite site;
  Browser nurse = site.screen_of("nurse-2");
  const std::vector<HttpAnswer> answers{nurse.get("/"),
                                        nurse.get("/api/v1/session"),
                                        nurse.get("/api/v1/board"),
                                        nurse.get("/api/v1/nothing"),
                                        nurse.post("/api/v1/cover", R"({"covered":false})"),
                                        nurse.get("/sw.js"),
                                        nurse.get("/healthz"),
                                        nurse.send("GET", "/%", "", "")};
  for (const HttpAnswer& answer : answers) {
    SCOPED_TRACE(answer.head);
    const std::string policy = answer.header("Content-Security-Policy");
    EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
    EXPECT_NE(policy.find("script-src 'self';"), std::string::npos);
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_NE(policy.find("style-src 'self' 'sha256-"), std::string::npos) << "of the plots' library, and no other";
    EXPECT_EQ(policy.find("'sha256-"), policy.rfind("'sha256-"));
    EXPECT_NE(policy.find("frame-ancestors 'none'"), std::string::npos);
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer.header("Referrer-Policy"), "no-referrer");
    EXPECT_EQ(answer.header("Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_FALSE(answer.header("Permissions-Policy").empty());
    EXPECT_TRUE(answer.header("Server").empty());
  }
  EXPECT_EQ(nurse.get("/api/v1/board").header("Cache-Control"), "no-store");
  EXPECT_EQ(nurse.get("/healthz").header("Cache-Control"), "no-store");
  EXPECT_EQ(nurse.get("/").header("Cache-Control"), "no-cache");
  EXPECT_EQ(nurse.get("/api/v1/protocol").header("Cache-Control"), "no-cache");
}

TEST(Http, CookiesAreForNoScriptAndNoOtherSite) {
  ServedSite site({.kind = domain::SiteKind::demonstration});
  Browser newcomer = site.browser();
  const HttpAnswer registered = newcomer.post("/api/v1/devices", R"({"label":"a newcomer's browser"})");
  ASSERT_EQ(registered.status, 200) << "a demonstration registers whoever opens it: " << registered.body;
  const HttpAnswer signed_in = newcomer.post("/api/v1/sign-in", R"({"staff":"peer-1","pin":"2468"})");
  for (const HttpAnswer& answer : {registered, signed_in}) {
    const std::string cookie = answer.header("Set-Cookie");
    EXPECT_NE(cookie.find("HttpOnly"), std::string::npos) << cookie;
    EXPECT_NE(cookie.find("SameSite=Strict"), std::string::npos);
    EXPECT_NE(cookie.find("Path=/"), std::string::npos);
    EXPECT_EQ(cookie.find("Secure"), std::string::npos) << "over plain HTTP on this machine it would be dropped";
  }
  EXPECT_NE(registered.header("Set-Cookie").find("Max-Age=34560000"), std::string::npos);
  const HttpAnswer again = newcomer.post("/api/v1/devices", R"({"label":"the same"})");
  EXPECT_EQ(again.json().at("device").at("label").as_string(), "a newcomer's browser");
}

TEST(Http, ThePagesFilesAreCachedByWhetherTheirNamesChange) {
  ServedSite site;
  Browser browser = site.browser();
  const HttpAnswer index = browser.get("/");
  EXPECT_EQ(index.status, 200);
  EXPECT_EQ(index.body, browser.get("/emergency/anything").body) << "places within the page are the page";
  const HttpAnswer known = browser.send("GET", "/", "", "If-None-Match: " + index.header("ETag") + "\r\n");
  EXPECT_EQ(known.status, 304);
  EXPECT_TRUE(known.body.empty());
  const HttpAnswer head = browser.send("HEAD", "/");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.header("Content-Length"), std::to_string(index.body.size()));
  for (const Asset& asset : page_assets()) {
    const HttpAnswer plain = browser.get(std::string(asset.path));
    EXPECT_EQ(plain.status, 200) << asset.path;
    EXPECT_EQ(plain.body.size(), asset.bytes.size()) << asset.path;
    const bool hashed = asset.path.starts_with("/assets/");
    EXPECT_EQ(plain.header("Cache-Control"), hashed ? "public, max-age=31536000, immutable" : "no-cache") << asset.path;
    if (asset.gzip.empty()) continue;
    const HttpAnswer packed = browser.send("GET", std::string(asset.path), "", "Accept-Encoding: gzip, br\r\n");
    EXPECT_EQ(packed.header("Content-Encoding"), "gzip");
    EXPECT_EQ(packed.body.size(), asset.gzip.size());
  }
  if (browser.get("/sw.js").status == 200) {
    EXPECT_EQ(browser.get("/sw.js").header("Service-Worker-Allowed"), "/");
  }
}

TEST(Http, APageOfAnotherSiteCanSendNothing) {
  ServedSite site;
  Browser nurse = site.screen_of("nurse-2");
  const std::string tap =
      ServedSite::command("act", R"(,"emergency":")" + ServedSite::new_id() + R"(","act":"opened")");
  const std::string own = "http://localhost:" + std::to_string(site.port());
  const std::uint64_t before = site.seq();
  EXPECT_EQ(nurse.send("POST", "/api/v1/commands", tap, "Origin: http://elsewhere.example\r\n").status, 403);
  EXPECT_EQ(nurse.send("POST", "/api/v1/commands", tap, "Origin: null\r\n").status, 403);
  EXPECT_EQ(nurse.send("POST", "/api/v1/commands", tap, "Sec-Fetch-Site: cross-site\r\n").status, 403);
  EXPECT_EQ(nurse.send("POST", "/api/v1/commands", tap, "Content-Type: text/plain\r\n").status, 415);
  EXPECT_EQ(nurse.send("POST", "/api/v1/sign-out", "{}", "Content-Type: application/x-www-form-urlencoded\r\n").status,
            415);
  EXPECT_EQ(site.seq(), before);
  EXPECT_EQ(
      nurse.send("POST", "/api/v1/commands", tap, "Origin: " + own + "\r\nSec-Fetch-Site: same-origin\r\n").status,
      200);
  EXPECT_EQ(
      nurse.send("POST", "/api/v1/cover", R"({"covered":false})", "Content-Type: application/json; charset=utf-8\r\n")
          .status,
      204);
}

TEST(Http, OnThisMachineItAnswersOnlyToThisMachinesNames) {
  ServedSite site;
  const auto status_for = [&](const std::string& host) {
    const Socket socket(site.port());
    socket.send("GET /api/v1/session HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    std::string in;
    return read_answer(socket, in).status;
  };
  EXPECT_EQ(status_for("localhost:8480"), 200);
  EXPECT_EQ(status_for("127.0.0.1"), 200);
  EXPECT_EQ(status_for("[::1]:8480"), 200);
  EXPECT_EQ(status_for("harbor.example:8480"), 421);
  EXPECT_EQ(status_for("localhost.example"), 421);
}

TEST(Http, BeyondThisMachineItIsServedWithTlsOnly) {
  ServedSite site;
  for (const std::string host : {"0.0.0.0", "192.168.1.10", "::"}) {
    const auto refused =
        HttpServer::open(*std::make_unique<Application>(site.service()), {.host = host, .port = 0, .tls = {}});
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().failure, base::Failure::input) << "exit status 2";
    EXPECT_NE(refused.error().message.find("--tls-cert"), std::string::npos) << refused.error().message;
  }
  const auto no_address =
      HttpServer::open(*std::make_unique<Application>(site.service()), {.host = "harbor", .port = 0, .tls = {}});
  ASSERT_FALSE(no_address.ok());
  EXPECT_NE(no_address.error().message.find("harbor"), std::string::npos);
  EXPECT_TRUE(*is_loopback("localhost"));
  EXPECT_TRUE(*is_loopback("::1"));
  EXPECT_FALSE(*is_loopback("10.0.0.1"));
}

TEST(Http, APortThatIsTakenIsNamed) {
  ServedSite site;
  Application application(site.service());
  const auto taken = HttpServer::open(application, {.port = site.port(), .tls = {}});
  ASSERT_FALSE(taken.ok());
  EXPECT_EQ(taken.error().failure, base::Failure::operation);
  EXPECT_NE(taken.error().message.find(std::to_string(site.port())), std::string::npos);
}

TEST(Http, WhatIsTooLargeOrNoRequestIsTurnedAway) {
  ServedSite site;
  Browser nurse = site.screen_of("nurse-2");
  const std::string large(300 * 1024, ' ');
  EXPECT_EQ(nurse.post("/api/v1/commands", large).status, 413);
  EXPECT_EQ(nurse.post("/api/v1/commands", std::string(200 * 1024, ' ')).status, 400)
      << "within the limit, and no JSON";
  EXPECT_EQ(nurse.send("GET", "/", "", "X-Padding: " + std::string(20 * 1024, 'x') + "\r\n").status, 431);

  const auto status_of = [&](const std::string& bytes) {
    const Socket socket(site.port());
    socket.send(bytes);
    std::string in;
    const HttpAnswer answer = read_answer(socket, in);
    if (answer.status != 0) {
      EXPECT_EQ(answer.header("Content-Type"), "application/problem+json");
      EXPECT_FALSE(answer.header("Content-Security-Policy").empty());
    }
    return answer.status;
  };
  EXPECT_EQ(status_of("hello\r\n\r\n"), 400);
  EXPECT_EQ(status_of("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n"), 505);
  EXPECT_EQ(status_of("GET / HTTP/1.1\r\n\r\n"), 400) << "no host";
  EXPECT_EQ(status_of("GET http://localhost/ HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400);
  std::string chunks =
      "POST /api/v1/commands HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: "
      "chunked\r\n\r\n";
  for (int i = 0; i < 40; ++i) chunks += "2000\r\n" + std::string(0x2000, ' ') + "\r\n";
  EXPECT_EQ(status_of(chunks), 413);
  // Two lengths: whoever stands before the server could read it otherwise than we do.
  EXPECT_EQ(
      status_of("POST /api/v1/cover HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
      400);
}

TEST(Http, WhoDribblesIsCutOffAndOthersAreServed) {
  ServedSite site(
      {.http = {.tls = {}, .strangers_max = 8, .head_within = 300ms, .body_within = 300ms, .idle_max = 300ms}});
  Browser tablet = site.screen();
  const Socket in_head(site.port());
  in_head.send("GET /api/v1/session HTTP/1.1\r\nHost: localh");
  const Socket in_body(site.port());
  in_body.send(
      "POST /api/v1/cover HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
      "100\r\n\r\n{");
  const Socket silent(site.port());
  EXPECT_EQ(tablet.get("/api/v1/board").status, 200);
  EXPECT_TRUE(in_head.is_closed_within(10s));
  EXPECT_TRUE(in_body.is_closed_within(10s));
  EXPECT_TRUE(silent.is_closed_within(10s));
}

TEST(Http, WhenStrangersPlacesAreTakenTheNewestHasTheOldests) {
  ServedSite site({.http = {.tls = {}, .strangers_max = 4}});
  {
    std::vector<std::unique_ptr<Socket>> held;
    for (int i = 0; i < 4; ++i) {
      held.push_back(std::make_unique<Socket>(site.port()));
      std::string in;
      held.back()->send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
      EXPECT_EQ(read_answer(*held.back(), in).status, 200);
    }
    const Socket one_more(site.port());
    std::string in;
    one_more.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(read_answer(one_more, in).status, 200);
    EXPECT_TRUE(held[0]->is_closed_within(10s));
    EXPECT_FALSE(held[3]->is_closed_within(100ms));
  }
  const auto until = std::chrono::steady_clock::now() + 20s;
  int status = 0;
  while (status != 200 && std::chrono::steady_clock::now() < until) {
    status = site.browser().get("/healthz").status;
    std::this_thread::sleep_for(20ms);
  }
  EXPECT_EQ(status, 200);
}

TEST(Http, OneConnectionServesManyRequestsInTheirOrder) {
  ServedSite site;
  const Socket socket(site.port());
  std::string in;
  socket.send(
      "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /api/v1/session HTTP/1.1\r\nHost: localhost\r\n\r\nGET "
      "/api/v1/board HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(read_answer(socket, in).status, 200);
  EXPECT_NE(read_answer(socket, in).body.find("harbor-street"), std::string::npos);
  EXPECT_EQ(read_answer(socket, in).status, 403);
}

TEST(Http, WrongSignInsSlowTheNextAndLockNobodyOut) {
  ServedSite site;
  Browser tablet = site.screen();
  const std::string wrong = R"({"staff":"nurse-2","pin":"1357"})";
  EXPECT_EQ(tablet.post("/api/v1/sign-in", wrong).status, 401);
  HttpAnswer slowed = tablet.post("/api/v1/sign-in", wrong);
  for (int i = 0; i < 3 && slowed.status != 429; ++i) slowed = tablet.post("/api/v1/sign-in", wrong);
  ASSERT_EQ(slowed.status, 429) << slowed.body;
  EXPECT_GT(slowed.json().at("retry_after_ms").as_int64(), 0);
  EXPECT_FALSE(slowed.header("Retry-After").empty());
  EXPECT_EQ(slowed.header("Content-Type"), "application/problem+json");

  Browser other = site.screen("smoking room");
  EXPECT_EQ(other.post("/api/v1/sign-in", R"({"staff":"nurse-2","pin":"2468"})").status, 200)
      << "another screen is not slowed";
  const auto until = std::chrono::steady_clock::now() + 60s;
  HttpAnswer right;
  while (right.status != 200 && std::chrono::steady_clock::now() < until) {
    right = tablet.post("/api/v1/sign-in", R"({"staff":"nurse-2","pin":"2468"})");
    std::this_thread::sleep_for(100ms);
  }
  EXPECT_EQ(right.status, 200) << "nobody is ever locked out";
}

TEST(Http, ANewSignInEndsTheOneBefore) {
  ServedSite site;
  Browser tablet = site.screen_of("peer-1");
  Browser kept = tablet;  // a copy of the cookies
  ASSERT_EQ(tablet.post("/api/v1/sign-in", R"({"staff":"nurse-2","pin":"2468"})").status, 200);
  EXPECT_TRUE(kept.get("/api/v1/session").json().at("staff").is_null());
  Browser elsewhere = site.browser();
  elsewhere.cookies()["alongside_session"] = tablet.cookies().at("alongside_session");
  EXPECT_TRUE(elsewhere.get("/api/v1/session").json().at("staff").is_null())
      << "a PIN's session lives on its screen only";
}

TEST(Http, MetricsElsewhereAskForTheToken) {
  ServedSite site({.service = {.metrics_token = "a long token"}});
  const auto status_with = [&](std::vector<Header> headers) {
    auto request = std::make_shared<Request>();
    request->method = "GET";
    request->path = "/metrics";
    request->headers = std::move(headers);
    request->headers.push_back({"Host", "localhost"});
    int status = 0;
    Application(site.service()).handle(request, [&](const Response& response) { status = response.status; });
    return status;
  };
  EXPECT_EQ(status_with({}), 403);
  EXPECT_EQ(status_with({{"Authorization", "Bearer another token"}}), 403);
  EXPECT_EQ(status_with({{"Authorization", "Bearer "}}), 403);
  EXPECT_EQ(status_with({{"Authorization", "Bearer a long token"}}), 200);
}

TEST(Http, StoppingUnderLoadLosesNoAcknowledgedTap) {
  ServedSite site;
  const std::uint64_t before = site.seq();
  std::atomic<int> acknowledged = 0;
  std::vector<std::thread> screens;
  for (int i = 0; i < 4; ++i) {
    screens.emplace_back([&, tablet = site.screen("screen " + std::to_string(i))] {
      const std::string key = ServedSite::new_id();
      const Socket socket(tablet.port());
      std::string in;
      while (true) {
        const std::string tap = ServedSite::command("act", R"(,"emergency":")" + key + R"(","act":"breaths")");
        if (!socket.send(tablet.request_text("POST", "/api/v1/commands", tap)) || read_answer(socket, in).status != 200)
          return;
        ++acknowledged;
      }
    });
  }
  LiveReader reader(site.screen());
  while (acknowledged < 40) std::this_thread::sleep_for(1ms);
  site.stop();
  for (std::thread& screen : screens) screen.join();
  int kept = 0;
  for (const std::string& name : site.events_after(before)) kept += name == "act_recorded" ? 1 : 0;
  EXPECT_GE(kept, acknowledged);
}

TEST(Http, WhoDoesNotLetGoIsCutAtTheEndOfTheTimeToStop) {
  ServedSite site({.http = {.tls = {}, .stop_within = 200ms}});
  const Socket half_a_body(site.port());
  half_a_body.send(
      "POST /api/v1/cover HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
      "100\r\n\r\n{");
  EXPECT_EQ(site.browser().get("/healthz").status, 200);
  site.stop();  // well before the 15 s that the body has
  EXPECT_TRUE(half_a_body.is_closed_within(5s));
}

// --- TLS ---------------------------------------------------------------------------------------------------------------------------

TEST(Http, OverTlsCookiesAreSecureAndOldVersionsAreRefused) {
  const ledger::TemporaryFolder folder;
  ServedSite site({.kind = domain::SiteKind::demonstration,
                   .http = {.host = "0.0.0.0", .tls = make_certificate(folder.path())},
                   .service = {.metrics_token = "", .names = HostNames()}});
  const std::string body = R"({"label":"tablet"})";
  const std::string request =
      "POST /api/v1/devices HTTP/1.1\r\nHost: harbor.example\r\nConnection: close\r\nContent-Type: "
      "application/json\r\nOrigin: https://harbor.example\r\nContent-Length: " +
      std::to_string(body.size()) + "\r\n\r\n" + body;
  for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
    const std::string answer = over_tls(site.port(), request, version);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 200")) << answer;
    EXPECT_NE(answer.find("; Secure"), std::string::npos);
    EXPECT_NE(answer.find("Strict-Transport-Security"), std::string::npos);
  }
  EXPECT_TRUE(over_tls(site.port(), request, TLS1_1_VERSION).empty());
  const Socket plain(site.port());
  plain.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  std::string in;
  EXPECT_EQ(read_answer(plain, in).status, 0) << "nothing is said in the clear";
}

TEST(Http, OverTlsOnlyTheNamesOfTheCertificateAndAddressesAreAnswered) {
  const ledger::TemporaryFolder folder;
  const TlsFiles files = make_certificate(folder.path(), "harbor.example");
  const auto names = HostNames::of_certificate(files.certificate);
  ASSERT_TRUE(names.ok());
  ServedSite site({.http = {.host = "0.0.0.0", .tls = files}, .service = {.metrics_token = "", .names = *names}});
  const auto asked_as = [&](const std::string& host) {
    return over_tls(site.port(), "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n", TLS1_3_VERSION);
  };
  for (const std::string host :
       {"harbor.example", "HARBOR.example:8480", "harbor.example.", "192.168.1.10", "[fe80::1]:8480", "localhost"})
    EXPECT_TRUE(asked_as(host).starts_with("HTTP/1.1 200")) << host;
  for (const std::string host : {"harbor.example.elsewhere.net", "elsewhere.net", "harbor", "1.2.3.4.elsewhere.net"})
    EXPECT_TRUE(asked_as(host).starts_with("HTTP/1.1 421")) << host;
  // A tablet that is a screen here goes on under whatever name it has: no page of elsewhere has its cookie.
  const auto cookie = "Cookie: alongside_device=" + site.screen().cookies()["alongside_device"] + "\r\n";
  const std::string of_screen = "GET / HTTP/1.1\r\nHost: harbor\r\nConnection: close\r\n" + cookie + "\r\n";
  EXPECT_TRUE(over_tls(site.port(), of_screen, TLS1_3_VERSION).starts_with("HTTP/1.1 200"));
}

TEST(Http, ACertificateThatIsNoneIsNamed) {
  ServedSite site;
  Application application(site.service());
  const auto refused = HttpServer::open(
      application,
      {.host = "127.0.0.1", .port = 0, .tls = TlsFiles{.certificate = "nothing.pem", .key = "nothing.key"}});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().failure, base::Failure::input);
  EXPECT_NE(refused.error().message.find("nothing.pem"), std::string::npos);
}

}  // namespace
}  // namespace alongside::server::test
