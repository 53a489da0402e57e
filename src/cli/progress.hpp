// Progress: a line on the terminal, from two seconds on, rewritten in place; nothing where standard error is no terminal.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace alongside::cli {

class Progress {
 public:
  /// `what`: what is counted, "replications".
  explicit Progress(std::string what);
  void operator()(std::uint64_t done, std::uint64_t of) const;

 private:
  std::string what_;
  bool terminal_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace alongside::cli
