#include "study/report/new_study.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <sstream>

#include "study/evaluation/evaluation.hpp"
#include "study/report/conditional_text.hpp"
#include "study/report/fiscal_note.hpp"

namespace alongside::study {
namespace {

using testing::HasSubstr;

std::size_t count_of(std::string_view text, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++count;
  return count;
}

/// Each "?" of a value answered with a plausible figure, each other one with a word.
std::string answered(std::string text, const std::map<std::string, double, std::less<>>& figures) {
  std::istringstream lines(text);
  std::string out;
  std::string name;
  constexpr std::string_view header = "[parameters.";
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(header)) name = line.substr(header.size(), line.size() - header.size() - 1);
    if (line == "value = \"?\"") {
      const auto figure = figures.find(name);
      EXPECT_NE(figure, figures.end()) << name;
      line = fmt::format("value = {}", figure == figures.end() ? 1 : figure->second);
    }
    if (!line.starts_with('#')) line = std::regex_replace(line, std::regex("\"\\?\""), "\"the city's report, page 3\"");
    out += line + '\n';
  }
  return out;
}

const std::map<std::string, double, std::less<>> plausible = {
    {"clients", 400},        {"injectors", 3'000},        {"needles", 500'000},    {"hiv_prevalence", 0.08},
    {"hcv_prevalence", 0.6}, {"city_deaths", 60},         {"deaths_nearby", 0.12}, {"wage", 31'000},
    {"injections", 40'000},  {"operation_cost", 900'000},
};

/// Every choice of at least one of the six: 63.
std::vector<std::vector<CountedOutcome>> every_choice() {
  std::vector<std::vector<CountedOutcome>> out;
  for (unsigned bits = 1; bits < 64; ++bits) {
    std::vector<CountedOutcome> chosen;
    for (const CountedOutcome one : all_counted()) {
      if ((bits >> static_cast<unsigned>(one) & 1U) != 0) chosen.push_back(one);
    }
    out.push_back(std::move(chosen));
  }
  return out;
}

bool has(const std::vector<CountedOutcome>& chosen, CountedOutcome one) {
  return std::ranges::find(chosen, one) != chosen.end();
}

std::string words_of(const std::vector<CountedOutcome>& chosen) {
  std::vector<std::string_view> names;
  for (const CountedOutcome one : chosen) names.push_back(name_of(one));
  return fmt::format("{}", fmt::join(names, ","));
}

TEST(NewStudy, AsksForTheCitysFiguresAndCheckNamesEach) {
  const std::string text = new_study("Hartford", all_counted()).value();
  EXPECT_THAT(text, HasSubstr("title = \"Hartford: an overdose prevention center\""));
  EXPECT_THAT(text, HasSubstr("# How many people who inject drugs live in the city?"));
  EXPECT_EQ(text.find("[[published]]"), std::string::npos);
  const auto read = read_study("hartford.toml", text);
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("parameters.injectors.value: expected a number in place of the \"?\": "
                                              "People who inject drugs in the city, in person"));
  // Three of the head; of each figure asked for, its value, its source and, if it is given a spread, that one's.
  EXPECT_EQ(count_of(text, "= \"?\""), 3 + 3 * count_of(text, "value = \"?\""));
}

// The template's words and figures are its own; with Baltimore's figures it is Baltimore's study.
TEST(NewStudy, FilledInWithBaltimoresFiguresGivesBaltimoresAnswer) {
  const Study baltimore = load_study("baltimore").value();
  std::map<std::string, double, std::less<>> figures;
  for (const Parameter& parameter : baltimore.parameters) figures[parameter.name] = parameter.values.front();
  const auto again = read_study("again.toml", answered(new_study("Baltimore again", all_counted()).value(), figures));
  ASSERT_TRUE(again) << again.error().message;
  const auto ours = evaluate(*again, {});
  const auto theirs = evaluate(baltimore, {});
  ASSERT_TRUE(ours) << ours.error().message;
  EXPECT_DOUBLE_EQ(ours->benefit, theirs->benefit);
  EXPECT_DOUBLE_EQ(ours->ratio.value(), theirs->ratio.value());
}

TEST(NewStudy, EveryChoiceOfOutcomesChecksCleanAndEvaluatesOnceItIsFilledIn) {
  for (const auto& chosen : every_choice()) {
    SCOPED_TRACE(words_of(chosen));
    const auto study = read_study("city.toml", answered(new_study("Providence", chosen).value(), plausible));
    ASSERT_TRUE(study) << study.error().message;
    const auto evaluation = evaluate(*study, {.draws = 256, .break_even = true});
    ASSERT_TRUE(evaluation) << evaluation.error().message;
    EXPECT_TRUE(evaluation->break_evens->left_out.empty()) << evaluation->break_evens->left_out.front().why;
    EXPECT_TRUE(study->is_over_a_year);
    EXPECT_EQ(study->effect.has_value(), has(chosen, CountedOutcome::deaths));
    EXPECT_EQ(counts_life(*study), has(chosen, CountedOutcome::deaths));
    EXPECT_FALSE(fiscal_note_html(*evaluation).empty());
  }
}

