#include "ledger/sqlite/database.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <cassert>
#include <cerrno>

#include "ledger/durable_file.hpp"
#include "ledger/sqlite/still_image.hpp"

namespace alongside::ledger {

namespace {
constexpr int wait_milliseconds = 5000;

std::string_view advice(int code) {
  switch (code & 0xff) {
    case SQLITE_FULL: return "the disk is full: free space on it, then start again";
    case SQLITE_IOERR:
      return "the disk refused (full, over a limit, unplugged or failing): look at the system's log, then start again";
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return "another program holds the file: end it, then try again";
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
      return "the file is damaged or is something else: keep it, run `alongside verify`, restore from a backup";
    case SQLITE_CANTOPEN: return "check the path, and that this account may write in its folder";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return "give the account that runs this program the right to write the file and its folder";
    case SQLITE_NOMEM: return "the machine is out of memory: close other programs, then start again";
    default: return "keep the file as it is and report this";
  }
}
}  // namespace

base::Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& path, Mode mode,
                                                       std::string_view what) {
  if (mode == Mode::create) {
    // SQLite would make the file readable by everybody; made here first, it and the files beside it are the owner's
    // alone.
    if (const auto created = create_file(path, {}, owner_only); !created.ok()) return created.error();
  }
  const bool writes = mode == Mode::create || mode == Mode::write;
  const bool is_still = mode == Mode::still || mode == Mode::alone;
  const int flags = (writes ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY) | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_PRIVATECACHE;
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &handle, flags, is_still ? still_file_system(mode == Mode::still) : nullptr);
  std::unique_ptr<Database> database(new Database(handle, path, std::string(what)));
  if (code != SQLITE_OK) return database->error("opening it");
  sqlite3_busy_timeout(handle, wait_milliseconds);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  if (const auto set = database->run("PRAGMA cell_size_check = ON"); !set.ok()) return set.error();
  // Nothing is ever put down beside a file that is only looked at.
  if (is_still) {
    if (const auto set = database->run("PRAGMA temp_store = MEMORY"); !set.ok()) return set.error();
  }
  return database;
}

Database::~Database() {
  // Statements were prepared later and go earlier; one that is left keeps the file open, which `close_v2` allows.
  sqlite3_close_v2(handle_);
}

base::Result<> Database::make_durable() {
  {
    auto wal = prepare("PRAGMA journal_mode = WAL");
    if (!wal.ok()) return wal.error();
    const auto row = wal->step();
    if (!row.ok()) return row.error();
    if (wal->text(0) != "wal") {
      return base::operation_error(
          fmt::format("{}: this disk cannot hold a write-ahead log; put the folder on a local disk", path_.string()));
    }
  }
  return run(
      "PRAGMA synchronous = FULL;"
      "PRAGMA fullfsync = ON;"
      "PRAGMA checkpoint_fullfsync = ON;"
      "PRAGMA secure_delete = ON");
}

base::Result<> Database::run(const char* sql) {
  if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return error("writing it");
  return base::Done{};
}

base::Result<Statement> Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) return error("reading it");
  return Statement(statement, *this);
}

base::Result<std::int64_t> Database::number(std::string_view sql) {
  auto statement = prepare(sql);
  if (!statement.ok()) return statement.error();
  const auto row = statement->step();
  if (!row.ok()) return row.error();
  assert(*row);
  return statement->number(0);
}

