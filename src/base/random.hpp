// Random draws that are a pure function of (seed, replicate, entity, decision, occurrence).
//
// Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"; the Random123 library). The same key gives the
// same draw on any thread, in any order; two scenarios with one seed share their dice. Not for secrets: keys and tokens come from libsodium.
#pragma once

#include <array>
#include <cstdint>

namespace alongside::base {

/// What a draw belongs to. Streams that differ in any part are independent.
struct StreamKey {
  std::uint64_t seed = 0;
  std::uint32_t replicate = 0;
  std::uint32_t entity = 0;
  std::uint32_t decision = 0;
};

/// Uniform in [0, 1), of the upper 53 bits.
inline double uniform_of(std::uint64_t bits) { return static_cast<double>(bits >> 11) * 0x1.0p-53; }

class Stream {
 public:
  explicit Stream(StreamKey key) : key_(key) {}

  /// 64 uniform bits of this occurrence.
  std::uint64_t bits(std::uint32_t occurrence) const;
  /// Uniform in [0, 1).
  double uniform(std::uint32_t occurrence) const;
  /// Uniform whole number in [0, bound); bound at least 1.
  std::uint64_t below(std::uint64_t bound, std::uint32_t occurrence) const;
  /// Exponential with the given mean (same unit out as in).
  double exponential(double mean, std::uint32_t occurrence) const;
  /// Standard normal (Box and Muller 1958), one of the pair.
  double normal(std::uint32_t occurrence) const;
  /// 256 uniform bits of this occurrence in one block of Philox4x64-10, for who needs several draws of an entity at once: a third of the time of
  /// four draws. Independent of all the draws above, which have blocks of their own.
  std::array<std::uint64_t, 4> block(std::uint32_t occurrence) const;

 private:
  StreamKey key_;
};

}  // namespace alongside::base
