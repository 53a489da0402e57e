// A site's record in one SQLite file with a write-ahead log, synced at every append.
//
//   site    one row: the site's id, and a sealed word that tells a wrong key before the first row does
//   ledger  seq, digest, command_tag (UNIQUE: a command's id is done once, for ever), sealed; see row_format.hpp
//
// What survives: every append that returned, through the end of the process and through a power cut; of one that did not return,
// all of its rows or none. What the file cannot show: that its tail was cut off; see heads.hpp.
// Threads: one at a time for each store. A read-only store may be open in another thread or process while the writer runs.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "ledger/row_format.hpp"
#include "ledger/sqlite/database.hpp"
#include "ledger/sqlite/writer_lock.hpp"
#include "ledger/store.hpp"

namespace alongside::ledger {

class SqliteStore final : public Store {
 public:
  /// Makes an empty ledger, open for writing. Refuses where a file is.
  static base::Result<std::unique_ptr<SqliteStore>> create(const std::filesystem::path& path, const SiteKeys& keys,
                                                           const base::Uuid& site);
  /// Opens for writing; a second writer is refused at once. Checks the key, the site and the last row, not the whole
  /// chain: whoever starts on it scans it from the first row.
  static base::Result<std::unique_ptr<SqliteStore>> open(const std::filesystem::path& path, const SiteKeys& keys,
                                                         const base::Uuid& site);
  /// Beside a writer or alone; sees what was committed before each call. Checks the key and the site, no row.
  static base::Result<std::unique_ptr<SqliteStore>> open_read_only(const std::filesystem::path& path,
                                                                   const SiteKeys& keys, const base::Uuid& site);

  /// Alone, on any medium: nothing in its folder is made, locked or changed. For `verify`. The log beside it counts if it is its own.
  static base::Result<std::unique_ptr<SqliteStore>> open_still(const std::filesystem::path& path, const SiteKeys& keys,
                                                               const base::Uuid& site);

  base::Result<Head> append(const Head& expected, std::span<const NewRow> rows) override;
  base::Result<> scan(std::uint64_t from_seq, const std::function<base::Result<>(const Row&)>& each) override;
  base::Result<std::optional<Digest>> digest_at(std::uint64_t seq) override;
  base::Result<std::vector<Row>> rows_of(const base::Uuid& command) override;
  Head head() const override { return head_; }
  bool writable() const override { return closed_because_.empty(); }

  /// Every row from `from_seq` as it is stored, unchecked: for `verify`. Stops at the first false or error of `each`.
  base::Result<> scan_sealed(std::uint64_t from_seq, const std::function<base::Result<bool>(const SealedRow&)>& each);
  /// Pages, indexes and tables as this program makes them; costs a pass over the file. The error says what is broken.
  base::Result<> check_pages();
  const RowFormat& format() const { return format_; }

 private:
  using Walk = std::function<base::Result<bool>(const Row&)>;

  SqliteStore(std::unique_ptr<Database> database, const SiteKeys& keys, const base::Uuid& site);

  static base::Result<std::unique_ptr<SqliteStore>> open_to_look(const std::filesystem::path& path, Database::Mode mode,
                                                                 const SiteKeys& keys, const base::Uuid& site);

  static base::Result<std::unique_ptr<SqliteStore>> open_existing(const std::filesystem::path& path,
                                                                  Database::Mode mode, const SiteKeys& keys,
                                                                  const base::Uuid& site);
  base::Result<> make_tables(const SiteKeys& keys, const base::Uuid& site);
  base::Result<> prepare_for_writing();
  base::Result<> prepare_for_reading();
  base::Result<> check_last_row();
  base::Result<> walk(std::uint64_t from_seq, const Walk& each);
  base::Result<Head> stored_head();
  base::Result<> insert(const SealedRow& row);
  base::Error close_for_writing(const base::Error& why);
  base::Error refuse_used_command(const base::Uuid& command) const;

  std::unique_ptr<WriterLock> lock_;
  std::unique_ptr<Database> database_;
  RowFormat format_;
  Key mark_key_;
  base::Uuid site_;
  std::unique_ptr<Statement> insert_;
  std::unique_ptr<Statement> last_;
  std::unique_ptr<Statement> first_of_;  ///< a command's first row
  Head head_;
  std::string closed_because_;  ///< empty while it is open for writing
};

}  // namespace alongside::ledger
