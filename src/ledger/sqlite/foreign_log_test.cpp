// A write-ahead log beside a database that it does not belong to: refused before SQLite sees it. A true one, after a kill, is taken.
#include <gtest/gtest.h>

#include <fstream>

#include "ledger/file_bytes_test.hpp"
#include "ledger/sqlite/ledger_sample_test.hpp"
#include "ledger/sqlite/sqlite_key_store.hpp"
#include "ledger/sqlite/still_image.hpp"
#include "ledger/sqlite/write_ahead_log.hpp"
#include "ledger/verify.hpp"

namespace alongside::ledger {
namespace {

namespace fs = std::filesystem;

/// The files as a kill leaves them: copied while the program has them open.
void leave_as_a_kill_does(const fs::path& from, const fs::path& to) {
  for (const char* ending : {"", "-wal"}) {
    if (fs::exists(from.string() + ending))
      fs::copy_file(from.string() + ending, to.string() + ending, fs::copy_options::overwrite_existing);
  }
}

class ForeignLog : public ::testing::Test {
 protected:
  /// One more life of the ledger: rows of these commands, then a kill, whose leavings lie in `killed_`.
  void live(std::uint64_t from, std::uint64_t to) {
    const auto store = sample_.open();
    ASSERT_TRUE(store);
    Head head = store->head();
    for (std::uint64_t command = from; command <= to; ++command) {
      const auto appended = store->append(head, std::vector{sample_row(command, 300)});
      ASSERT_TRUE(appended.ok()) << appended.error().message;
      head = *appended;
    }
    leave_as_a_kill_does(sample_.path, killed_);
  }

  base::Result<std::unique_ptr<SqliteStore>> open_killed() {
    return SqliteStore::open(killed_, sample_.keys, sample_.site);
  }
  base::Result<VerifyReport> verify_killed() {
    return verify_chain({.ledger = killed_, .keys = sample_.keys, .site = sample_.site});
  }

  void expect_refused(const base::Error& error) {
    EXPECT_NE(error.message.find("killed.db-wal"), std::string::npos) << error.message;
    EXPECT_NE(error.message.find("is not this file's"), std::string::npos) << error.message;
  }

