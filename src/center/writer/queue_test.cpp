#include "center/writer/queue.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <utility>

namespace alongside::center {
namespace {

using namespace std::chrono_literals;

/// Each look at it is a millisecond later.
class RunningClock final : public Clock {
 public:
  base::Instant now() const override { return {++ms_}; }
  base::Duration step() const override { return {}; }

 private:
  mutable std::atomic<std::int64_t> ms_{1'790'000'000'000};
};

class AQueue : public testing::Test {
 protected:
  RunningClock clock_;
  Queue queue_{clock_};
};

TEST_F(AQueue, GivesWhoWaitsLongerFirstWithTheTimeOfTheirComing) {
  queue_.submit(std::vector<Request>(2), {});
  queue_.submit(std::vector<Request>(1), {});
  const auto taken = queue_.take(0ms, true);
  ASSERT_EQ(taken.pending.size(), 2U);
  const auto& first = taken.pending[0].requests;
  ASSERT_EQ(first.size(), 2U);
  EXPECT_EQ(first[0].received_at, first[1].received_at);
  EXPECT_LT(first[0].received_at, taken.pending[1].requests.front().received_at);
  EXPECT_TRUE(queue_.take(0ms, true).pending.empty());
}

TEST_F(AQueue, GivesTheOwnersWorkOneAtATime) {
  const auto nothing = [](Batch&) -> base::Result<> { return base::Done{}; };
  auto first = queue_.ask(nothing);
  auto second = queue_.ask(nothing);
  auto taken = queue_.take(0ms, true);
  ASSERT_TRUE(taken.owners.has_value());
  taken.owners->kept.set_value(ledger::Head{.seq = 1});
  EXPECT_EQ(first.wait_for(0s), std::future_status::ready);
  EXPECT_EQ(second.wait_for(0s), std::future_status::timeout);
  EXPECT_TRUE(queue_.take(0ms, true).owners.has_value());
}

TEST_F(AQueue, KeepsKeysWhileOthersAreInUse) {
  queue_.unlock(ledger::SiteKeys::derive(ledger::Key::random()));
  EXPECT_FALSE(queue_.take(0ms, false).keys.has_value());
  EXPECT_TRUE(queue_.take(0ms, true).keys.has_value());
}

TEST_F(AQueue, IsAtItsEndOnlyWhenNobodyWaitsAnyMore) {
  queue_.submit(std::vector<Request>(1), {});
  queue_.stop();
  EXPECT_FALSE(queue_.take(1h, true).is_last);
  EXPECT_TRUE(queue_.take(1h, true).is_last);
}

}  // namespace
}  // namespace alongside::center
