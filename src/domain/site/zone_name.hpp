// The name of a time zone, as it stands in a command or an event: text of a fixed size, "America/New_York".
//
// Goal: an event says its zone by itself, so that a fold of events needs no file beside the record. The longest name that tzdata has is
// of 32 letters ("America/Argentina/ComodRivadavia"). Non-goal: whether there is such a zone; whoever has its rules says so. A value.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace alongside::domain {

struct ZoneName {
  static constexpr std::size_t letters_max = 40;
  std::array<std::uint8_t, letters_max> letters{};  ///< 0 behind the last

  /// None, if it does not fit.
  static std::optional<ZoneName> of(std::string_view name) {
    if (name.empty() || name.size() > letters_max) return std::nullopt;
    ZoneName out;
    std::transform(name.begin(), name.end(), out.letters.begin(),
                   [](char letter) { return static_cast<std::uint8_t>(letter); });
    return out;
  }
  bool is_empty() const { return letters.front() == 0; }
  std::string text() const { return {letters.begin(), std::find(letters.begin(), letters.end(), std::uint8_t{0})}; }

  static constexpr void fields(auto& self, auto&& field) { field("letters", self.letters); }
  bool operator==(const ZoneName&) const = default;
};

}  // namespace alongside::domain
