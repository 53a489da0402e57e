#include "ledger/sqlite/sqlite_store.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "ledger/durable_file.hpp"
#include "ledger/file_size_limit_test.hpp"
#include "ledger/sqlite/ledger_sample_test.hpp"

namespace alongside::ledger {
namespace {

namespace fs = std::filesystem;

bool says(const base::Error& error, std::string_view words) { return error.message.find(words) != std::string::npos; }

TEST(Ledger, IsEmptyWhenItIsMade) {
  const LedgerSample sample;
  const auto store = sample.create();
  EXPECT_EQ(store->head(), Head{});
  EXPECT_TRUE(store->writable());
  EXPECT_TRUE(rows_of_store(*store).empty());
}

TEST(Ledger, IsNotMadeOverAnother) {
  const LedgerSample sample;
  sample.make_eight_rows();
  const auto again = SqliteStore::create(sample.path, sample.keys, sample.site);
  ASSERT_FALSE(again.ok());
  EXPECT_TRUE(says(again.error(), "already there")) << again.error().message;
  EXPECT_EQ(rows_of_store(*sample.open()).size(), 8U);
}

TEST(Ledger, IsReadableByItsOwnerOnly) {
  const LedgerSample sample;
  const auto store = sample.create();
  ASSERT_TRUE(store->append({}, std::vector{sample_row(1)}).ok());
  for (const char* ending : {"", "-wal", "-shm", ".lock"}) {
    struct stat status{};
    ASSERT_EQ(::stat((sample.path.string() + ending).c_str(), &status), 0) << ending;
    EXPECT_EQ(status.st_mode & 0077, 0U) << ending;
  }
}

RC_GTEST_PROP(Ledger, GivesBackTheRowsItWasGivenInOrderAlsoAfterItIsReopened, ()) {
  const LedgerSample sample;
  const auto batch_of_sizes = rc::gen::container<std::vector<std::uint16_t>>(rc::gen::inRange<std::uint16_t>(0, 9000));
  const auto sizes = *rc::gen::resize(12, rc::gen::container<std::vector<std::vector<std::uint16_t>>>(batch_of_sizes));
  std::vector<NewRow> given;
  Head head;
  {
    const auto store = sample.create();
    std::uint64_t command = 0;
    for (const auto& batch : sizes) {
      std::vector<NewRow> rows;
      for (const std::uint16_t size : batch) {
        command += size % 3 == 0 && !rows.empty() ? 0 : 1;
        rows.push_back(sample_row(command, size, static_cast<std::uint16_t>(size * 7)));
      }
      const auto appended = store->append(head, rows);
      RC_ASSERT(appended.ok());
      head = *appended;
      given.insert(given.end(), rows.begin(), rows.end());
    }
  }
  const auto store = sample.open();
  RC_ASSERT(store->head() == head);
  const auto rows = rows_of_store(*store);
  RC_ASSERT(rows.size() == given.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    RC_ASSERT(static_cast<const NewRow&>(rows[i]) == given[i]);
    RC_ASSERT(rows[i].seq == i + 1);
  }
  if (!rows.empty()) RC_ASSERT(rows.back().digest == head.digest);
}

TEST(Ledger, IsReadFromAnyRow) {
  const LedgerSample sample;
  sample.make_eight_rows();
  const auto store = sample.open();
  const auto all = rows_of_store(*store);
  for (std::uint64_t from = 1; from <= 10; ++from) {
    const auto rows = rows_of_store(*store, from);
    const std::vector<Row> expected(all.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(from - 1, 8)),
                                    all.end());
    EXPECT_EQ(rows, expected) << "from " << from;
  }
  EXPECT_TRUE(rows_of_store(*store, std::numeric_limits<std::uint64_t>::max()).empty());
}

TEST(Ledger, StopsReadingWhenTheReaderSaysSo) {
  const LedgerSample sample;
  sample.make_eight_rows();
  std::size_t seen = 0;
  const auto scanned = sample.open()->scan(1, [&](const Row&) -> base::Result<> {
    if (++seen == 3) return base::check_error("enough");
    return base::Done{};
  });
  ASSERT_FALSE(scanned.ok());
  EXPECT_EQ(scanned.error().message, "enough");
  EXPECT_EQ(seen, 3U);
}

TEST(Ledger, TellsTheDigestOfEachRowByItsNumber) {
  const LedgerSample sample;
  const Head head = sample.make_eight_rows();
  const auto store = sample.open();
  for (const Row& row : rows_of_store(*store)) EXPECT_EQ(*store->digest_at(row.seq), row.digest) << row.seq;
  EXPECT_EQ(*store->digest_at(head.seq), head.digest);
  for (const std::uint64_t seq : {std::uint64_t{0}, head.seq + 1, ~std::uint64_t{0}})
    EXPECT_EQ(*store->digest_at(seq), std::nullopt) << seq;
}

TEST(Ledger, FindsTheRowsOfACommand) {
  const LedgerSample sample;
  sample.make_eight_rows();
  const auto store = sample.open();
  const auto all = rows_of_store(*store);
  const auto rows = store->rows_of(sample_uuid(2));
  ASSERT_TRUE(rows.ok()) << rows.error().message;
  EXPECT_EQ(*rows, std::vector<Row>(all.begin() + 1, all.begin() + 4));
  EXPECT_EQ(store->rows_of(sample_uuid(5))->size(), 1U);
  EXPECT_TRUE(store->rows_of(sample_uuid(6))->empty());
}

TEST(Ledger, RefusesRowsDecidedOnAnotherHead) {
  const LedgerSample sample;
  const auto store = sample.create();
  const auto head = store->append({}, std::vector{sample_row(1)});
  ASSERT_TRUE(head.ok());
  Head other_digest = *head;
  other_digest.digest.bytes[0] ^= 1;
  for (const Head& wrong : {Head{}, Head{2, head->digest}, other_digest}) {
    const auto appended = store->append(wrong, std::vector{sample_row(2)});
    ASSERT_FALSE(appended.ok());
    EXPECT_TRUE(says(appended.error(), "stands at row 1")) << appended.error().message;
  }
  EXPECT_TRUE(store->writable());
  EXPECT_EQ(rows_of_store(*store).size(), 1U);
  EXPECT_TRUE(store->append(*head, std::vector{sample_row(2)}).ok());
}

TEST(Ledger, DoesACommandOnceForEver) {
  const LedgerSample sample;
  const Head head = sample.make_eight_rows();
  const auto store = sample.open();
  const auto appended = store->append(head, std::vector{sample_row(9), sample_row(2)});
  ASSERT_FALSE(appended.ok());
  EXPECT_TRUE(says(appended.error(), "already has rows")) << appended.error().message;
  EXPECT_EQ(store->head(), head);
  EXPECT_EQ(rows_of_store(*store).size(), 8U) << "the other row of that append must not be there either";
  EXPECT_TRUE(store->writable());
  EXPECT_TRUE(store->append(head, std::vector{sample_row(9)}).ok());
}

TEST(Ledger, RefusesACommandWhoseRowsDoNotStandTogether) {
  const LedgerSample sample;
  const auto store = sample.create();
  EXPECT_FALSE(store->append({}, std::vector{sample_row(1), sample_row(2), sample_row(1)}).ok());
  EXPECT_EQ(store->head(), Head{});
}

TEST(Ledger, AppendsNothingWhenGivenNothing) {
  const LedgerSample sample;
  const Head head = sample.make_eight_rows();
  const auto store = sample.open();
  const auto appended = store->append(head, {});
  ASSERT_TRUE(appended.ok());
  EXPECT_EQ(*appended, head);
}

TEST(Ledger, ShowsNothingOfARowInItsFile) {
  const LedgerSample sample;
  {
    const auto store = sample.create();
    NewRow row = sample_row(1, 0);
    const std::string_view words = "one dose of naloxone, 0.4 mg IM";
    row.body.assign(words.begin(), words.end());
    ASSERT_TRUE(store->append({}, std::vector{row}).ok());
  }
  const auto file = read_file(sample.path, 1 << 20);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(base::text_of(*file).find("naloxone"), std::string_view::npos);
  const auto id = sample_uuid(1).bytes;
  EXPECT_EQ(base::text_of(*file).find(base::text_of(id)), std::string_view::npos) << "a command's id carries a time";
}

TEST(Ledger, DoesNotOpenWithAnotherKey) {
  const LedgerSample sample;
  sample.create();
  const auto opened = SqliteStore::open(sample.path, SiteKeys::derive(create_key()), sample.site);
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().failure, base::Failure::input);
  EXPECT_TRUE(says(opened.error(), "does not open with this site key")) << opened.error().message;
}

