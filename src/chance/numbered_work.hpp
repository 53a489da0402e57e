// Numbered work: pieces 0, 1, 2, … shared out over threads.
//
// The one loop over threads of what is computed in numbered pieces: draws of a study, replicates of a simulation, rows of a matrix. Goals: the same
// answer on any number of threads, as long as a piece is a function of its number and writes what is its own. Non-goals: ranks of a cluster, going on
// after a stop (replicates.hpp); errors (whoever calls keeps them).
#pragma once

#include <cstdint>
#include <functional>

namespace alongside::chance {

/// Calls `each(thread, piece)` for the pieces from 0 up, on at most `threads` threads, of which this one is number 0. A thread for which it says false
/// takes no more.
void share_out(unsigned threads, std::uint64_t pieces,
               const std::function<bool(unsigned thread, std::uint64_t piece)>& each);

}  // namespace alongside::chance
