// A small ledger for tests, a second hand that edits its file behind its back, and its rows read back.
#pragma once

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>
#include <vector>

#include "ledger/sqlite/sqlite_store.hpp"
#include "ledger/temporary_folder_test.hpp"

namespace alongside::ledger {

inline base::Uuid sample_uuid(std::uint64_t number) {
  base::Uuid id;
  for (std::size_t i = 0; i < 8; ++i) id.bytes[15 - i] = static_cast<std::uint8_t>(number >> (8 * i));
  id.bytes[0] = 1;
  return id;
}

inline NewRow sample_row(std::uint64_t command, std::size_t body_size = 20, std::uint16_t kind = 3) {
  NewRow row;
  row.command = sample_uuid(command);
  row.received_at = {1'700'000'000'000 + static_cast<std::int64_t>(command)};
  row.kind = kind;
  for (std::size_t i = 0; i < body_size; ++i) row.body.push_back(static_cast<std::uint8_t>(command + i));
  return row;
}

/// One site with its keys and an empty ledger file.
struct LedgerSample {
  TemporaryFolder folder;
  Key site_key = create_key();
  SiteKeys keys = SiteKeys::derive(site_key);
  base::Uuid site = sample_uuid(77);
  std::filesystem::path path = folder / "ledger.db";

  std::unique_ptr<SqliteStore> create() const { return expect(SqliteStore::create(path, keys, site)); }
  std::unique_ptr<SqliteStore> open() const { return expect(SqliteStore::open(path, keys, site)); }
  std::unique_ptr<SqliteStore> open_read_only() const { return expect(SqliteStore::open_read_only(path, keys, site)); }

  /// Makes the ledger, closes it and returns its head: command 1 has one row, 2 has three, 3 one, 4 two, 5 one.
  Head make_eight_rows() const {
    const auto store = create();
    const std::vector<NewRow> first{sample_row(1)};
    const std::vector<NewRow> second{sample_row(2), sample_row(2, 30), sample_row(2, 0), sample_row(3)};
    const std::vector<NewRow> third{sample_row(4), sample_row(4), sample_row(5)};
    Head head;
    for (const auto* rows : {&first, &second, &third}) {
      const auto appended = store->append(head, *rows);
      EXPECT_TRUE(appended.ok()) << appended.error().message;
      if (appended.ok()) head = *appended;
    }
    return head;
  }

 private:
  static std::unique_ptr<SqliteStore> expect(base::Result<std::unique_ptr<SqliteStore>> store) {
    if (!store.ok()) {
      ADD_FAILURE() << store.error().message;
      return nullptr;
    }
    return std::move(*store);
  }
};

/// What somebody does to the file with SQLite's own tools.
inline void edit_behind_its_back(const std::filesystem::path& path, const std::string& sql) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &handle), SQLITE_OK);
  char* message = nullptr;
  EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), nullptr, nullptr, &message), SQLITE_OK) << sql << ": " << message;
  sqlite3_free(message);
  EXPECT_EQ(sqlite3_close(handle), SQLITE_OK);
}

inline std::vector<Row> rows_of_store(Store& store, std::uint64_t from_seq = 1) {
  std::vector<Row> rows;
  const auto scanned = store.scan(from_seq, [&](const Row& row) -> base::Result<> {
    rows.push_back(row);
    return base::Done{};
  });
  EXPECT_TRUE(scanned.ok()) << scanned.error().message;
  return rows;
}

}  // namespace alongside::ledger
