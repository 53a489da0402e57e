// Blocks: each draw of a model, block by block over threads, for analyses that need the draws themselves and not their mean.
//
// Goals: the same numbers on any number of threads, since each block writes what is its own; the error of the lowest draw wins. Non-goals: means and
// percentiles (`run_draws`). Threads: makes its own.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/result.hpp"
#include "study/program/draws.hpp"

namespace alongside::study {

/// What is done with draws [first, first + count), count at most Program::block; runs the drawing itself.
using EachBlock = std::function<base::Result<>(Drawing::Worker& worker, std::uint64_t first, std::size_t count)>;

/// Calls `each` for every block of draws [0, draws), on `threads` threads.
base::Result<> for_each_block(const Drawing& drawing, std::uint64_t draws, unsigned threads,
                              const std::atomic<bool>* stop, const EachBlock& each);

}  // namespace alongside::study
