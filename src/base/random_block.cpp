#include "base/random_block.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

#include "base/vectors.hpp"

namespace alongside::base {

namespace {

// Salmon et al. 2011, Table 2 and section 3.2.
constexpr std::uint32_t multiplier_0 = 0xD2511F53;
constexpr std::uint32_t multiplier_1 = 0xCD9E8D57;
constexpr std::uint32_t key_step_0 = 0x9E3779B9;
constexpr std::uint32_t key_step_1 = 0xBB67AE85;
constexpr int rounds = 10;

constexpr std::size_t lanes = 64;  ///< blocks side by side

/// The middle of the part that the upper 52 bits name: a number in [1, 2) made of them, moved down.
inline double unit(std::uint64_t bits) {
  return std::bit_cast<double>(bits >> 12 | std::bit_cast<std::uint64_t>(1.0)) - (1.0 - 0x1.0p-53);
}

/// Numbers of `lanes` blocks from counter `block` on.
ALONGSIDE_VECTORS void fill_lanes(const BlockKey& key, std::uint64_t block, double* __restrict out) {
  std::array<std::uint32_t, lanes> c0;
  std::array<std::uint32_t, lanes> c1;
  std::array<std::uint32_t, lanes> c2;
  std::array<std::uint32_t, lanes> c3;
  for (std::size_t i = 0; i < lanes; ++i) {
    const std::uint64_t counter = block + i;
    c0[i] = static_cast<std::uint32_t>(counter);
    c1[i] = static_cast<std::uint32_t>(counter >> 32) << 24 | key.sheet;
    c2[i] = static_cast<std::uint32_t>(key.entity);
    c3[i] = static_cast<std::uint32_t>(key.entity >> 32);
  }
  auto k0 = static_cast<std::uint32_t>(key.seed);
  auto k1 = static_cast<std::uint32_t>(key.seed >> 32);
  for (int round = 0; round < rounds; ++round) {
    for (std::size_t i = 0; i < lanes; ++i) {
      const std::uint64_t product_0 = std::uint64_t{multiplier_0} * c0[i];
      const std::uint64_t product_1 = std::uint64_t{multiplier_1} * c2[i];
      const auto high_0 = static_cast<std::uint32_t>(product_0 >> 32);
      const auto high_1 = static_cast<std::uint32_t>(product_1 >> 32);
      c0[i] = high_1 ^ c1[i] ^ k0;
      c1[i] = static_cast<std::uint32_t>(product_1);
      c2[i] = high_0 ^ c3[i] ^ k1;
      c3[i] = static_cast<std::uint32_t>(product_0);
    }
    k0 += key_step_0;
    k1 += key_step_1;
  }
  for (std::size_t i = 0; i < lanes; ++i) {
    out[2 * i] = unit(std::uint64_t{c1[i]} << 32 | c0[i]);
    out[2 * i + 1] = unit(std::uint64_t{c3[i]} << 32 | c2[i]);
  }
}

}  // namespace

void fill_uniform(const BlockKey& key, std::uint64_t first, std::span<double> out) {
  assert(first % 2 == 0 && key.sheet < 1U << 24 && first + out.size() <= std::uint64_t{1} << 41);
  std::array<double, 2 * lanes> rest;
  for (std::size_t done = 0; done < out.size(); done += 2 * lanes) {
    const std::uint64_t block = (first + done) / 2;
    if (out.size() - done >= 2 * lanes) {
      fill_lanes(key, block, out.data() + done);
    } else {
      fill_lanes(key, block, rest.data());
      std::copy_n(rest.begin(), out.size() - done, out.begin() + static_cast<std::ptrdiff_t>(done));
    }
  }
}

}  // namespace alongside::base
