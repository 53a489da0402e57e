// Sentence: what the program says, as a named sentence with its values, so that a page can say the same in its reader's language.
//
// Goals: the English of a sentence stands in one place, web/src/catalogue/en.json under said.*, which the program is built with and which the page reads
// beside its other languages; a name that is not there, a blank left open and a value too many do not compile. Non-goals: choosing a language; how a
// number is written in another one (the page's own formatters do it, by `As`). A sentence is a value; any thread.
//
//     sentence<"plan.capacity_site">("site"_is = plain("Hartford"), "n"_is = amount(1200))
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "document/english_sentences.hpp"

namespace alongside::document {

/// How a value is written. What follows the number: `digits` of it, or its `unit`.
enum class As : std::uint8_t {
  text,         ///< a name, as it stands
  quoted,       ///< words of a document, in its own language
  count,        ///< a whole number of things
  year,         ///< without anything between thousands
  fixed,        ///< digits after the point
  percent,      ///< of a share; digits after the point of the hundred
  significant,  ///< digits that count
  amount,       ///< of a plan: digits that count, noughts among them written
  figure,       ///< of a study: four digits that count, all of a whole number
  in_unit,      ///< of a study, with its unit
  money,        ///< of a study, with its currency and its period
  said,         ///< a part of the sentence that is a sentence itself, or none
  list,         ///< values, `joined` by a word or a mark
};
std::string_view name_of(As as);

enum class Joined : std::uint8_t { comma, semicolon, and_word };
std::string_view name_of(Joined joined);

struct Value;

struct Sentence {
  std::string_view name;  ///< without the said. of the catalogue
  std::vector<std::pair<std::string_view, Value>> values;
  std::string text;  ///< in English
};

/// One after the other; none at all is no sentence.
class Sentences {
 public:
  Sentences() = default;
  Sentences(Sentence one);  // NOLINT(google-explicit-constructor): one sentence is sentences
  Sentences& operator+=(const Sentences& more);
  bool empty() const { return all_.empty(); }
  const std::vector<Sentence>& all() const { return all_; }
  /// In English, a space between two.
  std::string text() const;

 private:
  std::vector<Sentence> all_;
};

struct Value {
  std::string text;  ///< in English
  As as = As::text;
  double number = 0;
  int digits = 0;
  std::string unit = {};
  Sentences said = {};
  std::vector<Value> items = {};
  Joined joined = Joined::comma;
};

/// A name of a place, a study, a role: the same in every language.
Value plain(std::string_view name);
/// What a document says, in its own language.
Value quote(std::string_view words);
Value count(double number);
Value year(int number);
Value fixed(double number, int digits);
Value percent(double share, int digits);
Value significant(double number, int digits);
/// A part of a sentence; none is left out.
Value part(const Sentences& said);
Value list(std::vector<Value> items, Joined joined);
Value names(const std::vector<std::string>& list, Joined joined);

/// A document's own line, as it stands.
Sentence quotation(std::string_view words);

namespace in_sentence {

template <std::size_t Size>
struct Name {
  consteval Name(const char (&text)[Size]) { std::copy_n(text, Size, letters); }  // NOLINT(google-explicit-constructor)
  constexpr std::string_view view() const { return {letters, Size - 1}; }
  char letters[Size];
};

/// A blank of a sentence with what stands in it.
template <Name Blank>
struct Filled {
  static constexpr auto name = Blank;
  Value value;
};
template <Name Blank>
struct Open {
  Filled<Blank> operator=(Value value) const { return {std::move(value)}; }  // NOLINT: reads as `"n"_is = 3`
};

/// Empty where the catalogue has no such sentence: none of its sentences is.
consteval std::string_view english_of(std::string_view name) {
  for (const auto& [known, text] : english_sentences) {
    if (known == name) return text;
  }
  return {};
}

/// Calls `found` with the name of each blank: "{n}", or "{n:one|many}" for words that go by a number.
template <class Found>
constexpr void each_blank(std::string_view text, Found found) {
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1))
    found(text.substr(open + 1, text.find_first_of(":}", open) - open - 1));
}

template <std::size_t Count>
consteval bool has_just(std::string_view text, const std::array<std::string_view, Count>& blanks) {
  bool all_known = true;
  std::array<bool, Count + 1> is_there{};
  each_blank(text, [&](std::string_view blank) {
    std::size_t at = 0;
    while (at < Count && blanks[at] != blank) ++at;
    all_known = all_known && at < Count;
    is_there[at] = true;
  });
  return all_known && std::all_of(is_there.begin(), is_there.begin() + Count, [](bool one) { return one; });
}

/// With its blanks filled.
std::string filled(std::string_view text, const std::vector<std::pair<std::string_view, Value>>& values);

}  // namespace in_sentence

template <in_sentence::Name Blank>
consteval in_sentence::Open<Blank> operator""_is() {
  return {};
}

template <in_sentence::Name Named, in_sentence::Name... Blanks>
Sentence sentence(in_sentence::Filled<Blanks>... values) {
  constexpr std::string_view english = in_sentence::english_of(Named.view());
  static_assert(!english.empty(), "web/src/catalogue/en.json has no said. sentence of this name");
  static_assert(in_sentence::has_just(english, std::array<std::string_view, sizeof...(Blanks)>{Blanks.view()...}),
                "the sentence has other blanks than the values given");
  static constexpr auto name = Named;
  std::vector<std::pair<std::string_view, Value>> list;
  (list.emplace_back(in_sentence::Filled<Blanks>::name.view(), std::move(values.value)), ...);
  std::string text = in_sentence::filled(english, list);
  return {name.view(), std::move(list), std::move(text)};
}

}  // namespace alongside::document
