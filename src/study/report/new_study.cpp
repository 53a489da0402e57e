#include "study/report/new_study.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "document/shipped_documents.hpp"
#include "document/words.hpp"
#include "study/report/conditional_text.hpp"

namespace alongside::study {

namespace {

constexpr std::size_t city_letters_max = 60;

/// Each as a reader's word.
constexpr std::array<std::string_view, 6> in_words = {
    "ambulance calls", "emergency visits",       "hospital stays for overdose",
    "overdose deaths", "entries into treatment", "infections"};

/// A question's place for its source, and for how sure it is.
constexpr std::string_view question_source = R"(source = "?"
# Between what and what might it be, and what is likeliest? Without a spread it counts as known. Take the # away and fill in:
#   spread = { pert = [lowest, likeliest, highest] }
#   spread_basis = "assumed"
#   spread_source = "?")";

/// "ambulance calls, emergency visits and infections"; `but`: left out.
std::string listed(const std::vector<CountedOutcome>& counted, std::optional<CountedOutcome> but) {
  std::vector<std::string_view> words;
  for (const CountedOutcome one : counted) {
    if (one != but) words.push_back(in_words[static_cast<std::size_t>(one)]);
  }
  if (words.size() < 2) return words.empty() ? "" : std::string(words.front());
  const std::string_view last = words.back();
  words.pop_back();
  return fmt::format("{} and {}", fmt::join(words, ", "), last);
}

}  // namespace

std::vector<CountedOutcome> all_counted() {
  std::vector<CountedOutcome> all;
  for (std::size_t i = 0; i < Words<CountedOutcome>::names.size(); ++i) all.push_back(static_cast<CountedOutcome>(i));
  return all;
}

base::Result<std::vector<CountedOutcome>> counted_from(std::string_view list) {
  std::vector<CountedOutcome> out;
  std::string_view rest = list;
  while (true) {
    const std::size_t comma = rest.find(',');
    const std::string_view word = document::trimmed(rest.substr(0, comma));
    const auto known = named<CountedOutcome>(word);
    if (!known) {
      return base::input_error(fmt::format("expected outcomes out of {}, with commas between them, found {}",
                                           fmt::join(Words<CountedOutcome>::names, ", "), document::shown(word)));
    }
    if (std::ranges::find(out, *known) == out.end()) out.push_back(*known);
    if (comma == std::string_view::npos) break;
    rest = rest.substr(comma + 1);
  }
  std::ranges::sort(out);
  return out;
}

base::Result<std::string> new_study(std::string_view city, const std::vector<CountedOutcome>& counted) {
  const bool has_bad_letter =
      std::ranges::any_of(city, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; });
  if (city.empty() || city.size() > city_letters_max || has_bad_letter ||
      document::first_bad_utf8(city) != std::string_view::npos) {
    return base::input_error(fmt::format("expected a city's name of 1 to {} letters without quotes, found {}",
                                         city_letters_max, document::shown(city)));
  }
  if (counted.empty()) return base::input_error("expected at least one outcome to count");
  const auto pattern = document::document_text("templates", "study");
  if (!pattern) return pattern.error();
  const auto holds = [&](std::string_view word) {
    if (word == "any") return true;
    if (word == "all") return counted.size() == Words<CountedOutcome>::names.size();
    if (word == "only") return counted.size() == 1;
    const auto known = named<CountedOutcome>(word);
    return known && std::ranges::find(counted, *known) != counted.end();
  };
  return conditional_text(*pattern, holds,
                          {{"city", std::string(city)},
                           {"counted", listed(counted, std::nullopt)},
                           {"beside_treatment", listed(counted, CountedOutcome::treatment)},
                           {"question_value", "\"?\""},
                           {"question_source", std::string(question_source)}});
}

}  // namespace alongside::study
