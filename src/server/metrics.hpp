// Metrics: what the server counts about itself, as Prometheus text.
//
// Non-goal: anything about people; no visit, emergency or code is counted here. Threads: any.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace alongside::server {

/// Counts by upper bounds, as Prometheus keeps them.
template <std::size_t N>
class Histogram {
 public:
  explicit Histogram(std::array<double, N> bounds) : bounds_(bounds) {}
  void add(double value);
  /// Lines of text: buckets, sum, count.
  void write(std::string& out, const std::string& name, const std::string& help) const;

 private:
  const std::array<double, N> bounds_;
  mutable std::mutex mutex_;
  std::array<std::uint64_t, N + 1> counts_{};
  double sum_ = 0;
};

class Metrics {
 public:
  /// `route`: the pattern, never a path with ids.
  void count_request(const std::string& route, int status);
  void time_commands(std::chrono::steady_clock::duration took);
  void count_append(std::uint64_t rows);

  struct Now {
    std::uint64_t head_seq = 0;
    bool writable = false;
    int live_readers = 0;
    std::uint64_t code_lookups_slowed = 0;
  };
  std::string text(const Now& now) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, int>, std::uint64_t> requests_;
  Histogram<10> command_seconds_{{0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5}};
  Histogram<8> append_rows_{{1, 2, 5, 10, 20, 50, 100, 500}};
};

}  // namespace alongside::server
