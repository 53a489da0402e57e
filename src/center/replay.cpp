#include "center/replay.hpp"

#include <fmt/format.h>

#include "domain/contradiction.hpp"

namespace alongside::center {

namespace {

template <class Body, class Parse>
base::Result<> take_document(const ledger::Row& row, const ledger::Record& record, const Body& adopted,
                             SideTable& table, Parse parse) {
  const std::string text(base::text_of(attachment(record, ledger::AttachmentKind::document)));
  if (document_digest(text) != adopted.digest) {
    return base::check_error(fmt::format("row {}: the adopted document is not the one that its event names", row.seq));
  }
  auto document = parse(fmt::format("row {}", row.seq), text);
  if (!document) return document.error();
  if (adopt(table, std::move(*document)) != adopted.document) {
    return base::check_error(fmt::format("row {}: adopted documents are out of order", row.seq));
  }
  return base::Done{};
}

}  // namespace

base::BytesView attachment(const ledger::Record& record, ledger::AttachmentKind kind) {
  const base::Bytes* found = ledger::find_attachment(record, kind);
  return found ? base::BytesView(*found) : base::BytesView();
}

base::Result<ledger::Record> take_row(const ledger::Row& row, SideTable& table) {
  auto record = ledger::decode(row.kind, row.body);
  if (!record) return base::check_error(fmt::format("row {}: {}", row.seq, record.error().message));
  base::Result<> taken = base::Done{};
  if (const auto* adopted = std::get_if<domain::ProtocolAdopted>(&record->event.body)) {
    taken = take_document(row, *record, *adopted, table, parse_protocol);
  } else if (const auto* rules = std::get_if<domain::GuardrailsAdopted>(&record->event.body)) {
    taken = take_document(row, *record, *rules, table, parse_guardrails);
  }
  if (!taken) return taken.error();
  return record;
}

base::Result<> follows(const domain::State& state, const ledger::Row& row, const domain::Event& event) {
  const std::string wrong = domain::contradiction(state, event);
  if (wrong.empty()) return base::Done{};
  return base::check_error(fmt::format("row {}: {}", row.seq, wrong));
}

base::Result<> replay(ledger::Store& store, SideTable& table, const EachRecord& each) {
  return store.scan(1, [&](const ledger::Row& row) -> base::Result<> {
    const auto record = take_row(row, table);
    if (!record) return record.error();
    return each(row, *record);
  });
}

}  // namespace alongside::center
