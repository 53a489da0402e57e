#include "study/report/conditional_text.hpp"

#include "document/words.hpp"

namespace alongside::study {

namespace {

constexpr std::string_view directive = "#:";

/// What stands before the first `separator`, which is taken off with it.
std::string_view next_part(std::string_view& rest, char separator) {
  const std::size_t end = rest.find(separator);
  const std::string_view part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  return part;
}

bool all_hold(std::string_view words, const Holds& holds) {
  while (!words.empty()) {
    std::string_view word = document::trimmed(next_part(words, '&'));
    const bool is_wanted = !word.starts_with('!');
    if (!is_wanted) word.remove_prefix(1);
    if (holds(word) != is_wanted) return false;
  }
  return true;
}

std::string filled(std::string_view line, const Holds& holds,
                   const std::map<std::string, std::string, std::less<>>& values) {
  std::string out;
  while (!line.empty()) {
    const std::size_t open = line.find('{');
    const std::size_t close = open == std::string_view::npos ? open : line.find('}', open);
    if (close == std::string_view::npos) return out += line;
    out += line.substr(0, open);
    const std::string_view inside = line.substr(open + 1, close - open - 1);
    if (inside.starts_with('?')) {
      std::string_view text = inside.substr(1);
      const std::string_view condition = next_part(text, ':');
      if (condition_holds(condition, holds)) out += text;
    } else if (const auto value = values.find(inside); value != values.end()) {
      out += value->second;
    } else {  // a brace of the document's own, as in spread = { … }
      out += '{';
      line = line.substr(open + 1);
      continue;
    }
    line = line.substr(close + 1);
  }
  return out;
}

}  // namespace

bool condition_holds(std::string_view condition, const Holds& holds) {
  while (!condition.empty()) {
    if (all_hold(next_part(condition, '|'), holds)) return true;
  }
  return false;
}

std::string conditional_text(std::string_view text, const Holds& holds,
                             const std::map<std::string, std::string, std::less<>>& values) {
  std::string out;
  bool is_kept = true;
  while (!text.empty()) {
    const std::string_view line = next_part(text, '\n');
    if (line.starts_with(directive)) {
      is_kept = condition_holds(document::trimmed(line.substr(directive.size())), holds);
    } else if (line.empty()) {
      is_kept = true;
      if (!out.empty() && !out.ends_with("\n\n")) out += '\n';
    } else if (is_kept) {
      out += filled(line, holds, values) + '\n';
    }
  }
  return out;
}

}  // namespace alongside::study
