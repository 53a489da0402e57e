// Queue: what waits for the writer's thread.
//
// Invariants: who waits longer is taken first; what is decided later was received later, because the time is stamped under the lock that
// gives the order; of what the site's owner asks for one is taken at a time. Threads: any; `take` is the writer's.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <vector>

#include "center/center.hpp"
#include "center/writer/batch.hpp"
#include "ledger/site_keys.hpp"

namespace alongside::center {

/// Requests that are answered together.
struct Pending {
  std::vector<Request> requests;
  Center::Done done;  ///< none: answered
};

/// Puts rows and events into an empty batch. What it refuses has changed nothing.
using DecideAlone = std::function<base::Result<>(Batch&)>;

/// What the site's owner asked for: alone in its batch, so that no tap is lost with it.
struct OwnersWork {
  DecideAlone decide;
  std::promise<base::Result<ledger::Head>> kept;
};

class Queue {
 public:
  explicit Queue(Clock& clock) : clock_(clock) {}

  void submit(std::vector<Request> requests, Center::Done done);
  /// A head that a screen has seen.
  void present(const ledger::HeadToken& seen);
  /// Broken where the writer failed inside, or the program stops.
  std::future<base::Result<ledger::Head>> ask(DecideAlone decide);
  void unlock(ledger::SiteKeys keys);
  void stop();

  struct Taken {
    std::vector<Pending> pending;
    std::vector<ledger::HeadToken> presented;
    std::optional<OwnersWork> owners;
    std::optional<ledger::SiteKeys> keys;
    bool is_last = false;  ///< the program stops, and nobody waits any more
  };
  /// All that waits; waits for it as long as `wait`. Keys stay where they are while others are in use.
  Taken take(std::chrono::milliseconds wait, bool with_keys);

 private:
  Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Pending> pending_;
  std::vector<ledger::HeadToken> presented_;
  std::deque<OwnersWork> owners_;
  std::optional<ledger::SiteKeys> keys_;
  bool stopping_ = false;
};

}  // namespace alongside::center
