#include "center/folder_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "center/folder_check_words.hpp"
#include "center/journal.hpp"
#include "ledger/key_file_look.hpp"
#include "ledger/sqlite/site_mark.hpp"
#include "ledger/sqlite/sqlite_key_store.hpp"
#include "ledger/sqlite/sqlite_store.hpp"

namespace alongside::center {

namespace {

using namespace folder_check_words;

/// Whose files these are, if site.toml says it wrongly: the id that the record's own mark is sealed with.
void correct_id(SiteFolder& folder, const ledger::SiteKeys& keys) {
  const auto named = ledger::site_named_in(folder.ledger());
  if (!named || *named == folder.id || !ledger::SqliteStore::open_still(folder.ledger(), keys, *named)) return;
  folder.faults.push_back({"site.toml", std::string(site_is_for),
                           fmt::format("it says {} and the record is {}'s", folder.id.text(), named->text()),
                           fmt::format("mend its line: id = \"{}\"", named->text())});
  folder.id = *named;
}

/// By whatever in the folder the key opens or made.
bool are_this_sites(const SiteFolder& folder, const ledger::SiteKeys& keys) {
  if (check_public_key(folder, keys).state == FileState::holds || Journal(folder.path).is_sealed_for(keys)) return true;
  return ledger::SqliteStore::open_still(folder.ledger(), keys, folder.id).ok() ||
         ledger::SqliteKeyStore::open_still(folder.keys(), keys, folder.id).ok();
}

std::vector<fs::path> key_files_in(const SiteFolder& folder) {
  std::vector<fs::path> out;
  for (const std::string_view name : {ledger::wrapped_key_name, ledger::demonstration_key_name}) {
    if (is_there(folder.path / name)) out.push_back(folder.path / name);
  }
  return out;
}

/// All that does not open without the key, and what can be said of the rest.
void check_without_key(const SiteFolder& folder, FolderCheck& out) {
  const RecordSays nothing;
  const auto needs_key = [&](const fs::path& file, std::string_view what_for) {
    const bool is_missing = !is_there(file);
    out.files.push_back(
        not_checked(file, what_for, is_missing ? "it is not there" : "the site's key is needed for it"));
  };
  needs_key(folder.ledger(), ledger_is_for);
  needs_key(folder.heads(), heads_are_for);
  needs_key(folder.told_heads(), told_is_for);
  needs_key(folder.keys(), keys_are_for);
  needs_key(folder.path / "staff.sealed", staff_is_for);
  for (FileCheck& file : check_screens(folder, nothing)) out.files.push_back(std::move(file));
  out.files.push_back(check_protocol_copy(folder, nothing));
  needs_key(folder.protocol_signed(), signature_is_for);
  out.files.push_back(check_site_file(folder, nothing));
  needs_key(folder.journal(), journal_is_for);
  needs_key(folder.path / "journal.pub", journal_key_is_for);
  needs_key(folder.path / ledger::public_key_name, public_key_is_for);
}

}  // namespace

bool FolderCheck::holds() const {
  return std::ranges::none_of(files, [](const FileCheck& file) { return file.state == FileState::damaged; });
}

FolderCheck check_folder(const FolderToCheck& what, base::Instant now) {
  FolderCheck out;
  SiteFolder folder = what.folder;
  std::vector<FileCheck> key_files;
  for (const fs::path& file : key_files_in(folder)) key_files.push_back(check_key_file(file));
  if (what.key_file && what.keys) key_files.push_back(check_key_file(*what.key_file));
  const auto end_with_key_files = [&] {
    std::ranges::move(key_files, std::back_inserter(out.files));
    return std::move(out);
  };
  if (!what.keys) {
    out.no_key = what.keys.error();
    check_without_key(folder, out);
    return end_with_key_files();
  }
  const ledger::SiteKeys& keys = *what.keys;
  correct_id(folder, keys);
  if (!are_this_sites(folder, keys)) {
    const std::string file =
        what.key_file ? what.key_file->string() : name_of(folder.path / ledger::demonstration_key_name);
    out.no_key = base::input_error(fmt::format(
        "{}: nothing in this folder opens with this key; use the key that `alongside init` made for it", file));
    check_without_key(folder, out);
    for (FileCheck& key : key_files) {
      if (key.state != FileState::holds) continue;
      key = damaged(key.file, site_key_is_for, "nothing in this folder opens with it",
                    "put the right one back from where you keep the key");
    }
    return end_with_key_files();
  }
  RecordCheck record = check_record(folder, keys, what.held, now);
  const auto add = [&](std::vector<FileCheck> files) { std::ranges::move(files, std::back_inserter(out.files)); };
  add(std::move(record.files));
  add(check_key_store(folder, keys, record.says));
  add({check_staff(folder, keys, record.says)});
  add(check_screens(folder, record.says));
  add({check_protocol_copy(folder, record.says), check_protocol_signature(folder, keys, record.says),
       check_site_file(folder, record.says)});
  add(check_journal(folder, keys, record.says));
  add({check_public_key(folder, keys)});
  out.record = std::move(record.report);
  return end_with_key_files();
}

}  // namespace alongside::center
