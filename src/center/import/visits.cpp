#include "center/import/visits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <variant>

#include "document/csv.hpp"
#include "ledger/codec.hpp"

namespace alongside::center {

namespace {

constexpr std::size_t commands_per_append = 256;

bool is_history(const ledger::Record& record) {
  const domain::EventBody& body = record.event.body;
  const auto* tally = std::get_if<domain::CodesTallied>(&body);
  const bool is_imported = std::holds_alternative<domain::ImportedVisit>(body) ||
                           std::holds_alternative<domain::ImportedUse>(body) ||
                           std::holds_alternative<domain::ImportedEmergency>(body) ||
                           std::holds_alternative<domain::ImportTallied>(body) || (tally && tally->imported);
  return is_imported && record.attachments.empty() && record.event.marks.has(domain::Mark::imported);
}

}  // namespace

std::string ImportPlan::rejects_file() const {
  if (rejected.empty()) return {};
  std::string file = fmt::format("{},{},{}\n", rejects_why, rejects_row, rejects_header);
  for (const RejectedRow& row : rejected) {
    file += fmt::format("{},{},{}\n", document::csv_cell(row.message),
                        row.row == 0 ? std::string{} : std::to_string(row.row), row.raw);
  }
  return file;
}

AppendHistory appending_to(ledger::Store& store) {
  return [&store](const std::vector<ledger::NewRow>& rows) { return store.append(store.head(), rows); };
}

base::Result<ledger::Head> append_import(const ImportPlan& plan, const ledger::Head& head, const AppendHistory& append,
                                         const ImportProgress& progress) {
  ledger::Head last = head;
  for (std::size_t begin = 0; begin < plan.commands.size(); begin += commands_per_append) {
    const std::size_t end = std::min(begin + commands_per_append, plan.commands.size());
    std::vector<ledger::NewRow> rows;
    for (std::size_t i = begin; i < end; ++i) rows.insert(rows.end(), plan.commands[i].begin(), plan.commands[i].end());
    const auto appended = append(std::move(rows));
    if (!appended) return appended.error();
    last = *appended;
    if (progress) progress("written", end, plan.commands.size());
  }
  return last;
}

base::Result<std::vector<domain::Event>> events_of_history(const std::vector<ledger::NewRow>& rows) {
  std::vector<domain::Event> events;
  std::unordered_set<base::Uuid> commands;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto record = ledger::decode(rows[i].kind, rows[i].body);
    if (!record) return record.error();
    if (!is_history(*record)) return base::input_error("expected rows of an import, found another kind of row");
    const bool goes_on = i > 0 && rows[i].command == rows[i - 1].command;
    if (!goes_on && !commands.insert(rows[i].command).second)
      return base::input_error("expected the rows of one command together, found them apart");
    events.push_back(record->event);
  }
  return events;
}

}  // namespace alongside::center
