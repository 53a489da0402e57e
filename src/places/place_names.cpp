#include "places/place_names.hpp"

#include <algorithm>
#include <array>

#include "document/folding.hpp"
#include "document/words.hpp"
#include "places/place_document.hpp"

namespace alongside::places {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Typographic marks as a keyboard has them.
std::string with_plain_marks(std::string text) {
  constexpr std::array<std::pair<std::string_view, char>, 7> marks{{{"\xE2\x80\x98", '\''},   // ‘
                                                                    {"\xE2\x80\x99", '\''},   // ’
                                                                    {"\xCA\xBC", '\''},       // ʼ
                                                                    {"\xE2\x80\x90", '-'},    // hyphen
                                                                    {"\xE2\x80\x91", '-'},    // at which no line breaks
                                                                    {"\xE2\x80\x92", '-'},    // as wide as a digit
                                                                    {"\xE2\x80\x93", '-'}}};  // en dash
  for (const auto& [mark, plain] : marks) {
    for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos;) text.replace(at, mark.size(), 1, plain);
  }
  return text;
}

/// The words of a key: stops and commas are spaces, but for those between two digits.
std::vector<std::string> words_of(std::string_view key) {
  std::vector<std::string> words;
  std::string word;
  const auto digit_at = [&](std::size_t at) { return at < key.size() && is_digit(key[at]); };
  for (std::size_t i = 0; i < key.size(); ++i) {
    const bool mark = key[i] == '.' || key[i] == ',';
    const bool separates = is_space(key[i]) || (mark && !(i > 0 && digit_at(i - 1) && digit_at(i + 1)));
    if (!separates) {
      word += key[i];
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

/// "e hartford" as "east hartford", "st louis" as "saint louis"; accents gone.
std::string read_out(std::vector<std::string> words) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> short_for{
      {{"n", "north"}, {"e", "east"}, {"s", "south"}, {"w", "west"}, {"st", "saint"}, {"ft", "fort"}, {"mt", "mount"}}};
  if (words.size() > 1) {
    for (const auto& [letters, word] : short_for) {
      if (words.front() == letters) {
        words.front() = word;
        break;
      }
    }
  }
  return document::lower(document::as_it_looks(joined(words)));
}

/// 06103, 06103-1234.
bool is_zip(std::string_view word) {
  constexpr std::size_t digits = 5;
  if (word.size() == digits) return all_digits(word);
  return word.size() == digits + 5 && word[digits] == '-' && all_digits(word.substr(0, digits)) &&
         all_digits(word.substr(digits + 1));
}

/// A code without the marks between its digits and the noughts around them.
std::string core_of(std::string_view code) {
  std::string out;
  for (const char c : code) {
    if (is_digit(c)) out += c;
  }
  out.erase(0, std::min(out.find_first_not_of('0'), out.size()));
  out.erase(out.find_last_not_of('0') + 1);
  return out;
}

/// The second of one name makes it nobody's.
void put(std::map<std::string, std::optional<std::uint32_t>>& map, const std::string& name, std::uint32_t place) {
  const auto [at, is_new] = map.emplace(name, place);
  if (!is_new && at->second != place) at->second.reset();
}

}  // namespace

std::string name_key(std::string_view name) {
  const std::string folded = with_plain_marks(document::folded(document::with_plain_spaces(document::trimmed(name))));
  std::string out;
  for (const char c : folded) {
    const bool space = is_space(c);
    if (space && (out.empty() || out.back() == ' ')) continue;
    out += space ? ' ' : c;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

bool is_code(std::string_view name) {
  const auto digits = std::count_if(name.begin(), name.end(), is_digit);
  return digits > 0 && std::all_of(name.begin(), name.end(),
                                   [](char c) { return is_digit(c) || c == '.' || c == '-' || c == '/' || c == ' '; });
}

PlaceFinder::PlaceFinder(const Places& places, const ImportRules& rules) : places_(places), rules_(rules) {
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    words_.push_back(read_out(words_of(name_key(places[i].name))));
    if (!is_code(words_.back())) put(by_words_, words_.back(), i);
  }
  for (const auto& [alias, place] : rules.aliases) {
    const std::string words = read_out(words_of(alias));
    if (!is_code(words)) put(alias_by_words_, words, *places.find(place));
  }
}

std::optional<FoundPlace> PlaceFinder::written_down(const std::string& key) const {
  if (const auto place = places_.find(key)) return FoundPlace{Found::name, *place, key};
  const auto& unknown = rules_.unknown_words;
  if (std::find(unknown.begin(), unknown.end(), key) != unknown.end()) return FoundPlace{Found::unknown, 0, key};
  if (const auto alias = rules_.aliases.find(key); alias != rules_.aliases.end())
    return FoundPlace{Found::alias, *places_.find(alias->second), key};
  if (rules_.elsewhere.contains(key)) return FoundPlace{Found::elsewhere, 0, key};
  return std::nullopt;
}

std::optional<FoundPlace> PlaceFinder::without_stops(const std::string& words) const {
  for (const auto& [map, kind] : {std::pair(&by_words_, Found::name), std::pair(&alias_by_words_, Found::alias)}) {
    if (const auto found = map->find(words); found != map->end() && found->second)
      return FoundPlace{kind, *found->second, words};
  }
  return std::nullopt;
}

FoundPlace PlaceFinder::find(std::string_view text) const {
  const std::string key = name_key(text);
  if (const auto place = places_.find(text)) return {Found::name, *place, key};
  std::vector<std::string> words = words_of(key);
  if (words.empty()) return {Found::blank, 0, key};
  if (const auto found = written_down(key)) return *found;
  if (is_code(key)) {
    // A ZIP+4 is a street's part of its ZIP; every other code is itself alone.
    const auto place = is_zip(key) ? places_.find(std::string_view(key).substr(0, 5)) : std::nullopt;
    return place ? FoundPlace{Found::alias, *place, key} : FoundPlace{Found::not_placed, 0, key};
  }
  const auto is_left_off = [&](const std::string& word) {
    return is_zip(word) || std::find(rules_.left_off.begin(), rules_.left_off.end(), word) != rules_.left_off.end();
  };
  for (;;) {
    const std::string plain = joined(words);
    if (const auto found = written_down(plain)) return *found;
    if (const auto found = without_stops(read_out(words))) return *found;
    if (words.size() > 1 && is_left_off(words.back()))
      words.pop_back();
    else if (words.size() > 1 && is_left_off(words.front()))
      words.erase(words.begin());
    else
      return {Found::not_placed, 0, plain};
  }
}

std::string PlaceFinder::did_you_mean(std::string_view name) const {
  std::string near;
  if (is_code(name)) {
    const std::string core = core_of(name);
    for (std::size_t i = 0; i < words_.size() && near.empty(); ++i) {
      if (is_code(words_[i]) && core_of(words_[i]) == core) near = places_[i].name;
    }
  } else {
    const std::string words = read_out(words_of(name_key(name)));
    const std::string_view closest = document::closest(words, words_);
    const auto at = std::find(words_.begin(), words_.end(), closest);
    if (!closest.empty()) near = places_[static_cast<std::size_t>(at - words_.begin())].name;
  }
  return near.empty() ? std::string() : "; did you mean " + near + "?";
}

}  // namespace alongside::places
