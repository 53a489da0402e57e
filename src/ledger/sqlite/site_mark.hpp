// What tells a database of one site from any other file: its kind, its format, the site's id, and a sealed word that opens under
// the site's key only. So a wrong folder, key or program version is said in words, before anything is read or written.
//
// It also tells this file from its own copies. Each transaction seals the word anew, under a fresh nonce and with the nonce before inside;
// the mark lies on page 2, so that page 2 is in every write-ahead log. A log that came after another state of the file names another nonce
// as the first one's before, and SQLite, which knows nothing of copies, never gets to see it beside this file.
//
// Threads: as the database.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/uuid.hpp"
#include "ledger/key.hpp"
#include "ledger/sqlite/database.hpp"

namespace alongside::ledger {

struct FileKind {
  std::int32_t application = 0;  ///< SQLite's application_id
  std::int32_t format = 0;       ///< raised when an older program could not read it
  std::string_view what;         ///< "ledger": in messages, and sealed as the word
};

/// Refuses a database beside which a rollback journal lies: opening it would replay the journal.
base::Result<> expect_no_journal(const std::filesystem::path& path);

/// Into a new database, within the caller's transaction and before any other table: on page 2.
base::Result<> write_site_mark(Database& database, const FileKind& kind, const Key& key, const base::Uuid& site);
/// The table that it makes, as `Database::expect_schema` names it.
std::string site_mark_schema();
/// In each transaction that changes the file.
base::Result<> renew_site_mark(Database& database, const FileKind& kind, const Key& key, const base::Uuid& site);
/// Refuses a write-ahead log that came after another state of this file, as a copy put in place over a living log has it: replaying it
/// would spoil the file. Opens nothing, changes nothing. Where a writer has the file open it has looked itself.
base::Result<> expect_own_log(const std::filesystem::path& database, const FileKind& kind, const Key& key,
                              const base::Uuid& site);
/// Refuses another kind of file, another format, another site, another key.
base::Result<> check_site_mark(Database& database, const FileKind& kind, const Key& key, const base::Uuid& site);

/// Whose record lies there, as the file itself says: nobody has checked it. Nothing where it cannot be read.
std::optional<base::Uuid> site_named_in(const std::filesystem::path& database);

}  // namespace alongside::ledger
