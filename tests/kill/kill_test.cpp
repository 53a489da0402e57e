// Kill test: a server under load is killed at random instants, again and again. Afterwards every command that was acknowledged as
// saved is in the record, none is there twice however often it was sent, and the chain verifies.
//
// ALONGSIDE_KILLS (default 100) says how often; ALONGSIDE_SEED repeats a run. The server is the real program over HTTP on loopback.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sodium.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <map>
#include <mutex>
#include <optional>
#include <thread>

#include "base/random.hpp"
#include "center/replay.hpp"
#include "center/site_folder.hpp"
#include "center/staff.hpp"
#include "ledger/sqlite/sqlite_store.hpp"
#include "ledger/temporary_folder_test.hpp"
#include "ledger/verify.hpp"

namespace alongside {
namespace {

using namespace std::chrono_literals;

constexpr int screens = 4;
constexpr auto life_least = 20ms;
constexpr auto life_spread = 230ms;

int from_environment(const char* name, int otherwise) {
  const char* text = std::getenv(name);
  return text ? std::atoi(text) : otherwise;
}

/// One keep-alive connection; nothing once the server is gone.
class Connection {
 public:
  explicit Connection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    open_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  }
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  bool open() const { return open_; }

  /// The body of the answer, if a whole one came.
  std::optional<std::string> post(const std::string& cookies, const std::string& body) {
    const std::string request =
        "POST /api/v1/commands HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nCookie: " + cookies +
        "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size()))
      return std::nullopt;
    std::string answer;
    for (;;) {
      const auto head_end = answer.find("\r\n\r\n");
      if (head_end != std::string::npos) {
        const auto length_at = answer.find("Content-Length: ");
        if (length_at == std::string::npos || length_at > head_end) return std::nullopt;
        const std::size_t length = std::strtoul(answer.c_str() + length_at + 16, nullptr, 10);
        if (answer.size() >= head_end + 4 + length) return answer.substr(head_end + 4, length);
      }
      std::array<char, 4096> part{};
      const ssize_t got = ::recv(socket_, part.data(), part.size(), 0);
      if (got <= 0) return std::nullopt;
      answer.append(part.data(), static_cast<std::size_t>(got));
    }
  }

 private:
  int socket_;
  bool open_ = false;
};

class Server {
 public:
  Server(const std::filesystem::path& site, const std::filesystem::path& key, std::uint16_t port)
      : log_(site.string() + ".log"), port_(port) {
    const std::string port_text = std::to_string(port);
    child_ = ::fork();
    if (child_ == 0) {
      ::freopen("/dev/null", "w", stdout);
      ::freopen((site.string() + ".log").c_str(), "w", stderr);
      ::execl(ALONGSIDE_PROGRAM, "alongside", "serve", site.c_str(), "--key-file", key.c_str(), "--port",
              port_text.c_str(), nullptr);
      ::_exit(127);
    }
  }
  ~Server() { kill(); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::string said() const {
    std::ifstream file(log_);
    return std::string(std::istreambuf_iterator<char>(file), {}).substr(0, 2000);
  }
  bool wait_until_up() const {
    for (int i = 0; i < 1000; ++i) {
      if (Connection(port_).open()) return true;
      std::this_thread::sleep_for(10ms);
    }
    return false;
  }
  void kill() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
    child_ = -1;
  }

 private:
  std::string log_;
  std::uint16_t port_;
  pid_t child_ = -1;
};

base::Uuid fresh_id() {
  base::Uuid id;
  randombytes_buf(id.bytes.data(), id.bytes.size());
  const auto now =
      std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
          .count();
  for (std::size_t i = 0; i < 6; ++i) id.bytes[i] = static_cast<std::uint8_t>(now >> (40 - 8 * i));
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | (id.bytes[6] & 0x0F));
  id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3F));
  return id;
}

/// One screen of the site: sends commands one at a time and sends again, under the same id, what was not answered.
class LoadedScreen {
 public:
  explicit LoadedScreen(std::string cookies) : cookies_(std::move(cookies)) {}

  void run(std::uint16_t port, const std::atomic<bool>& stop) {
    Connection connection(port);
    while (!stop && connection.open()) {
      if (!waiting_) waiting_ = next();
      const auto answer = connection.post(cookies_, waiting_->second);
      if (!answer) return;
      EXPECT_NE(answer->find("\"accepted\":true"), std::string::npos) << *answer;
      if (answer->find("\"saved\":true") == std::string::npos) return;
      if (answer->find("\"again\":true") != std::string::npos) ++sent_again_;
      acknowledged_.push_back(waiting_->first);
      waiting_.reset();
    }
  }

  const std::vector<base::Uuid>& acknowledged() const { return acknowledged_; }
  int sent_again() const { return sent_again_; }

