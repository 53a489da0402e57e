// Folding: texts that people take for the same, made the same bytes (Unicode, through ICU, which stays in folding.cpp).
//
// Goals: two codes that differ only in capitals, in how an accent is put together or in what cannot be seen are one; a column's name
// is read as a reader reads it, also where a letter was borrowed from another alphabet. Non-goals: languages, sorting, guessing at
// misspelt words (words.hpp). Text that is not well-formed UTF-8 is given back with ASCII letters in lower case and nothing else
// changed, so that two of its kind are never made one. Pure functions, free to call from any thread.
#pragma once

#include <string>
#include <string_view>

namespace alongside::document {

/// Without capitals, accents composed, letters of a special width plain, invisible characters gone (Unicode's NFKC_Casefold). An accent
/// stays: "café" is not "cafe".
std::string folded(std::string_view text);

/// As a reader sees it, in Latin letters: accents and invisible characters gone, and a letter of another alphabet that looks like a
/// Latin one is that one (Unicode's UTS 39). Capitals stay.
std::string as_it_looks(std::string_view text);

}  // namespace alongside::document
