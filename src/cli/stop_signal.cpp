#include "cli/stop_signal.hpp"

#include <csignal>

namespace alongside::cli {

namespace {

std::atomic<bool> asked{false};
void ask(int) { asked = true; }

}  // namespace

const std::atomic<bool>& stop_signal() {
  std::signal(SIGINT, ask);
  std::signal(SIGTERM, ask);
  return asked;
}

}  // namespace alongside::cli
