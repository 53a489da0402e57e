// The generator against its authors' reference output (Random123's kat_vectors), and what one kind of draw owes to another.
#include "base/random.hpp"

#include <gtest/gtest.h>

namespace alongside::base {
namespace {

TEST(Random, GivesTheReferenceOutputOfItsAuthors) {
  // philox4x32 10, key and counter of zeros: 6627e8d5 e169c58d bc57ac4c 9b00dbd8.
  EXPECT_EQ(Stream({}).bits(0), 0xe169c58d6627e8d5U);
  // philox4x64 10, key and counter of zeros.
  const std::array<std::uint64_t, 4> block{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b,
                                           0x7e68b68aec7ba23b};
  EXPECT_EQ(Stream({}).block(0), block);
}

TEST(Random, GivesABlockForEachPartOfTheKey) {
  const StreamKey key{.seed = 1, .replicate = 2, .entity = 3, .decision = 4};
  const auto block = Stream(key).block(5);
  EXPECT_EQ(Stream(key).block(5), block);
  EXPECT_NE(Stream(key).block(6), block);
  StreamKey other = key;
  other.seed = 1 + (std::uint64_t{1} << 32);
  EXPECT_NE(Stream(other).block(5), block);
  for (std::uint32_t StreamKey::* part : {&StreamKey::replicate, &StreamKey::entity, &StreamKey::decision}) {
    other = key;
    other.*part += 1;
    EXPECT_NE(Stream(other).block(5), block);
  }
}

}  // namespace
}  // namespace alongside::base