void Database::rollback() {
  // Some failures have already undone the transaction; then there is nothing to do.
  if (sqlite3_get_autocommit(handle_) == 0) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

base::Result<> Database::check_pages() {
  auto statement = prepare("PRAGMA integrity_check(1)");
  if (!statement.ok()) return statement.error();
  const auto found = statement->step();
  if (!found.ok()) return found.error();
  const std::string says = statement->text(0);
  if (says == "ok") return base::Done{};
  return base::check_error(
      fmt::format("{}: the database file is damaged: {}; keep it, and restore from a backup", path_.string(), says));
}

base::Result<> Database::expect_schema(std::string_view lines) {
  auto statement = prepare(
      "SELECT rowid, type || ' ' || name || ' ' || tbl_name || coalesce(' ' || sql, ''), typeof(type) = 'text' AND "
      "typeof(name) = 'text' AND typeof(tbl_name) = 'text' AND typeof(rootpage) = 'integer' AND typeof(sql) IN "
      "('text', "
      "'null') FROM sqlite_schema ORDER BY rowid");
  if (!statement.ok()) return statement.error();
  std::string found;
  bool is_in_order = true;
  for (std::int64_t number = 1;; ++number) {
    const auto row = statement->step();
    if (!row.ok()) return row.error();
    if (!*row) break;
    is_in_order = is_in_order && statement->number(0) == number && statement->number(2) == 1;
    found += statement->text(1) + "\n";
  }
  if (is_in_order && found == lines) return base::Done{};
  return base::check_error(
      fmt::format("{}: its tables are not those that this program makes: it was changed; keep it, and restore from a "
                  "backup",
                  path_.string()));
}

base::Error Database::error(std::string_view tried) const {
  const int code = sqlite3_extended_errcode(handle_);
  const int system = sqlite3_system_errno(handle_);
  std::string says = handle_ == nullptr ? "out of memory" : sqlite3_errmsg(handle_);
  if ((code & 0xff) == SQLITE_IOERR && system != 0) says += fmt::format(", system error {}", system);
  return base::operation_error(fmt::format("{}: {} (the {}) failed: {} (SQLite {}); {}", path_.string(), tried, what_,
                                           says, code, advice(code)));
}

bool Database::refused_as_not_unique() const {
  const int code = sqlite3_extended_errcode(handle_);
  return code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

Statement& Statement::bind(int place, std::int64_t number) {
  [[maybe_unused]] const int code = sqlite3_bind_int64(statement_.get(), place, number);
  assert(code == SQLITE_OK);
  return *this;
}

Statement& Statement::bind(int place, base::BytesView bytes) {
  // A null pointer would bind NULL; no bytes are a blob without bytes.
  [[maybe_unused]] const int code =
      bytes.empty() ? sqlite3_bind_zeroblob(statement_.get(), place, 0)
                    : sqlite3_bind_blob64(statement_.get(), place, bytes.data(), bytes.size(), SQLITE_STATIC);
  assert(code == SQLITE_OK);
  return *this;
}

Statement& Statement::bind_null(int place) {
  [[maybe_unused]] const int code = sqlite3_bind_null(statement_.get(), place);
  assert(code == SQLITE_OK);
  return *this;
}

base::Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return database_->error(sqlite3_stmt_readonly(statement_.get()) != 0 ? "reading it" : "writing it");
}

base::Result<> Statement::run() {
  for (;;) {
    const auto row = step();
    if (row.ok() && *row) continue;
    reset();
    if (!row.ok()) return row.error();
    return base::Done{};
  }
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

std::int64_t Statement::number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

base::BytesView Statement::bytes(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  if (data == nullptr || size <= 0) return {};
  return {data, static_cast<std::size_t>(size)};
}

std::string Statement::text(int column) const { return std::string(base::text_of(bytes(column))); }

bool Statement::is_null(int column) const { return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL; }

base::Result<> expect_database(const std::filesystem::path& path, std::string_view what) {
  std::error_code error;
  const auto there = std::filesystem::status(path, error);
  if (std::filesystem::is_regular_file(there)) return base::Done{};
  if (std::filesystem::exists(there)) {
    return base::input_error(fmt::format(
        "{}: expected a {}, found a folder or a device; move it away and put the {} back", path.string(), what, what));
  }
  return base::input_error(
      fmt::format("{}: there is no {} here; check the folder, or make one with `alongside init`", path.string(), what));
}

void remove_database(const std::filesystem::path& path) {
  for (const char* ending : {"", "-wal", "-shm"}) {
    std::error_code ignored;
    std::filesystem::remove(path.string() + ending, ignored);
  }
}

Transaction::~Transaction() {
  if (open_) database_.rollback();
}

base::Result<> Transaction::begin() {
  const auto begun = database_.run("BEGIN IMMEDIATE");
  open_ = begun.ok();
  return begun;
}

base::Result<> Transaction::commit() {
  const auto committed = database_.run("COMMIT");
  if (committed.ok()) open_ = false;
  return committed;
}

}  // namespace alongside::ledger
