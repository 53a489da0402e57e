// The clock of this start of the machine: it goes on while the machine sleeps, and nobody sets it.
//
// Threads: any.
#pragma once

#include <chrono>
#include <string>

namespace alongside::center {

std::chrono::nanoseconds boot_time();

/// Names this start of the machine, by which alone `boot_time` means anything; empty where the system has no such name.
const std::string& this_boot();

}  // namespace alongside::center
