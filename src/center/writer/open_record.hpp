// The record, open: made anew each time it is opened.
//
// Invariant: the store, the keys and the participants are there or none of them is. Threads: the writer's; readers look codes up in
// `participants` under the lock of what is shown (on_show.hpp).
#pragma once

#include <memory>

#include "center/participants.hpp"
#include "ledger/key_store.hpp"
#include "ledger/store.hpp"

namespace alongside::center {

struct OpenRecord {
  std::unique_ptr<ledger::Store> store;
  std::unique_ptr<ledger::KeyStore> keys;
  std::unique_ptr<Participants> participants;
};

}  // namespace alongside::center
