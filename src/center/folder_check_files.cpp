// Checking a site's folder: each file beside the databases, held against what the record says of it.
#include <fmt/format.h>

#include <algorithm>

#include "center/documents.hpp"
#include "center/folder_check_words.hpp"
#include "center/journal.hpp"
#include "center/locked_copies.hpp"
#include "center/screens_look.hpp"
#include "center/staff.hpp"
#include "document/toml.hpp"
#include "ledger/durable_file.hpp"
#include "ledger/key_file_look.hpp"

namespace alongside::center {

namespace {

using namespace folder_check_words;

}  // namespace

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

}  // namespace alongside::center
