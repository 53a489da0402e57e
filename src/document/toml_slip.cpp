#include "document/toml_slip.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "document/characters.hpp"
#include "document/words.hpp"

namespace alongside::document {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A number as papers print it and TOML does not: .0095, 5., 007; outside quotes and before a #.
std::optional<Slip> unusual_number(std::string_view line) {
  const auto is_of_word = [](char c) {
    return is_digit(c) || c == '.' || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  };
  char quote = '\0';
  const std::size_t equals = line.find('=');
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
      continue;
    }
    if (c == '"' || c == '\'') quote = c;
    if (c == '#') break;
    if (!is_of_word(c)) continue;
    std::size_t end = at;
    while (end < line.size() && is_of_word(line[end])) ++end;
    const std::string_view word = line.substr(at, end - at);
    const std::size_t dot = word.find('.');
    const bool is_number = (equals == std::string_view::npos || at > equals) && word.find('.', dot + 1) > word.size() &&
                           std::ranges::all_of(word, [](char each) { return is_digit(each) || each == '.'; });
    std::string right(word);
    if (is_number && word.size() > 1) {
      if (right.front() == '.') right = fmt::format("0{}", right);
      if (right.back() == '.') right += '0';
      // Not of 500,000, a date or a time, whose zeros are no leading ones.
      const bool begins = at == 0 || std::string_view(" \t=[{").find(line[at - 1]) != std::string_view::npos;
      while (begins && right.size() > 1 && right[0] == '0' && right[1] != '.') right.erase(0, 1);
      if (right != word) return Slip{at, fmt::format("{}: write {}", word, right)};
    }
    at = end - 1;
  }
  return std::nullopt;
}

/// Cells of a spreadsheet, pasted: a tab between two of them.
std::optional<Slip> pasted_row(std::string_view line) {
  const std::size_t equals = line.find('=');
  const std::size_t begin = equals == std::string_view::npos ? 0 : equals + 1;
  const std::size_t first = line.find_first_not_of(" \t\r", begin);
  if (first == std::string_view::npos) return std::nullopt;
  const std::string_view row = line.substr(first, std::min(line.find('#', first), line.size()) - first);
  const std::string_view bare = trimmed(row);
  const std::size_t tab = bare.find('\t');
  if (tab == std::string_view::npos || bare.find_first_of("\"'") < tab) return std::nullopt;
  return Slip{
      first + tab,
      "U+0009 TAB between values, as in a row pasted from a spreadsheet: write one value after its name and =, or "
      "a list with commas, [1, 2, 3]"};
}

}  // namespace

std::string_view line_of(std::string_view text, std::uint32_t line) {
  for (std::uint32_t before = 1; before < line && !text.empty(); ++before)
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
  return text.substr(0, text.find('\n'));
}

std::optional<Slip> slip_on(std::string_view line) {
  if (const auto at = first_odd_character(line)) return Slip{*at, odd_character(line.substr(*at))};
  if (auto number = unusual_number(line)) return number;
  return pasted_row(line);
}

std::string_view hint_for(std::string_view written) {
  const std::size_t equals = written.find('=');
  const std::string_view value =
      equals == std::string_view::npos ? std::string_view() : trimmed(written.substr(equals + 1));
  if (value.starts_with("True") || value.starts_with("False")) return "; true and false are written in small letters";
  if (!value.empty() && (value.front() == '$' || is_digit(value.front())))
    return "; a number is written in digits alone: 500000, 0.33, without $, % or commas; a range as [1000, 2000]";
  if (std::ranges::count(written, '"') % 2 == 1) return "; a text begins and ends with \" on one line";
  if (!value.empty() && value.front() != '"' && value.front() != '[' && value.front() != '{')
    return "; a text stands between quotes: \"like this\"";
  return "";
}

std::string hint_of_quoted_number(std::string_view text) {
  std::string_view bare = trimmed(text);
  double value = 0;
  const auto read = std::from_chars(bare.data(), bare.data() + bare.size(), value);
  if (!bare.empty() && read.ec == std::errc() && read.ptr == bare.data() + bare.size() && std::isfinite(value))
    return fmt::format("; write it without quotes: {}{}", bare.starts_with('.') ? "0" : "", bare);
  const auto odd = std::find_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  if (odd != text.end())
    return fmt::format("; in it is {}", odd_character(text.substr(static_cast<std::size_t>(odd - text.begin()))));
  return "";
}

}  // namespace alongside::document