 private:
  /// In turn: somebody could not be served; an emergency is opened, helped, and closed.
  std::pair<base::Uuid, std::string> next() {
    const base::Uuid id = fresh_id();
    const std::string front = "{\"id\":\"" + id.text() + "\",\"age_ms\":0,";
    switch (step_++ % 8) {
      case 5: emergency_ = fresh_id(); return {id, front + act("opened", "")};
      case 6: return {id, front + act("helper", "")};
      case 7: return {id, front + act("closed", ",\"choice\":4")};
      default: return {id, front + "\"command\":\"could_not_be_served\",\"reason\":\"no_seat\"}"};
    }
  }
  std::string act(const std::string& name, const std::string& more) const {
    return "\"command\":\"act\",\"emergency\":\"" + emergency_.text() + "\",\"act\":\"" + name + "\"" + more + "}";
  }

  std::string cookies_;
  std::optional<std::pair<base::Uuid, std::string>> waiting_;
  std::vector<base::Uuid> acknowledged_;
  base::Uuid emergency_;
  int step_ = 0;
  int sent_again_ = 0;
};

std::uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::bind(probe, reinterpret_cast<sockaddr*>(&address), sizeof address);
  socklen_t size = sizeof address;
  ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  ::close(probe);
  return ntohs(address.sin_port);
}

TEST(KilledServer, HasEveryAcknowledgedCommandOnceAndAChainThatVerifies) {
  const int kills = from_environment("ALONGSIDE_KILLS", 100);
  const int seed = from_environment("ALONGSIDE_SEED", 1);
  RecordProperty("seed", seed);
  const ledger::TemporaryFolder folder;
  const auto key_file = folder / "site.key";
  const center::NewSite site{.path = folder / "site",
                             .name = "kill",
                             .zone = "UTC",
                             .address = "",
                             .kind = domain::SiteKind::training,
                             .key_file = key_file,
                             .passphrase = ""};
  const auto made = center::create_site(site);
  ASSERT_TRUE(made.ok()) << made.error().message;
  const auto keys = center::open_site_keys(*made, key_file, [] { return base::Result<std::string>(std::string()); });
  ASSERT_TRUE(keys.ok());

  std::vector<LoadedScreen> loaded;
  {
    auto staff = center::Staff::open(made->path);
    ASSERT_TRUE(staff.ok() && (*staff)->unlock(*keys).ok());
    ASSERT_TRUE((*staff)->add("nurse-1", "nurse 1", domain::Role::nurse, "1234", "").ok());
    for (int i = 0; i < screens; ++i) {
      const auto screen = (*staff)->register_screen("screen");
      ASSERT_TRUE(screen.ok());
      const auto session = (*staff)->sign_in("nurse-1", "1234", true, screen->first.number);
      ASSERT_TRUE(session.token.has_value());
      loaded.emplace_back("alongside_device=" + screen->second + "; alongside_session=" + *session.token);
    }
  }

  const base::Stream dice({static_cast<std::uint64_t>(seed), 0, 0, 0});
  const std::uint16_t port = free_port();
  for (int n = 0; n < kills; ++n) {
    Server server(made->path, key_file, port);
    ASSERT_TRUE(server.wait_until_up()) << "start " << n << ": " << server.said();
    std::atomic<bool> stop{false};
    std::vector<std::thread> threads;
    for (LoadedScreen& screen : loaded) threads.emplace_back([&] { screen.run(port, stop); });
    std::this_thread::sleep_for(
        life_least + std::chrono::milliseconds(dice.below(life_spread.count(), static_cast<std::uint32_t>(n))));
    server.kill();
    stop = true;
    for (std::thread& thread : threads) thread.join();
  }

  const auto report = ledger::verify_chain({.ledger = made->ledger(),
                                            .keys = *keys,
                                            .site = made->id,
                                            .heads_log = made->heads(),
                                            .held = {},
                                            .refold = {},
                                            .progress = {}});
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_TRUE(report->holds()) << report->sentences.front();

  auto store = ledger::SqliteStore::open_read_only(made->ledger(), *keys, made->id);
  ASSERT_TRUE(store.ok()) << store.error().message;
  std::map<base::Uuid, int> done;  // how often each command was done: rows that carry its content's digest
  center::SideTable table;
  const auto replayed =
      center::replay(**store, table, [&](const ledger::Row& row, const ledger::Record& record) -> base::Result<> {
        if (!center::attachment(record, ledger::AttachmentKind::command_digest).empty()) ++done[row.command];
        return base::Done{};
      });
  ASSERT_TRUE(replayed.ok()) << replayed.error().message;

  std::size_t acknowledged = 0;
  for (const LoadedScreen& screen : loaded) {
    for (const base::Uuid& id : screen.acknowledged()) EXPECT_EQ(done[id], 1) << id.text();
    acknowledged += screen.acknowledged().size();
  }
  for (const auto& [id, times] : done) EXPECT_LE(times, 1) << id.text();
  EXPECT_GT(acknowledged, static_cast<std::size_t>(kills)) << "the load was too small to prove anything";
}

}  // namespace
}  // namespace alongside
