// A real site in a folder of its own, served over HTTP on a free port, and browsers that talk to it.
//
// Goals: the program's own parts end to end, without a process; what was kept is read back from the record itself.
// Threads: one test; the server has its own.
#pragma once

#include <gtest/gtest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <sstream>
#include <thread>

#include "center/center.hpp"
#include "ledger/codec.hpp"
#include "ledger/sqlite/sqlite_store.hpp"
#include "ledger/temporary_folder_test.hpp"
#include "server/application.hpp"
#include "server/browser.hpp"
#include "server/http_server.hpp"

namespace alongside::server::test {

struct SiteSettings {
  domain::SiteKind kind = domain::SiteKind::training;
  HttpOptions http{};
  ServiceOptions service{};
  bool locked = false;
};

/// What the server logs is read by tests that capture it; elsewhere it would only be noise.
inline const bool logs_are_quiet = (spdlog::set_level(spdlog::level::off), true);

class ServedSite {
 public:
  using Settings = SiteSettings;

  explicit ServedSite(Settings settings = {}) : settings_(std::move(settings)) {
    const auto made = center::create_site({.path = folder_.path() / "site",
                                           .name = "harbor-street",
                                           .zone = "America/New_York",
                                           .address = "12 Harbor Street, back door",
                                           .kind = settings_.kind,
                                           .key_file = folder_.path() / "key",
                                           .passphrase = ""});
    EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().message);
    site_ = *made;
    add_staff();
    start();
  }
  ~ServedSite() { stop(); }
  ServedSite(const ServedSite&) = delete;
  ServedSite& operator=(const ServedSite&) = delete;

  void start() {
    auto opened = center::Center::open(
        site_, settings_.locked ? std::optional<ledger::SiteKeys>() : std::optional(keys()), clock_);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    center_ = std::move(*opened);
    service_ = std::make_unique<Service>(*center_, settings_.service);
    application_ = std::make_unique<Application>(*service_);
    HttpOptions http = settings_.http;
    http.port = 0;
    auto listening = HttpServer::open(*application_, http);
    ASSERT_TRUE(listening.ok()) << listening.error().message;
    http_ = std::move(*listening);
    thread_ = std::thread([this] { http_->run(); });
  }
  void stop() {
    if (http_) http_->stop();
    if (thread_.joinable()) thread_.join();
    http_.reset();
    application_.reset();
    service_.reset();
    center_.reset();
  }

