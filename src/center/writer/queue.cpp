#include "center/writer/queue.hpp"

#include <utility>

namespace alongside::center {

void Queue::submit(std::vector<Request> requests, Center::Done done) {
  {
    const std::lock_guard lock(mutex_);
    const base::Instant now = clock_.now();  // in here: what is decided later was received later
    for (Request& request : requests) request.received_at = now;
    pending_.push_back({std::move(requests), std::move(done)});
  }
  changed_.notify_one();
}

void Queue::present(const ledger::HeadToken& seen) {
  {
    const std::lock_guard lock(mutex_);
    presented_.push_back(seen);
  }
  changed_.notify_one();
}

std::future<base::Result<ledger::Head>> Queue::ask(DecideAlone decide) {
  OwnersWork work{.decide = std::move(decide), .kept = {}};
  auto kept = work.kept.get_future();
  {
    const std::lock_guard lock(mutex_);
    owners_.push_back(std::move(work));
  }
  changed_.notify_one();
  return kept;
}

void Queue::unlock(ledger::SiteKeys keys) {
  const std::lock_guard lock(mutex_);
  keys_ = std::move(keys);
  changed_.notify_all();
}

void Queue::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

Queue::Taken Queue::take(std::chrono::milliseconds wait, bool with_keys) {
  Taken taken;
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, wait, [&] {
    return stopping_ || !pending_.empty() || !presented_.empty() || !owners_.empty() || (keys_ && with_keys);
  });
  taken.pending = std::exchange(pending_, {});
  taken.presented = std::exchange(presented_, {});
  if (!owners_.empty()) {  // one at a time: taps that came meanwhile are answered before the next
    taken.owners = std::move(owners_.front());
    owners_.pop_front();
  }
  taken.is_last = stopping_ && taken.pending.empty();
  if (!taken.is_last && with_keys) taken.keys = std::exchange(keys_, std::nullopt);
  return taken;
}

}  // namespace alongside::center
