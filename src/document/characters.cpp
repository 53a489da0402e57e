#include "document/characters.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "document/words.hpp"

namespace alongside::document {

namespace {

/// The character at the front; negative: the bytes are no UTF-8, or there are none.
UChar32 front(std::string_view text) {
  if (text.empty()) return -1;
  const auto lead = static_cast<std::uint8_t>(text.front());
  const std::string_view one = text.substr(0, lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4);
  if (first_bad_utf8(one) != std::string_view::npos) return -1;
  return icu::UnicodeString::fromUTF8(icu::StringPiece(one.data(), static_cast<std::int32_t>(one.size()))).char32At(0);
}

std::string name_of(UChar32 c) {
  std::array<char, 128> name{};
  UErrorCode trouble = U_ZERO_ERROR;
  u_charName(c, U_EXTENDED_CHAR_NAME, name.data(), static_cast<std::int32_t>(name.size()), &trouble);
  return fmt::format("U+{:04X}{}", static_cast<std::uint32_t>(c),
                     U_SUCCESS(trouble) ? " " + std::string(name.data()) : std::string());
}

/// What a writer of documents and formulas means by it.
std::string_view wanted_for(UChar32 c) {
  switch (c) {
    case 0x00D7:
    case 0x00B7:
    case 0x2217:
    case 0x2219:
    case 0x22C5: return ", where a times sign, *, is wanted";
    case 0x00F7:
    case 0x2044:
    case 0x2215: return ", where a division, /, is wanted";
    case 0x00B2: return ", where ^ 2 is wanted";
    case 0x00B3: return ", where ^ 3 is wanted";
    case 0x2264: return ", where <= is wanted";
    case 0x2265: return ", where >= is wanted";
    case 0x2260: return ", where != is wanted";
    case 0x2212: return ", where a minus, -, is wanted";
    case 0xFF0C: return ", where a plain comma is wanted";
    case 0x2032:
    case 0x2033:
    case 0x00B4: return ", where a straight quote, \", is wanted";
    default: break;
  }
  switch (u_charType(c)) {
    case U_DASH_PUNCTUATION: return ", where a minus, -, is wanted";
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION: return ", where a straight quote, \", is wanted";
    case U_SPACE_SEPARATOR: return ", where a plain space is wanted";
    case U_FORMAT_CHAR:
    case U_LINE_SEPARATOR:
    case U_PARAGRAPH_SEPARATOR: return ", which cannot be seen: take it away";
    case U_DECIMAL_DIGIT_NUMBER: return ", where a digit from 0 to 9 is wanted";
    default: break;
  }
  // Low opening quotes are no "initial" ones in Unicode.
  if (c == 0x201A || c == 0x201E) return ", where a straight quote, \", is wanted";
  return ", where only plain letters, digits and signs are wanted";
}

/// What Windows' own Western encoding means by a byte; most files that are no UTF-8 are of it.
UChar32 of_windows_1252(std::uint8_t byte) {
  constexpr std::array<std::uint16_t, 32> high{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                               0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                               0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                               0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
  return byte < 0xA0 ? high[byte - 0x80] : byte;
}

}  // namespace

std::string odd_character(std::string_view text) {
  const UChar32 c = front(text);
  if (c < 0x80) return "";
  return name_of(c) + std::string(wanted_for(c));
}

std::optional<std::size_t> first_odd_character(std::string_view line) {
  char quote = '\0';
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (quote != '\0') {
      if (c == '\\' && quote == '"') ++at;
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '#') {
      return std::nullopt;
    } else if (static_cast<std::uint8_t>(c) >= 0x80) {
      return at;
    }
  }
  return std::nullopt;
}

std::optional<OtherEncoding> other_encoding(std::string_view text) {
  const bool is_little = text.starts_with("\xFF\xFE");
  // A zero after a letter is no text in UTF-8, and what half of UTF-16 looks like.
  const bool has_zeros = text.size() > 1 && (text[0] == '\0') != (text[1] == '\0');
  if (is_little || text.starts_with("\xFE\xFF") || has_zeros)
    return OtherEncoding{1, 1, "UTF-16, as some spreadsheets and editors save; save it as UTF-8"};
  const std::size_t bad = first_bad_utf8(text);
  if (bad == std::string_view::npos) return std::nullopt;
  const std::string_view before = text.substr(0, bad);
  const std::size_t line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  const auto byte = static_cast<std::uint8_t>(text[bad]);
  const UChar32 meant = byte >= 0x80 ? of_windows_1252(byte) : 0;
  return OtherEncoding{static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1,
                       characters(before.substr(line_begin)) + 1,
                       fmt::format("the byte {:02X}{}; save it as UTF-8", byte,
                                   meant == 0 ? std::string() : fmt::format(", in Windows-1252 {}", name_of(meant)))};
}

}  // namespace alongside::document
