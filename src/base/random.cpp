#include "base/random.hpp"

#include <Random123/philox.h>

#include <cmath>
#include <numbers>

namespace alongside::base {

namespace {
struct Pair {
  std::uint64_t first;
  std::uint64_t second;
};

Pair draw(const StreamKey& key, std::uint32_t occurrence) {
  const r123::Philox4x32::ctr_type counter = {{key.replicate, key.entity, key.decision, occurrence}};
  const r123::Philox4x32::key_type seed = {
      {static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)}};
  const auto out = r123::Philox4x32{}(counter, seed);
  return {static_cast<std::uint64_t>(out[0]) | static_cast<std::uint64_t>(out[1]) << 32,
          static_cast<std::uint64_t>(out[2]) | static_cast<std::uint64_t>(out[3]) << 32};
}
}  // namespace

std::uint64_t Stream::bits(std::uint32_t occurrence) const { return draw(key_, occurrence).first; }

double Stream::uniform(std::uint32_t occurrence) const { return uniform_of(bits(occurrence)); }

std::uint64_t Stream::below(std::uint64_t bound, std::uint32_t occurrence) const {
  // Multiply-high; the bias is under bound / 2^64.
  __extension__ using Wide = unsigned __int128;
  return static_cast<std::uint64_t>((static_cast<Wide>(bits(occurrence)) * bound) >> 64);
}

double Stream::exponential(double mean, std::uint32_t occurrence) const {
  return -mean * std::log1p(-uniform(occurrence));
}

double Stream::normal(std::uint32_t occurrence) const {
  const Pair pair = draw(key_, occurrence);
  const double radius = std::sqrt(-2.0 * std::log1p(-uniform_of(pair.first)));
  return radius * std::cos(2.0 * std::numbers::pi * uniform_of(pair.second));
}

std::array<std::uint64_t, 4> Stream::block(std::uint32_t occurrence) const {
  const r123::Philox4x64::ctr_type counter = {{key_.replicate, key_.entity, key_.decision, occurrence}};
  const r123::Philox4x64::key_type seed = {{key_.seed, 0}};
  const auto out = r123::Philox4x64{}(counter, seed);
  return {out[0], out[1], out[2], out[3]};
}

}  // namespace alongside::base
