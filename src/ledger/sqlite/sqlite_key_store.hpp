// The key store in an SQLite file of its own, keys.db, apart from the ledger: it is backed up apart and its backups are short-lived.
//
//   site  one row, as in the ledger: the site's id and a sealed word that tells a wrong key
//   keys  sort, id, wrapped: nonce, XChaCha20-Poly1305 of (made_at i64, key 32 bytes) under the wrapping key, bound to (sort, id)
//   codes id, sealed: of a participant, under the key in `keys` with the same id; both rows come and go in one transaction
//
// Destroyed keys and codes are overwritten with zeros in the file, and the log that still held them is emptied. What a disk keeps
// behind its own back stays wrapped under the wrapping key.
// Rows have no number and lie by their random id. But a page fills in the order in which rows come, and enrolments counted in the
// ledger could be told apart by that order: so the file is written anew, by id, at each opening and when keys expire.
// Threads: one at a time. One writer, as for the ledger.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "base/uuid.hpp"
#include "ledger/key_store.hpp"
#include "ledger/site_keys.hpp"
#include "ledger/sqlite/database.hpp"
#include "ledger/sqlite/writer_lock.hpp"

namespace alongside::ledger {

inline constexpr std::string_view key_store_name = "keys.db";

class SqliteKeyStore final : public KeyStore {
 public:
  static base::Result<std::unique_ptr<SqliteKeyStore>> create(const std::filesystem::path& path, const SiteKeys& keys,
                                                              const base::Uuid& site);
  static base::Result<std::unique_ptr<SqliteKeyStore>> open(const std::filesystem::path& path, const SiteKeys& keys,
                                                            const base::Uuid& site);

  /// As `SqliteStore::open_still`: to be looked at on any medium. What would change it is refused.
  static base::Result<std::unique_ptr<SqliteKeyStore>> open_still(const std::filesystem::path& path,
                                                                  const SiteKeys& keys, const base::Uuid& site);
  /// Beside a writer, which has its file and log open.
  static base::Result<std::unique_ptr<SqliteKeyStore>> open_read_only(const std::filesystem::path& path,
                                                                      const SiteKeys& keys, const base::Uuid& site);

  base::Result<> put(std::span<const NewKey> keys) override;
  base::Result<std::optional<Key>> get(KeyOf of, const KeyId& id) override;
  base::Result<> each_code(const EachCode& each) override;
  base::Result<bool> destroy(KeyOf of, const KeyId& id) override;
  base::Result<std::uint64_t> expire_before(KeyOf of, base::Instant instant) override;
  base::Result<std::uint64_t> count(KeyOf of) override;

  enum class Look { still, beside_a_writer };
  /// Pages and tables, every key and whether each code has its own; costs a pass over the file. Whether a code opens, its owner knows.
  base::Result<> check(Look look);

 private:
  SqliteKeyStore(std::optional<WriterLock> lock, std::unique_ptr<Database> database, const SiteKeys& keys,
                 const base::Uuid& site);

  static base::Result<std::unique_ptr<SqliteKeyStore>> open_to_look(const std::filesystem::path& path,
                                                                    Database::Mode mode, const SiteKeys& keys,
                                                                    const base::Uuid& site);
  base::Result<> make_tables(const SiteKeys& keys, const base::Uuid& site);
  base::Result<> prepare_statements();
  base::Result<> insert(const NewKey& key);
  base::Result<> remove(KeyOf of, base::BytesView id);
  base::Result<> renew_mark();
  base::Result<> forget_order();
  base::Result<> empty_log();
  base::Error does_not_unwrap() const;

  std::optional<WriterLock> lock_;  ///< none: to be looked at only
  std::unique_ptr<Database> database_;
  Key wrapping_;
  base::Uuid site_;
  std::optional<Statement> insert_key_;
  std::optional<Statement> insert_code_;
  std::optional<Statement> get_;
  bool order_shows_ = true;  ///< rows came since the file was last written anew
};

}  // namespace alongside::ledger
