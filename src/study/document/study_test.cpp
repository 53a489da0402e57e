#include "study/document/study.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

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
    EXPECT_TRUE(study) << study.error().message;
  }
}

}  // namespace
}  // namespace alongside::study
