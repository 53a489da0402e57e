#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <iostream>
#include <utility>

namespace alongside::cli {

Progress::Progress(std::string what) : what_(std::move(what)), terminal_(::isatty(STDERR_FILENO) == 1) {}

void Progress::operator()(std::uint64_t done, std::uint64_t of) const {
  const std::chrono::duration<double> since = std::chrono::steady_clock::now() - begin_;
  if (!terminal_ || since.count() < 2) return;
  const double left = done > 0 ? since.count() / static_cast<double>(done) * static_cast<double>(of - done) : 0;
  std::cerr << fmt::format("\r{} of {} {}, about {:.0f} s left   ", done, of, what_, left) << (done == of ? "\n" : "")
            << std::flush;
}

}  // namespace alongside::cli
