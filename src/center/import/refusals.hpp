// Import refusals: columns and cells that point to a person, which no record here may take in.
//
// Goal: a file that holds names, birth dates, telephone numbers, addresses or insurance numbers is sent back before a row is read, and
// what to remove is named; the values themselves are never shown. Non-goal: finding every disguise; the site's own review of a file
// comes first (docs/import.md). Pure functions, free to call from any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace alongside::center {

/// What a column's name says that it holds ("a birth date"), or nothing. English and Spanish; upper and lower case, spaces, dashes,
/// underscores, joinedWords, l e t t e r s  apart and letters of another alphabet that look the same alike. "Substance name" and the
/// like name no person; "Client" or "Next of kin" do without the word.
std::optional<std::string_view> personal_column(std::string_view name);

/// What a cell looks like ("a telephone number"), or nothing. `year_now` tells a birth date from the day of a visit.
std::optional<std::string_view> personal_value(std::string_view value, std::int32_t year_now);

}  // namespace alongside::center
