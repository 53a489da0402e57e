// Words: which of the names that would do did the writer probably mean?
//
// Goal: a misspelt setting, column or value is answered with the right one. Non-goal: guessing; nothing is ever
// corrected silently. Pure functions, free to call from any thread.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alongside::document {

/// How many single letters must be put in, taken out, changed or swapped with their neighbour to make one word the
/// other (optimal string alignment; ASCII case is ignored). Words longer than 64 letters are never close: the answer is
/// their length.
std::size_t letters_apart(std::string_view one, std::string_view other);

/// The nearest candidate if it is near enough to be a slip (a third of the letters, three at most), otherwise empty.
/// Among equally near ones the first; never the word itself.
std::string_view closest(std::string_view word, std::span<const std::string> candidates);

/// "; did you mean X?" or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

/// "heroin, fentanyl or cocaine".
std::string one_of(std::span<const std::string> words);

/// The found text as an error may show it: in quotes, cut at 40 letters, line ends and control characters as '?'. What looks like a space
/// and is none, and what cannot be seen at all, is named: <U+00A0>.
std::string shown(std::string_view found);

/// Without spaces of any kind, tabs, line ends and characters of no width at both ends.
std::string_view trimmed(std::string_view text);

/// With a plain space for each space of another kind, such as those at which no line is broken.
std::string with_plain_spaces(std::string_view text);

/// ASCII letters in lower case; other bytes as they are.
std::string lower(std::string_view text);

/// How many characters (code points) a UTF-8 text has; bytes that are no UTF-8 count as one each.
std::size_t characters(std::string_view text);

/// Where the first byte stands that is not part of well-formed UTF-8 (no surrogates, no overlong forms); npos if there
/// is none.
std::size_t first_bad_utf8(std::string_view text);

}  // namespace alongside::document
