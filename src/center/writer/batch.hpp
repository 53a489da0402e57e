// Batch: what is decided and not yet kept.
//
// Invariants: rows and events are the same ones in the same order; rows of one command stand together. Once there is a `fault` nothing
// more is decided, and nothing of the batch is kept. Values.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/uuid.hpp"
#include "domain/event.hpp"
#include "ledger/codec.hpp"
#include "ledger/store.hpp"

namespace alongside::center {

struct ToPublish {
  domain::Event event;
  base::Uuid visit_id{};  ///< it begins a visit: what that is called outside
  std::string handle{};   ///< and whose it is, if it has a code
};

struct Batch {
  std::vector<ledger::NewRow> rows;
  std::vector<ToPublish> events;
  std::vector<base::Uuid> ids;  ///< of the commands from outside
  std::string fault;            ///< the record could not be read, or what was decided cannot be written

  /// A row of this command.
  void add(const base::Uuid& command, base::Instant received_at, const ledger::Record& record, ToPublish publish) {
    auto encoded = ledger::encode(record);
    rows.push_back(
        {.command = command, .received_at = received_at, .kind = encoded.kind, .body = std::move(encoded.body)});
    events.push_back(std::move(publish));
  }
};

}  // namespace alongside::center