TEST(Ledger, DoesNotOpenAsAnotherSites) {
  const LedgerSample sample;
  sample.create();
  const auto opened = SqliteStore::open(sample.path, sample.keys, sample_uuid(78));
  ASSERT_FALSE(opened.ok());
  EXPECT_TRUE(says(opened.error(), "belongs to another site")) << opened.error().message;
}

TEST(Ledger, ThatIsNotThereIsSaidToBeMissingAndNothingIsMade) {
  const LedgerSample sample;
  for (const bool read_only : {false, true}) {
    const auto opened = read_only ? SqliteStore::open_read_only(sample.path, sample.keys, sample.site)
                                  : SqliteStore::open(sample.path, sample.keys, sample.site);
    ASSERT_FALSE(opened.ok());
    EXPECT_TRUE(says(opened.error(), "there is no ledger here")) << opened.error().message;
  }
  EXPECT_TRUE(fs::is_empty(sample.folder.path()));
}

TEST(Ledger, DoesNotTakeAnotherKindOfFileForOne) {
  const LedgerSample sample;
  ASSERT_TRUE(create_file(sample.path, base::bytes_of(std::string(5000, 'x')), owner_only).ok());
  EXPECT_FALSE(SqliteStore::open(sample.path, sample.keys, sample.site).ok());
  fs::remove(sample.path);
  edit_behind_its_back(sample.path, "CREATE TABLE something (x)");
  const auto opened = SqliteStore::open(sample.path, sample.keys, sample.site);
  ASSERT_FALSE(opened.ok());
  EXPECT_TRUE(says(opened.error(), "found another kind of file")) << opened.error().message;
}

