#include "ledger/sqlite/sqlite_key_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "ledger/seal.hpp"
#include "ledger/sqlite/site_mark.hpp"
#include "ledger/sqlite/still_image.hpp"

namespace alongside::ledger {

namespace {
constexpr FileKind key_store_kind{.application = 0x414c4f32, .format = 2, .what = "key store"};
constexpr std::string_view keys_table =
    "CREATE TABLE keys (sort INTEGER NOT NULL, id BLOB NOT NULL, wrapped BLOB NOT NULL, PRIMARY KEY (sort, id)) "
    "STRICT, WITHOUT ROWID";
constexpr std::string_view codes_table =
    "CREATE TABLE codes (id BLOB NOT NULL PRIMARY KEY, sealed BLOB NOT NULL) STRICT, WITHOUT ROWID";

std::int64_t number_of(KeyOf of) { return static_cast<std::int64_t>(of); }

/// What the wrapping is bound to: a wrapped key put under another id or sort does not open.
base::Bytes place_of(KeyOf of, base::BytesView id) {
  base::Writer writer;
  writer.raw(base::bytes_of("alongside key 1"));
  writer.number(static_cast<std::uint8_t>(of));
  writer.raw(id);
  return writer.take();
}

base::Bytes wrap(const Key& wrapping, const NewKey& key) {
  base::Writer plain;
  plain.number(key.made_at.milliseconds_utc);
  plain.raw(key.key.bytes());
  base::Bytes bytes = plain.take();
  base::Bytes wrapped = seal(wrapping, place_of(key.of, key.id.bytes), bytes);
  wipe(bytes);
  return wrapped;
}

struct Unwrapped {
  base::Instant made_at;
  Key key;
};

std::optional<Unwrapped> unwrap(const Key& wrapping, KeyOf of, base::BytesView id, base::BytesView wrapped) {
  auto plain = open_sealed(wrapping, place_of(of, id), wrapped);
  if (!plain) return std::nullopt;
  base::Reader reader(*plain);
  const base::Instant made_at{reader.number<std::int64_t>()};
  auto key = Key::from(reader.raw(Key::size));
  const bool complete = reader.complete();
  wipe(*plain);
  if (!key || !complete) return std::nullopt;
  return Unwrapped{made_at, std::move(*key)};
}
}  // namespace

base::Result<std::unique_ptr<SqliteKeyStore>> SqliteKeyStore::create(const std::filesystem::path& path,
                                                                     const SiteKeys& keys, const base::Uuid& site) {
  auto lock = WriterLock::take(path);
  if (!lock.ok()) return lock.error();
  auto database = Database::open(path, Database::Mode::create, key_store_kind.what);
  if (!database.ok()) return database.error();
  std::unique_ptr<SqliteKeyStore> store(new SqliteKeyStore(std::move(*lock), std::move(*database), keys, site));
  auto made = store->make_tables(keys, site);
  if (made.ok()) made = store->prepare_statements();
  if (!made.ok()) {
    store.reset();
    remove_database(path);
    return made.error();
  }
  return store;
}

base::Result<std::unique_ptr<SqliteKeyStore>> SqliteKeyStore::open(const std::filesystem::path& path,
                                                                   const SiteKeys& keys, const base::Uuid& site) {
  if (const auto there = expect_database(path, key_store_kind.what); !there.ok()) return there.error();
  if (const auto own = expect_own_log(path, key_store_kind, keys.wrapping, site); !own.ok()) return own.error();
  auto lock = WriterLock::take(path);
  if (!lock.ok()) return lock.error();
  auto database = Database::open(path, Database::Mode::write, key_store_kind.what);
  if (!database.ok()) return database.error();
  std::unique_ptr<SqliteKeyStore> store(new SqliteKeyStore(std::move(*lock), std::move(*database), keys, site));
  if (const auto mark = check_site_mark(*store->database_, key_store_kind, keys.wrapping, site); !mark.ok())
    return mark.error();
  if (const auto durable = store->database_->make_durable(); !durable.ok()) return durable.error();
  if (const auto prepared = store->prepare_statements(); !prepared.ok()) return prepared.error();
  // A disk too full to write the file anew still gives its keys; it is tried again when keys expire.
  (void)store->forget_order();
  // Ends a destruction that a crash cut short.
  if (const auto emptied = store->empty_log(); !emptied.ok()) return emptied.error();
  return store;
}

base::Result<std::unique_ptr<SqliteKeyStore>> SqliteKeyStore::open_still(const std::filesystem::path& path,
                                                                         const SiteKeys& keys, const base::Uuid& site) {
  return open_to_look(path, Database::Mode::still, keys, site);
}

base::Result<std::unique_ptr<SqliteKeyStore>> SqliteKeyStore::open_read_only(const std::filesystem::path& path,
                                                                             const SiteKeys& keys,
                                                                             const base::Uuid& site) {
  return open_to_look(path, Database::Mode::read, keys, site);
}

base::Result<std::unique_ptr<SqliteKeyStore>> SqliteKeyStore::open_to_look(const std::filesystem::path& path,
                                                                           Database::Mode mode, const SiteKeys& keys,
                                                                           const base::Uuid& site) {
  if (const auto there = expect_database(path, key_store_kind.what); !there.ok()) return there.error();
  if (const auto own = expect_own_log(path, key_store_kind, keys.wrapping, site); !own.ok()) return own.error();
  auto database = Database::open(path, mode, key_store_kind.what);
  if (!database.ok()) return database.error();
  std::unique_ptr<SqliteKeyStore> store(new SqliteKeyStore(std::nullopt, std::move(*database), keys, site));
  if (const auto mark = check_site_mark(*store->database_, key_store_kind, keys.wrapping, site); !mark.ok())
    return mark.error();
  if (const auto prepared = store->prepare_statements(); !prepared.ok()) return prepared.error();
  return store;
}

SqliteKeyStore::SqliteKeyStore(std::optional<WriterLock> lock, std::unique_ptr<Database> database, const SiteKeys& keys,
                               const base::Uuid& site)
    : lock_(std::move(lock)), database_(std::move(database)), wrapping_(keys.wrapping.duplicate()), site_(site) {}

base::Result<> SqliteKeyStore::make_tables(const SiteKeys& keys, const base::Uuid& site) {
  if (const auto durable = database_->make_durable(); !durable.ok()) return durable;
  Transaction transaction(*database_);
  if (const auto begun = transaction.begin(); !begun.ok()) return begun;
  if (const auto marked = write_site_mark(*database_, key_store_kind, keys.wrapping, site); !marked.ok()) return marked;
  for (const std::string_view table : {keys_table, codes_table}) {
    if (const auto made = database_->run(table.data()); !made.ok()) return made;
  }
  return transaction.commit();
}

base::Result<> SqliteKeyStore::prepare_statements() {
  const auto prepare = [&](std::optional<Statement>& statement, std::string_view sql) -> base::Result<> {
    auto prepared = database_->prepare(sql);
    if (!prepared.ok()) return prepared.error();
    statement.emplace(std::move(*prepared));
    return base::Done{};
  };
  if (const auto done = prepare(insert_key_, "INSERT INTO keys (sort, id, wrapped) VALUES (?1, ?2, ?3)"); !done.ok())
    return done;
  if (const auto done = prepare(insert_code_, "INSERT INTO codes (id, sealed) VALUES (?1, ?2)"); !done.ok())
    return done;
  return prepare(get_, "SELECT wrapped FROM keys WHERE sort = ?1 AND id = ?2");
}

base::Result<> SqliteKeyStore::put(std::span<const NewKey> keys) {
  if (keys.empty()) return base::Done{};
  order_shows_ = true;
  Transaction transaction(*database_);
  if (const auto begun = transaction.begin(); !begun.ok()) return begun;
  if (const auto marked = renew_mark(); !marked.ok()) return marked;
  for (const NewKey& key : keys) {
    const auto inserted = insert(key);
    if (!inserted.ok() && database_->refused_as_not_unique()) {
      return base::operation_error(
          fmt::format("{}: a key with this id is already there and is never replaced; draw another id",
                      database_->path().string()));
    }
    if (!inserted.ok()) return inserted;
  }
  return transaction.commit();
}

base::Result<> SqliteKeyStore::insert(const NewKey& key) {
  const base::Bytes wrapped = wrap(wrapping_, key);
  const auto inserted = insert_key_->bind(1, number_of(key.of)).bind(2, key.id.bytes).bind(3, wrapped).run();
  if (!inserted.ok() || key.sealed_code.empty()) return inserted;
  return insert_code_->bind(1, key.id.bytes).bind(2, key.sealed_code).run();
}

base::Result<std::optional<Key>> SqliteKeyStore::get(KeyOf of, const KeyId& id) {
  const auto found = get_->bind(1, number_of(of)).bind(2, id.bytes).step();
  std::optional<Unwrapped> unwrapped;
  if (found.ok() && *found) unwrapped = unwrap(wrapping_, of, id.bytes, get_->bytes(0));
  get_->reset();  // before anything returns: a statement in use keeps the log from being emptied
  if (!found.ok()) return found.error();
  if (!*found) return std::optional<Key>();
  if (!unwrapped) return does_not_unwrap();
  return std::optional<Key>(std::move(unwrapped->key));
}

base::Result<> SqliteKeyStore::each_code(const EachCode& each) {
  auto statement = database_->prepare(
      "SELECT codes.id, codes.sealed, keys.wrapped FROM codes JOIN keys ON keys.sort = ?1 AND keys.id = codes.id "
      "ORDER BY codes.id");
  if (!statement.ok()) return statement.error();
  statement->bind(1, number_of(KeyOf::participant));
  for (;;) {
    const auto found = statement->step();
    if (!found.ok()) return found.error();
    if (!*found) return base::Done{};
    KeyId id;
    const auto named = statement->bytes(0);
    if (named.size() != id.bytes.size()) return does_not_unwrap();
    std::ranges::copy(named, id.bytes.begin());
    const auto unwrapped = unwrap(wrapping_, KeyOf::participant, named, statement->bytes(2));
    if (!unwrapped) return does_not_unwrap();
    if (const auto taken = each(id, unwrapped->key, statement->bytes(1)); !taken.ok()) return taken;
  }
}

base::Error SqliteKeyStore::does_not_unwrap() const {
  return base::check_error(
      fmt::format("{}: a key in it does not unwrap: it was changed; restore the key store from its backup",
                  database_->path().string()));
}

base::Result<bool> SqliteKeyStore::destroy(KeyOf of, const KeyId& id) {
  const auto before = count(of);
  if (!before.ok()) return before.error();
  {
    Transaction transaction(*database_);
    if (const auto begun = transaction.begin(); !begun.ok()) return begun.error();
    if (const auto marked = renew_mark(); !marked.ok()) return marked.error();
    if (const auto removed = remove(of, id.bytes); !removed.ok()) return removed.error();
    if (const auto committed = transaction.commit(); !committed.ok()) return committed.error();
  }
  const auto after = count(of);
  if (!after.ok()) return after.error();
  // Also where there was nothing: a first try may have got no further than this.
  if (const auto emptied = empty_log(); !emptied.ok()) return emptied.error();
  return *after < *before;
}

base::Result<std::uint64_t> SqliteKeyStore::expire_before(KeyOf of, base::Instant instant) {
  std::vector<base::Bytes> expired;
  {
    auto statement = database_->prepare("SELECT id, wrapped FROM keys WHERE sort = ?1");
    if (!statement.ok()) return statement.error();
    statement->bind(1, number_of(of));
    for (;;) {
      const auto found = statement->step();
      if (!found.ok()) return found.error();
      if (!*found) break;
      const auto id = statement->bytes(0);
      const auto unwrapped = unwrap(wrapping_, of, id, statement->bytes(1));
      if (!unwrapped) {
        return base::check_error(
            fmt::format("{}: a key in it does not unwrap, so its age is not known: it was changed; restore the key "
                        "store from its backup",
                        database_->path().string()));
      }
      if (unwrapped->made_at < instant) expired.emplace_back(id.begin(), id.end());
    }
  }
  Transaction transaction(*database_);
  if (const auto begun = transaction.begin(); !begun.ok()) return begun.error();
  if (!expired.empty()) {
    if (const auto marked = renew_mark(); !marked.ok()) return marked.error();
  }
  for (const base::Bytes& id : expired) {
    if (const auto removed = remove(of, id); !removed.ok()) return removed.error();
  }
  if (const auto committed = transaction.commit(); !committed.ok()) return committed.error();
  const auto forgotten = forget_order();
  if (const auto emptied = empty_log(); !emptied.ok()) return emptied.error();
  if (!forgotten.ok()) return forgotten.error();
  return expired.size();
}

base::Result<std::uint64_t> SqliteKeyStore::count(KeyOf of) {
  const auto counted = database_->number(fmt::format("SELECT count(*) FROM keys WHERE sort = {}", number_of(of)));
  if (!counted.ok()) return counted.error();
  return static_cast<std::uint64_t>(*counted);
}

base::Result<> SqliteKeyStore::renew_mark() { return renew_site_mark(*database_, key_store_kind, wrapping_, site_); }

base::Result<> SqliteKeyStore::check(Look look) {
  if (const auto checked = database_->check_pages(); !checked.ok()) return checked;
  if (look == Look::still) {
    if (const auto header = expect_header(database_->path()); !header.ok()) return header;
  }
  const auto schema =
      site_mark_schema() + fmt::format("table keys keys {}\ntable codes codes {}\n", keys_table, codes_table);
  if (const auto checked = database_->expect_schema(schema); !checked.ok()) return checked;
  const auto wrong = [&](std::string_view what) {
    return base::check_error(
        fmt::format("{}: {}: it was changed; restore the key store from its backup", database_->path().string(), what));
  };
  auto statement = database_->prepare("SELECT sort, id, wrapped FROM keys");
  if (!statement.ok()) return statement.error();
  std::pair<std::int64_t, base::Bytes> before{std::numeric_limits<std::int64_t>::min(), {}};
  for (;;) {
    const auto found = statement->step();
    if (!found.ok()) return found.error();
    if (!*found) break;
    const std::int64_t sort = statement->number(0);
    const auto id = statement->bytes(1);
    std::pair<std::int64_t, base::Bytes> here{sort, {id.begin(), id.end()}};
    if (here <= before) return wrong("its keys are not in their order");
    before = std::move(here);
    const bool is_known = sort == number_of(KeyOf::visit_link) || sort == number_of(KeyOf::participant);
    if (!is_known || !unwrap(wrapping_, static_cast<KeyOf>(sort), id, statement->bytes(2))) return does_not_unwrap();
  }
  // A code comes and goes with its key, in one transaction.
  const auto apart = database_->number(
      "SELECT (SELECT count(*) FROM codes WHERE id NOT IN (SELECT id FROM keys WHERE sort = 2)) + "
      "(SELECT count(*) FROM keys WHERE sort = 2 AND id NOT IN (SELECT id FROM codes))");
  if (!apart.ok()) return apart.error();
  if (*apart != 0) return wrong(fmt::format("{} codes and keys of participants stand without each other", *apart));
  return base::Done{};
}

base::Result<> SqliteKeyStore::remove(KeyOf of, base::BytesView id) {
  auto statement = database_->prepare("DELETE FROM keys WHERE sort = ?1 AND id = ?2");
  if (!statement.ok()) return statement.error();
  const auto removed = statement->bind(1, number_of(of)).bind(2, id).run();
  if (!removed.ok() || of != KeyOf::participant) return removed;
  auto code = database_->prepare("DELETE FROM codes WHERE id = ?1");
  if (!code.ok()) return code.error();
  return code->bind(1, id).run();
}

/// Writes the file anew, each table in the order of its ids. The copy in between is in memory: nothing but the file and its log ever
/// holds a key.
base::Result<> SqliteKeyStore::forget_order() {
  if (!order_shows_) return base::Done{};
  const auto written = database_->run("PRAGMA temp_store = MEMORY; VACUUM");
  if (written.ok()) order_shows_ = false;
  return written;
}

base::Result<> SqliteKeyStore::empty_log() {
  const auto busy = database_->number("PRAGMA wal_checkpoint(TRUNCATE)");
  if (!busy.ok()) return busy.error();
  if (*busy != 0) {
    return base::operation_error(
        fmt::format("{}: what was destroyed still stands in its log, because another program is reading the file; end "
                    "that one, then try again",
                    database_->path().string()));
  }
  return base::Done{};
}

}  // namespace alongside::ledger
