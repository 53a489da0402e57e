#include "ledger/sqlite/site_mark.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ledger/seal.hpp"

namespace alongside::ledger {

base::Result<> write_site_mark(Database& database, const FileKind& kind, const Key& key, const base::Uuid& site) {
  const std::string sql = fmt::format(
      "PRAGMA application_id = {}; PRAGMA user_version = {};"
      "CREATE TABLE site (id BLOB NOT NULL, key_check BLOB NOT NULL) STRICT",
      kind.application, kind.format);
  if (const auto made = database.run(sql.c_str()); !made.ok()) return made;
  auto insert = database.prepare("INSERT INTO site (id, key_check) VALUES (?1, ?2)");
  if (!insert.ok()) return insert.error();
  const base::Bytes check = seal(key, site.bytes, base::bytes_of(kind.what));
  return insert->bind(1, site.bytes).bind(2, check).run();
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
  auto statement = database.prepare("SELECT id, key_check FROM site");
  if (!statement.ok()) return statement.error();
  const auto row = statement->step();
  if (!row.ok()) return row.error();
  if (!*row) {
    return base::check_error(
        fmt::format("{}: does not say which site it belongs to: it was changed; restore it from a backup", where));
  }
  if (!std::ranges::equal(statement->bytes(0), site.bytes)) {
    return base::input_error(fmt::format("{}: belongs to another site than {}; check the folder", where, site.text()));
  }
  const auto word = open_sealed(key, site.bytes, statement->bytes(1));
  if (!word || base::text_of(*word) != kind.what) {
    return base::input_error(fmt::format(
        "{}: does not open with this site key; use the key that `alongside init` made for this folder", where));
  }
  return base::Done{};
}

}  // namespace alongside::ledger
