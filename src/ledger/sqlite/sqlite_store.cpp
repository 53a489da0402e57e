#include "ledger/sqlite/sqlite_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "ledger/chain.hpp"
#include "ledger/sqlite/site_mark.hpp"

namespace alongside::ledger {

namespace {
constexpr FileKind ledger_kind{.application = 0x414c4f31, .format = 1, .what = "ledger"};
constexpr std::string_view ledger_table =
    "CREATE TABLE ledger (seq INTEGER PRIMARY KEY, digest BLOB NOT NULL, command_tag BLOB UNIQUE, sealed BLOB NOT "
    "NULL) STRICT";
}  // namespace

base::Result<Head> SqliteStore::append(const Head& expected, std::span<const NewRow> rows) {
  if (!writable()) return base::operation_error(closed_because_);
  if (expected != head_) {
    return base::operation_error(fmt::format(
        "{}: the ledger stands at row {} and the rows were decided on row {}; read the ledger again, then decide again",
        database_->path().string(), head_.seq, expected.seq));
  }
  if (rows.empty()) return head_;

  Transaction transaction(*database_);
  if (const auto begun = transaction.begin(); !begun.ok()) return close_for_writing(begun.error());
  const auto stored = stored_head();
  if (!stored.ok()) return close_for_writing(stored.error());
  if (*stored != head_) {
    return close_for_writing(base::operation_error(
        fmt::format("{}: its last row is not the one this program wrote last: something else changed the file",
                    database_->path().string())));
  }
  if (const auto marked = renew_site_mark(*database_, ledger_kind, mark_key_, site_); !marked.ok())
    return close_for_writing(marked.error());
  Head head = head_;
  const base::Uuid* previous = nullptr;
  for (const NewRow& row : rows) {
    const bool first_of_command = previous == nullptr || *previous != row.command;
    const SealedRow sealed = format_.seal(row, head, first_of_command);
    const auto inserted = insert(sealed);
    if (!inserted.ok() && database_->refused_as_not_unique()) return refuse_used_command(row.command);
    if (!inserted.ok()) return close_for_writing(inserted.error());
    head = {head.seq + 1, sealed.digest};
    previous = &row.command;
  }
  if (const auto committed = transaction.commit(); !committed.ok()) return close_for_writing(committed.error());
  head_ = head;
  return head_;
}

namespace {
base::Error bad_row_error(const std::filesystem::path& path, const BadRow& bad) {
  return base::check_error(
      fmt::format("{}: {}; write nothing more, keep the file and run `alongside verify`", path.string(), bad.sentence));
}

/// Of a statement whose columns begin with seq, digest, command_tag, sealed.
SealedRow read_sealed(const Statement& statement) {
  SealedRow row;
  row.seq = statement.number(0);
  // Bytes of another length are no digest; zeros stand for them, which no row's digest equals.
  row.digest = Digest::from(statement.bytes(1)).value_or(Digest{});
  if (!statement.is_null(2)) {
    const auto tag = statement.bytes(2);
    row.tag.emplace(tag.begin(), tag.end());
  }
  const auto sealed = statement.bytes(3);
  row.sealed.assign(sealed.begin(), sealed.end());
  return row;
}
}  // namespace

base::Result<std::unique_ptr<SqliteStore>> SqliteStore::create(const std::filesystem::path& path, const SiteKeys& keys,
                                                               const base::Uuid& site) {
  auto lock = WriterLock::take(path);
  if (!lock.ok()) return lock.error();
  auto database = Database::open(path, Database::Mode::create, ledger_kind.what);
  if (!database.ok()) return database.error();
  std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(*database), keys, site));
  store->lock_ = std::make_unique<WriterLock>(std::move(*lock));
  auto made = store->make_tables(keys, site);
  if (made.ok()) made = store->prepare_for_writing();
  if (!made.ok()) {
    store.reset();
    remove_database(path);
    return made.error();
  }
  return store;
}

base::Result<> SqliteStore::make_tables(const SiteKeys& keys, const base::Uuid& site) {
  if (const auto durable = database_->make_durable(); !durable.ok()) return durable;
  Transaction transaction(*database_);
  if (const auto begun = transaction.begin(); !begun.ok()) return begun;
  if (const auto marked = write_site_mark(*database_, ledger_kind, keys.row, site); !marked.ok()) return marked;
  const auto made = database_->run(ledger_table.data());
  if (!made.ok()) return made;
  if (const auto committed = transaction.commit(); !committed.ok()) return committed;
  return prepare_for_reading();
}

