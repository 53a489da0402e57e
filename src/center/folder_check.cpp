#include "center/folder_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>

#include "center/documents.hpp"
#include "center/journal.hpp"
#include "center/locked_copies.hpp"
#include "center/participants.hpp"
#include "center/published.hpp"
#include "center/replay.hpp"
#include "center/screens_look.hpp"
#include "center/staff.hpp"
#include "document/toml.hpp"
#include "ledger/durable_file.hpp"
#include "ledger/key_file_look.hpp"
#include "ledger/sqlite/site_mark.hpp"
#include "ledger/sqlite/sqlite_key_store.hpp"
#include "ledger/sqlite/sqlite_store.hpp"
#include "ledger/sqlite/write_ahead_log.hpp"
#include "ledger/sqlite/writer_lock.hpp"

namespace alongside::center {

namespace {

namespace fs = std::filesystem;

// [J] 90 days, less the month by which a server's clock may be off when it destroys keys (writer.cpp): no expiry is called damage.
constexpr base::Duration links_surely_kept = base::hours(24 * (90 - 31));

constexpr std::string_view ledger_is_for = "the record";
constexpr std::string_view keys_are_for = "codes of participants, links of visits";
constexpr std::string_view heads_are_for = "signed heads: what proves that no row was lost";
constexpr std::string_view told_is_for = "what screens told of rows that are not in the record";
constexpr std::string_view staff_is_for = "who may sign in";
constexpr std::string_view screens_are_for = "the registered screens";
constexpr std::string_view protocol_is_for = "the protocol in force, for the time before the record is open";
constexpr std::string_view signature_is_for = "the site's signature of that copy, and of the number to dial";
constexpr std::string_view site_is_for = "id, name, zone, address and kind of the site";
constexpr std::string_view journal_is_for = "emergency taps that are not in the record yet";
constexpr std::string_view journal_key_is_for = "sealing emergency taps while the record is closed";
constexpr std::string_view public_key_is_for = "checking signed heads without the site's key";
constexpr std::string_view site_key_is_for = "the site's key";

constexpr std::string_view back_from_backup =
    "stop the program, copy the whole folder, and put the file back from a backup";
constexpr std::string_view nothing_by_hand = "start `alongside serve`: it is written anew with the record open";

bool is_there(const fs::path& path) {
  std::error_code unknown;
  return fs::exists(fs::symlink_status(path, unknown));
}

std::string name_of(const fs::path& path) { return path.filename().string(); }

FileCheck holds(const fs::path& file, std::string_view what_for, std::string says = {}) {
  return {name_of(file), std::string(what_for), FileState::holds, std::move(says), {}};
}
FileCheck not_there(const fs::path& file, std::string_view what_for, std::string says) {
  return {name_of(file), std::string(what_for), FileState::not_there, std::move(says), {}};
}
FileCheck not_checked(const fs::path& file, std::string_view what_for, std::string says) {
  return {name_of(file), std::string(what_for), FileState::not_checked, std::move(says), {}};
}
FileCheck damaged(const fs::path& file, std::string_view what_for, std::string says, std::string_view to_do) {
  return {name_of(file), std::string(what_for), FileState::damaged, std::move(says), std::string(to_do)};
}

/// The write-ahead log of a database, where one lies beside it; and a rollback journal, which is nobody's.
std::vector<FileCheck> check_log(const fs::path& database, const FileCheck& of_database) {
  if (const auto none = ledger::expect_no_journal(database); !none)
    return {damaged(ledger::journal_beside(database), "nothing: this program never writes it", none.error().message,
                    "move it out of the folder and keep it")};
  const auto path = ledger::log_beside(database);
  const std::string what_for = fmt::format("what is committed and not yet in {}", name_of(database));
  if (!is_there(path)) return {};
  const auto log = ledger::read_log(database);
  if (!log) return {damaged(path, what_for, log.error().message, back_from_backup)};
  if (log->size == 0) return {holds(path, what_for, "it is empty")};
  if (of_database.state == FileState::damaged)
    return {not_checked(path, what_for, fmt::format("{} does not hold; keep both together", name_of(database)))};
  if (ledger::WriterLock::is_held(database)) return {holds(path, what_for, "a running program writes it")};
  if (log->page_size == 0)
    return {damaged(path, what_for, "its header does not hold, so nothing in it counts: rows may be missing",
                    "copy the whole folder, and hold the record against heads that were kept (--head)")};
  return {holds(path, what_for, fmt::format("{} pages are committed in it", log->frames))};
}

void take_event(RecordSays& says, const ledger::Row& row, const ledger::Record& read, base::Instant now) {
  const domain::Event& event = read.event;
  says.last_start.take(row.seq, event);
  if (event.by.exists()) says.staff.insert(event.by.number);
  if (event.device.exists()) says.screens = std::max<std::uint32_t>(says.screens, event.device.number);
  if (const auto* founded = std::get_if<domain::SiteFounded>(&event.body)) says.kind = founded->kind;
  if (std::holds_alternative<domain::ParticipantEnrolled>(event.body)) ++says.enrolled;
  if (std::holds_alternative<domain::ProtocolAdopted>(event.body))
    says.protocol = base::text_of(attachment(read, ledger::AttachmentKind::document));
  const bool is_young = event.at > now - links_surely_kept;
  if (!std::holds_alternative<domain::Welcomed>(event.body) || !is_young) return;
  const auto id = attachment(read, ledger::AttachmentKind::public_visit_id);
  const auto link = attachment(read, ledger::AttachmentKind::visit_link);
  base::Uuid visit;
  if (id.size() != visit.bytes.size() || link.empty()) return;
  std::ranges::copy(id, visit.bytes.begin());
  says.links.emplace_back(visit, base::Bytes(link.begin(), link.end()));
}

FileCheck of_ledger(const SiteFolder& folder, const ledger::VerifyReport& report) {
  const auto missing_records = "docs/missing-records.md says what next; write nothing more until then";
  std::string wrong;
  const auto add = [&](const std::string& more) { wrong += (wrong.empty() ? "" : "; ") + more; };
  if (report.first_bad_row)
    add(fmt::format("the first {} rows hold, then: {}", report.rows, report.first_bad_row->sentence));
  if (!report.pages_fault.empty()) add(report.pages_fault);
  if (report.contradicting_heads + report.contradicting_told_heads > 0)
    add("signed heads, or screens, name other rows than it holds");
  if (report.missing_tail.state == ledger::MissingTail::State::proved)
    add(fmt::format("at least {} rows are missing at its end", report.missing_tail.rows));
  if (!report.held_head_holds) add("it does not hold the head that was given");
  return wrong.empty() ? holds(folder.ledger(), ledger_is_for, fmt::format("{} rows", report.rows))
                       : damaged(folder.ledger(), ledger_is_for, std::move(wrong), missing_records);
}

FileCheck of_heads(const SiteFolder& folder, const ledger::VerifyReport& report, const LastStart& last_start) {
  const auto file = folder.heads();
  const auto to_do =
      "stop the program, put the file back from the newest copy, and verify again; without one, keep it: "
      "what it no longer proves, nothing proves";
  if (!report.heads_fault.empty()) return damaged(file, heads_are_for, report.heads_fault, to_do);
  std::string wrong;
  if (!report.heads_hold())
    wrong = fmt::format("{} of its lines are no heads and {} do not carry this site's signature",
                        report.unreadable_head_lines.size(), report.bad_signatures);
  if (last_start.should_be_signed_by(report.highest_signed_row))
    wrong += fmt::format(
        "{}it does not reach row {}, a start of the program: it is missing, was emptied or cut, "
        "is an older copy or another site's, or the disk was full at that time",
        wrong.empty() ? "" : "; ", last_start.signed_row);
  if (!wrong.empty()) return damaged(file, heads_are_for, std::move(wrong), to_do);
  if (!is_there(file)) return not_there(file, heads_are_for, "nobody has done anything at this site yet");
  return holds(file, heads_are_for,
               report.last_head_line_torn
                   ? "its last line is torn: the program or the power went while it was written"
                   : fmt::format("{} signed heads, up to row {}", report.heads_checked, report.highest_signed_row));
}

FileCheck of_told(const SiteFolder& folder, const ledger::VerifyReport& report) {
  const auto file = folder.told_heads();
  if (!is_there(file)) return not_there(file, told_is_for, "no screen has told of such a row");
  const auto to_do = "keep it, and put a copy of it back if there is one: screens will tell again what they saw";
  if (!report.told_fault.empty()) return damaged(file, told_is_for, report.told_fault, to_do);
  if (report.bad_told_heads > 0)
    return damaged(file, told_is_for, fmt::format("{} of its lines are no heads of this site", report.bad_told_heads),
                   to_do);
  if (report.told_heads == 0) return damaged(file, told_is_for, "it is empty, and is never written so", to_do);
  return holds(file, told_is_for, fmt::format("{} heads", report.told_heads));
}

}  // namespace

RecordCheck check_record(const SiteFolder& folder, const ledger::SiteKeys& keys,
                         const std::optional<ledger::HeldHead>& held, base::Instant now) {
  RecordCheck out;
  SideTable table;
  Published folded;
  folded.state.documents = &table.machine;
  const ledger::Verification what{.ledger = folder.ledger(),
                                  .keys = keys,
                                  .site = folder.id,
                                  .heads_log = folder.heads(),
                                  .held = held,
                                  .refold = [&](const ledger::Row& row) -> base::Result<> {
                                    const auto record = take_row(row, table);
                                    if (!record) return record.error();
                                    folded.take(record->event);
                                    take_event(out.says, row, *record, now);
                                    return base::Done{};
                                  },
                                  .progress = {},
                                  .told_heads = folder.told_heads()};
  auto report = without_exceptions([&] { return ledger::verify_chain(what); });
  if (report) {
    out.says.is_read = !report->first_bad_row;
    out.files.push_back(of_ledger(folder, *report));
  } else {
    out.files.push_back(damaged(folder.ledger(), ledger_is_for, report.error().message,
                                "docs/missing-records.md says how a copy is put back"));
  }
  for (FileCheck& log : check_log(folder.ledger(), out.files.front())) out.files.push_back(std::move(log));
  if (report) {
    out.files.push_back(of_heads(folder, *report, out.says.is_read ? out.says.last_start : LastStart{}));
    out.files.push_back(of_told(folder, *report));
    out.report = std::move(*report);
  } else {
    const auto without = "it cannot be held against a record that does not open";
    out.files.push_back(not_checked(folder.heads(), heads_are_for, without));
    out.files.push_back(not_checked(folder.told_heads(), told_is_for, without));
  }
  return out;
}

std::vector<FileCheck> check_key_store(const SiteFolder& folder, const ledger::SiteKeys& keys,
                                       const RecordSays& record) {
  const auto file = folder.keys();
  const auto of_file = without_exceptions([&]() -> base::Result<FileCheck> {
    const auto alone = ledger::WriterLock::keep_writers_out(file);
    auto store = alone ? ledger::SqliteKeyStore::open_still(file, keys, folder.id)
                       : ledger::SqliteKeyStore::open_read_only(file, keys, folder.id);
    if (!store) return store.error();
    if (const auto checked = (*store)->check(alone ? ledger::SqliteKeyStore::Look::still
                                                   : ledger::SqliteKeyStore::Look::beside_a_writer);
        !checked)
      return checked.error();
    Participants participants(keys, **store);
    if (const auto loaded = participants.load(); !loaded) return loaded.error();
    if (const auto missing = participants.missing(record.enrolled))
      return damaged(file, keys_are_for, missing->what_is_wrong, missing->what_to_do);
    const auto is_followed = [&](const auto& link) { return participants.follow(link.first, link.second).has_value(); };
    const auto lost = record.links.size() -
                      static_cast<std::size_t>(std::count_if(record.links.begin(), record.links.end(), is_followed));
    if (lost > 0)
      return damaged(file, keys_are_for,
                     fmt::format("the links of {} visits of the last 59 days have no key here: it is older than the "
                                 "record, or was damaged",
                                 lost),
                     "stop the program and put the newest backup of keys.db back");
    return holds(file, keys_are_for,
                 fmt::format("{} codes; each of its keys opens{}", participants.count(),
                             record.is_read ? "" : "; not held against the record"));
  });
  std::vector<FileCheck> out{of_file
                                 ? *of_file
                                 : damaged(file, keys_are_for, of_file.error().message,
                                           "docs/missing-records.md says how a copy is put back; never make it anew")};
  for (FileCheck& log : check_log(file, out.front())) out.push_back(std::move(log));
  return out;
}

FileCheck check_staff(const SiteFolder& folder, const ledger::SiteKeys& keys, const RecordSays& record) {
  const auto file = folder.path / "staff.sealed";
  // Without the site's id nothing is mended on the way.
  auto staff = without_exceptions([&] { return Staff::open(folder.path); });
  if (!staff) return damaged(file, staff_is_for, staff.error().message, back_from_backup);
  if (!is_there(file) && record.staff.empty() && record.last_start.row == 0)
    return not_there(file, staff_is_for, "nobody has served this site yet");
  (void)(*staff)->unlock(keys);
  for (const FolderFault& fault : (*staff)->faults()) {
    if (fault.file == name_of(file)) return damaged(file, staff_is_for, fault.what_is_wrong, back_from_backup);
  }
  const auto unknown = std::count_if(record.staff.begin(), record.staff.end(),
                                     [&](std::uint32_t number) { return !(*staff)->member(domain::StaffRef{number}); });
  if (unknown > 0)
    return damaged(
        file, staff_is_for,
        fmt::format("{} of the staff who stand in the record do not stand in it: it is an older copy", unknown),
        back_from_backup);
  return holds(file, staff_is_for, fmt::format("{} may sign in", (*staff)->members().size()));
}

std::vector<FileCheck> check_screens(const SiteFolder& folder, const RecordSays& record) {
  const ScreensSeen read = look_at_screens(folder.path, folder.id);
  std::vector<FileCheck> out;
  for (const char* name : {"screens", "screens.twin"}) {
    const auto file = folder.path / name;
    const auto fault = std::ranges::find(read.faults, std::string(name), &FolderFault::file);
    if (fault != read.faults.end()) {
      out.push_back(damaged(file, screens_are_for, fault->what_is_wrong, fault->what_to_do));
    } else if (read.screens.size() < record.screens) {
      out.push_back(
          damaged(file, screens_are_for,
                  fmt::format("the record names screen {} and {} are here: it is missing or an older copy",
                              record.screens, read.screens.size()),
                  "put the file back from a backup while the program is stopped, or register the screens again"));
    } else if (!is_there(file)) {
      out.push_back(not_there(file, screens_are_for, "no screen is registered yet"));
    } else {
      out.push_back(
          holds(file, screens_are_for,
                fmt::format("{} lines{}", read.screens.size(),
                            read.are_of_two_ages ? "; the older of the two is written anew at the next start" : "")));
    }
  }
  return out;
}

FileCheck check_protocol_copy(const SiteFolder& folder, const RecordSays& record) {
  const auto file = folder.protocol_copy();
  const auto text = ledger::read_file(file, document::Toml::file_bytes_max);
  if (!text) return damaged(file, protocol_is_for, text.error().message, nothing_by_hand);
  if (record.is_read && base::text_of(*text) != record.protocol)
    return damaged(file, protocol_is_for, "it is not the protocol that the record holds",
                   "see who changed it; `alongside serve` writes it anew with the record open");
  const auto parsed =
      without_exceptions([&] { return parse_protocol(file.string(), std::string(base::text_of(*text))); });
  if (!parsed) return damaged(file, protocol_is_for, parsed.error().message, nothing_by_hand);
  return holds(file, protocol_is_for,
               record.is_read ? "it is the protocol that the record holds" : "it reads; not held against the record");
}

FileCheck check_protocol_signature(const SiteFolder& folder, const ledger::SiteKeys& keys, const RecordSays& record) {
  const auto file = folder.protocol_signed();
  std::string text = record.protocol;
  if (!record.is_read) {
    const auto copy = ledger::read_file(folder.protocol_copy(), document::Toml::file_bytes_max);
    if (copy) text = base::text_of(*copy);
  }
  const auto protocol = without_exceptions([&] { return parse_protocol(file.string(), text); });
  if (!protocol) return not_checked(file, signature_is_for, "there is no protocol to hold it against");
  const LockedCopies copies{.protocol = std::move(text), .number = protocol->text.emergency_number};
  const auto kept = ledger::read_file(file, signed_bytes_max);
  if (!kept) return damaged(file, signature_is_for, kept.error().message, nothing_by_hand);
  if (base::text_of(*kept) == copies.signed_text(keys.heads)) return holds(file, signature_is_for);
  return damaged(file, signature_is_for, "it is not what the site signs for its protocol and number", nothing_by_hand);
}

FileCheck check_site_file(const SiteFolder& folder, const RecordSays& record) {
  const auto file = folder.path / "site.toml";
  const auto fault = std::ranges::find(folder.faults, name_of(file), &FolderFault::file);
  if (fault != folder.faults.end()) return damaged(file, site_is_for, fault->what_is_wrong, fault->what_to_do);
  if (record.is_read && record.kind != folder.kind)
    return damaged(
        file, site_is_for,
        fmt::format("it says {} and the record says {}", domain::name_of(folder.kind), domain::name_of(record.kind)),
        "see who changed it; `alongside serve` writes it back");
  return holds(file, site_is_for, fmt::format("{} site \"{}\"", domain::name_of(folder.kind), folder.name));
}

std::vector<FileCheck> check_journal(const SiteFolder& folder, const ledger::SiteKeys& keys, const RecordSays& record) {
  std::vector<FileCheck> out;
  const auto file = folder.journal();
  const Journal journal(folder.path);
  const auto seen = journal.look(keys);
  if (!is_there(file)) {
    out.push_back(record.last_start.row > 0
                      ? damaged(file, journal_is_for, "it is missing; whatever was kept in it is gone",
                                "put it back from a copy if there is one; `alongside serve` lays it out anew")
                      : not_there(file, journal_is_for, "nobody has served this site yet"));
  } else if (!seen) {
    out.push_back(damaged(file, journal_is_for, seen.error().message, back_from_backup));
  } else if (seen->unreadable > 0) {
    out.push_back(
        damaged(file, journal_is_for,
                fmt::format("{} taps open, and in {} places stands what is no tap of this site", seen->entries,
                            seen->unreadable),
                "write down from paper what is missing; what opens is decided into the record at the next start"));
  } else if (!seen->is_laid_out && record.last_start.row > 0) {
    out.push_back(damaged(file, journal_is_for, "it was cut: its room on the disk is not all there",
                          "put it back from a copy if there is one; `alongside serve` lays it out anew"));
  } else {
    out.push_back(holds(file, journal_is_for, fmt::format("{} taps", seen->entries)));
  }
  const auto key = folder.path / "journal.pub";
  out.push_back(journal.is_sealed_for(keys)
                    ? holds(key, journal_key_is_for)
                    : damaged(key, journal_key_is_for,
                              is_there(key) ? "it was changed, or is another site's" : "it is missing",
                              nothing_by_hand));
  return out;
}

FileCheck check_public_key(const SiteFolder& folder, const ledger::SiteKeys& keys) {
  const auto file = folder.path / ledger::public_key_name;
  const auto text = ledger::read_file(file, 1024);
  const std::string right = keys.heads.public_key().text() + "\n";
  if (text && base::text_of(*text) == right) return holds(file, public_key_is_for);
  return damaged(file, public_key_is_for, text ? "it was changed, or is another site's" : text.error().message,
                 fmt::format("put it back from a copy: one line, {}", keys.heads.public_key().text()));
}

FileCheck check_key_file(const fs::path& file) {
  const auto written = ledger::expect_key_file_as_written(file);
  return written ? holds(file, site_key_is_for)
                 : damaged(file, site_key_is_for, written.error().message,
                           "put it back from where you keep the key: without it nobody can ever open the record");
}

namespace {

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
