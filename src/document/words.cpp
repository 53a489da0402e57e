#include "document/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace alongside::document {

namespace {

constexpr std::size_t word_letters_max = 64;
constexpr std::size_t shown_letters_max = 40;

char lower_letter(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_continuation(char c) { return (static_cast<std::uint8_t>(c) & 0xC0) == 0x80; }

/// The bytes of the character at the front of `text`, or 0 if they are not well-formed (Unicode 15, table 3-7).
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0};
  };
  const auto in = [&](std::size_t i, std::uint8_t low, std::uint8_t high) { return byte(i) >= low && byte(i) <= high; };
  const std::uint8_t first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return in(1, 0x80, 0xBF) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const std::uint8_t low = first == 0xE0 ? 0xA0 : 0x80;
    const std::uint8_t high = first == 0xED ? 0x9F : 0xBF;
    return in(1, low, high) && in(2, 0x80, 0xBF) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const std::uint8_t low = first == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = first == 0xF4 ? 0x8F : 0xBF;
    return in(1, low, high) && in(2, 0x80, 0xBF) && in(3, 0x80, 0xBF) ? 4 : 0;
  }
  return 0;
}

/// The character of well-formed UTF-8 at the front of `text`; `length`: its bytes.
std::uint32_t character(std::string_view text, std::size_t length) {
  constexpr std::array<std::uint32_t, 5> payload{0, 0x7F, 0x1F, 0x0F, 0x07};
  std::uint32_t c = static_cast<std::uint8_t>(text[0]) & payload[length];
  for (std::size_t i = 1; i < length; ++i) c = (c << 6) | (static_cast<std::uint8_t>(text[i]) & 0x3F);
  return c;
}

/// A space that is not the plain one: those of Unicode's class Zs.
bool is_other_space(std::uint32_t c) {
  return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

/// Takes no room on a line: joiners, marks of direction, a byte order mark that was pasted along.
bool has_no_width(std::uint32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
         c == 0xFEFF;
}

/// How many bytes of `text` are one space, line end or character of no width at its front; 0: none.
std::size_t blank_length(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  if (text.empty()) return 0;
  if (blank.find(text.front()) != std::string_view::npos) return 1;
  const std::size_t length = utf8_length(text);
  if (length < 2) return 0;
  const std::uint32_t c = character(text, length);
  return is_other_space(c) || has_no_width(c) ? length : 0;
}

}  // namespace

std::size_t letters_apart(std::string_view one, std::string_view other) {
  if (one.size() > word_letters_max || other.size() > word_letters_max) return std::max(one.size(), other.size());
  using Line = std::array<std::size_t, word_letters_max + 1>;
  Line before_last{};
  Line last{};
  Line now{};
  for (std::size_t j = 0; j <= other.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= one.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const char a = lower_letter(one[i - 1]);
      const char b = lower_letter(other[j - 1]);
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (a == b ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && a == lower_letter(other[j - 2]) && b == lower_letter(one[i - 2]);
      if (swapped) now[j] = std::min(now[j], before_last[j - 2] + 1);
    }
    before_last = last;
    last = now;
  }
  return last[other.size()];
}

std::string_view closest(std::string_view word, std::span<const std::string> candidates) {
  const std::size_t allowed = std::min<std::size_t>(3, std::max<std::size_t>(1, word.size() / 3));
  std::string_view best;
  std::size_t best_apart = allowed + 1;
  for (const std::string& candidate : candidates) {
    if (candidate == word) continue;  // it is what was written: no advice
    const std::size_t apart = letters_apart(word, candidate);
    if (apart < best_apart) {
      best = candidate;
      best_apart = apart;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view word, std::span<const std::string> candidates) {
  const std::string_view near = closest(word, candidates);
  return near.empty() ? std::string{} : "; did you mean " + std::string(near) + "?";
}

std::string one_of(std::span<const std::string> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

std::string shown(std::string_view found) {
  std::string text = "\"";
  std::size_t letters = 0;
  while (!found.empty()) {
    if (letters == shown_letters_max) return text + "...\"";
    const std::size_t length = utf8_length(found);
    const bool control = length == 1 && (static_cast<std::uint8_t>(found[0]) < 0x20 || found[0] == 0x7F);
    const std::uint32_t c = length < 2 ? 0 : character(found, length);
    if (length == 0 || control) {
      text += '?';
    } else if (is_other_space(c) || has_no_width(c)) {
      text += fmt::format("<U+{:04X}>", c);
    } else {
      text += found.substr(0, length);
    }
    found.remove_prefix(std::max<std::size_t>(length, 1));
    ++letters;
  }
  return text + '"';
}

std::string_view trimmed(std::string_view text) {
  while (const std::size_t length = blank_length(text)) text.remove_prefix(length);
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && is_continuation(text[last])) --last;
    if (blank_length(text.substr(last)) != text.size() - last) break;
    text.remove_suffix(text.size() - last);
  }
  return text;
}

std::string with_plain_spaces(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t length = std::max<std::size_t>(utf8_length(text), 1);
    const bool is_space = length > 1 && is_other_space(character(text, length));
    out += is_space ? std::string_view(" ") : text.substr(0, length);
    text.remove_prefix(length);
  }
  return out;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower_letter);
  return out;
}

std::size_t characters(std::string_view text) {
  return text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_continuation));
}

std::size_t first_bad_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t length = utf8_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::string_view::npos;
}

}  // namespace alongside::document
