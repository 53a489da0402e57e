#include "study/program/pieces.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace alongside::study {

base::Result<> for_each_piece(const Drawing& drawing, std::uint64_t pieces, unsigned threads,
                              const std::atomic<bool>* stop, const EachPiece& each) {
  std::atomic<std::uint64_t> next{0};
  std::atomic<std::uint64_t> first_wrong{UINT64_MAX};
  std::mutex mutex;
  std::optional<base::Error> error;
  const auto is_stopped = [&] { return stop != nullptr && stop->load(std::memory_order_relaxed); };
  const auto work = [&] {
    Drawing::Worker worker(drawing);
    while (!is_stopped()) {
      const std::uint64_t piece = next.fetch_add(1, std::memory_order_relaxed);
      if (piece >= pieces || piece > first_wrong.load(std::memory_order_relaxed)) return;
      const auto done = each(worker, piece);
      if (done) continue;
      const std::scoped_lock lock(mutex);
      if (piece < first_wrong) first_wrong = piece, error = done.error();
    }
  };
  {
    const auto wanted = std::min<std::uint64_t>(std::max(1U, threads), pieces);
    std::vector<std::jthread> helpers;
    for (std::uint64_t helper = 1; helper < wanted; ++helper) helpers.emplace_back(work);
    work();
  }
  if (error) return *error;
  if (is_stopped()) return base::operation_error("stopped before all draws were made");
  return base::Done{};
}

}  // namespace alongside::study
