#include "study/report/fiscal_note.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "study/analysis/little_study_test.hpp"

namespace alongside::study {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const NotePart& part(const std::vector<NotePart>& parts, std::string_view title) {
  const auto found = std::ranges::find_if(parts, [&](const NotePart& one) { return one.title.text == title; });
  EXPECT_NE(found, parts.end()) << title;
  return *found;
}

std::vector<std::string> texts(const NotePart& part) {
  std::vector<std::string> out;
  for (const document::Sentences& line : part.lines) out.push_back(line.text());
  return out;
}

/// 10 calls of 100 USD, of uniform 5 to 15 a year; nobody's life is valued. Costs 400, of uniform 300 to 500: no `range`.
const Study& calls_only() {  // an evaluation points to its study
  static const Study made = little_study(
      parameter("calls", 10, "call/year", spread("uniform = [5, 15]") + "contested = true\n") +
      parameter("price", 100, "USD/call") +
      parameter("running", 400, "USD/year", spread("uniform = [300, 500]") + "contested = true\n") +
      parameter("nuisance", 0, "USD/year", "contested = true\n") +
      outcome("averted", "calls", "call/year", paid("averted * price")) +
      outcome("trouble", "nuisance", "USD/year", "kind = \"harm\"\n" + paid("trouble")) + cost("site", "running"));
  return made;
}

TEST(FiscalNote, SaysFirstWhatAYearOfItWouldDo) {
  const auto made = evaluate(calls_only(), {.draws = 40'000, .break_even = true});
  ASSERT_TRUE(made) << made.error().message;
  const auto parts = fiscal_note(*made);
  EXPECT_EQ(parts.front().title.text, "What a year of it would do");
  // The 5th and 95th percentile of uniform 5 to 15 are 5.5 and 14.5, its mean 10.
  EXPECT_THAT(texts(parts.front()).front(),
              testing::MatchesRegex("averted: 5\\.[45][0-9]* to 14\\.[45][0-9]* a year .nine draws in ten., "
                                    "(10|9\\.9[0-9]*|10\\.0[0-9]*) on average; at its own figures 10\\."));
  EXPECT_THAT(texts(parts.front()), Contains("Counted as 0 here: trouble."));
  EXPECT_THAT(fiscal_note_html(*made), HasSubstr("<th scope=\"row\">averted</th><td>5."));
}

TEST(FiscalNote, SaysNothingOfAValueOfLifeWhereNoneIsValued) {
  const auto made = evaluate(calls_only(), {.draws = 1'000, .break_even = true});
  EXPECT_THAT(texts(part(fiscal_note(*made), "All together")).front(), HasSubstr("Net, with no value of life in it: "));
  EXPECT_THAT(fiscal_note_html(*made), Not(HasSubstr("with a value of life")));
  EXPECT_THAT(fiscal_note_html(*made), Not(HasSubstr("without value of life")));
  const Study baltimore = load_study("baltimore").value();
  const auto with = evaluate(baltimore, {.draws = 1'000});
  EXPECT_THAT(fiscal_note_html(*with), HasSubstr("Net with a value of life (no cash)"));
  EXPECT_THAT(fiscal_note_html(*with), HasSubstr("Net without value of life"));
}

// Benefit 10 x 100 = 1,000: the net is 0 at a cost of 1,000, two and a half times the cost here, far beyond its spread.
TEST(FiscalNote, TheCostAtWhichTheNetIsNothingStandsWhateverItsSpread) {
  const auto made = evaluate(calls_only(), {.draws = 40'000, .break_even = true});
  const NotePart turns = part(fiscal_note(*made), "What would make it not worth it");
  EXPECT_THAT(texts(turns).front(), testing::StartsWith("Cost of the site: the net is 0 at $1,000 a year ($5"));
  EXPECT_THAT(texts(turns).front(), testing::EndsWith("here it is $400 a year."));
  // 4 calls pay for 400; and trouble of 600.
  EXPECT_THAT(texts(turns), Contains("calls: the net is 0 at 4 call/year; here it is 10 call/year."));
  EXPECT_THAT(texts(turns), Contains("nuisance: the net is 0 at 600 USD/year; here it is 0 USD/year."));
}

TEST(FiscalNote, MeansStandBesideTheRanges) {
  const auto made = evaluate(calls_only(), {.draws = 40'000});
  const NotePart totals = part(fiscal_note(*made), "All together");
  for (const std::string& line : texts(totals)) EXPECT_THAT(line, HasSubstr("on average; at its own figures ")) << line;
}

TEST(FiscalNote, PrintsAtNinePointsOrMore) {
  const std::string page = fiscal_note_html(evaluate(calls_only(), {}).value());
  const std::string print = page.substr(page.find("@media print"));
  EXPECT_THAT(print, HasSubstr("font-size:9pt"));
  const std::regex sizes("font-size:([0-9.]+)(pt|px|rem|em)");
  for (auto at = std::sregex_iterator(print.begin(), print.end(), sizes); at != std::sregex_iterator(); ++at) {
    EXPECT_EQ((*at)[2], "pt") << at->str();
    EXPECT_GE(std::stod((*at)[1]), 9) << at->str();
  }
}

TEST(FiscalNote, ACitysOwnStudyIsCalledNoPublication) {
  const std::string page = fiscal_note_html(evaluate(calls_only(), {.draws = 1'000, .break_even = true}).value());
  EXPECT_THAT(page, Not(HasSubstr("publication")));
}

}  // namespace
}  // namespace alongside::study