base::Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::filesystem::path& path, const SiteKeys& keys,
                                                             const base::Uuid& site) {
  if (const auto there = expect_database(path, ledger_kind.what); !there.ok()) return there.error();
  if (const auto own = expect_own_log(path, ledger_kind, keys.row, site); !own.ok()) return own.error();
  auto lock = WriterLock::take(path);
  if (!lock.ok()) return lock.error();
  auto store = open_existing(path, Database::Mode::write, keys, site);
  if (!store.ok()) return store;
  (*store)->lock_ = std::make_unique<WriterLock>(std::move(*lock));
  if (const auto checked = (*store)->check_last_row(); !checked.ok()) return checked.error();
  if (const auto durable = (*store)->database_->make_durable(); !durable.ok()) return durable.error();
  if (const auto ready = (*store)->prepare_for_writing(); !ready.ok()) return ready.error();
  return store;
}

base::Result<std::unique_ptr<SqliteStore>> SqliteStore::open_read_only(const std::filesystem::path& path,
                                                                       const SiteKeys& keys, const base::Uuid& site) {
  return open_to_look(path, Database::Mode::read, keys, site);
}

base::Result<std::unique_ptr<SqliteStore>> SqliteStore::open_still(const std::filesystem::path& path,
                                                                   const SiteKeys& keys, const base::Uuid& site) {
  return open_to_look(path, Database::Mode::still, keys, site);
}

base::Result<std::unique_ptr<SqliteStore>> SqliteStore::open_to_look(const std::filesystem::path& path,
                                                                     Database::Mode mode, const SiteKeys& keys,
                                                                     const base::Uuid& site) {
  if (const auto there = expect_database(path, ledger_kind.what); !there.ok()) return there.error();
  if (const auto own = expect_own_log(path, ledger_kind, keys.row, site); !own.ok()) return own.error();
  auto store = open_existing(path, mode, keys, site);
  if (store.ok()) (*store)->closed_because_ = fmt::format("{}: is open for reading only", path.string());
  return store;
}

base::Result<std::unique_ptr<SqliteStore>> SqliteStore::open_existing(const std::filesystem::path& path,
                                                                      Database::Mode mode, const SiteKeys& keys,
                                                                      const base::Uuid& site) {
  auto database = Database::open(path, mode, ledger_kind.what);
  if (!database.ok()) return database.error();
  std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(*database), keys, site));
  const auto checked = check_site_mark(*store->database_, ledger_kind, keys.row, site);
  if (!checked.ok()) return checked.error();
  if (const auto found = store->prepare_for_reading(); !found.ok()) return found.error();
  return store;
}

SqliteStore::SqliteStore(std::unique_ptr<Database> database, const SiteKeys& keys, const base::Uuid& site)
    : database_(std::move(database)), format_(keys, site), mark_key_(keys.row.duplicate()), site_(site) {}

base::Result<> SqliteStore::prepare_for_writing() {
  auto insert = database_->prepare("INSERT INTO ledger (seq, digest, command_tag, sealed) VALUES (?1, ?2, ?3, ?4)");
  if (!insert.ok()) return insert.error();
  insert_ = std::make_unique<Statement>(std::move(*insert));
  return base::Done{};
}

base::Result<> SqliteStore::prepare_for_reading() {
  auto last = database_->prepare("SELECT seq, digest, command_tag, sealed FROM ledger ORDER BY seq DESC LIMIT 1");
  if (!last.ok()) return last.error();
  last_ = std::make_unique<Statement>(std::move(*last));
  auto first_of = database_->prepare("SELECT seq FROM ledger WHERE command_tag = ?1");
  if (!first_of.ok()) return first_of.error();
  first_of_ = std::make_unique<Statement>(std::move(*first_of));
  const auto stored = stored_head();
  if (!stored.ok()) return stored.error();
  head_ = *stored;
  return base::Done{};
}

base::Result<Head> SqliteStore::stored_head() {
  const auto found = last_->step();
  Head head;
  if (found.ok() && *found) {
    const SealedRow row = read_sealed(*last_);
    head = {static_cast<std::uint64_t>(row.seq), row.digest};
  }
  last_->reset();
  if (!found.ok()) return found.error();
  return head;
}

base::Result<> SqliteStore::check_last_row() {
  if (head_ == Head{}) return base::Done{};
  return walk(head_.seq, [](const Row&) -> base::Result<bool> { return true; });
}

