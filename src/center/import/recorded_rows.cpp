#include "center/import/recorded_rows.hpp"

#include <algorithm>
#include <variant>

#include "ledger/codec.hpp"

namespace alongside::center {

namespace {

RowContent content_of(const Bodies& bodies) {
  RowContent content;
  for (const domain::EventBody& body : bodies) {
    if (const auto* use = std::get_if<domain::ImportedUse>(&body)) content.use = UseInRow{use->substances, use->route};
    if (const auto* e = std::get_if<domain::ImportedEmergency>(&body)) {
      content.emergency = EmergencyInRow{e->group, e->given, e->not_known, e->ems, e->transport, e->died};
    }
  }
  return content;
}

}  // namespace

domain::Event imported_event(base::Instant at, const domain::EventBody& body) {
  return {at, {}, {}, domain::Marks{}.with(domain::Mark::imported), body};
}

base::Result<Bodies> RecordedRows::of(const base::Uuid& command) {
  const auto rows = store_.rows_of(command);
  if (!rows) return rows.error();
  Bodies bodies;
  for (const ledger::Row& row : *rows) {
    const auto record = ledger::decode(row.kind, row.body);
    if (!record) return record.error();
    bodies.push_back(record->event.body);
  }
  return bodies;
}

base::Result<std::uint32_t> RecordedRows::last_visit() {
  std::uint32_t last = 0;
  const auto done = store_.scan(1, [&](const ledger::Row& row) -> base::Result<> {
    if (row.kind != domain::ImportedVisit::is.number) return base::Done{};
    const auto record = ledger::decode(row.kind, row.body);
    if (!record) return record.error();
    last = std::max(last, std::get<domain::ImportedVisit>(record->event.body).visit);
    return base::Done{};
  });
  if (!done) return done.error();
  return last;
}

/// Which rows of a visit the record has: row by row, and where that does not fit (a row was put right in the file, others moved down)
/// by what they say.
base::Result<MatchedRows> RecordedRows::match(const VisitInFile& visit) {
  MatchedRows matched;
  std::vector<const GoodRow*> new_here;
  std::vector<RowContent> only_there;
  std::unordered_set<std::size_t> taken;
  for (const GoodRow& row : visit.rows) {
    if (row.content.empty()) {
      ++matched.empty_rows;
      continue;
    }
    const auto bodies = of(ids_.of_row(visit.number, row.number));
    if (!bodies) return bodies.error();
    if (!bodies->empty() && content_of(*bodies) == row.content) continue;
    new_here.push_back(&row);
    if (bodies->empty()) continue;
    only_there.push_back(content_of(*bodies));
    taken.insert(row.number);
  }
  for (const RowContent& there : only_there) {
    const auto same =
        std::find_if(new_here.begin(), new_here.end(), [&](const GoodRow* row) { return row->content == there; });
    matched.record_has_another |= same == new_here.end();
    if (same != new_here.end()) new_here.erase(same);
  }
  std::unordered_set<std::size_t> given;
  for (const GoodRow* row : new_here) {
    if (!taken.contains(row->number)) given.insert(row->number);
  }
  for (const GoodRow* row : new_here) {
    std::size_t number = row->number;
    if (taken.contains(number)) {
      const auto free = free_number(visit, given);
      if (!free) return free.error();
      number = *free;
      given.insert(number);
    }
    matched.to_add.emplace_back(row, number);
  }
  return matched;
}

/// The lowest that no row has: so a visit's numbers never go beyond the rows of its file, and the next import finds each.
base::Result<std::size_t> RecordedRows::free_number(const VisitInFile& visit,
                                                    const std::unordered_set<std::size_t>& given) {
  for (std::size_t number = 1;; ++number) {
    if (given.contains(number)) continue;
    const auto bodies = of(ids_.of_row(visit.number, number));
    if (!bodies) return bodies.error();
    if (bodies->empty()) return number;
  }
}

}  // namespace alongside::center
