#include "ledger/sqlite/site_mark.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "ledger/seal.hpp"
#include "ledger/sqlite/write_ahead_log.hpp"
#include "ledger/sqlite/writer_lock.hpp"

namespace alongside::ledger {

namespace {
constexpr std::string_view site_table = "CREATE TABLE site (id BLOB NOT NULL, key_check BLOB NOT NULL) STRICT";
constexpr std::size_t nonce_size = 24;
using Nonce = std::array<std::uint8_t, nonce_size>;

/// Which state of the file a sealed word stands for.
struct State {
  Nonce own{};
  std::optional<Nonce> before;  ///< none: of the file as it was made
};

Nonce nonce_at(base::BytesView bytes) {
  Nonce nonce{};
  std::copy_n(bytes.begin(), nonce.size(), nonce.begin());
  return nonce;
}

/// Nothing if the word does not open, or is another.
std::optional<State> state_of(const FileKind& kind, const Key& key, const base::Uuid& site, base::BytesView sealed) {
  const auto word = open_sealed(key, site.bytes, sealed);
  if (!word || !base::text_of(*word).starts_with(kind.what)) return std::nullopt;
  const auto rest = base::BytesView(*word).subspan(kind.what.size());
  if (!rest.empty() && rest.size() != nonce_size) return std::nullopt;
  State state{.own = nonce_at(sealed), .before = {}};
  if (!rest.empty()) state.before = nonce_at(rest);
  return state;
}

/// Of page 2 as it lies in a file: a leaf with one cell, the site's id and the sealed word behind it.
std::optional<State> state_on_page(const FileKind& kind, const Key& key, const base::Uuid& site, base::BytesView page) {
  static constexpr std::uint8_t table_leaf = 13;
  if (page[0] != table_leaf || page[3] != 0 || page[4] != 1) return std::nullopt;
  const std::size_t cell = static_cast<std::size_t>(page[8]) << 8 | page[9];
  if (cell >= page.size()) return std::nullopt;
  const auto from = page.subspan(cell);
  const auto id = std::ranges::search(from, site.bytes);
  if (id.empty()) return std::nullopt;
  const auto behind = from.subspan(static_cast<std::size_t>(id.end() - from.begin()));
  for (const std::size_t more : {nonce_size, std::size_t{0}}) {
    const std::size_t size = seal_overhead_bytes + kind.what.size() + more;
    if (behind.size() < size) continue;
    if (auto state = state_of(kind, key, site, behind.first(size))) return state;
  }
  return std::nullopt;
}
}  // namespace

std::string site_mark_schema() { return fmt::format("table site site {}\n", site_table); }

base::Result<> write_site_mark(Database& database, const FileKind& kind, const Key& key, const base::Uuid& site) {
  const std::string sql = fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}; {}", kind.application,
                                      kind.format, site_table);
  if (const auto made = database.run(sql.c_str()); !made.ok()) return made;
  auto insert = database.prepare("INSERT INTO site (id, key_check) VALUES (?1, ?2)");
  if (!insert.ok()) return insert.error();
  const base::Bytes check = seal(key, site.bytes, base::bytes_of(kind.what));
  return insert->bind(1, site.bytes).bind(2, check).run();
}

base::Result<> renew_site_mark(Database& database, const FileKind& kind, const Key& key, const base::Uuid& site) {
  base::Bytes word(kind.what.begin(), kind.what.end());
  {
    auto statement = database.prepare("SELECT key_check FROM site");
    if (!statement.ok()) return statement.error();
    const auto row = statement->step();
    if (!row.ok()) return row.error();
    if (*row && statement->bytes(0).size() >= nonce_size) {
      const auto before = statement->bytes(0).first(nonce_size);
      word.insert(word.end(), before.begin(), before.end());
    }
  }
  auto update = database.prepare("UPDATE site SET key_check = ?1");
  if (!update.ok()) return update.error();
  const base::Bytes check = seal(key, site.bytes, word);
  return update->bind(1, check).run();
}

base::Result<> expect_no_journal(const std::filesystem::path& path) {
  const auto journal = journal_beside(path);
  std::error_code unknown;
  const auto status = std::filesystem::symlink_status(journal, unknown);
  if (!std::filesystem::exists(status)) return base::Done{};
  if (std::filesystem::is_regular_file(status) && std::filesystem::file_size(journal, unknown) == 0)
    return base::Done{};
  return base::check_error(fmt::format(
      "{}: a rollback journal lies beside it, {}, which this program never writes: SQLite would write another file's "
      "pages from it over this one. Nothing was changed. Stop the program, move {} out of the folder and keep it",
      path.string(), journal.filename().string(), journal.string()));
}

