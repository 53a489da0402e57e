#include "evidence/indicator/rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alongside::evidence {

void Section::phrase(std::string_view text) {
  if (ends_with_a_phrase_) {
    std::get<Line>(head_.printed.back()).text += fmt::format("; {}", text);
  } else {
    head_.line(fmt::format("  {}", text));
  }
  ends_with_a_phrase_ = true;
}

void Section::line(std::string text) {
  head_.line(std::move(text));
  ends_with_a_phrase_ = false;
}

void Section::note(std::string_view sentence) {
  head_.note(sentence);
  ends_with_a_phrase_ = false;
}

Block& Section::block(std::string_view name) {
  const auto found = std::find_if(blocks_.begin(), blocks_.end(), [&](const Block& one) { return one.name == name; });
  if (found != blocks_.end()) return *found;
  return blocks_.emplace_back(Block{name, {}});
}

void Section::field(std::string_view name, Value value) { fields_.emplace_back(name, std::move(value)); }

void Section::field(std::string_view table, std::string_view name, Value value) {
  auto found = std::find_if(fields_.begin(), fields_.end(), [&](const auto& one) { return one.first == table; });
  if (found == fields_.end()) found = fields_.emplace(found, std::string(table), Value::Object{});
  std::get<Value::Object>(found->second.is).emplace_back(std::string(name), std::move(value));
}

}  // namespace alongside::evidence
