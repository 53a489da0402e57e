// What the site's owner asks for: a protocol, an import's rows. Each alone in its batch, after the taps that wait. See writer.hpp.
#include <fmt/format.h>

#include <string>
#include <utility>

#include "center/import/visits.hpp"
#include "center/locked_copies.hpp"
#include "center/writer/writer.hpp"

namespace alongside::center {

using base::Result;

Result<ledger::Head> Center::Writer::in_own_batch(DecideAlone decide) {
  auto kept = queue_.ask(std::move(decide));
  try {
    return kept.get();
  } catch (const std::future_error&) {  // the writer failed inside, or the program stops
    return base::operation_error("whether this was done is not known; look, before it is asked for again");
  }
}

Result<ledger::Head> Center::Writer::keep_alone(const DecideAlone& decide) {
  const auto closed = [&](std::string_view and_so) {
    return base::operation_error(
        fmt::format("the record is closed for writing: {}; {}", on_show_.published().closed_because, and_so));
  };
  if (!is_open()) return closed("nothing was done");
  Batch batch;
  if (const auto decided = decide(batch); !decided) return decided.error();
  if (!commit(batch)) return closed("whether this was kept shows once it is open again");
  return on_show_.record().store->head();
}

Result<> Center::Writer::put_in_force(const ProtocolToAdopt& protocol, domain::ProtocolDocument document,
                                      domain::StaffRef signer) {
  const std::int32_t version = document.text.version;
  const LockedCopies copies{.protocol = protocol.text, .number = document.text.emergency_number};
  std::string signed_text;
  const auto kept = in_own_batch([&](Batch& batch) -> Result<> {
    if (const auto quiet = expect_no_emergency(decider_.working()); !quiet) return quiet;
    signed_text = copies.signed_text(keys_->heads);
    const domain::DocumentRef number = on_show_.adopt(std::move(document));
    AdoptionRow adoption = adoption_row(protocol, number, version, signer, clock_.now());
    decider_.add_row(std::move(adoption.row), adoption.event, batch);
    return base::Done{};
  });
  if (!kept) return kept.error();
  return copies_written(write_locked_copies(folder_, copies, signed_text));
}

Result<ledger::Head> Center::Writer::append_history(std::vector<ledger::NewRow> rows, std::uint64_t planned_on) {
  const auto events = events_of_history(rows);
  if (!events) return events.error();
  return in_own_batch([&](Batch& batch) -> Result<> {
    if (planned_on < history_seq_) {
      return base::operation_error(
          "the record was opened anew, or another import has written, since this one began; run it again: what is in "
          "the record already is not added twice");
    }
    return add_history(rows, *events, batch);
  });
}

Result<> Center::Writer::add_history(std::vector<ledger::NewRow>& rows, const std::vector<domain::Event>& events,
                                     Batch& batch) {
  ledger::Store& store = *on_show_.record().store;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (i > 0 && rows[i].command == rows[i - 1].command) continue;
    const auto before = store.rows_of(rows[i].command);
    if (!before) {
      batch.fault = before.error().message;
      return base::Done{};
    }
    if (!before->empty()) return base::input_error("a visit of this import is in the record already; run it again");
  }
  const base::Instant now = clock_.now();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].received_at = now;
    decider_.add_row(std::move(rows[i]), events[i], batch);
  }
  history_seq_ = store.head().seq + rows.size();
  return base::Done{};
}

}  // namespace alongside::center