TEST(Ledger, OfALaterFormatIsLeftAloneAndSaysSo) {
  const LedgerSample sample;
  sample.make_eight_rows();
  edit_behind_its_back(sample.path, "PRAGMA user_version = 2");
  const auto opened = SqliteStore::open(sample.path, sample.keys, sample.site);
  ASSERT_FALSE(opened.ok());
  EXPECT_TRUE(says(opened.error(), "format 2 and this program reads format 1")) << opened.error().message;
}

TEST(Ledger, HasOneWriter) {
  const LedgerSample sample;
  const auto first = sample.create();
  const auto second = SqliteStore::open(sample.path, sample.keys, sample.site);
  ASSERT_FALSE(second.ok());
  EXPECT_TRUE(
      says(second.error(), "another program (process " + std::to_string(::getpid()) + ") has it open for writing"))
      << second.error().message;
}

TEST(Ledger, HasOneWriterAmongProcessesAndIsFreeWhenThatOneDies) {
  const LedgerSample sample;
  sample.make_eight_rows();
  int ready[2];
  ASSERT_EQ(::pipe(ready), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const auto held = SqliteStore::open(sample.path, sample.keys, sample.site);
    const char word = held.ok() ? 'y' : 'n';
    if (::write(ready[1], &word, 1) == 1) ::pause();
    ::_exit(0);
  }
  char word = 0;
  ASSERT_EQ(::read(ready[0], &word, 1), 1);
  ASSERT_EQ(word, 'y');
  const auto second = SqliteStore::open(sample.path, sample.keys, sample.site);
  EXPECT_FALSE(second.ok());
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(SqliteStore::open(sample.path, sample.keys, sample.site).ok());
  ::close(ready[0]);
  ::close(ready[1]);
}

