// Kill test: a server under load is killed at random instants, again and again. Afterwards every command that was acknowledged as
// saved is in the record, none is there twice however often it was sent, and the chain verifies.
//
// ALONGSIDE_KILLS (default 100) says how often; ALONGSIDE_SEED repeats a run. The server is the real program over HTTP on loopback.
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
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
#include "support/from_environment.hpp"
#include "support/page_connection.hpp"
#include "support/serving.hpp"

namespace alongside {
namespace {

using namespace std::chrono_literals;

constexpr int screens = 4;
constexpr auto life_least = 20ms;
constexpr auto life_spread = 230ms;

/// One screen of the site: sends commands one at a time and sends again, under the same id, what was not answered.
class LoadedScreen {
 public:
  explicit LoadedScreen(std::string cookies) : cookies_(std::move(cookies)) {}

  void run(std::uint16_t port, const std::atomic<bool>& stop) {
    const test::PageConnection connection(port);
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
    const base::Uuid id = test::fresh_id();
    const std::string front = "{\"id\":\"" + id.text() + "\",\"age_ms\":0,";
    switch (step_++ % 8) {
      case 5: emergency_ = test::fresh_id(); return {id, front + act("opened", "")};
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

/// Screens of this site, each with somebody signed in.
std::vector<LoadedScreen> loaded_screens(const center::SiteFolder& site, const ledger::SiteKeys& keys) {
  std::vector<LoadedScreen> loaded;
  auto staff = center::Staff::open_unlocked(site.path, keys);
  EXPECT_TRUE(staff.ok());
  if (!staff || !(*staff)->add("nurse-1", "nurse 1", domain::Role::nurse, "1234", "")) return loaded;
  for (int i = 0; i < screens; ++i) {
    const auto screen = (*staff)->register_screen("screen");
    if (!screen) return loaded;
    const auto session = (*staff)->sign_in("nurse-1", "1234", true, screen->first.number);
    if (!session.token) return loaded;
    loaded.emplace_back("alongside_device=" + screen->second + "; alongside_session=" + *session.token);
  }
  return loaded;
}

/// How often each command was done: rows that carry its content's digest.
std::map<base::Uuid, int> done_in(const center::SiteFolder& site, const ledger::SiteKeys& keys) {
  std::map<base::Uuid, int> done;
  auto store = ledger::SqliteStore::open_read_only(site.ledger(), keys, site.id);
  EXPECT_TRUE(store.ok()) << (store.ok() ? "" : store.error().message);
  if (!store) return done;
  center::SideTable table;
  const auto replayed =
      center::replay(**store, table, [&](const ledger::Row& row, const ledger::Record& record) -> base::Result<> {
        if (!center::attachment(record, ledger::AttachmentKind::command_digest).empty()) ++done[row.command];
        return base::Done{};
      });
  EXPECT_TRUE(replayed.ok()) << (replayed.ok() ? "" : replayed.error().message);
  return done;
}

TEST(KilledServer, HasEveryAcknowledgedCommandOnceAndAChainThatVerifies) {
  const int kills = static_cast<int>(test::from_environment("ALONGSIDE_KILLS", 100));
  const int seed = static_cast<int>(test::from_environment("ALONGSIDE_SEED", 1));
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

  std::vector<LoadedScreen> loaded = loaded_screens(*made, *keys);
  ASSERT_EQ(loaded.size(), static_cast<std::size_t>(screens));

  const base::Stream dice({static_cast<std::uint64_t>(seed), 0, 0, 0});
  const std::uint16_t port = test::free_port();
  for (int n = 0; n < kills; ++n) {
    test::Serving server(ALONGSIDE_PROGRAM, made->path, {"--key-file", key_file.string()}, port);
    ASSERT_TRUE(server.is_up()) << "start " << n << ": " << server.log();
#ifndef ALONGSIDE_SANITIZED
    ASSERT_TRUE(server.leaves_no_core_dump()) << "handles and cookies stand in its memory";
#endif
    std::atomic<bool> stop{false};
    std::vector<std::thread> threads;
    for (LoadedScreen& screen : loaded) threads.emplace_back([&] { screen.run(port, stop); });
    std::this_thread::sleep_for(
        life_least + std::chrono::milliseconds(dice.below(life_spread.count(), static_cast<std::uint32_t>(n))));
    server.end(SIGKILL);
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

  std::map<base::Uuid, int> done = done_in(*made, *keys);
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
