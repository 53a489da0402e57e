// A thin hand on SQLite: statements that finalise themselves, and its error codes as sentences that say what to do.
//
// Goals: no SQLite header outside this folder. Non-goals: hiding SQL.
// Threads: a database and its statements belong to one thread at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.hpp"
#include "base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace alongside::ledger {

class Statement {
 public:
  /// Numbered from 1. Bytes are not copied: they must live until `reset`.
  Statement& bind(int place, std::int64_t number);
  Statement& bind(int place, base::BytesView bytes);
  Statement& bind_null(int place);

  /// True: a row is there to be read; false: done.
  base::Result<bool> step();
  /// Steps to the end and makes it ready for the next use, also after an error.
  base::Result<> run();
  void reset();

  /// Of the row that `step` found; numbered from 0. The bytes live until the next step or reset.
  std::int64_t number(int column) const;
  base::BytesView bytes(int column) const;
  std::string text(int column) const;
  bool is_null(int column) const;

  Statement(Statement&&) = default;
  Statement& operator=(Statement&&) = default;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3_stmt* statement, class Database& database) : statement_(statement), database_(&database) {}

  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  Database* database_;
};

class Database {
 public:
  /// `still`: nothing beside it is made, locked or changed, and nobody may write it meanwhile; `alone`: so too, without its log.
  enum class Mode { create, write, read, still, alone };

  /// `create` refuses a file that exists; the others one that does not. `what` names the file's content in messages:
  /// "ledger". Waits up to five seconds for a reader that is just repairing the write-ahead log.
  static base::Result<std::unique_ptr<Database>> open(const std::filesystem::path& path, Mode mode,
                                                      std::string_view what);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Write-ahead log, every commit synced before it returns, destroyed content overwritten.
  base::Result<> make_durable();

  base::Result<> run(const char* sql);
  base::Result<Statement> prepare(std::string_view sql);
  /// The one number that a query gives.
  base::Result<std::int64_t> number(std::string_view sql);
  void rollback();

  /// SQLite's own check of its pages and indexes; costs a pass over the file. The error says what is broken.
  base::Result<> check_pages();
  /// Its tables and indexes are these, word for word: a line for each, "table NAME OF SQL".
  base::Result<> expect_schema(std::string_view lines);

  /// The last failure as a sentence that names the file and what to do.
  base::Error error(std::string_view tried) const;
  /// The last failure was a unique column, or a primary key, that already holds the value.
  bool refused_as_not_unique() const;

  const std::filesystem::path& path() const { return path_; }

 private:
  Database(sqlite3* handle, std::filesystem::path path, std::string what)
      : handle_(handle), path_(std::move(path)), what_(std::move(what)) {}

  sqlite3* handle_;
  std::filesystem::path path_;
  std::string what_;
};

/// An input error that says that there is no such file, or no regular one, before a lock or anything else is made beside it.
base::Result<> expect_database(const std::filesystem::path& path, std::string_view what);
/// Takes away a database that could not be made whole, with the files SQLite puts beside it.
void remove_database(const std::filesystem::path& path);

/// Everything since `begin` is kept by `commit`, or undone when this goes.
class Transaction {
 public:
  explicit Transaction(Database& database) : database_(database) {}
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  base::Result<> begin();
  base::Result<> commit();

 private:
  Database& database_;
  bool open_ = false;
};

}  // namespace alongside::ledger
