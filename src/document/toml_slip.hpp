// TOML slips: what writers of TOML by hand often get wrong, named in words.
//
// Goal: a line that is no TOML is answered with what is odd on it and how it is written instead. Non-goal: reading TOML. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace alongside::document {

/// What is wrong at one place of a line: its first byte there, and the words.
struct Slip {
  std::size_t at = 0;
  std::string found;
};

/// The line of that number, counted from 1.
std::string_view line_of(std::string_view text, std::uint32_t line);

/// What a line that is no TOML has at a place that can be named.
std::optional<Slip> slip_on(std::string_view line);

/// What a writer probably meant on a line that is no TOML; empty: nothing that is known to go wrong often.
std::string_view hint_for(std::string_view written);

/// Of a text where a number is wanted.
std::string hint_of_quoted_number(std::string_view text);

}  // namespace alongside::document
