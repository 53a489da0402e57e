#include "study/document/study.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "study/document/sample_test.hpp"

namespace alongside::study {
namespace {

using test::outcome;
using test::parameter;
using test::sample;
using testing::AllOf;
using testing::HasSubstr;

std::string problem(const std::string& body) {
  const auto study = sample(body);
  return study ? "no problem" : study.error().message;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  return text.replace(text.find(from), from.size(), to);
}

const std::string good = parameter("a", "6", "USD/year") + outcome("a");

TEST(Study, ReadsWhatItSays) {
  const auto study = sample(
      good +
      "[[published]]\nof = \"saved\"\nvalue = 6\nclass = \"reproduced\"\nrounding = 0.1\nsource = \"Table 2\"\n");
  ASSERT_TRUE(study) << study.error().message;
  EXPECT_EQ(study->id, "sample");
  EXPECT_EQ(study->price_year, 2016);
  EXPECT_EQ(study->parameter("a")->values, std::vector<double>{6});
  EXPECT_EQ(study->outcomes.front().paid.payer, Payer::medicaid);
  EXPECT_DOUBLE_EQ(study->published.front().tolerance, 0.05);
  EXPECT_EQ(study->digest.size(), 32U);
}

TEST(Study, NamesEveryMistakeAtOnceWithItsLine) {
  const std::string bad =
      replaced(replaced(good, "basis = \"source\"", "basis = \"sourced\""), "payer = \"city\"", "payer = \"town\"");
  EXPECT_THAT(problem(bad), AllOf(HasSubstr("studies/sample.toml:17:9: parameters.a.basis: expected source, derived, "
                                            "assumed or fitted, found \"sourced\"; did you mean source?"),
                                  HasSubstr("costs.site.payer: expected state, county")));
}

TEST(Study, RefusesWhatCannotBe) {
  EXPECT_THAT(problem(parameter("A", "6", "USD/year") + good), HasSubstr("expected a name of small letters"));
  EXPECT_THAT(problem(parameter("sum", "6", "USD/year") + good), HasSubstr("sum is a word of the formula language"));
  EXPECT_THAT(problem(parameter("saved", "6", "USD/year") + good), HasSubstr("there is a saved already"));
  EXPECT_THAT(problem(parameter("b", "\"?\"", "USD/year") + good), HasSubstr("expected a number in place of"));
  EXPECT_THAT(problem(parameter("b", "1", "dolars") + good), HasSubstr("expected a known unit"));
  EXPECT_THAT(problem(parameter("b", "1", "1", "colour = \"red\"\n") + good),
              HasSubstr("parameters.b.colour: expected only settings that are known here"));
  EXPECT_THAT(
      problem(parameter(
                  "b", "1", "1",
                  "spread = { beta = { mean = 1.2, sd = 0.1 } }\nspread_basis = \"source\"\nspread_source = \"s\"\n") +
              good),
      HasSubstr("parameters.b.spread"));
  EXPECT_THAT(problem(parameter("b", "[1, 2]", "1", "over = \"years\"\n") + good),
              HasSubstr("expected the name of an axis"));
  EXPECT_THAT(problem("[axes.years]\nfrom = 1\nto = 3\n" + parameter("b", "[1, 2]", "1", "over = \"years\"\n") + good),
              HasSubstr("expected 3 numbers, one for each cell of years, found 2"));
  EXPECT_THAT(problem("[axes.years]\nfrom = 1\nto = 99999\n" + good), HasSubstr("expected 1 to 1000"));
  EXPECT_THAT(problem(good + "[[published]]\nof = \"saved\"\nvalue = 6\nclass = \"reproduced\"\nsource = \"s\"\n"),
              HasSubstr("expected either rounding"));
  EXPECT_THAT(problem(good + "[[correlations]]\nbetween = [\"a\", \"b\"]\nrho = 0.5\nsource = \"s\"\n"),
              HasSubstr("expected parameters with a spread, found \"a\""));
  EXPECT_THAT(problem(parameter("a", "6", "USD/year")),
              AllOf(HasSubstr("expected at least one cost"), HasSubstr("expected at least one outcome")));
}

TEST(Study, AValueMustBeWhatItCanBe) {
  EXPECT_THAT(problem(parameter("b", "10", "1", "within = [0, 1]\n") + good),
              HasSubstr("parameters.b.value: expected 0 to 1, found 10: 10 is no share; write 0.1, or unit = \"%\""));
  EXPECT_THAT(problem(parameter("b", "120", "%", "within = [0, 100]\n") + good),
              HasSubstr("expected 0 to 100, found 120"));
  EXPECT_THAT(
      problem(parameter("b", "0.3", "1", test::spread("uniform = [0.6, 0.8]")) + good),
      HasSubstr("expected a spread around the value of 0.3; 98 in a hundred of this one lie from 0.602 to 0.798"));
}

TEST(Study, AMistakeIsNotFollowedByOthersThatItMade) {
  EXPECT_THAT(problem(parameter("b", "0.33", "%", test::spread("beta = { mean = 0.33, sd = 0.1 }")) + good),
              HasSubstr("found one in %: write its value as a share"));
  const std::string message =
      problem(parameter("b", "0.5", "1", test::spread("beta = { mean = 1.2, sd = 0.1 }")) + good);
  EXPECT_THAT(message, HasSubstr("expected a mean strictly between 0 and 1"));
  EXPECT_EQ(message.find("known here"), std::string::npos) << message;
}

std::size_t mistakes_in(const std::string& message) {
  return static_cast<std::size_t>(std::count(message.begin(), message.end(), '\n')) + 1;
}

TEST(Study, WhatIsNoNumberIsOneMistake) {
  for (const char* value : {"\"0.5\"", "2016-05-01", "nan", "inf", "[1]", "\"?\""}) {
    const std::string bare =
        parameter("b", "0", "1", "within = [0, 1]\nrange = [0, 1]\n" + test::spread("uniform = [0, 1]"));
    const std::string message = problem(replaced(bare, "value = 0", std::string("value = ") + value) + good);
    EXPECT_EQ(mistakes_in(message), 1U) << message;
    EXPECT_THAT(message, AllOf(HasSubstr("parameters.b.value"), HasSubstr("expected a number")));
    EXPECT_EQ(message.find("-1e+15: "), std::string::npos) << message;
  }
  for (const std::string& field : {std::string("within"), std::string("range")}) {
    const std::string message = problem(parameter("b", "0.5", "1", field + " = [0, \"1\"]\n") + good);
    EXPECT_EQ(mistakes_in(message), 1U) << message;
  }
  const std::string axes = "[axes.years]\nfrom = \"1\"\nto = 3\n";
  EXPECT_EQ(mistakes_in(problem(axes + good)), 1U) << problem(axes + good);
  const std::string array =
      "[axes.years]\nfrom = 1\nto = 3\n" + parameter("b", "[1, \"2\", 3]", "1", "over = \"years\"\n");
  EXPECT_EQ(mistakes_in(problem(array + good)), 1U) << problem(array + good);
}

TEST(Study, ATextThatSaysNothingIsAMistakeWithItsLine) {
  for (const char* field :
       {"title = \"A study\"", "place = \"Nowhere\"", "horizon = \"one year\"", "citation = \"Nobody\"",
        "about = \"For tests.\"", "inputs = \"complete\"", "currency = \"USD\""}) {
    const std::string name = std::string(field).substr(0, std::string(field).find(' '));
    const auto study = read_study("x.toml", replaced(std::string(test::sample_head), field, name + " = \"  \"") + good);
    ASSERT_FALSE(study) << field;
    EXPECT_THAT(study.error().message,
                AllOf(HasSubstr("study." + name), HasSubstr("expected a text, found one of blanks")));
    EXPECT_EQ(mistakes_in(study.error().message), 1U) << study.error().message;
  }
  EXPECT_THAT(problem(replaced(good, "source = \"s\"", "source = \"\"")),
              HasSubstr("studies/sample.toml:18:10: parameters.a.source: expected a text, found an empty one"));
  EXPECT_THAT(problem(replaced(std::string(good), "label = \"l\"", "label = \"\"")), HasSubstr("found an empty one"));
}

std::vector<std::string> remarks_on(const std::string& body) {
  const auto study = sample(body);
  EXPECT_TRUE(study) << study.error().message;
  return study ? study->remarks : std::vector<std::string>{};
}

TEST(Study, AShareThatMayBeAboveOneIsRemarkedOn) {
  const std::string of_shares = test::spread("beta = { mean = 0.3, sd = 0.1 }");
  EXPECT_THAT(
      remarks_on(parameter("b", "0.3", "1", "within = [0, 1e12]\n" + of_shares) + good),
      testing::ElementsAre(AllOf(HasSubstr("studies/sample.toml:21:10: parameters.b.within: a share (its spread is of "
                                           "shares), which may be up to 1e+12 here"),
                                 HasSubstr("write within = [0, 1]"))));
  EXPECT_THAT(
      remarks_on(parameter("b", "30", "%", "within = [0, 200]\n") + good),
      testing::ElementsAre(HasSubstr("a share (its unit is %), which may be up to 200 here: write within = [0, 100]")));
  const std::string by_words = replaced(parameter("b", "0.3", "1"), "label = \"l\"", "label = \"Share who come\"");
  EXPECT_THAT(remarks_on(by_words + good),
              testing::ElementsAre(HasSubstr("nothing keeps it below 1: add within = [0, 1]")));
  EXPECT_THAT(
      remarks_on(parameter("b", "0.0095", "overdose/injection", "range = [0, 0.02]\nwithin = [0, 1e12]\n") + good),
      testing::ElementsAre(HasSubstr("a share (its range keeps it so)")));
  // Shares that are kept, and what is none.
  EXPECT_TRUE(remarks_on(parameter("b", "0.3", "1", "within = [0, 1]\n" + of_shares) + good).empty());
  EXPECT_TRUE(remarks_on(parameter("b", "1.2", "1", "within = [0, 10]\n") + good).empty());
  EXPECT_TRUE(remarks_on(parameter("b", "0.5", "USD/day", "within = [0, 1e12]\n") + good).empty());
}

TEST(Study, AValueOutsideItsOwnRangeIsRemarkedOn) {
  EXPECT_THAT(remarks_on(parameter("b", "0.95", "1", "within = [0, 1]\nrange = [0.0005, 0.02]\n") + good),
              testing::ElementsAre(AllOf(HasSubstr("parameters.b.value: 0.95 lies outside `range`, 0.0005 to 0.02"),
                                         HasSubstr("is 0.95 % meant? That is 0.0095"))));
  EXPECT_TRUE(remarks_on(parameter("b", "0.01", "1", "within = [0, 1]\nrange = [0.0005, 0.02]\n") + good).empty());
}

// The mean of pert = [0, 1, 10] is (0 + 4 + 10) / 6 = 2.333; its sd is sqrt(alpha beta / 7) / 6 x 10 with alpha = 1.4, beta = 4.6: 1.599.
TEST(Study, ASpreadWhoseMeanIsNotTheValueIsRemarkedOn) {
  EXPECT_THAT(remarks_on(parameter("b", "1", "USD", test::spread("pert = [0, 1, 10]")) + good),
              testing::ElementsAre(AllOf(HasSubstr("parameters.b.spread: its mean is 2.333 and the value 1"),
                                         HasSubstr("by 0.83 of their standard deviations"))));
  EXPECT_THAT(remarks_on("[axes.k]\nnames = [\"x\", \"y\"]\n" +
                         parameter("b", "[0.5, 0.5]", "1",
                                   "over = \"k\"\nwithin = [0, 1]\n" + test::spread("dirichlet = [30, 10]")) +
                         good),
              testing::ElementsAre(HasSubstr("its mean is 0.75 and the value 0.5")));
  EXPECT_TRUE(remarks_on(parameter("b", "5", "USD", test::spread("pert = [0, 5, 10]")) + good).empty());
}

/// Three parameters with a spread, and their correlations.
std::string correlated(const std::string& pairs) {
  std::string out;
  for (const char* name : {"x", "y", "z"})
    out += parameter(name, "1", "USD", test::spread("normal = { mean = 1, sd = 0.1 }"));
  return out + pairs + good;
}
std::string pair(const std::string& first, const std::string& second, const std::string& rho) {
  return "[[correlations]]\nbetween = [\"" + first + "\", \"" + second + "\"]\nrho = " + rho + "\nsource = \"s\"\n";
}

// With x and y at 0.9 and y and z at 0.9, x and z must be from 2 x 0.81 - 1 = 0.62 to 1.
TEST(Study, CorrelationsThatCannotHoldAreRefusedWithTheirLine) {
  const std::string three = correlated(pair("x", "y", "0.9") + pair("y", "z", "0.9"));
  EXPECT_THAT(problem(three),
              AllOf(HasSubstr("studies/sample.toml:51:7: correlations.1.rho: expected correlations that can hold "
                              "together"),
                    HasSubstr("x with y 0.9, y with z 0.9")));
  EXPECT_THAT(problem(correlated(pair("x", "y", "0.9") + pair("y", "z", "0.9") + pair("x", "z", "0.61"))),
              HasSubstr("correlations.2.rho"));
  EXPECT_EQ(problem(correlated(pair("x", "y", "0.9") + pair("y", "z", "0.9") + pair("x", "z", "0.63"))), "no problem");
  EXPECT_EQ(problem(correlated(pair("x", "y", "1"))), "no problem");
  EXPECT_THAT(problem(correlated(pair("x", "y", "1") + pair("y", "z", "0.5"))), HasSubstr("can hold together"));
  EXPECT_THAT(problem(correlated(pair("x", "y", "1.2"))),
              HasSubstr("correlations.0.rho: expected a number from -1 to 1"));
  EXPECT_THAT(problem(correlated(pair("x", "y", "0.2") + pair("y", "x", "0.3"))),
              HasSubstr("correlations.1.between: expected each pair once, found y and x a second time, after "
                        "studies/sample.toml:"));
  EXPECT_THAT(problem(correlated(pair("x", "a", "0.2"))), HasSubstr("expected parameters with a spread"));
}

TEST(Study, WithoutContraryFindingsIsAdvocacyAndRefused) {
  std::string text(test::sample_head);
  text = replaced(text, "contrary = [\"none is known of an invented place\"]\n", "");
  const auto study = read_study("x.toml", text + good);
  ASSERT_FALSE(study);
  EXPECT_THAT(study.error().message, HasSubstr("a shelf without them is advocacy"));
}

TEST(Study, IncompleteInputsSayWhatIsMissing) {
  const std::string text = replaced(std::string(test::sample_head), "inputs = \"complete\"", "inputs = \"incomplete\"");
  EXPECT_THAT(read_study("x.toml", text + good).error().message, HasSubstr("expected `missing`"));
  EXPECT_FALSE(
      read_study("x.toml",
                 replaced(text, "inputs = \"incomplete\"", "inputs = \"incomplete\"\nmissing = [\"Table 3\"]") + good)
          .value()
          .is_complete);
}

TEST(Study, EveryShippedOneIsInOrder) {
  EXPECT_GE(shipped_studies().size(), 8U);
  for (const std::string& name : shipped_studies()) {
    const auto study = load_study(name);
    ASSERT_TRUE(study) << study.error().message;
    EXPECT_THAT(study->remarks, testing::IsEmpty()) << name;
  }
}

}  // namespace
}  // namespace alongside::study
