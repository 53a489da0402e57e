#include "scenarios/telling.hpp"

#include <charconv>
#include <stdexcept>

#include "document/words.hpp"
#include "scenarios/scenario.hpp"

namespace alongside::tests {

using namespace domain;
using document::trimmed;

void fail(std::string what) { throw std::runtime_error(std::move(what)); }

bool matches(std::string_view pattern, std::string_view text, std::vector<std::string_view>& slots) {
  slots.clear();
  while (true) {
    const std::size_t slot = pattern.find("{}");
    const std::string_view literal = pattern.substr(0, slot);
    if (!text.starts_with(literal)) return false;
    text.remove_prefix(literal.size());
    if (slot == std::string_view::npos) return text.empty();
    pattern.remove_prefix(slot + 2);
    const std::string_view next = pattern.substr(0, pattern.find("{}"));
    const std::size_t end = next.empty() ? text.size() : text.find(next);
    if (end == std::string_view::npos || end == 0) return false;
    slots.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t end = 0; end != std::string_view::npos;) {
    end = text.find(separator);
    parts.push_back(trimmed(text.substr(0, end)));
    if (end != std::string_view::npos) text.remove_prefix(end + 1);
  }
  return parts;
}

std::string spoken(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

int number_of(std::string_view text) {
  int value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ptr != text.data() + text.size())
    fail(fmt::format("expected a whole number, found \"{}\"", text));
  return value;
}

Instant time_of(std::string_view text) {
  const auto at = read_time(text);
  if (!at) fail(at.error().message);
  return *at;
}

std::string show_instant(Instant at) { return at.is_set() ? show_time(at) : "never"; }

std::string joined(const std::vector<std::string>& parts, std::string_view separator, std::string_view none) {
  return parts.empty() ? std::string(none) : fmt::format("{}", fmt::join(parts, separator));
}

}  // namespace alongside::tests
