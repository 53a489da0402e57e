// What a ledger holds after its disk failed, filled up or lost its power.

#include <gtest/gtest.h>

#include <fstream>

#include "ledger/durable_file.hpp"
#include "ledger/sqlite/faulty_disk_test.hpp"
#include "ledger/sqlite/ledger_sample_test.hpp"

namespace alongside::ledger {
namespace {

namespace fs = std::filesystem;

bool says(const base::Error& error, std::string_view words) { return error.message.find(words) != std::string::npos; }

/// The first `count` of the rows that a run wrote, and nothing else.
void expect_prefix(const std::vector<Row>& found, const std::vector<NewRow>& given) {
  ASSERT_LE(found.size(), given.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    ASSERT_EQ(static_cast<const NewRow&>(found[i]), given[i]) << "row " << i + 1;
}

TEST(FaultyLedger, OnAFullDiskSaysSoAndLosesNothing) {
  const LedgerSample sample;
  FaultyDisk disk;
  auto store = sample.create();
  auto head = store->append({}, std::vector{sample_row(1)});
  ASSERT_TRUE(head.ok());
  disk.fill_at(static_cast<std::int64_t>(fs::file_size(sample.path.string() + "-wal")));
  const auto appended = store->append(*head, std::vector{sample_row(2)});
  ASSERT_FALSE(appended.ok());
  EXPECT_TRUE(says(appended.error(), "free space on it")) << appended.error().message;
  EXPECT_FALSE(store->writable());
  EXPECT_EQ(rows_of_store(*store).size(), 1U);

  store.reset();
  disk.fill_at(std::numeric_limits<std::int64_t>::max());
  store = sample.open();
  EXPECT_EQ(store->head(), *head);
  EXPECT_TRUE(store->append(*head, std::vector{sample_row(2)}).ok());
}

TEST(FaultyLedger, AfterAFailedSyncTakesNoMoreRowsUntilItIsReopened) {
  const LedgerSample sample;
  FaultyDisk disk;
  auto store = sample.create();
  const auto head = store->append({}, std::vector{sample_row(1)});
  ASSERT_TRUE(head.ok());
  disk.fail_syncs(true);
  EXPECT_FALSE(store->append(*head, std::vector{sample_row(2)}).ok());
  disk.fail_syncs(false);
  const auto refused = store->append(*head, std::vector{sample_row(3)});
  ASSERT_FALSE(refused.ok()) << "a sync that failed once may have lost pages for good";
  EXPECT_TRUE(says(refused.error(), "until it is reopened and verified")) << refused.error().message;

  store.reset();
  store = sample.open();
  const auto rows = rows_of_store(*store);
  ASSERT_GE(rows.size(), 1U);
  expect_prefix(rows, {sample_row(1), sample_row(2)});
}

TEST(FaultyLedger, SyncsOnceForAnAppendOfManyRows) {
  const LedgerSample sample;
  FaultyDisk disk;
  const auto store = sample.create();
  auto head = store->append({}, std::vector{sample_row(1)});
  ASSERT_TRUE(head.ok());
  std::vector<NewRow> rows;
  for (std::uint64_t i = 2; i < 66; ++i) rows.push_back(sample_row(i));
  const std::uint64_t before = disk.syncs();
  ASSERT_TRUE(store->append(*head, rows).ok());
  EXPECT_EQ(disk.syncs() - before, 1U);
}

/// Appends batches until the power goes. Returns every row given, and sets how many of them were acknowledged.
std::vector<NewRow> append_until_dark(const LedgerSample& sample, FaultyDisk& disk, const base::Stream& dice,
                                      std::size_t& acknowledged) {
  const auto store = sample.create();
  std::vector<NewRow> given;
  Head head;
  acknowledged = 0;
  disk.cut_power_after(dice.below(4000, 0));
  for (std::uint32_t batch = 1; !disk.power_is_off(); ++batch) {
    std::vector<NewRow> rows;
    const std::uint64_t count = 1 + dice.below(4, batch);
    for (std::uint64_t i = 0; i < count; ++i) {
      // Large bodies, so that the log is folded into the file (every 1000 pages) within the run.
      rows.push_back(sample_row(given.size() + i, dice.below(3, batch) == 0 ? 40'000 : 100));
    }
    given.insert(given.end(), rows.begin(), rows.end());
    const auto appended = store->append(head, rows);
    if (!appended.ok()) break;
    head = *appended;
    acknowledged = given.size();
  }
  return given;
}

TEST(FaultyLedger, AfterAPowerCutHoldsEveryAcknowledgedRowAndAWholeChain) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    const LedgerSample sample;
    const base::Stream dice({.seed = seed, .replicate = 0, .entity = 0, .decision = 0});
    const TemporaryFolder after;
    std::size_t acknowledged = 0;
    std::vector<NewRow> given;
    {
      FaultyDisk disk;
      given = append_until_dark(sample, disk, dice, acknowledged);
      disk.write_survivors(after.path(), base::Stream({.seed = seed, .replicate = 0, .entity = 0, .decision = 1}));
    }
    auto store = SqliteStore::open(after / "ledger.db", sample.keys, sample.site);
    ASSERT_TRUE(store.ok()) << store.error().message;
    const auto rows = rows_of_store(**store);
    EXPECT_GE(rows.size(), acknowledged);
    expect_prefix(rows, given);
    EXPECT_TRUE((*store)->check_pages().ok());
    const auto appended = (*store)->append((*store)->head(), std::vector{sample_row(1'000'000)});
    EXPECT_TRUE(appended.ok()) << appended.error().message;
    if (testing::Test::HasFailure()) return;
  }
}

TEST(FaultyLedger, WithItsLogCutAnywhereHoldsWholeAppendsFromTheFirst) {
  const LedgerSample sample;
  const auto store = sample.create();
  std::vector<NewRow> given;
  std::vector<std::size_t> ends{0};
  Head head;
  for (std::uint64_t batch = 0; batch < 6; ++batch) {
    std::vector<NewRow> rows;
    for (std::uint64_t i = 0; i <= batch % 3; ++i) rows.push_back(sample_row(given.size() + i, 50));
    given.insert(given.end(), rows.begin(), rows.end());
    ends.push_back(given.size());
    const auto appended = store->append(head, rows);
    ASSERT_TRUE(appended.ok());
    head = *appended;
  }
  const auto log = read_file(sample.path.string() + "-wal", 1 << 24);
  ASSERT_TRUE(log.ok());

  std::size_t most = 0;
  // Every frame boundary and places within frames; the log starts with the frames that make the tables.
  for (std::size_t cut = 0; cut <= log->size(); cut += 1031) {
    SCOPED_TRACE(testing::Message() << "the first " << cut << " of " << log->size() << " bytes");
    const TemporaryFolder after;
    fs::copy_file(sample.path, after / "ledger.db");
    std::ofstream(after / "ledger.db-wal", std::ios::binary)
        .write(reinterpret_cast<const char*>(log->data()), static_cast<std::streamsize>(cut));
    auto opened = SqliteStore::open(after / "ledger.db", sample.keys, sample.site);
    // Before the tables were whole there is no ledger, and it says so.
    if (!opened.ok()) {
      EXPECT_TRUE(says(opened.error(), "expected a ledger")) << opened.error().message;
      EXPECT_EQ(most, 0U) << "what a shorter log held, a longer one holds";
      continue;
    }
    const auto rows = rows_of_store(**opened);
    expect_prefix(rows, given);
    EXPECT_NE(std::find(ends.begin(), ends.end(), rows.size()), ends.end())
        << rows.size() << " rows are no whole append";
    EXPECT_GE(rows.size(), most);
    most = std::max(most, rows.size());
  }
  EXPECT_GE(most, ends[ends.size() - 2]);
}

}  // namespace
}  // namespace alongside::ledger
