#include "ledger/faulty_store.hpp"

#include <gtest/gtest.h>

#include "ledger/sqlite/ledger_sample_test.hpp"

namespace alongside::ledger {
namespace {

TEST(FaultyStore, IsTheStoreItWrapsUntilItIsToldToFail) {
  const LedgerSample sample;
  const auto real = sample.create();
  FaultyStore store(*real);
  const auto head = store.append({}, std::vector{sample_row(1)});
  ASSERT_TRUE(head.ok());
  EXPECT_EQ(store.head(), *head);
  EXPECT_EQ(rows_of_store(store).size(), 1U);
  EXPECT_EQ(store.rows_of(sample_uuid(1))->size(), 1U);
}

TEST(FaultyStore, FailsTheNextAppendAndStaysClosedUntilReopened) {
  const LedgerSample sample;
  const auto real = sample.create();
  FaultyStore store(*real);
  store.fail_next_append();
  EXPECT_TRUE(store.append({}, {}).ok()) << "nothing to write, nothing to fail";
  EXPECT_FALSE(store.append({}, std::vector{sample_row(1)}).ok());
  EXPECT_FALSE(store.writable());
  EXPECT_FALSE(store.append({}, std::vector{sample_row(1)}).ok());
  EXPECT_TRUE(rows_of_store(store).empty());
  store.reopen();
  EXPECT_TRUE(store.append({}, std::vector{sample_row(1)}).ok());
}

TEST(FaultyStore, MayHaveWrittenWhatItFailedToSync) {
  const LedgerSample sample;
  const auto real = sample.create();
  FaultyStore store(*real);
  store.fail_after_writing();
  EXPECT_FALSE(store.append({}, std::vector{sample_row(1)}).ok());
  EXPECT_EQ(store.head(), Head{}) << "nobody was told that it was written";
  store.reopen();
  EXPECT_EQ(store.head().seq, 1U);
}

TEST(FaultyStore, CanBeReadOnly) {
  const LedgerSample sample;
  const auto real = sample.create();
  FaultyStore store(*real);
  store.make_read_only();
  EXPECT_FALSE(store.writable());
  EXPECT_FALSE(store.append({}, std::vector{sample_row(1)}).ok());
}

}  // namespace
}  // namespace alongside::ledger
