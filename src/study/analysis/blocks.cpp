#include "study/analysis/blocks.hpp"

#include <algorithm>

#include "study/program/pieces.hpp"

namespace alongside::study {

base::Result<> for_each_block(const Drawing& drawing, std::uint64_t draws, unsigned threads,
                              const std::atomic<bool>* stop, const EachBlock& each) {
  const std::uint64_t blocks = (draws + Program::block - 1) / Program::block;
  return for_each_piece(drawing, blocks, threads, stop, [&](Drawing::Worker& worker, std::uint64_t block) {
    const std::uint64_t first = block * Program::block;
    return each(worker, first, static_cast<std::size_t>(std::min<std::uint64_t>(Program::block, draws - first)));
  });
}

}  // namespace alongside::study
