#include "center/writer/known_commands.hpp"

#include <algorithm>

#include "center/replay.hpp"
#include "center/request_bytes.hpp"

namespace alongside::center {

namespace {

/// Of the row that carries its command's digest, the first of those that were decided.
std::optional<KnownCommand> decided_by(const ledger::Record& record) {
  const auto content = ledger::Digest::from(attachment(record, ledger::AttachmentKind::command_digest));
  if (!content) return std::nullopt;
  return KnownCommand{.content = *content,
                      .staff = record.event.by,
                      .device = record.event.device,
                      .nothing_to_do = std::holds_alternative<domain::NothingToDo>(record.event.body)};
}

}  // namespace

const KnownCommand* KnownCommands::in_memory(const base::Uuid& id) const {
  const auto found = known_.find(id);
  return found == known_.end() ? nullptr : &found->second;
}

base::Result<std::optional<KnownCommand>> KnownCommands::find(const base::Uuid& id, ledger::Store& store) const {
  if (const KnownCommand* found = in_memory(id)) return std::optional(*found);
  // Whatever is not in memory is looked up, whenever its id says it was made: that time is a tablet's word, and an id taken for new by
  // mistake could never be appended. The index page that is read here is the one that the append would touch.
  const auto rows = store.rows_of(id);
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<KnownCommand>();
  KnownCommand out;
  base::Uuid visit;
  for (const ledger::Row& row : *rows) {
    const auto record = ledger::decode(row.kind, row.body);
    if (!record) return record.error();
    if (const auto decided = decided_by(*record)) out = *decided;
    if (const base::Uuid named = public_visit_id(*record); named != base::Uuid{}) visit = named;
  }
  out.visit = visit;
  return std::optional(out);
}

void KnownCommands::forget_old(base::Instant now) {
  std::erase_if(known_, [&](const auto& entry) { return now - entry.second.at > ids_in_memory; });
}

void KnownCommands::take(const ledger::Row& row, const ledger::Record& read, base::Instant now) {
  if (now - row.received_at >= ids_in_memory) return;
  if (auto decided = decided_by(read)) {
    decided->at = row.received_at;
    known_[row.command] = *decided;
  }
}

void KnownCommands::name_visit(const base::Uuid& id, const base::Uuid& visit) {
  if (const auto found = known_.find(id); found != known_.end()) found->second.visit = visit;
}

Answer answer_again(const Request& request, const KnownCommand& before) {
  const bool by_device = belongs_to_screen(request.body) && before.device.exists();
  const bool same = by_device ? before.device == request.by.device : before.staff == request.by.staff;
  if (!same) return turned_down(request, Outcome::other_principal);
  if (!(content_of(request) == before.content)) return turned_down(request, Outcome::id_reused);
  return {.id = request.id, .again = true, .nothing_to_do = before.nothing_to_do, .visit = before.visit};
}

Answer turned_down(const Request& request, Outcome outcome) {
  return {.id = request.id, .outcome = outcome, .saved = false};
}

Answer turned_down(const Request& request, Permission permission) {
  Answer answer = turned_down(request, Outcome::not_allowed);
  answer.permission = permission;
  return answer;
}

base::Uuid public_visit_id(const ledger::Record& record) {
  base::Uuid out;
  const auto id = attachment(record, ledger::AttachmentKind::public_visit_id);
  if (id.size() == out.bytes.size()) std::copy(id.begin(), id.end(), out.bytes.begin());
  return out;
}

}  // namespace alongside::center
