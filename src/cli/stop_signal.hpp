// Stop signal: Ctrl-C and SIGTERM as a flag that long work looks at.
#pragma once

#include <atomic>

namespace alongside::cli {

/// Set once one of the signals has come; from the first call on they no longer end the program.
const std::atomic<bool>& stop_signal();

}  // namespace alongside::cli
