#include "study/analysis/blocks.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <optional>
#include <thread>

namespace alongside::study {

base::Result<> for_each_block(const Drawing& drawing, std::uint64_t draws, unsigned threads, const std::atomic<bool>* stop, const EachBlock& each) {
  const std::uint64_t blocks = (draws + Program::block - 1) / Program::block;
  std::atomic<std::uint64_t> next{0};
  std::atomic<std::uint64_t> first_wrong{UINT64_MAX};
  std::mutex mutex;
  std::optional<base::Error> error;
  const auto is_stopped = [&] { return stop != nullptr && stop->load(std::memory_order_relaxed); };
  const auto work = [&] {
    Drawing::Worker worker(drawing);
    while (!is_stopped()) {
      const std::uint64_t block = next.fetch_add(1, std::memory_order_relaxed);
      if (block >= blocks || block > first_wrong.load(std::memory_order_relaxed)) return;
      const std::uint64_t first = block * Program::block;
      const auto done = each(worker, first, static_cast<std::size_t>(std::min<std::uint64_t>(Program::block, draws - first)));
      if (done) continue;
      const std::scoped_lock lock(mutex);
      if (block < first_wrong) first_wrong = block, error = done.error();
    }
  };
  {
    const auto helpers_wanted = std::min<std::uint64_t>(std::max(1U, threads), blocks);
    std::vector<std::jthread> helpers;
    for (std::uint64_t helper = 1; helper < helpers_wanted; ++helper) helpers.emplace_back(work);
    work();
  }
  if (error) return *error;
  if (is_stopped()) return base::operation_error("stopped before all draws were made");
  return base::Done{};
}

Estimate mean_of(const std::vector<double>& values) {
  const auto n = static_cast<double>(values.size());
  if (values.empty()) return {};
  double sum = 0;
  for (const double value : values) sum += value;
  const double mean = sum / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {mean, values.size() > 1 ? std::sqrt(squares / (n - 1) / n) : 0};
}

}  // namespace alongside::study
