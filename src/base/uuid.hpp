// 128-bit identifiers: a command's UUIDv7, drawn by the client; it is also the id of the act it records.
#pragma once

#include <array>
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

  constexpr auto operator<=>(const Uuid&) const = default;
  constexpr bool exists() const { return *this != Uuid{}; }

  /// "0192f6a0-7c3e-7d11-9a43-2c5e0d7b8f10", lower case.
  std::string text() const;
  /// Takes the form `text` gives, in either case; nothing else.
  static std::optional<Uuid> parse(std::string_view text);
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
