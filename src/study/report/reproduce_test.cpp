#include "study/report/reproduce.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <map>

#include "study/document/sample_test.hpp"

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

TEST(Reproduce, SanFranciscosRatioIsFittedAndNeverHolds) {
  const auto rows = rows_of("san-francisco");
  const auto ratio = std::ranges::find(rows, std::string("ratio"), &Reproduced::outcome);
  ASSERT_NE(ratio, rows.end());
  EXPECT_DOUBLE_EQ(ratio->published, 2.33);
  EXPECT_EQ(ratio->result_class, ResultClass::fitted);
  EXPECT_EQ(ratio->holds, std::nullopt);
}

TEST(Reproduce, EveryShippedStudyHoldsOrSaysWhyNot) {
  for (const std::string& name : shipped_studies()) EXPECT_TRUE(all_hold_or_say_why(rows_of(name))) << name;
}

TEST(Reproduce, AResultThatDoesNotHoldAndSaysNothingFails) {
  const std::string study =
      test::parameter("a", "6", "USD/year") + test::outcome("a") +
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
