// Checking a site's folder: the record with its heads, and the store of keys.
#include <fmt/format.h>

#include <algorithm>

#include "center/documents.hpp"
#include "center/folder_check_words.hpp"
#include "center/participants.hpp"
#include "center/published.hpp"
#include "center/replay.hpp"
#include "ledger/sqlite/site_mark.hpp"
#include "ledger/sqlite/sqlite_key_store.hpp"
#include "ledger/sqlite/write_ahead_log.hpp"
#include "ledger/sqlite/writer_lock.hpp"

namespace alongside::center {

namespace {

using namespace folder_check_words;

// [J] 90 days, less the month by which a server's clock may be off when it destroys keys (writer/by_the_clock.cpp): no expiry is called damage.
constexpr base::Duration links_surely_kept = base::hours(24 * (90 - 31));

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
                                    if (const auto possible = follows(folded.state, row, record->event); !possible)
                                      return possible.error();
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

}  // namespace alongside::center
