#include "server/metrics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alongside::server {

template <std::size_t N>
void Histogram<N>::add(double value) {
  const auto bucket =
      static_cast<std::size_t>(std::lower_bound(bounds_.begin(), bounds_.end(), value) - bounds_.begin());
  const std::lock_guard lock(mutex_);
  ++counts_[bucket];
  sum_ += value;
}

template <std::size_t N>
void Histogram<N>::write(std::string& out, const std::string& name, const std::string& help) const {
  const std::lock_guard lock(mutex_);
  auto to = std::back_inserter(out);
  fmt::format_to(to, "# HELP {0} {1}\n# TYPE {0} histogram\n", name, help);
  std::uint64_t so_far = 0;
  for (std::size_t i = 0; i < N; ++i) {
    so_far += counts_[i];
    fmt::format_to(to, "{}_bucket{{le=\"{}\"}} {}\n", name, bounds_[i], so_far);
  }
  so_far += counts_[N];
  fmt::format_to(to, "{0}_bucket{{le=\"+Inf\"}} {1}\n{0}_sum {2}\n{0}_count {1}\n", name, so_far, sum_);
}

void Metrics::count_request(const std::string& route, int status) {
  const std::lock_guard lock(mutex_);
  ++requests_[{route, status}];
}

void Metrics::time_commands(std::chrono::steady_clock::duration took) {
  command_seconds_.add(std::chrono::duration<double>(took).count());
}

void Metrics::count_append(std::uint64_t rows) { append_rows_.add(static_cast<double>(rows)); }

std::string Metrics::text(const Now& now) const {
  std::string out =
      "# HELP alongside_requests_total Requests by route and status\n# TYPE alongside_requests_total counter\n";
  auto to = std::back_inserter(out);
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [key, count] : requests_) {
      fmt::format_to(to, "alongside_requests_total{{route=\"{}\",status=\"{}\"}} {}\n", key.first, key.second, count);
    }
  }
  command_seconds_.write(out, "alongside_command_seconds", "From a request of commands to its answer");
  append_rows_.write(out, "alongside_append_rows", "Rows kept by one append");
  fmt::format_to(to, "# TYPE alongside_head_seq gauge\nalongside_head_seq {}\n", now.head_seq);
  fmt::format_to(to, "# TYPE alongside_writable gauge\nalongside_writable {}\n", now.writable ? 1 : 0);
  fmt::format_to(to, "# TYPE alongside_live_readers gauge\nalongside_live_readers {}\n", now.live_readers);
  fmt::format_to(
      to,
      "# HELP alongside_code_lookups_slowed_total Codes tried faster than a door does: somebody may be guessing\n"
      "# TYPE alongside_code_lookups_slowed_total counter\nalongside_code_lookups_slowed_total {}\n",
      now.code_lookups_slowed);
  return out;
}

}  // namespace alongside::server
