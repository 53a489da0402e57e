// The one place that starts libsodium. Every function of this room that uses it calls `sodium_ready` first.
//
// Threads: any.
#pragma once

namespace alongside::ledger {

/// Cheap after the first call. Stops the program if the system gives no random bytes: nothing may then be sealed.
void sodium_ready();

}  // namespace alongside::ledger
