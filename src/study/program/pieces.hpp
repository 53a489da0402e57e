// Pieces: a drawing's draws shared out over threads, a piece at a time.
//
// Goals: the same numbers on any number of threads, since each piece writes what is its own; of several errors that of the lowest piece. Non-goals: what
// is done with a piece. Threads: makes its own; `each` runs on several at once, for different pieces.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "base/result.hpp"
#include "study/program/draws.hpp"

namespace alongside::study {

using EachPiece = std::function<base::Result<>(Drawing::Worker& worker, std::uint64_t piece)>;

/// Calls `each` for every piece in [0, pieces), on `threads` threads, this one among them. An error if `stop` was set.
base::Result<> for_each_piece(const Drawing& drawing, std::uint64_t pieces, unsigned threads,
                              const std::atomic<bool>* stop, const EachPiece& each);

}  // namespace alongside::study
