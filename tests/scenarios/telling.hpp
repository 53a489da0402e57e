// How rows of a scenario are read and said: phrases with slots, words of the machine's lists, times.
//
// Goals: whatever is not understood is said with what was expected; the stage adds file and line. Threads: any.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "domain/ids.hpp"
#include "domain/words.hpp"

namespace alongside::tests {

/// Not understood, or not so; the stage adds file and line.
[[noreturn]] void fail(std::string what);

/// What stands where the pattern has "{}", or nothing if the text is not of this form.
bool matches(std::string_view pattern, std::string_view text, std::vector<std::string_view>& slots);

std::vector<std::string_view> split(std::string_view text, char separator);

/// "not_asked" as "not asked".
std::string spoken(std::string_view name);

int number_of(std::string_view text);
domain::Instant time_of(std::string_view text);
std::string show_instant(domain::Instant at);
std::string joined(const std::vector<std::string>& parts, std::string_view separator, std::string_view none);

template <class E>
E word_of(std::string_view text) {
  std::string name(text);
  std::replace(name.begin(), name.end(), ' ', '_');
  if (const auto value = domain::named<E>(name)) return *value;
  fail(fmt::format("expected one of {}, found \"{}\"", fmt::join(domain::Words<E>::names, ", "), text));
}

}  // namespace alongside::tests