TEST(Ledger, IsReadBesideItsWriter) {
  const LedgerSample sample;
  const auto writer = sample.create();
  auto head = writer->append({}, std::vector{sample_row(1)});
  ASSERT_TRUE(head.ok());
  const auto reader = sample.open_read_only();
  EXPECT_EQ(reader->head(), *head);
  EXPECT_FALSE(reader->writable());
  EXPECT_FALSE(reader->append(*head, std::vector{sample_row(2)}).ok());
  EXPECT_EQ(rows_of_store(*reader).size(), 1U);

  // In the middle of a read the writer goes on, and the reader sees the ledger as it was.
  std::size_t seen = 0;
  const auto scanned = reader->scan(1, [&](const Row&) -> base::Result<> {
    ++seen;
    head = writer->append(*head, std::vector{sample_row(100 + seen)});
    return head.ok() ? base::Result<>(base::Done{}) : base::Result<>(head.error());
  });
  ASSERT_TRUE(scanned.ok()) << scanned.error().message;
  EXPECT_EQ(seen, 1U);
  EXPECT_EQ(rows_of_store(*reader).size(), 2U);
}

TEST(Ledger, StopsWritingWhenItsFileWasChangedByAnotherHand) {
  const LedgerSample sample;
  const Head head = sample.make_eight_rows();
  const auto store = sample.open();
  edit_behind_its_back(sample.path, "DELETE FROM ledger WHERE seq = 8");
  const auto appended = store->append(head, std::vector{sample_row(9)});
  ASSERT_FALSE(appended.ok());
  EXPECT_TRUE(says(appended.error(), "something else changed the file")) << appended.error().message;
  EXPECT_TRUE(says(appended.error(), "closed for writing until it is reopened and verified"));
  EXPECT_FALSE(store->writable());
}

TEST(Ledger, WithoutRoomClosesForWritingAndLosesNothing) {
  const LedgerSample sample;
  auto store = sample.create();
  const auto head = store->append({}, std::vector{sample_row(1)});
  ASSERT_TRUE(head.ok());
  {
    const FileSizeLimit limit(64 * 1024);
    const auto appended = store->append(*head, std::vector{sample_row(2, 200'000)});
    ASSERT_FALSE(appended.ok());
    EXPECT_EQ(appended.error().failure, base::Failure::operation);
    EXPECT_TRUE(says(appended.error(), "the disk refused (full, over a limit")) << appended.error().message;
  }
  EXPECT_FALSE(store->writable());
  EXPECT_EQ(store->head(), *head);
  const auto refused = store->append(*head, std::vector{sample_row(3)});
  ASSERT_FALSE(refused.ok()) << "there is room again, but it was not reopened";
  EXPECT_TRUE(says(refused.error(), "closed for writing")) << refused.error().message;
  EXPECT_EQ(rows_of_store(*store).size(), 1U) << "what is there can still be read";

  store.reset();
  store = sample.open();
  EXPECT_EQ(store->head(), *head);
  EXPECT_TRUE(store->append(*head, std::vector{sample_row(2, 200'000)}).ok());
}

TEST(Ledger, ThatCannotBeMadeForWantOfRoomLeavesNothingBehind) {
  const LedgerSample sample;
  {
    const FileSizeLimit limit(2048);
    EXPECT_FALSE(SqliteStore::create(sample.path, sample.keys, sample.site).ok());
  }
  EXPECT_FALSE(fs::exists(sample.path));
  EXPECT_TRUE(SqliteStore::create(sample.path, sample.keys, sample.site).ok());
}

}  // namespace
}  // namespace alongside::ledger
