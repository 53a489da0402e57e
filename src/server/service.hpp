// Service: what every route shares: the running center, who counts as reading it, what is counted.
//
// Goals: one place for what the server itself remembers, all of it in memory only (covered screens, open streams, counters).
// Threads: everything here may be used from any thread.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "center/center.hpp"
#include "server/board_json.hpp"
#include "server/code_lookups.hpp"
#include "server/host_names.hpp"
#include "server/http_message.hpp"
#include "server/live_places.hpp"
#include "server/metrics.hpp"
#include "server/pace.hpp"
#include "server/problem.hpp"
#include "server/simulations.hpp"

namespace alongside::server {

struct ServiceOptions {
  std::string metrics_token;                       ///< who may read /metrics from elsewhere; empty: nobody
  int live_readers_max = 320;                      ///< [J] 200 screens, and as many again as have a second page open
  int live_readers_of_one_max = 8;                 ///< pages of one screen, or of one person elsewhere
  int live_readers_elsewhere_max = 56;             ///< of people signed in on no screen: the others are the screens'
  HostNames names = HostNames::of_this_machine();  ///< only requests to these are answered
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
  LivePlaces live_places;
  CodeLookups code_lookups;
  Pace newcomers{32, std::chrono::milliseconds(500)};  ///< screens that register themselves in a demonstration

  bool covered() const { return covered_; }
  /// How often screens were covered or uncovered since the start.
  std::uint64_t cover_changes() const { return cover_changes_; }
  void cover(bool covered);

  /// Live readers look again now: somebody's rights have changed, or what they may see.
  void wake_readers();

  /// By the record, not by a file beside it.
  bool is_demonstration() const;

  /// Who the cookies of a request are.
  center::SignedIn who(const Request& request) const;

  /// `wake` is called, from any thread, whenever a live reader may have something new. Replaces the one before.
  void on_change(std::function<void()> wake);

 private:
  void published();
  void tell_what_is_wrong();

  std::atomic<bool> covered_ = false;
  std::atomic<std::uint64_t> cover_changes_ = 0;
  std::atomic<std::uint64_t> last_seq_ = 0;
  std::atomic<bool> saved_ = true;
  std::mutex told_mutex_;
  std::string told_closed_because_;
  std::vector<center::FolderFault> told_;
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
/// The same by password: a PIN is short, and typed where others look on. It takes and gives nobody's rights, and no screen's.
std::optional<Problem> must_manage_by_password(const center::SignedIn& who);
std::optional<Problem> must_plan(const center::SignedIn& who);  ///< manager, medical director or evaluator

}  // namespace alongside::server
