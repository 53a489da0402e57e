#include "study/program/pieces.hpp"

#include <algorithm>
#include <mutex>
#include <optional>
#include <vector>

#include "chance/numbered_work.hpp"

namespace alongside::study {

base::Result<> for_each_piece(const Drawing& drawing, std::uint64_t pieces, unsigned threads,
                              const std::atomic<bool>* stop, const EachPiece& each) {
  std::atomic<std::uint64_t> first_wrong{UINT64_MAX};
  std::mutex mutex;
  std::optional<base::Error> error;
  std::vector<std::optional<Drawing::Worker>> workers(std::max(1U, threads));
  const auto is_stopped = [&] { return stop != nullptr && stop->load(std::memory_order_relaxed); };
  chance::share_out(threads, pieces, [&](unsigned thread, std::uint64_t piece) {
    if (is_stopped() || piece > first_wrong.load(std::memory_order_relaxed)) return false;
    auto& worker = workers[thread];
    if (!worker) worker.emplace(drawing);  // by the thread that uses it
    const auto done = each(*worker, piece);
    if (done) return true;
    const std::scoped_lock lock(mutex);
    if (piece < first_wrong) first_wrong = piece, error = done.error();
    return true;
  });
  if (error) return *error;
  if (is_stopped()) return base::operation_error("stopped before all draws were made");
  return base::Done{};
}

}  // namespace alongside::study
