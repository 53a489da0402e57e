#include "ledger/key_store.hpp"

#include <sodium.h>

#include "ledger/sodium.hpp"

namespace alongside::ledger {

KeyId KeyId::random() {
  sodium_ready();
  KeyId id;
  randombytes_buf(id.bytes.data(), id.bytes.size());
  return id;
}

}  // namespace alongside::ledger
