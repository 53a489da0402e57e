// Service: what every route shares: the running center, who counts as reading it, what is counted.
//
// Goals: one place for what the server itself remembers, all of it in memory only (covered screens, open streams, counters).
// Threads: everything here may be used from any thread.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "center/center.hpp"
#include "server/board_json.hpp"
#include "server/http_message.hpp"
#include "server/metrics.hpp"
#include "server/problem.hpp"
#include "server/simulations.hpp"

namespace alongside::server {

struct ServiceOptions {
  std::string metrics_token;  ///< who may read /metrics from elsewhere; empty: nobody
  int live_readers_max = 64;  ///< [J] three times the screens of the largest site we design for
  bool loopback_only =
      true;  ///< then only this machine's own names are answered (a page elsewhere may not borrow them)
};

/// A sign-in that a demonstration shows to everybody.
struct DemonstrationSignIn {
  std::string staff;
  std::string pin;
  std::string password;
};

class Service {
 public:
  Service(center::Center& running, ServiceOptions chosen);
  ~Service();
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  center::Center& center;
  const ServiceOptions options;
  BoardCache boards;
  Metrics metrics;
  Simulations simulations;
  const std::vector<DemonstrationSignIn> demonstration_sign_ins;
  std::atomic<int> live_readers = 0;

  bool covered() const { return covered_; }
  /// How often screens were covered or uncovered since the start.
  std::uint64_t cover_changes() const { return cover_changes_; }
  void cover(bool covered);

  /// Live readers look again now: somebody's rights have changed, or what they may see.
  void wake_readers();

  /// Who the cookies of a request are.
  center::SignedIn who(const Request& request) const;

  /// `wake` is called, from any thread, whenever a live reader may have something new. Replaces the one before.
  void on_change(std::function<void()> wake);

 private:
  void published();

  std::atomic<bool> covered_ = false;
  std::atomic<std::uint64_t> cover_changes_ = 0;
  std::atomic<std::uint64_t> last_seq_ = 0;
  std::atomic<bool> saved_ = true;
  std::mutex wake_mutex_;
  std::function<void()> wake_;
  std::uint64_t subscription_ = 0;
};

constexpr std::string_view device_cookie = "alongside_device";
constexpr std::string_view session_cookie = "alongside_session";

// Who may ask what; nothing: allowed.
std::optional<Problem> must_be_on_floor(
    const center::SignedIn& who);                                     ///< a registered device, or floor staff signed in
std::optional<Problem> must_see_people(const center::SignedIn& who);  ///< floor staff signed in
std::optional<Problem> must_manage(const center::SignedIn& who);      ///< manager or medical director
std::optional<Problem> must_plan(const center::SignedIn& who);        ///< manager, medical director or evaluator

}  // namespace alongside::server
