// The site's owner asks a running server: what is asked is done at once and kept, and nobody else is heard.
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>

#include "document/shipped_documents.hpp"
#include "server/owners_site.hpp"

namespace alongside::server::test {
namespace {

/// A client that says what it likes.
class RawClient {
 public:
  explicit RawClient(const std::filesystem::path& socket) : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    socket.string().copy(address.sun_path, sizeof address.sun_path - 1);
    open_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool open() const { return open_; }
  void send(std::string_view bytes) const { (void)::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  void say_no_more() const { ::shutdown(socket_, SHUT_WR); }
  /// All that comes until the server closes; nothing: it did not close in time.
  std::optional<std::string> all(std::chrono::milliseconds patience = 10s) const {
    std::string out;
    for (;;) {
      pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
      if (::poll(&waiting, 1, static_cast<int>(patience.count())) <= 0) return std::nullopt;
      char bytes[4096];
      const ssize_t got = ::recv(socket_, bytes, sizeof bytes, 0);
      if (got <= 0) return out;
      out.append(bytes, static_cast<std::size_t>(got));
    }
  }

 private:
  int socket_;
  bool open_ = false;
};

std::string framed(std::string_view bytes, std::uint32_t length) {
  base::Writer out;
  out.number(length);
  out.raw(base::bytes_of(bytes));
  return std::string(base::text_of(out.bytes()));
}

TEST_F(OwnersSocket, WhoIsAddedSignsInAtOnceAndWhoIsEndedIsOutAtOnce) {
  listen();
  const auto keys = site_.keys();
  const auto added = running().change_staff(keys, add("nurse-9"));
  ASSERT_TRUE(added.ok()) << added.error().message;
  EXPECT_EQ(added->sign_in, "nurse-9");
  EXPECT_EQ(added->role, domain::Role::nurse);
  auto screen = site_.screen();
  const std::string sign_in = R"({"staff":"nurse-9","pin":"8642"})";
  ASSERT_EQ(screen.post("/api/v1/sign-in", sign_in).status, 200);
  ASSERT_FALSE(screen.get("/api/v1/session").json().at("staff").is_null());
  const auto ended = running().change_staff(keys, {.what = What::end, .sign_in = "nurse-9"});
  ASSERT_TRUE(ended.ok()) << ended.error().message;
  EXPECT_TRUE(ended->ended);
  EXPECT_TRUE(screen.get("/api/v1/session").json().at("staff").is_null());
  EXPECT_EQ(screen.post("/api/v1/sign-in", sign_in).status, 401);
}

TEST_F(OwnersSocket, ANewPinCountsAtOnceAndTheOldOneNoMore) {
  listen();
  ASSERT_TRUE(running().change_staff(site_.keys(), {.what = What::set_pin, .sign_in = "nurse-2", .pin = "97531"}).ok());
  auto screen = site_.screen();
  EXPECT_EQ(screen.post("/api/v1/sign-in", R"({"staff":"nurse-2","pin":"97531"})").status, 200);
  EXPECT_EQ(screen.post("/api/v1/sign-in", R"({"staff":"nurse-2","pin":"2468"})").status, 401);
}

TEST_F(OwnersSocket, MistakesAreToldInTheSameWordsAsAlone) {
  listen();
  auto staff = center::Staff::open(site_.folder().path);
  ASSERT_TRUE((*staff)->unlock(site_.keys()).ok());
  for (StaffChange change : {add("nurse-2"), StaffChange{.what = What::end, .sign_in = "nobody"},
                             StaffChange{.what = What::set_pin, .sign_in = "nurse-2", .pin = "1"},
                             StaffChange{.what = What::set_password, .sign_in = "nurse-2", .password = "short"}}) {
    const auto there = running().change_staff(site_.keys(), change);
    const auto alone = center::change_staff(**staff, change);
    ASSERT_FALSE(there.ok());
    ASSERT_FALSE(alone.ok());
    EXPECT_EQ(there.error().message, alone.error().message);
    EXPECT_EQ(there.error().failure, alone.error().failure);
  }
}

TEST_F(OwnersSocket, AProtocolIsInForceAtOnceAndEveryScreenIsTold) {
  listen();
  const auto keys = site_.keys();
  const StaffChange director{.what = What::add,
                             .sign_in = "dr-okafor",
                             .label = "Dr. Okafor",
                             .role = domain::Role::medical_director,
                             .pin = "2468",
                             .password = "long enough"};
  ASSERT_TRUE(running().change_staff(keys, director).ok());
  auto screen = site_.screen_of("nurse-2");
  site_.open_floor(screen);
  LiveReader reader(screen);
  ASSERT_EQ(reader.next().name, "board");
  const std::string before = screen.get("/api/v1/protocol").body;
  const auto text = document::document_text("protocols", "sydney");
  const center::ProtocolToAdopt sydney{.name = "sydney", .text = *text};

  // Screens play one protocol, and an emergency is judged by the one it began under: not while one is open.
  const std::string emergency = R"(,"emergency":")" + ServedSite::new_id() + R"(","act":)";
  screen.post("/api/v1/commands", ServedSite::command("act", emergency + R"("opened")"));
  const auto not_now = running().adopt_protocol(keys, sydney, {.sign_in = "dr-okafor", .password = "long enough"});
  ASSERT_FALSE(not_now.ok());
  EXPECT_NE(not_now.error().message.find("an emergency is open"), std::string::npos) << not_now.error().message;
  EXPECT_EQ(screen.get("/api/v1/protocol").body, before);
  screen.post("/api/v1/commands", ServedSite::command("act", emergency + R"("closed","choice":4)"));
  const std::uint64_t seq = site_.seq();

  const auto wrong = running().adopt_protocol(keys, sydney, {.sign_in = "dr-okafor", .password = "another one"});
  ASSERT_FALSE(wrong.ok());
  EXPECT_EQ(wrong.error().failure, base::Failure::input);
  EXPECT_FALSE(running().adopt_protocol(keys, sydney, {.sign_in = "manager", .password = "a long password"}).ok());
  EXPECT_EQ(site_.seq(), seq);
  const auto adopted = running().adopt_protocol(keys, sydney, {.sign_in = "dr-okafor", .password = "long enough"});
  ASSERT_TRUE(adopted.ok()) << adopted.error().message;

  EXPECT_EQ(site_.events_after(seq), std::vector<std::string>{"protocol_adopted"});
  EXPECT_NE(screen.get("/api/v1/protocol").body, before);
  EXPECT_TRUE(screen.get("/api/v1/session").json().at("protocol").at("signed").as_bool());
  std::string told;
  for (LiveReader::Event event = reader.next(); !event.name.empty() && told.empty(); event = reader.next()) {
    if (event.name == "protocol") told = event.data;
  }
  EXPECT_EQ(told, "{}");
  // The floor goes on under it, and the next start reads it from the record.
  EXPECT_FALSE(site_.welcome(screen, "osprey", 1).empty());
  socket_.reset();
  site_.stop();
  site_.start();
  bool is_signed = false;
  site_.center().read([&](const center::Published& published) {
    is_signed = published.state.protocol_signed && published.saved && published.faults.empty();
  });
  EXPECT_TRUE(is_signed);
}

TEST_F(OwnersSocket, WithoutTheSitesKeyNothingIsDone) {
  listen();
  const auto others = ledger::SiteKeys::derive(ledger::create_key());
  const auto added = running().change_staff(others, add("nurse-9"));
  ASSERT_FALSE(added.ok());
  EXPECT_EQ(added.error().failure, base::Failure::input);
  EXPECT_FALSE(is_staff("nurse-9"));
}

TEST_F(OwnersSocket, ChangesThatAreAskedForAtOnceAreAllKept) {
  listen();
  const std::size_t before = staff_in_the_file();
  const auto keys = site_.keys();
  std::vector<std::thread> threads;
  std::atomic<int> done = 0;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      const auto found = RunningSite::find(site_.folder().path);
      if (found.ok() && *found && (*found)->change_staff(keys, add("peer-9" + std::to_string(i))).ok()) ++done;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, 8);
  EXPECT_EQ(staff_in_the_file(), before + 8);
}

TEST_F(OwnersSocket, WhoeverTalksNonsenseOrNothingKeepsNobodyWaiting) {
  listen({.asked_within = 300ms, .answer_taken_within = 300ms, .at_once = 4});
  std::vector<std::unique_ptr<RawClient>> silent;
  for (int i = 0; i < 12; ++i) silent.push_back(std::make_unique<RawClient>(path()));
  EXPECT_TRUE(running().change_staff(site_.keys(), add("nurse-9")).ok());
  for (const std::string& said :
       {std::string("GET / HTTP/1.1\r\n\r\n"), framed("", 0xffffffffU), framed("{", 17U << 20), framed("short", 500),
        framed("", 0), framed("{\"request\":\"staff end\"}", 23), framed(std::string(60, '\0'), 60)}) {
    const RawClient client(path());
    ASSERT_TRUE(client.open());
    client.send(said);
    client.say_no_more();
    const auto answer = client.all();
    ASSERT_TRUE(answer.has_value()) << "the server keeps it open";
    EXPECT_EQ(answer->find("\"done\""), std::string::npos) << *answer;
  }
  EXPECT_TRUE(running().change_staff(site_.keys(), add("nurse-10")).ok());
}

TEST_F(OwnersSocket, IsTheOwnersAloneFromItsFirstMoment) {
  const mode_t before = ::umask(0);
  listen();
  ::umask(before);
  struct stat made{};
  ASSERT_EQ(::lstat(path().c_str(), &made), 0);
  EXPECT_TRUE(S_ISSOCK(made.st_mode));
  EXPECT_EQ(made.st_mode & 0777U, 0600U);
  EXPECT_EQ(made.st_uid, ::geteuid());
}

TEST_F(OwnersSocket, AnotherAccountIsNotAnsweredEvenWhereItGetsThrough) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can be somebody else";
  listen();
  // As if somebody had opened the folder to all.
  for (auto folder = path(); folder != std::filesystem::temp_directory_path() && folder.has_relative_path();
       folder = folder.parent_path())
    ASSERT_EQ(::chmod(folder.c_str(), 0777), 0) << folder;
  const pid_t child = ::fork();
  if (child == 0) {
    if (::setresgid(65534, 65534, 65534) != 0 || ::setresuid(65534, 65534, 65534) != 0) ::_exit(3);
    const RawClient client(path());
    if (!client.open()) ::_exit(2);
    const auto said = client.all();
    ::_exit(said && said->empty() ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_TRUE(running().change_staff(site_.keys(), add("nurse-9")).ok());
}

TEST_F(OwnersSocket, IsFoundInAFolderWhosePathIsLongerThanASocketsAddress) {
  const ledger::TemporaryFolder elsewhere;
  const auto deep = elsewhere.path() / std::string(120, 'a') / std::string(120, 'b');
  std::filesystem::create_directories(deep);
  auto listening = OwnerSocket::listen(deep, requests_);
  ASSERT_TRUE(listening.ok()) << listening.error().message;
  const auto found = RunningSite::find(deep);
  ASSERT_TRUE(found.ok()) << found.error().message;
  ASSERT_TRUE(found->has_value());
  EXPECT_TRUE((*found)->change_staff(site_.keys(), add("nurse-9")).ok());
  listening->reset();
  EXPECT_TRUE(std::filesystem::is_empty(deep));
}

TEST_F(OwnersSocket, OneThatWasLeftBehindIsTakenAwayAndOneThatIsInUseIsNot) {
  const auto nobody = RunningSite::find(site_.folder().path);
  ASSERT_TRUE(nobody.ok());
  EXPECT_FALSE(nobody->has_value());
  {  // a server that was killed: its name is there, and nobody behind it
    const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path().string().copy(address.sun_path, sizeof address.sun_path - 1);
    ASSERT_EQ(::bind(left, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
    ::close(left);
  }
  const auto dead = RunningSite::find(site_.folder().path);
  ASSERT_TRUE(dead.ok()) << dead.error().message;
  EXPECT_FALSE(dead->has_value());
  listen();
  const auto second = OwnerSocket::listen(site_.folder().path, requests_);
  ASSERT_FALSE(second.ok());
  EXPECT_NE(second.error().message.find("another server"), std::string::npos) << second.error().message;
  EXPECT_TRUE(running().change_staff(site_.keys(), add("nurse-9")).ok());
  socket_.reset();
  EXPECT_FALSE(std::filesystem::exists(path()));
  std::ofstream(path()) << "somebody's notes";
  const auto blocked = OwnerSocket::listen(site_.folder().path, requests_);
  ASSERT_FALSE(blocked.ok());
  EXPECT_TRUE(std::filesystem::is_regular_file(path()));
}

TEST(LockedSite, SaysToItsOwnerThatItIsLockedUntilItIsNot) {
  ServedSite site({.locked = true});
  const OwnerRequests requests(site.service());
  const auto listening = OwnerSocket::listen(site.folder().path, requests);
  ASSERT_TRUE(listening.ok());
  const auto locked = RunningSite::find(site.folder().path);
  ASSERT_FALSE(locked.ok());
  EXPECT_EQ(locked.error().failure, base::Failure::operation);
  EXPECT_NE(locked.error().message.find("locked"), std::string::npos) << locked.error().message;
  site.unlock();
  const auto open = RunningSite::find(site.folder().path);
  ASSERT_TRUE(open.ok()) << open.error().message;
  EXPECT_TRUE((*open)->change_staff(site.keys(), {.what = What::set_pin, .sign_in = "nurse-2", .pin = "97531"}).ok());
}

}  // namespace
}  // namespace alongside::server::test
