// Random ids: for visits, participants, sites and the program's own commands. Not counters: nothing can be read from them.
//
// Draws from the system's random source (libsodium, started by whoever opens a site). Threads: any.
#pragma once

#include "base/time.hpp"
#include "base/uuid.hpp"

namespace alongside::center {

/// A UUIDv4: says nothing about when it was made.
base::Uuid random_id();

/// A UUIDv7: its time in front, random behind. For commands only.
base::Uuid command_id(base::Instant at);

}  // namespace alongside::center