TEST(NewStudy, SaysNothingOfAnOutcomeThatWasLeftOut) {
  const std::map<CountedOutcome, std::regex> words = {
      {CountedOutcome::ambulance, std::regex("ambulance|\\bcalls?\\b|\\bcalls?_", std::regex::icase)},
      {CountedOutcome::visits, std::regex("\\bvisits?\\b|\\bvisits?_", std::regex::icase)},
      {CountedOutcome::stays, std::regex("\\bstays?\\b|\\bstays?_|nights in hospital", std::regex::icase)},
      {CountedOutcome::deaths,
       std::regex("death|\\bdied?\\b|\\bkill|\\bwage|\\blife\\b|Marshall and others 2011 \\(Lancet 377:1429\\), is",
                  std::regex::icase)},
      {CountedOutcome::treatment, std::regex("treat|methadone|medication", std::regex::icase)},
      {CountedOutcome::infections, std::regex("infect|\\bHIV\\b|hepatitis|needle|\\bskin", std::regex::icase)}};
  for (const auto& chosen : every_choice()) {
    const std::string text = new_study("Providence", chosen).value();
    for (const auto& [one, spoken_of] : words) {
      std::smatch found;
      if (has(chosen, one)) {
        EXPECT_TRUE(std::regex_search(text, spoken_of)) << words_of(chosen);
      } else {
        EXPECT_FALSE(std::regex_search(text, found, spoken_of))
            << words_of(chosen) << " speaks of " << name_of(one) << ": " << found.str()
            << found.suffix().str().substr(0, 60);
      }
    }
  }
}

TEST(NewStudy, SaysOfACityOnlyWhatIsTrueOfIt) {
  for (const auto& chosen : every_choice()) {
    const std::string text = new_study("Providence", chosen).value();
    SCOPED_TRACE(words_of(chosen));
    // Whose study it is: the city's, which says who made it.
    for (const std::string_view head : {"title = ", "place = ", "citation = ", "link = ", "about = ", "horizon = "}) {
      const std::size_t at = text.find(std::string("\n") + std::string(head));
      ASSERT_NE(at, std::string::npos) << head;
      const std::string line = text.substr(at + 1, text.find('\n', at + 1) - at - 1);
      EXPECT_EQ(line.find("Irwin"), std::string::npos) << line;
      EXPECT_EQ(line.find("Baltimore"), std::string::npos) << line;
    }
    for (const std::string_view theirs : {"1% of the savings", "[0, 525]", "2,100", "[500, 4000]", "[0, 5400000]",
                                          "[500000, 5000000]", "the paper", "Not in the paper", "78 visits"})
      EXPECT_EQ(text.find(theirs), std::string::npos) << theirs;
    // Where Baltimore is named, as the origin of a figure that carries over, the figure is an assumption.
    std::istringstream lines(text);
    std::string basis;
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("basis = ")) basis = line;
      if (line.find("Baltimore") != std::string::npos) {
        EXPECT_EQ(basis, "basis = \"assumed\"") << line;
      }
    }
    // No sentence is left with a hole where something was taken out of it.
    for (const std::string_view hole : {"{", "  ,", " ,", " .", ",,", "but no ;", "and .", "found .", "in ."}) {
      std::istringstream again(text);
      for (std::string line; std::getline(again, line);) {
        const bool is_sentence = line.starts_with("  \"") || line.starts_with("about") || line.starts_with("# It");
        EXPECT_FALSE(is_sentence && line.find(hole) != std::string::npos) << line;
      }
    }
  }
}

TEST(NewStudy, SaysHowToTakeOutcomesOutWhereAllAreIn) {
  EXPECT_THAT(new_study("Hartford", all_counted()).value(),
              HasSubstr("study new \"Hartford\" --outcomes ambulance,visits,stays,deaths,treatment,infections"));
  const std::string two = new_study("Hartford", {CountedOutcome::ambulance, CountedOutcome::visits}).value();
  EXPECT_THAT(two, HasSubstr("# It counts ambulance calls and emergency visits."));
  EXPECT_THAT(two,
              HasSubstr("Ambulance calls and emergency visits are counted apart, but one overdose may run through"));
}

TEST(NewStudy, ReadsAListOfOutcomesAndRefusesWhatIsNone) {
  EXPECT_EQ(counted_from("visits, ambulance,visits").value(),
            (std::vector<CountedOutcome>{CountedOutcome::ambulance, CountedOutcome::visits}));
  for (const std::string_view list : {"", "calls", "ambulance,,visits", "Deaths"}) {
    const auto read = counted_from(list);
    ASSERT_FALSE(read) << list;
    EXPECT_THAT(read.error().message, HasSubstr("ambulance, visits, stays, deaths, treatment, infections"));
  }
}

TEST(NewStudy, RefusesWhatIsNoName) {
  EXPECT_FALSE(new_study("", all_counted()));
  EXPECT_FALSE(new_study("a\"b", all_counted()));
  EXPECT_FALSE(new_study(std::string(200, 'a'), all_counted()));
  EXPECT_FALSE(new_study("Hartford", {}));
  EXPECT_TRUE(new_study("São Paulo", all_counted()));
}

TEST(ConditionalText, KeepsWhatItsConditionsSayAndFillsInTheRest) {
  const Holds only_a = [](std::string_view word) { return word == "a"; };
  EXPECT_TRUE(condition_holds("b|a", only_a));
  EXPECT_TRUE(condition_holds("a&!b", only_a));
  EXPECT_FALSE(condition_holds("a&b|!a", only_a));
  EXPECT_EQ(conditional_text("x\n#: b\ny\n\n#: a\nz {?a:kept}{?b:gone} {n} { c = 1 }\n#: b\nw\n", only_a, {{"n", "7"}}),
            "x\n\nz kept 7 { c = 1 }\n");
}

}  // namespace
}  // namespace alongside::study
