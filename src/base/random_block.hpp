// Many uniform numbers of one stream at once, for who draws millions: Philox4x32-10 as in random.hpp, over whole vectors.
//
// Goals: the numbers of the reference generator, whatever vector units the machine has; a pure function of its arguments. Not for secrets.
#pragma once

#include <cstdint>
#include <span>

namespace alongside::base {

/// What the numbers belong to; streams that differ in any part are independent.
struct BlockKey {
  std::uint64_t seed = 0;
  std::uint64_t entity = 0;  ///< what is drawn
  std::uint32_t sheet = 0;   ///< which independent sheet of dice it takes; below 2^24
};

/// Numbers [first, first + out.size()) of a stream of 2^41, each in (0, 1) and neither end: the middle of one of 2^52 equal parts. `first` is even. The key is
/// the seed; the counter holds number / 2, sheet and entity; one block of 128 bits is two numbers.
void fill_uniform(const BlockKey& key, std::uint64_t first, std::span<double> out);

}  // namespace alongside::base
