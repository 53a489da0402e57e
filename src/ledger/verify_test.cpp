#include "ledger/verify.hpp"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <fstream>

#include "ledger/verified_sample_test.hpp"

namespace alongside::ledger {
namespace {

namespace fs = std::filesystem;

/// One column of every row, as hexadecimal; empty for NULL.
std::vector<std::string> column_of(const fs::path& path, const std::string& column) {
  std::vector<std::string> values;
  sqlite3* handle = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  const std::string sql = "SELECT hex(" + column + ") FROM ledger ORDER BY seq";
  EXPECT_EQ(sqlite3_exec(
                handle, sql.c_str(),
                [](void* out, int, char** cells, char**) {
                  static_cast<std::vector<std::string>*>(out)->emplace_back(cells[0] == nullptr ? "" : cells[0]);
                  return 0;
                },
                &values, nullptr),
            SQLITE_OK);
  sqlite3_close(handle);
  return values;
}

TEST(Verify, FindsNothingWrongWithAnHonestLedger) {
  const LedgerSample sample;
  const Head head = sample.make_eight_rows();
  const auto report = verify(sample);
  EXPECT_TRUE(report.holds()) << all_sentences(report);
  EXPECT_EQ(report.rows, 8U);
  EXPECT_EQ(report.rows_present, 8U);
  EXPECT_EQ(report.head, head);
  EXPECT_FALSE(report.first_bad_row);
  EXPECT_TRUE(says(report, "The record holds: 8 rows"));
}

TEST(Verify, HoldsForALedgerWithoutRows) {
  const LedgerSample sample;
  sample.create();
  const auto report = verify(sample);
  EXPECT_TRUE(report.holds()) << all_sentences(report);
  EXPECT_EQ(report.rows, 0U);
}

TEST(Verify, RunsBesideAWriterAndChangesNothing) {
  const LedgerSample sample;
  const auto writer = sample.create();
  const auto head = writer->append({}, std::vector{sample_row(1)});
  ASSERT_TRUE(head.ok());
  EXPECT_TRUE(verify(sample).holds());
  EXPECT_TRUE(writer->append(*head, std::vector{sample_row(2)}).ok());
  EXPECT_EQ(verify(sample).rows, 2U);
}

TEST(Verify, FindsAFlipOfAnyByteOfAnyRow) {
  const LedgerSample sample;
  sample.make_eight_rows();
  std::size_t flips = 0;
  for (const std::string column : {"digest", "command_tag", "sealed"}) {
    const auto values = column_of(sample.path, column);
    ASSERT_EQ(values.size(), 8U);
    for (std::size_t row = 0; row < values.size(); ++row) {
      auto bytes = base::unhex(values[row]);
      ASSERT_TRUE(bytes);
      const std::string where = " WHERE seq = " + std::to_string(row + 1);
      for (std::size_t i = 0; i < bytes->size(); ++i, ++flips) {
        (*bytes)[i] ^= static_cast<std::uint8_t>(1U << (flips % 8));
        edit_behind_its_back(sample.path, "UPDATE ledger SET " + column + " = x'" + base::hex(*bytes) + "'" + where);
        const auto report = verify(sample);
        ASSERT_FALSE(report.holds()) << column << " of row " << row + 1 << ", byte " << i;
        ASSERT_TRUE(report.first_bad_row);
        ASSERT_EQ(report.first_bad_row->seq, static_cast<std::int64_t>(row + 1)) << column << ", byte " << i;
        ASSERT_EQ(report.first_bad_row->what, RowFault::digest);
        (*bytes)[i] ^= static_cast<std::uint8_t>(1U << (flips % 8));
      }
      if (!bytes->empty()) {
        edit_behind_its_back(sample.path, "UPDATE ledger SET " + column + " = x'" + values[row] + "'" + where);
      }
    }
  }
  EXPECT_GT(flips, 1000U);
  EXPECT_TRUE(verify(sample).holds()) << "everything was put back";
}

TEST(Verify, FindsARowOfAnotherLength) {
  for (const char* change :
       {"digest = substr(digest, 2)", "digest = x''", "sealed = substr(sealed, 2)", "sealed = x''",
        "sealed = CAST(sealed || x'00' AS BLOB)", "command_tag = x'00'", "command_tag = NULL", "command_tag = x''"}) {
    const LedgerSample sample;
    sample.make_eight_rows();
    edit_behind_its_back(sample.path, std::string("UPDATE ledger SET ") + change + " WHERE seq = 2");
    const auto report = verify(sample);
    ASSERT_TRUE(report.first_bad_row) << change;
    EXPECT_EQ(report.first_bad_row->seq, 2) << change;
  }
}

TEST(Verify, FindsATagGivenToARowThatHasNone) {
  const LedgerSample sample;
  sample.make_eight_rows();
  // A tag without bytes adds nothing to the digest: the tag itself must be looked at.
  edit_behind_its_back(sample.path, "UPDATE ledger SET command_tag = x'' WHERE seq = 3");
  const auto report = verify(sample);
  ASSERT_TRUE(report.first_bad_row);
  EXPECT_EQ(report.first_bad_row->seq, 3);
  EXPECT_EQ(report.first_bad_row->what, RowFault::tag);
}

TEST(Verify, FindsARowRenumbered) {
  for (const auto& [sql, what, seq] : std::vector<std::tuple<std::string, RowFault, std::int64_t>>{
           {"UPDATE ledger SET seq = 0 WHERE seq = 3", RowFault::order, 0},
           {"UPDATE ledger SET seq = -9 WHERE seq = 8", RowFault::order, -9},
           {"UPDATE ledger SET seq = 9 WHERE seq = 8", RowFault::gap, 9},
           {"UPDATE ledger SET seq = 9223372036854775807 WHERE seq = 8", RowFault::gap,
            std::numeric_limits<std::int64_t>::max()}}) {
    const LedgerSample sample;
    sample.make_eight_rows();
    edit_behind_its_back(sample.path, sql);
    const auto report = verify(sample);
    EXPECT_FALSE(report.holds()) << sql;
    ASSERT_TRUE(report.first_bad_row) << sql;
    EXPECT_EQ(report.first_bad_row->what, what) << sql;
    EXPECT_EQ(report.first_bad_row->seq, seq) << sql;
  }
}

TEST(Verify, FindsARowTakenOutOfTheMiddle) {
  const LedgerSample sample;
  sample.make_eight_rows();
  edit_behind_its_back(sample.path, "DELETE FROM ledger WHERE seq = 5");
  const auto report = verify(sample);
  EXPECT_FALSE(report.holds());
  ASSERT_TRUE(report.first_bad_row);
  EXPECT_EQ(report.first_bad_row->what, RowFault::gap);
  EXPECT_EQ(report.rows, 4U);
  EXPECT_TRUE(says(report, "row 5 is missing")) << all_sentences(report);
}

TEST(Verify, FindsARowTakenOutAndTheRestMovedUp) {
  const LedgerSample sample;
  sample.make_eight_rows();
  edit_behind_its_back(sample.path,
                       "DELETE FROM ledger WHERE seq = 5; UPDATE ledger SET seq = 5 WHERE seq = 6;"
                       "UPDATE ledger SET seq = 6 WHERE seq = 7; UPDATE ledger SET seq = 7 WHERE seq = 8");
  const auto report = verify(sample);
  ASSERT_TRUE(report.first_bad_row);
  EXPECT_EQ(report.first_bad_row->seq, 5);
  EXPECT_EQ(report.first_bad_row->what, RowFault::digest);
}

TEST(Verify, FindsTwoRowsSwapped) {
  const LedgerSample sample;
  sample.make_eight_rows();
  edit_behind_its_back(sample.path,
                       "UPDATE ledger SET seq = 100 WHERE seq = 5; UPDATE ledger SET seq = 5 WHERE seq = 6;"
                       "UPDATE ledger SET seq = 6 WHERE seq = 100");
  const auto report = verify(sample);
  EXPECT_FALSE(report.holds());
  ASSERT_TRUE(report.first_bad_row);
  EXPECT_EQ(report.first_bad_row->seq, 5);
}

TEST(Verify, FindsAChangedRowAlsoWhenTheWholeChainWasComputedAnew) {
  // The chain needs no key: who holds the file can compute it again. The boxes cannot be made without the key.
  const LedgerSample sample;
  sample.make_eight_rows();
  const RowFormat format(sample.keys, sample.site);
  std::vector<SealedRow> rows;
  {
    const auto store = sample.open_read_only();
    ASSERT_TRUE(store
                    ->scan_sealed(1,
                                  [&](const SealedRow& row) -> base::Result<bool> {
                                    rows.push_back(row);
                                    return true;
                                  })
                    .ok());
  }
  std::swap(rows[4].sealed, rows[6].sealed);
  Digest previous;
  for (const SealedRow& row : rows) {
    const Digest digest = format.digest(previous, row);
    edit_behind_its_back(sample.path, "UPDATE ledger SET sealed = x'" + base::hex(row.sealed) + "', digest = x'" +
                                          digest.text() + "' WHERE seq = " + std::to_string(row.seq));
    previous = digest;
  }
  const auto report = verify(sample);
  ASSERT_TRUE(report.first_bad_row);
  EXPECT_EQ(report.first_bad_row->seq, 5);
  EXPECT_EQ(report.first_bad_row->what, RowFault::decryption);
}

TEST(Verify, GivesEveryRowToTheRefoldInOrderAndReportsWhatCannotBeFolded) {
  const LedgerSample sample;
  sample.make_eight_rows();
  std::vector<std::uint64_t> seen;
  auto what = verification_of(sample);
  what.refold = [&](const Row& row) -> base::Result<> {
    seen.push_back(row.seq);
    if (row.seq == 4) return base::check_error("kind 999 is not known");
    return base::Done{};
  };
  const auto report = verify(what);
  EXPECT_EQ(seen, (std::vector<std::uint64_t>{1, 2, 3, 4}));
  EXPECT_FALSE(report.holds());
  ASSERT_TRUE(report.first_bad_row);
  EXPECT_EQ(report.first_bad_row->what, RowFault::content);
  EXPECT_TRUE(says(report, "kind 999 is not known"));
}

TEST(Verify, SaysThatTheKeyIsWrongInsteadOfCallingTheRecordBroken) {
  const LedgerSample sample;
  sample.make_eight_rows();
  const SiteKeys other = SiteKeys::derive(create_key());
  const auto report =
      verify_chain({sample.path, other, sample.site, sample.folder / "heads.log", std::nullopt, {}, {}});
  ASSERT_FALSE(report.ok());
  EXPECT_EQ(report.error().failure, base::Failure::input);
  EXPECT_NE(report.error().message.find("does not open with this site key"), std::string::npos);
}

TEST(Verify, SurvivesAFlipOfAnyByteOfTheFileAndNeverShowsOtherRows) {
  const LedgerSample sample;
  sample.make_eight_rows();
  const auto honest = rows_of_store(*sample.open_read_only());
  const auto file = read_file(sample.path, 1 << 24);
  ASSERT_TRUE(file.ok());
  for (std::size_t i = 0; i < file->size(); i += 7 + i % 12) {
    const TemporaryFolder folder;
    base::Bytes changed = *file;
    changed[i] ^= 0x40;
    std::ofstream(folder / "ledger.db", std::ios::binary)
        .write(reinterpret_cast<const char*>(changed.data()), static_cast<std::streamsize>(changed.size()));
    std::vector<Row> rows;
    const auto report = verify_chain({folder / "ledger.db",
                                      sample.keys,
                                      sample.site,
                                      folder / "heads.log",
                                      std::nullopt,
                                      [&](const Row& row) -> base::Result<> {
                                        rows.push_back(row);
                                        return base::Done{};
                                      },
                                      {}});
    ASSERT_LE(rows.size(), honest.size()) << "byte " << i;
    for (std::size_t row = 0; row < rows.size(); ++row) ASSERT_EQ(rows[row], honest[row]) << "byte " << i;
    const bool holds = report.ok() && report->holds();
    // A flip in a part of the file that holds nothing changes nothing; a row that is gone must be reported, unless it was the tail.
    if (holds) {
      ASSERT_EQ(rows.size(), honest.size()) << "byte " << i;
    }
  }
}

}  // namespace
}  // namespace alongside::ledger
