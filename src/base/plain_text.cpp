#include "base/plain_text.hpp"

#include <fmt/format.h>

#include <cstdint>

namespace alongside::base {

namespace {

struct Range {
  char32_t first;
  char32_t last;
  std::string_view what;
};

constexpr Range refused[] = {
    {0x0000, 0x001F, "a control character"},    {0x007F, 0x009F, "a control character"},
    {0x00AD, 0x00AD, "an invisible character"}, {0x034F, 0x034F, "an invisible character"},
    {0x061C, 0x061C, "a change of direction"},  {0x115F, 0x1160, "an invisible character"},
    {0x17B4, 0x17B5, "an invisible character"}, {0x180B, 0x180F, "an invisible character"},
    {0x200B, 0x200D, "an invisible character"}, {0x200E, 0x200F, "a change of direction"},
    {0x2028, 0x2029, "a line separator"},       {0x202A, 0x202E, "a change of direction"},
    {0x2060, 0x2065, "an invisible character"}, {0x2066, 0x2069, "a change of direction"},
    {0x206A, 0x206F, "an invisible character"}, {0x2800, 0x2800, "an invisible character"},
    {0x3164, 0x3164, "an invisible character"}, {0xD800, 0xDFFF, "no character"},
    {0xE000, 0xF8FF, "a private character"},    {0xFDD0, 0xFDEF, "no character"},
    {0xFE00, 0xFE0F, "an invisible character"}, {0xFEFF, 0xFEFF, "an invisible character"},
    {0xFFA0, 0xFFA0, "an invisible character"}, {0xFFF0, 0xFFFB, "an invisible character"},
    {0xFFFE, 0xFFFF, "no character"},           {0xE0000, 0xE0FFF, "an invisible character"},
    {0xF0000, 0x10FFFF, "a private character"},
};

constexpr char32_t broken = 0xFFFFFFFF;

/// The character at the front of `text`, which is then gone from it; `broken` if there is none in UTF-8.
char32_t take_character(std::string_view& text) {
  const auto lead = static_cast<std::uint8_t>(text.front());
  const std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xC2 && lead < 0xE0 ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length == 0 || text.size() < length) return broken;
  char32_t out = length == 1 ? lead : lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto next = static_cast<std::uint8_t>(text[i]);
    if ((next & 0xC0U) != 0x80) return broken;
    out = (out << 6U) | (next & 0x3FU);
  }
  constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (out < smallest[length] || out > 0x10FFFF) return broken;
  text.remove_prefix(length);
  return out;
}

}  // namespace

std::optional<std::string> not_plain(std::string_view text) {
  while (!text.empty()) {
    const char32_t character = take_character(text);
    if (character == broken) return "bytes that are no UTF-8";
    for (const Range& range : refused) {
      if (character >= range.first && character <= range.last)
        return fmt::format("{} (U+{:04X})", range.what, static_cast<std::uint32_t>(character));
    }
  }
  return std::nullopt;
}

}  // namespace alongside::base
