#include "document/sentence.hpp"

#include <fmt/format.h>

#include <cassert>
#include <cmath>

namespace alongside::document {

namespace {

constexpr std::array<std::string_view, 13> as_names{"text",    "quoted",      "count",  "year",   "fixed",
                                                    "percent", "significant", "amount", "figure", "in_unit",
                                                    "money",   "said",        "list"};
constexpr std::array<std::string_view, 3> between_names{"comma", "semicolon", "and"};
constexpr std::array<std::string_view, 3> between_words{", ", "; ", " and "};

}  // namespace

std::string_view name_of(As as) { return as_names[static_cast<std::size_t>(as)]; }
std::string_view name_of(Joined joined) { return between_names[static_cast<std::size_t>(joined)]; }

Sentences::Sentences(Sentence one) { all_.push_back(std::move(one)); }

Sentences& Sentences::operator+=(const Sentences& more) {
  all_.insert(all_.end(), more.all_.begin(), more.all_.end());
  return *this;
}

std::string Sentences::text() const {
  std::string out;
  for (const Sentence& one : all_) out += (out.empty() ? "" : " ") + one.text;
  return out;
}

Value plain(std::string_view name) { return {.text = std::string(name)}; }
Value quote(std::string_view words) { return {.text = std::string(words), .as = As::quoted}; }
Value count(double number) { return {.text = fmt::format("{}", number), .as = As::count, .number = number}; }
Value year(int number) {
  return {.text = fmt::format("{}", number), .as = As::year, .number = static_cast<double>(number)};
}
Value fixed(double number, int digits) {
  return {.text = fmt::format("{:.{}f}", number, digits), .as = As::fixed, .number = number, .digits = digits};
}
Value percent(double share, int digits) {
  return {.text = fmt::format("{:.{}f}%", 100 * share, digits), .as = As::percent, .number = share, .digits = digits};
}
Value significant(double number, int digits) {
  return {.text = fmt::format("{:.{}g}", number, digits), .as = As::significant, .number = number, .digits = digits};
}
Value part(const Sentences& said) { return {.text = said.text(), .as = As::said, .said = said}; }

Value list(std::vector<Value> items, Joined joined) {
  Value out{.text = {}, .as = As::list, .items = std::move(items), .joined = joined};
  for (const Value& item : out.items) {
    if (&item != &out.items.front()) out.text += between_words[static_cast<std::size_t>(joined)];
    out.text += item.text;
  }
  return out;
}

Value names(const std::vector<std::string>& of, Joined joined) {
  std::vector<Value> items;
  for (const std::string& name : of) items.push_back(plain(name));
  return list(std::move(items), joined);
}

Sentence quotation(std::string_view words) { return sentence<"quoted">("words"_is = quote(words)); }

namespace in_sentence {

std::string filled(std::string_view text, const std::vector<std::pair<std::string_view, Value>>& values) {
  std::string out;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{')) {
    const std::size_t close = text.find('}', open);
    const std::string_view inside = text.substr(open + 1, close - open - 1);
    const std::size_t colon = inside.find(':');
    const auto value = std::ranges::find(values, inside.substr(0, colon), &std::pair<std::string_view, Value>::first);
    assert(value != values.end());  // it would not have compiled
    out += text.substr(0, open);
    if (colon == std::string_view::npos) {
      out += value->second.text;
    } else {
      const std::string_view words = inside.substr(colon + 1);
      const std::size_t bar = words.find('|');
      out += value->second.text == "1" ? words.substr(0, bar) : words.substr(bar + 1);
    }
    text.remove_prefix(close + 1);
  }
  return out += text;
}

}  // namespace in_sentence

}  // namespace alongside::document