base::Result<> SqliteStore::insert(const SealedRow& row) {
  insert_->bind(1, row.seq).bind(2, row.digest.bytes);
  if (row.tag) {
    insert_->bind(3, *row.tag);
  } else {
    insert_->bind_null(3);
  }
  return insert_->bind(4, row.sealed).run();
}

base::Error SqliteStore::close_for_writing(const base::Error& why) {
  closed_because_ = fmt::format("{}: is closed for writing until it is reopened and verified, because: {}",
                                database_->path().string(), why.message);
  return base::operation_error(closed_because_);
}

base::Error SqliteStore::refuse_used_command(const base::Uuid& command) const {
  return base::operation_error(
      fmt::format("{}: command {} already has rows, and a command is done once; look its rows up and answer from them",
                  database_->path().string(), command.text()));
}

base::Result<> SqliteStore::scan(std::uint64_t from_seq, const std::function<base::Result<>(const Row&)>& each) {
  return walk(from_seq, [&](const Row& row) -> base::Result<bool> {
    const auto done = each(row);
    if (!done.ok()) return done.error();
    return true;
  });
}

base::Result<std::optional<Digest>> SqliteStore::digest_at(std::uint64_t seq) {
  std::optional<Digest> digest;
  const auto walked = scan_sealed(std::max<std::uint64_t>(seq, 1), [&](const SealedRow& row) -> base::Result<bool> {
    if (static_cast<std::uint64_t>(row.seq) == seq) digest = row.digest;
    return static_cast<std::uint64_t>(row.seq) < seq;
  });
  if (!walked.ok()) return walked.error();
  return digest;
}

base::Result<std::vector<Row>> SqliteStore::rows_of(const base::Uuid& command) {
  std::vector<Row> rows;
  const CommandTag tag = format_.tag(command);
  const auto found = first_of_->bind(1, tag).step();
  const auto first = found.ok() && *found ? static_cast<std::uint64_t>(first_of_->number(0)) : 0;
  first_of_->reset();
  if (!found.ok()) return found.error();
  if (!*found) return rows;

  const auto walked = walk(first, [&](const Row& row) -> base::Result<bool> {
    if (row.command != command) return false;
    rows.push_back(row);
    return true;
  });
  if (!walked.ok()) return walked.error();
  return rows;
}

base::Result<> SqliteStore::walk(std::uint64_t from_seq, const Walk& each) {
  ChainReader chain(format_);
  // The row before the first one asked for is read too: its digest and its command are what the chain goes on from.
  const std::uint64_t behind = from_seq <= 1 ? 0 : from_seq - 1;
  bool started = behind == 0;
  return scan_sealed(behind, [&](const SealedRow& sealed) -> base::Result<bool> {
    if (!started && static_cast<std::uint64_t>(sealed.seq) == behind) {
      started = true;
      if (const auto bad = chain.start_behind(sealed)) return bad_row_error(database_->path(), *bad);
      return true;
    }
    const OpenedRow opened = chain.next(sealed);
    if (const auto* bad = std::get_if<BadRow>(&opened)) return bad_row_error(database_->path(), *bad);
    return each(std::get<Row>(opened));
  });
}

base::Result<> SqliteStore::scan_sealed(std::uint64_t from_seq,
                                        const std::function<base::Result<bool>(const SealedRow&)>& each) {
  static constexpr auto seq_max = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (from_seq > seq_max) return base::Done{};
  auto statement =
      database_->prepare("SELECT seq, digest, command_tag, sealed FROM ledger WHERE seq >= ?1 ORDER BY seq");
  if (!statement.ok()) return statement.error();
  // From the first row means from whatever is first: a row numbered 0 or below was not written by this program and must
  // be seen.
  statement->bind(1, from_seq <= 1 ? std::numeric_limits<std::int64_t>::min() : static_cast<std::int64_t>(from_seq));
  for (;;) {
    const auto found = statement->step();
    if (!found.ok()) return found.error();
    if (!*found) return base::Done{};
    const auto go_on = each(read_sealed(*statement));
    if (!go_on.ok()) return go_on.error();
    if (!*go_on) return base::Done{};
  }
}

base::Result<> SqliteStore::check_pages() {
  if (const auto checked = database_->check_pages(); !checked.ok()) return checked;
  return database_->expect_schema(
      site_mark_schema() +
      fmt::format("table ledger ledger {}\nindex sqlite_autoindex_ledger_1 ledger\n", ledger_table));
}

}  // namespace alongside::ledger
