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

double unit(std::uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1.0p-53; }
}  // namespace

std::uint64_t Stream::bits(std::uint32_t occurrence) const { return draw(key_, occurrence).first; }

double Stream::uniform(std::uint32_t occurrence) const { return unit(bits(occurrence)); }

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
  const double radius = std::sqrt(-2.0 * std::log1p(-unit(pair.first)));
  return radius * std::cos(2.0 * std::numbers::pi * unit(pair.second));
}

}  // namespace alongside::base
