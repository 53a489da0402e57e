#include "base/random_block.hpp"

#include <Random123/philox.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace alongside::base {
namespace {

/// The reference generator of its authors, one block at a time.
double reference(const BlockKey& key, std::uint64_t number) {
  const std::uint64_t block = number / 2;
  const r123::Philox4x32::ctr_type counter = {
      {static_cast<std::uint32_t>(block), static_cast<std::uint32_t>(block >> 32) << 24 | key.sheet,
       static_cast<std::uint32_t>(key.entity), static_cast<std::uint32_t>(key.entity >> 32)}};
  const r123::Philox4x32::key_type seed = {
      {static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)}};
  const auto out = r123::Philox4x32{}(counter, seed);
  const std::size_t half = 2 * (number % 2);
  const std::uint64_t bits = std::uint64_t{out[half + 1]} << 32 | out[half];
  return std::ldexp(static_cast<double>(bits >> 12) + 0.5, -52);
}

TEST(RandomBlock, GivesTheReferenceGeneratorsNumbers) {
  for (const BlockKey& key :
       {BlockKey{}, BlockKey{.seed = 0x0123456789abcdef, .entity = 0xfedcba9876543210, .sheet = 0xabcdef}}) {
    for (const std::uint64_t first : {std::uint64_t{0}, std::uint64_t{1'000}, (std::uint64_t{1} << 33) - 70}) {
      std::vector<double> numbers(301);
      fill_uniform(key, first, numbers);
      for (std::size_t i = 0; i < numbers.size(); ++i)
        ASSERT_EQ(numbers[i], reference(key, first + i)) << first << " + " << i;
    }
  }
}

TEST(RandomBlock, IsTheSameInPiecesOfAnySize) {
  const BlockKey key{.seed = 7, .entity = 8, .sheet = 9};
  std::vector<double> whole(1'000);
  fill_uniform(key, 0, whole);
  for (const std::size_t piece : {2U, 126U, 128U, 130U}) {
    std::vector<double> pieces(1'000);
    for (std::size_t at = 0; at < pieces.size(); at += piece)
      fill_uniform(key, at, std::span(pieces).subspan(at, std::min(piece, pieces.size() - at)));
    EXPECT_EQ(pieces, whole) << piece;
  }
}

}  // namespace
}  // namespace alongside::base