  LedgerSample sample_;
  fs::path killed_ = sample_.folder / "killed.db";
};

TEST_F(ForeignLog, OfAnOlderCopyIsRefusedAndNothingChanges) {
  sample_.make_eight_rows();
  const std::string older = bytes_of(sample_.path);
  live(100, 110);
  live(111, 200);
  std::ofstream(killed_, std::ios::binary | std::ios::trunc) << older;
  const auto before = all_bytes_in(sample_.folder.path());
  const auto opened = open_killed();
  ASSERT_FALSE(opened.ok());
  expect_refused(opened.error());
  const auto report = verify_killed();
  ASSERT_FALSE(report.ok());
  expect_refused(report.error());
  EXPECT_FALSE(SqliteStore::open_read_only(killed_, sample_.keys, sample_.site).ok());
  EXPECT_EQ(all_bytes_in(sample_.folder.path()), before);

  fs::rename(killed_.string() + "-wal", sample_.folder / "kept-wal");
  const auto alone = open_killed();
  ASSERT_TRUE(alone.ok()) << alone.error().message;
  EXPECT_EQ((*alone)->head().seq, 8U) << "the copy was not spoilt";
}

TEST_F(ForeignLog, OfTheOtherKindIsNeverReplayed) {
  sample_.make_eight_rows();
  live(100, 110);
  std::ofstream(killed_.string() + "-journal", std::ios::binary)
      << "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7 another file's pages";
  const auto before = all_bytes_in(sample_.folder.path());
  for (const auto& error : {open_killed().error(), verify_killed().error(),
                            SqliteStore::open_read_only(killed_, sample_.keys, sample_.site).error()}) {
    EXPECT_EQ(error.failure, base::Failure::check);
    EXPECT_NE(error.message.find("killed.db-journal"), std::string::npos) << error.message;
  }
  EXPECT_EQ(all_bytes_in(sample_.folder.path()), before);
  fs::remove(killed_.string() + "-journal");
  EXPECT_TRUE(open_killed().ok());
}

TEST_F(ForeignLog, OfANewerCopyIsRefused) {
  sample_.make_eight_rows();
  live(100, 110);
  const fs::path log = sample_.folder / "older-wal";
  fs::copy_file(killed_.string() + "-wal", log);
  live(111, 200);
  live(201, 201);
  fs::copy_file(log, killed_.string() + "-wal", fs::copy_options::overwrite_existing);
  const auto opened = open_killed();
  ASSERT_FALSE(opened.ok());
  expect_refused(opened.error());
}

TEST_F(ForeignLog, OfACopyThatWasWrittenOnElsewhereIsRefused) {
  sample_.make_eight_rows();
  const std::string older = bytes_of(sample_.path);
  live(100, 105);
  live(106, 106);
  const std::string log = bytes_of(killed_.string() + "-wal");
  std::ofstream(sample_.path, std::ios::binary | std::ios::trunc) << older;
  live(100, 105);
  live(106, 106);
  std::ofstream(killed_.string() + "-wal", std::ios::binary | std::ios::trunc) << log;
  const auto opened = open_killed();
  ASSERT_FALSE(opened.ok()) << "the same number of rows, and other ones";
  expect_refused(opened.error());
}

TEST_F(ForeignLog, IsNotTheOneThatAKillLeft) {
  sample_.make_eight_rows();
  live(100, 150);
  live(151, 160);
  const auto report = verify_killed();
  ASSERT_TRUE(report.ok()) << report.error().message;
  EXPECT_TRUE(report->holds()) << report->sentences.front();
  EXPECT_EQ(report->rows, 8U + 61U);
  const auto opened = open_killed();
  ASSERT_TRUE(opened.ok()) << opened.error().message;
  EXPECT_EQ((*opened)->head().seq, 8U + 61U);
}

/// A power cut while the log is copied into the file: some of its pages are there, each at any of its committed states.
TEST_F(ForeignLog, IsNotTheOneOfAFileInTheMiddleOfACheckpoint) {
  sample_.make_eight_rows();
  live(100, 140);
  const auto log = read_log(killed_);
  ASSERT_TRUE(log.ok());
  ASSERT_GT(log->newest.size(), 3U);
  const std::string file = bytes_of(killed_);
  const std::string frames = bytes_of(killed_.string() + "-wal");
  for (std::uint32_t up_to = 1; up_to <= log->pages; ++up_to) {
    std::string half = file;
    half.resize(std::max<std::size_t>(half.size(), std::size_t{log->pages} * log->page_size));
    for (const auto& [page, offset] : log->newest) {
      if (page <= up_to) half.replace((page - 1) * log->page_size, log->page_size, frames, offset, log->page_size);
    }
    std::ofstream(killed_, std::ios::binary | std::ios::trunc) << half;
    std::ofstream(killed_.string() + "-wal", std::ios::binary | std::ios::trunc) << frames;
    const auto opened = open_killed();
    ASSERT_TRUE(opened.ok()) << up_to << ": " << opened.error().message;
    EXPECT_EQ((*opened)->head().seq, 8U + 41U);
  }
}

TEST_F(ForeignLog, BesideAnotherSitesFileIsNotReplayed) {
  sample_.make_eight_rows();
  live(100, 120);
  const LedgerSample other;
  other.make_eight_rows();
  fs::copy_file(other.path, killed_, fs::copy_options::overwrite_existing);
  const std::string before = bytes_of(killed_);
  const auto opened = open_killed();
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(bytes_of(killed_), before);
}

TEST(ForeignKeyLog, OfAnOlderCopyIsRefusedAndATrueOneIsNot) {
  const TemporaryFolder folder;
  const Key site_key = create_key();
  const SiteKeys keys = SiteKeys::derive(site_key);
  const base::Uuid site = sample_uuid(77);
  const fs::path path = folder / "keys.db";
  const fs::path killed = folder / "killed.db";
  ASSERT_TRUE(SqliteKeyStore::create(path, keys, site).ok());
  const auto live = [&](int count) {
    const auto store = SqliteKeyStore::open(path, keys, site);
    ASSERT_TRUE(store.ok());
    for (int i = 0; i < count; ++i) {
      const std::vector<NewKey> fresh = [] {
        std::vector<NewKey> made;
        made.push_back({.of = KeyOf::visit_link, .id = KeyId::random(), .made_at = {1}, .key = Key::random()});
        return made;
      }();
      ASSERT_TRUE((*store)->put(fresh).ok());
    }
    leave_as_a_kill_does(path, killed);
  };
  live(40);
  const std::string older = bytes_of(path);
  live(40);
  live(3);
  {
    const auto opened = SqliteKeyStore::open_still(killed, keys, site);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    EXPECT_EQ((*opened)->count(KeyOf::visit_link).value(), 83U);
    EXPECT_TRUE((*opened)->check(SqliteKeyStore::Look::still).ok());
  }
  const std::string log = bytes_of(killed.string() + "-wal");
  {
    const auto opened = SqliteKeyStore::open(killed, keys, site);
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    EXPECT_EQ((*opened)->count(KeyOf::visit_link).value(), 83U);
  }
  std::ofstream(killed, std::ios::binary | std::ios::trunc) << older;
  std::ofstream(killed.string() + "-wal", std::ios::binary | std::ios::trunc) << log;
  const auto before = all_bytes_in(folder.path());
  for (const auto& opened :
       {SqliteKeyStore::open(killed, keys, site).ok(), SqliteKeyStore::open_still(killed, keys, site).ok()})
    EXPECT_FALSE(opened);
  const auto refused = SqliteKeyStore::open(killed, keys, site);
  ASSERT_FALSE(refused.ok());
  EXPECT_NE(refused.error().message.find("killed.db-wal"), std::string::npos) << refused.error().message;
  EXPECT_EQ(all_bytes_in(folder.path()), before);
}

TEST(StillImage, ReadsALivingLogAndMakesNothingBesideIt) {
  LedgerSample sample;
  const Head head = sample.make_eight_rows();
  const fs::path copy = sample.folder / "copy";
  fs::create_directory(copy);
  {
    const auto store = sample.open();
    ASSERT_TRUE(store->append(head, std::vector{sample_row(9)}).ok());
    leave_as_a_kill_does(sample.path, copy / "ledger.db");
  }
  const auto before = all_bytes_in(copy);
  ASSERT_EQ(before.size(), 2U) << "a database and its log";
  {
    const auto store = SqliteStore::open_still(copy / "ledger.db", sample.keys, sample.site);
    ASSERT_TRUE(store.ok()) << store.error().message;
    EXPECT_EQ(rows_of_store(**store).size(), 9U);
    EXPECT_TRUE((*store)->check_pages().ok());
    EXPECT_TRUE(expect_header(copy / "ledger.db").ok());
  }
  EXPECT_EQ(all_bytes_in(copy), before);
}

}  // namespace
}  // namespace alongside::ledger
