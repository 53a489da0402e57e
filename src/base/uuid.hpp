// 128-bit identifiers: a command's UUIDv7, drawn by the client; it is also the id of the act it records.
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace alongside::base {

struct Uuid {
  std::array<std::uint8_t, 16> bytes{};

  // Two words at a time: ids are compared for each act of each emergency.
  constexpr bool operator==(const Uuid& other) const { return halves() == other.halves(); }
  constexpr std::strong_ordering operator<=>(const Uuid& other) const {
    const auto a = halves();
    const auto b = other.halves();
    return a[0] != b[0] ? in_reading_order(a[0]) <=> in_reading_order(b[0])
                        : in_reading_order(a[1]) <=> in_reading_order(b[1]);
  }
  constexpr bool exists() const { return *this != Uuid{}; }

  /// "0192f6a0-7c3e-7d11-9a43-2c5e0d7b8f10", lower case.
  std::string text() const;
  /// Takes the form `text` gives, in either case; nothing else.
  static std::optional<Uuid> parse(std::string_view text);

 private:
  constexpr std::array<std::uint64_t, 2> halves() const { return std::bit_cast<std::array<std::uint64_t, 2>>(bytes); }
  /// As a number whose first byte weighs most.
  static constexpr std::uint64_t in_reading_order(std::uint64_t half) {
    return std::endian::native == std::endian::little ? __builtin_bswap64(half) : half;
  }
};

}  // namespace alongside::base

template <>
struct std::hash<alongside::base::Uuid> {
  std::size_t operator()(const alongside::base::Uuid& id) const noexcept {
    std::uint64_t halves[2];
    std::memcpy(halves, id.bytes.data(), sizeof halves);
    return static_cast<std::size_t>(halves[0] * 0x9E3779B97F4A7C15ULL ^ halves[1]);
  }
};
