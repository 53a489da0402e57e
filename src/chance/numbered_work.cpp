#include "chance/numbered_work.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace alongside::chance {

void share_out(unsigned threads, std::uint64_t pieces,
               const std::function<bool(unsigned thread, std::uint64_t piece)>& each) {
  std::atomic<std::uint64_t> next{0};
  const auto take_turns = [&](unsigned thread) {
    for (std::uint64_t piece = next++; piece < pieces && each(thread, piece);) piece = next++;
  };
  std::vector<std::jthread> others;
  for (unsigned thread = 1; thread < std::min<std::uint64_t>(threads, pieces); ++thread)
    others.emplace_back(take_turns, thread);
  take_turns(0);
}

}  // namespace alongside::chance
