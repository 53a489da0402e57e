#include "study/evaluation/reproduce.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <map>
#include <sstream>

#include "document/words.hpp"
#include "study/document/sample_test.hpp"
#include "study/report/reproduced.hpp"

namespace alongside::study {
namespace {

using testing::HasSubstr;

std::vector<Reproduced> rows_of(std::string_view name) {
  const auto study = load_study(name);
  EXPECT_TRUE(study) << study.error().message;
  const auto rows = reproduce(*study);
  EXPECT_TRUE(rows) << rows.error().message;
  return *rows;
}

const Reproduced& row(const std::vector<Reproduced>& rows, std::string_view outcome_label) {
  const auto found = std::ranges::find(rows, outcome_label, &Reproduced::label);
  EXPECT_NE(found, rows.end()) << outcome_label;
  return *found;
}

// Irwin and others 2017, Harm Reduction Journal 14:29: the counts of its tables, and the same formulas worked on paper from its inputs.
TEST(Reproduce, BaltimoresCountsComeOutToThePapersOwnRounding) {
  struct Row {
    std::string_view label;
    double published;
    double by_hand;
    bool holds;
  };
  const auto rows = rows_of("baltimore");
  for (const Row& expected :
       {Row{"HIV infections averted", 3.7, 3.681, true}, Row{"Hepatitis C infections averted", 21, 21.17, true},
        Row{"Hospital days for skin infections averted", 374, 373.98, true},
        Row{"Difference in overdose deaths (may be negative)", 5.9, 5.9496, true},
        Row{"Ambulance calls averted", 108, 108.23, true}, Row{"Emergency visits averted", 78, 77.11, false},
        Row{"Hospital stays for overdose averted", 27, 26.837, true},
        Row{"People who enter treatment", 121, 121.38, true},
        Row{"Earnings lost with a death, discounted", 503'869, 503'868.6, true}}) {
    const Reproduced& got = row(rows, expected.label);
    EXPECT_EQ(got.result_class, ResultClass::reproduced) << expected.label;
    EXPECT_DOUBLE_EQ(got.published, expected.published) << expected.label;
    EXPECT_NEAR(got.computed, expected.by_hand, 2e-4 * expected.by_hand) << expected.label;
    EXPECT_EQ(got.holds, expected.holds) << expected.label;
  }
  EXPECT_FALSE(row(rows, "Emergency visits averted").note.empty());
  const Reproduced& total = row(rows, "total benefit");
  EXPECT_NEAR(total.computed, 7.8e6, 0.03 * 7.8e6);
  EXPECT_TRUE(total.holds.value());
}

TEST(Reproduce, BostonsCallsAreReproducedAndItsOthersFitted) {
  std::map<double, ResultClass> classes;
  for (const Reproduced& one : rows_of("boston")) classes[one.published] = one.result_class;
  EXPECT_EQ(classes.at(773), ResultClass::reproduced);
  EXPECT_EQ(classes.at(551), ResultClass::fitted);
  EXPECT_EQ(classes.at(264), ResultClass::fitted);
}

// Its client-days, price of a day, share of deaths, value of a death and cost were solved from what it published; the rest is carried over.
TEST(Reproduce, NothingOfSanFranciscoIsReproduced) {
  const auto rows = rows_of("san-francisco");
  for (const Reproduced& one : rows) EXPECT_NE(one.result_class, ResultClass::reproduced) << one.label;
  const Reproduced& benefit = row(rows, "total benefit");
  EXPECT_EQ(benefit.result_class, ResultClass::fitted);
  EXPECT_EQ(benefit.holds, std::nullopt);
  // 3.3 x 402,000 + 19 x 68,219 + 110 x 3.5 x 4,000 = 4,162,761 of 6.11 million
  EXPECT_EQ(
      benefit.carried_over.text(),
      "Of it $4.16 million a year (68%) is carried over from the publication: HIV infections averted, Hepatitis C "
      "infections averted, People who enter treatment.");
  const auto ratio = std::ranges::find(rows, std::string("ratio"), &Reproduced::outcome);
  ASSERT_NE(ratio, rows.end());
  EXPECT_DOUBLE_EQ(ratio->published, 2.33);
  EXPECT_EQ(ratio->result_class, ResultClass::fitted);
  EXPECT_EQ(ratio->holds, std::nullopt);
}

// A figure that was worked back from what a publication found confirms nothing of it: its basis says so, whatever words its source uses.
TEST(Reproduce, WhatWasSolvedFromAPublishedResultIsCalledFitted) {
  for (const std::string& name : shipped_studies()) {
    const Study study = load_study(name).value();
    for (const Parameter& parameter : study.parameters) {
      const std::string& source = parameter.origin.source;
      const bool is_solved = testing::Matches(testing::ContainsRegex(
          "[Ss]olved from|own result|gives the published|gives the printed|so that it comes out|the paper's total"))(
          source);
      EXPECT_TRUE(!is_solved || parameter.origin.basis == Basis::fitted) << parameter.where << ": " << source;
      EXPECT_TRUE(is_solved || parameter.origin.basis != Basis::fitted) << parameter.where << " does not say from what";
    }
  }
}

TEST(Reproduce, ElevenOfTwelveAreReproduced) {
  std::vector<Reproduced> rows;
  for (const std::string& name : shipped_studies()) std::ranges::copy(rows_of(name), std::back_inserter(rows));
  EXPECT_THAT(reproduced_text(rows),
              testing::StartsWith("11 of 12 published results whose inputs are independent of them are reproduced; 1 "
                                  "does not hold."));
}

TEST(Reproduce, AResultThatCouldHardlyFailMayNotBeCalledReproduced) {
  const auto with = [](std::string_view tolerance) {
    return test::sample(test::parameter("a", "6", "USD/year") + test::outcome("a * 1") +
                        "[[published]]\nof = \"saved\"\nvalue = 6\nclass = \"reproduced\"\n" + std::string(tolerance) +
                        "\nsource = \"s\"\n");
  };
  EXPECT_TRUE(with("tolerance = 0.1"));
  EXPECT_TRUE(with("rounding = 5"));
  for (const std::string_view wide : {"tolerance = 1", "tolerance = 0.11", "rounding = 6", "rounding = 20"}) {
    const auto read = with(wide);
    ASSERT_FALSE(read) << wide;
    EXPECT_THAT(read.error().message, HasSubstr("studies/sample.toml:")) << wide;
    EXPECT_THAT(read.error().message, HasSubstr("of a result that is called reproduced, which must be able to fail"));
  }
  const auto itself =
      test::sample(test::parameter("a", "6", "USD/year") + test::outcome("a") +
                   "[[published]]\nof = \"saved\"\nvalue = 6\nclass = \"reproduced\"\nrounding = 1\nsource = \"s\"\n");
  EXPECT_THAT(reproduce(itself.value()).error().message,
              HasSubstr("class: expected constant, since saved is the input a itself and cannot fail"));
}

TEST(Reproduce, ARatioThatIsNotDefinedCannotBePublished) {
  const auto study = test::sample(
      test::parameter("a", "6", "USD/year") +
      "[outcomes.saved]\nlabel = \"s\"\nformula = \"a\"\nunit = \"USD/year\"\nmoney = \"saved\"\npayer = \"city\"\n"
      "payer_basis = \"assumed\"\n[costs.site]\nlabel = \"c\"\nformula = \"a - a\"\npayer = \"city\"\n"
      "payer_basis = \"assumed\"\n"
      "[[published]]\nof = \"ratio\"\nvalue = 2\nclass = \"partial\"\nrounding = 1\nsource = \"s\"\n");
  EXPECT_THAT(reproduce(study.value()).error().message, HasSubstr("of: the ratio is not defined, since the cost is 0"));
}

TEST(Reproduce, ColumnsStandWhateverTheNamesAreLong) {
  Reproduced is_short;
  is_short.study = "a";
  is_short.label = "Days";
  is_short.published = 5.9;
  is_short.computed = 5.95;
  is_short.tolerance_text = "rounded to 0.1";
  is_short.holds = true;
  Reproduced is_long = is_short;
  is_long.study = "a-city-with-a-very-long-name";
  is_long.label = "What a reader would call it in São Paulo, where names are longer than a column ever was before";
  is_long.published = 123'456'789'012;
  const std::string text = reproduced_text({is_short, is_long});
  std::vector<std::size_t> ends;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t at = line.find("  holds, ");
    if (at != std::string::npos) ends.push_back(document::characters(std::string_view(line).substr(0, at)));
    if (line.starts_with("study ")) ends.push_back(document::characters(line));
  }
  ASSERT_EQ(ends.size(), 3U) << text;
  EXPECT_EQ(ends[0], ends[1]);
  EXPECT_EQ(ends[1], ends[2]);
}

TEST(Reproduce, EveryShippedStudyHoldsOrSaysWhyNot) {
  for (const std::string& name : shipped_studies()) EXPECT_TRUE(all_hold_or_say_why(rows_of(name))) << name;
}

TEST(Reproduce, AResultThatDoesNotHoldAndSaysNothingFails) {
  const std::string study =
      test::parameter("a", "6", "USD/year") + test::outcome("a * 1") +
      "[[published]]\nof = \"saved\"\nvalue = 6.06\nclass = \"reproduced\"\nrounding = 0.1\nsource = \"s\"\n";
  auto rows = reproduce(test::sample(study).value()).value();
  EXPECT_EQ(rows.front().holds, false);
  EXPECT_FALSE(all_hold_or_say_why(rows));
  EXPECT_THAT(reproduced_text(rows), HasSubstr("DOES NOT HOLD, rounded to 0.1"));
  // A note says why only for the distance that it was written for.
  EXPECT_FALSE(all_hold_or_say_why(reproduce(test::sample(study + "note = \"n\"\n").value()).value()));
  EXPECT_FALSE(all_hold_or_say_why(reproduce(test::sample(study + "note = \"n\"\ncomputed = 5\n").value()).value()));
  EXPECT_TRUE(all_hold_or_say_why(reproduce(test::sample(study + "note = \"n\"\ncomputed = 6\n").value()).value()));
  rows = reproduce(test::sample(study + "note = \"n\"\n").value()).value();
  EXPECT_EQ(reproduced_json(rows).at(0).at("holds"), false);
}

}  // namespace
}  // namespace alongside::study
