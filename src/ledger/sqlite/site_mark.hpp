// What tells a database of one site from any other file: its kind, its format, the site's id, and a sealed word that opens under
// the site's key only. So a wrong folder, key or program version is said in words, before anything is read or written.
//
// Threads: as the database.
#pragma once

#include <cstdint>
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

/// Into a new database, within the caller's transaction.
base::Result<> write_site_mark(Database& database, const FileKind& kind, const Key& key, const base::Uuid& site);
/// Refuses another kind of file, another format, another site, another key.
base::Result<> check_site_mark(Database& database, const FileKind& kind, const Key& key, const base::Uuid& site);

}  // namespace alongside::ledger