  /// What whoever types the passphrase does; waits until the record is open, or known not to be whole.
  void unlock() {
    ASSERT_TRUE(center_->unlock(keys()).ok());
    const auto is_read = [&] {
      bool out = false;
      center_->read([&](const center::Published& published) { out = published.is_read(); });
      return out;
    };
    const auto until = std::chrono::steady_clock::now() + 30s;
    while (!is_read() && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(20ms);
  }

  ledger::SiteKeys keys() const {
    auto keys =
        center::open_site_keys(site_, folder_.path() / "key", [] { return base::Result<std::string>(std::string()); });
    EXPECT_TRUE(keys.ok());
    return std::move(keys).value();
  }

  center::Center& center() { return *center_; }
  Service& service() { return *service_; }
  HttpServer& http() { return *http_; }
  std::uint16_t port() const { return http_->port(); }
  const center::SiteFolder& folder() const { return site_; }

  std::uint64_t seq() {
    std::uint64_t out = 0;
    center_->read([&](const center::Published& published) { out = published.head.seq; });
    return out;
  }
  /// The newest head as screens are given it.
  std::string head() {
    std::string out;
    center_->read([&](const center::Published& published) { out = published.given().text(); });
    return out;
  }
  /// A head that this site gave, whether or not its record holds it.
  std::string head_at(std::uint64_t seq, std::string_view row) const {
    return ledger::token_of(keys().head_token, {seq, ledger::digest_of(base::bytes_of(row))}).text();
  }
  /// Names of the events that were kept after this row, as the record itself has them.
  std::vector<std::string> events_after(std::uint64_t after) const {
    std::vector<std::string> names;
    const auto store = ledger::SqliteStore::open_read_only(site_.ledger(), keys(), site_.id);
    EXPECT_TRUE(store.ok());
    const auto read = (*store)->scan(after + 1, [&](const ledger::Row& row) -> base::Result<> {
      const auto record = ledger::decode(row.kind, row.body);
      if (!record) return record.error();
      if (row.seq > after) names.emplace_back(domain::traits_of(record->event.body).name);
      return base::Done{};
    });
    EXPECT_TRUE(read.ok());
    return names;
  }

  Browser browser() const { return Browser(port()); }
  /// A browser that is one of the site's screens, with nobody signed in.
  Browser screen(const std::string& label = "front desk") {
    Browser out = browser();
    const auto registered = center_->staff().register_screen(label);
    EXPECT_TRUE(registered.ok());
    out.cookies()["alongside_device"] = registered->second;
    return out;
  }
  /// A screen at which somebody is signed in by PIN.
  Browser screen_of(const std::string& sign_in) {
    Browser out = screen();
    EXPECT_EQ(out.post("/api/v1/sign-in", R"({"staff":")" + sign_in + R"(","pin":"2468"})").status, 200);
    return out;
  }
  domain::StaffRef number_of(const std::string& sign_in) {
    for (const auto& member : center_->staff().members()) {
      if (member.sign_in == sign_in) return member.number;
    }
    return {};
  }

  /// A UUIDv7 that nobody used.
  static std::string new_id() {
    static std::atomic<std::uint32_t> count{0};
    const auto ms = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count());
    base::Uuid id;
    for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    id.bytes[6] = 0x70;
    id.bytes[8] = 0x80;
    const std::uint32_t number = ++count;
    for (std::size_t i = 0; i < 4; ++i) id.bytes[12 + i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
    return id.text();
  }
  /// A command as a page sends it; `fields` begins with a comma unless empty.
  static std::string command(const std::string& name, const std::string& fields = "",
                             const std::string& id = new_id()) {
    return R"({"id":")" + id + R"(","command":")" + name + R"(","age_ms":0)" + fields + "}";
  }

  /// Somebody of the staff says with their PIN that they take charge of the floor from who is signed in at `by`.
  void accept_charge(Browser& by, const std::string& name, const std::string& pin) {
    const auto answer = by.post("/api/v1/charge", R"({"staff":")" + name + R"(","pin":")" + pin + R"("})");
    ASSERT_EQ(answer.status, 204) << answer.body;
  }
  /// Opens the floor under this responsible person.
  void open_floor(Browser& by, const std::string& responsible = "nurse-2") {
    const auto answer =
        by.post("/api/v1/commands",
                command("open_floor", R"(,"responsible":)" + std::to_string(number_of(responsible).number)));
    ASSERT_EQ(answer.status, 200) << answer.body;
    ASSERT_TRUE(answer.json().at("accepted").as_bool()) << answer.body;
  }
  /// Welcomes somebody with this new code into a seat; the visit's random id.
  std::string welcome(Browser& by, const std::string& code, int seat) {
    const auto answer = by.post(
        "/api/v1/commands", command("welcome", R"(,"purpose":"booth","old_enough":"yes","enrol":true,"code":")" + code +
                                                   R"(","seat":)" + std::to_string(seat)));
    EXPECT_EQ(answer.status, 200) << answer.body;
    const json::value body = answer.json();
    EXPECT_TRUE(body.at("accepted").as_bool()) << answer.body;
    return body.as_object().contains("visit") ? std::string(body.at("visit").as_string()) : std::string();
  }

 private:
  void add_staff() {
    auto staff = center::Staff::open(site_.path);
    ASSERT_TRUE(staff.ok());
    ASSERT_TRUE((*staff)->unlock(keys()).ok());
    using domain::Role;
    ASSERT_TRUE((*staff)->add("peer-1", "peer 1", Role::peer, "2468", "").ok());
    ASSERT_TRUE((*staff)->add("nurse-2", "nurse 2", Role::nurse, "2468", "a long password").ok());
    ASSERT_TRUE((*staff)->add("manager", "manager", Role::manager, "2468", "a long password").ok());
    ASSERT_TRUE((*staff)->add("evaluator", "evaluator", Role::evaluator, "2468", "a long password").ok());
  }

  ledger::TemporaryFolder folder_;
  Settings settings_;
  center::SiteFolder site_;
  center::SystemClock clock_;
  std::unique_ptr<center::Center> center_;
  std::unique_ptr<Service> service_;
  std::unique_ptr<Application> application_;
  std::unique_ptr<HttpServer> http_;
  std::thread thread_;
};

/// Everything that the server logs while this stands.
class CapturedLog {
 public:
  CapturedLog() : before_(spdlog::default_logger()) {
    auto logger = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::ostream_sink_mt>(text_));
    logger->set_level(spdlog::level::debug);
    spdlog::set_default_logger(logger);
  }
  ~CapturedLog() { spdlog::set_default_logger(before_); }
  /// Once no server writes any more.
  std::string text() const { return text_.str(); }

 private:
  std::ostringstream text_;
  std::shared_ptr<spdlog::logger> before_;
};

}  // namespace alongside::server::test
