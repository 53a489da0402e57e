// Characters: what a document holds that looks like plain text and is none: a dash for a minus, a space at which no line breaks, curly quotes.
//
// Goals: a writer who pasted from a paper, a spreadsheet or a word processor is told the character by its name in Unicode and what is wanted in its
// place; bytes of another encoding are named as such. Non-goals: mending them silently. Pure functions (names through ICU), free to call from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace alongside::document {

/// Of the character at the front, where it is none of ASCII: "U+2013 EN DASH, where a minus, -, is wanted"; empty: it is ASCII or no UTF-8.
std::string odd_character(std::string_view text);

/// Where the first character stands on a line, outside quotes and before a #, that is none of ASCII; of text in quotes nothing is said.
std::optional<std::size_t> first_odd_character(std::string_view line);

/// A text that is not UTF-8, as its writer needs it; nothing where it is.
struct OtherEncoding {
  std::size_t line = 1;
  std::size_t column = 1;  ///< in characters, both from 1
  std::string found;       ///< "UTF-16, as some spreadsheets and editors save; save it as UTF-8"
};
std::optional<OtherEncoding> other_encoding(std::string_view text);

}  // namespace alongside::document
