#include "ledger/sodium.hpp"

#include <sodium.h>

#include <cstdlib>

namespace alongside::ledger {

void sodium_ready() {
  static const bool started = sodium_init() >= 0;
  if (!started) std::abort();
}

}  // namespace alongside::ledger