base::Result<> expect_own_log(const std::filesystem::path& path, const FileKind& kind, const Key& key,
                              const base::Uuid& site) {
  if (const auto none = expect_no_journal(path); !none) return none;
  const auto log = read_log(path);
  if (!log) return log.error();
  if (!log->says_something()) return base::Done{};
  const auto file = open_to_read(path);
  if (!file) return file.error();
  base::Bytes page(log->page_size);
  const bool is_read = read_at(*file, log->page_size, page);
  const bool is_blank = !is_read || std::ranges::all_of(page, [](std::uint8_t byte) { return byte == 0; });
  const auto of_file = is_blank ? std::nullopt : state_on_page(kind, key, site, page);
  std::vector<State> of_log;
  for (const std::uint64_t offset : log->second_page) {
    if (!read_at(log->file, offset, page)) break;
    if (const auto state = state_on_page(kind, key, site, page)) of_log.push_back(*state);
  }
  if (of_file) {
    // The file stands where the log began, or somewhere in it: what is copied from the log into the file was committed in the log.
    const bool is_own = std::ranges::any_of(of_log, [&](const State& state) { return state.own == of_file->own; }) ||
                        (!of_log.empty() && of_log.front().before == of_file->own);
    const bool is_of_before_there_were_marks = !of_file->before && log->second_page.empty();
    if (is_own || is_of_before_there_were_marks) return base::Done{};
  }
  // It begins with the making of the file, nothing of which had reached the file yet.
  if (is_blank && !of_log.empty() && !of_log.front().before) return base::Done{};
  if (WriterLock::is_held(path)) return base::Done{};
  if (!of_file) {
    // Another key or another site's file is said as such.
    auto alone = Database::open(path, Database::Mode::alone, kind.what);
    if (!alone.ok()) return alone.error();
    if (const auto checked = check_site_mark(**alone, kind, key, site); !checked.ok()) return checked;
  }
  const std::string name = log_beside(path).filename().string();
  return base::check_error(fmt::format(
      "{}: the write-ahead log {} beside it is not this file's: another copy stood here when it was written, and "
      "replaying it would spoil this one. Nothing was changed. Stop the program, copy the whole folder, and if this "
      "copy of the {} is to stay, move {} and {}-shm out of the folder together and keep them: the rows in that log "
      "belong to the copy that stood here before",
      path.string(), name, kind.what, log_beside(path).string(), path.string()));
}

base::Result<> check_site_mark(Database& database, const FileKind& kind, const Key& key, const base::Uuid& site) {
  const std::string where = database.path().string();
  const auto application = database.number("PRAGMA application_id");
  if (!application.ok()) return application.error();
  if (*application != kind.application) {
    return base::input_error(
        fmt::format("{}: expected a {} of Alongside, found another kind of file; check the path", where, kind.what));
  }
  const auto format = database.number("PRAGMA user_version");
  if (!format.ok()) return format.error();
  if (*format != kind.format) {
    return base::input_error(
        fmt::format("{}: is a {} of format {} and this program reads format {}: use the version of alongside that "
                    "wrote it, or a later one",
                    where, kind.what, *format, kind.format));
  }
  auto statement = database.prepare("SELECT id, key_check, rowid FROM site");
  if (!statement.ok()) return statement.error();
  const auto row = statement->step();
  if (!row.ok()) return row.error();
  if (!*row || statement->number(2) != 1) {
    return base::check_error(
        fmt::format("{}: does not say which site it belongs to: it was changed; restore it from a backup", where));
  }
  if (!std::ranges::equal(statement->bytes(0), site.bytes)) {
    return base::input_error(fmt::format("{}: belongs to another site than {}; check the folder", where, site.text()));
  }
  if (!state_of(kind, key, site, statement->bytes(1))) {
    return base::input_error(fmt::format(
        "{}: does not open with this site key; use the key that `alongside init` made for this folder", where));
  }
  return base::Done{};
}

std::optional<base::Uuid> site_named_in(const std::filesystem::path& path) {
  if (!expect_database(path, "ledger")) return std::nullopt;
  auto database = Database::open(path, Database::Mode::alone, "ledger");
  if (!database) return std::nullopt;
  auto statement = (*database)->prepare("SELECT id FROM site");
  if (!statement) return std::nullopt;
  const auto row = statement->step();
  base::Uuid site;
  if (!row || !*row || statement->bytes(0).size() != site.bytes.size()) return std::nullopt;
  std::ranges::copy(statement->bytes(0), site.bytes.begin());
  return site;
}

}  // namespace alongside::ledger
