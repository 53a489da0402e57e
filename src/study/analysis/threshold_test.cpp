#include "study/analysis/threshold.hpp"
#include "study/analysis/break_even.hpp"

#include "study/analysis/little_study_test.hpp"

namespace alongside::study {
namespace {

/// An outcome that is some formula of x from 0 to 10, beside money that does not matter.
Study bent(const std::string& formula) {
  return little_study(parameter("x", 1, "1", "range = [0, 10]") + parameter("rent", 1000, "USD/year") +
                      outcome("bend", formula, "1") + outcome("flat", "1", "1", paid("rent + x * rent")) +
                      cost("operation", "rent"));
}

std::vector<double> places(const Threshold& threshold) {
  std::vector<double> out;
  for (const Crossing& one : threshold.crossings) out.push_back(one.at);
  return out;
}

Threshold bend_is(const Study& study, double level) {
  const auto made = threshold(study, {}, {.parameter = "x", .target = "bend", .level = level});
  EXPECT_TRUE(made) << made.error().message;
  return made ? *made : Threshold{};
}

TEST(Threshold, FindsEveryCrossingAndItsSides) {
  const Threshold made = bend_is(bent("(x - 2) * (x - 5.55)"), 0);
  ASSERT_EQ(made.crossings.size(), 2U);
  EXPECT_NEAR(made.crossings[0].at, 2, 1e-9);
  EXPECT_NEAR(made.crossings[1].at, 5.55, 1e-9);
  ASSERT_EQ(made.stretches.size(), 3U);
  EXPECT_EQ(made.stretches[0].side, Side::above);
  EXPECT_EQ(made.stretches[1].side, Side::below);
  EXPECT_NEAR(made.stretches[1].high, 5.55, 1e-9);
  EXPECT_EQ(made.stretches[2].side, Side::above);
}

TEST(Threshold, FindsTwoCrossingsWithinOneStepOfTheScan) {
  const Threshold made = bend_is(bent("(x - 3.02) * (x - 3.03)"), 0);
  ASSERT_EQ(made.crossings.size(), 2U);
  EXPECT_NEAR(made.crossings[0].at, 3.02, 1e-9);
  EXPECT_NEAR(made.crossings[1].at, 3.03, 1e-9);
}

TEST(Threshold, SaysThatThereIsNone) {
  const Threshold made = bend_is(bent("(x - 2) * (x - 5)"), -100);
  EXPECT_TRUE(made.crossings.empty());
  ASSERT_EQ(made.stretches.size(), 1U);
  EXPECT_EQ(made.stretches[0].side, Side::above);
  EXPECT_NE(made.sentence.text().find("There is no such value from 0 to 10"), std::string::npos)
      << made.sentence.text();
  EXPECT_NE(made.sentence.text().find("from -2.25 to 40"), std::string::npos) << made.sentence.text();
}

TEST(Threshold, TellsAJumpFromACrossing) {
  const Threshold made = bend_is(bent("if(x < 4.05, 0 - 1, 1)"), 0);
  ASSERT_EQ(made.crossings.size(), 1U);
  EXPECT_NEAR(made.crossings[0].at, 4.05, 1e-9);
  EXPECT_TRUE(made.crossings[0].jumps);
  const Threshold smooth = bend_is(bent("x - 4.05"), 0);
  ASSERT_EQ(smooth.crossings.size(), 1U);
  EXPECT_FALSE(smooth.crossings[0].jumps);
}

TEST(Threshold, MakesNoCrossingOfAPole) {
  const Threshold hit = bend_is(bent("1 / (x - 5)"), 0);  // a step of the scan stands on 5
  EXPECT_TRUE(hit.crossings.empty());
  ASSERT_EQ(hit.stretches.size(), 3U);
  EXPECT_EQ(hit.stretches[1].side, Side::no_answer);
  const Threshold missed = bend_is(bent("1 / (x - 4.9871)"), 0);
  for (const Crossing& one : missed.crossings) EXPECT_TRUE(one.jumps);
}

TEST(Threshold, SeesWhereTheAnswerOnlyTouchesTheLevel) {
  const Threshold made = bend_is(bent("(x - 3) ^ 2"), 0);
  EXPECT_EQ(places(made).size(), 1U);
  EXPECT_NEAR(places(made)[0], 3, 1e-6);
  for (const Stretch& stretch : made.stretches) EXPECT_EQ(stretch.side, Side::above);
}

TEST(Threshold, NamesAStretchThatIsTheLevel) {
  const Threshold made = bend_is(bent("max(0, x - 5)"), 0);
  ASSERT_EQ(made.stretches.size(), 2U);
  EXPECT_EQ(made.stretches[0].side, Side::equal);
  EXPECT_NEAR(made.stretches[0].high, 5, 1e-9);
  EXPECT_EQ(made.stretches[1].side, Side::above);
}

TEST(Threshold, SaysThatTheAnswerDoesNotDependOnTheInput) {
  const auto made = threshold(bent("x"), {}, {.parameter = "x", .target = "cost", .level = 5});
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->depends);
  EXPECT_NE(made->sentence.text().find("does not depend on \"x\""), std::string::npos);
}

/// Net 100 * 20% * 100 - 1000 - litter; each of 50 needles costs 4.
Study argued() {
  return little_study(parameter("share", 20, "%", "range = [1, 90]\ncontested = true") +
                      parameter("clients", 100, "person/year", "contested = true") +
                      parameter("worth", 100, "USD/person") + parameter("rent", 1000, "USD/year") +
                      parameter("needles", 50, "use/year") + parameter("cleaning", 4, "USD/use") +
                      parameter("noise", 3, "visit/year") +
                      outcome("served", "clients * share", "person/year", paid("served * worth")) +
                      outcome("litter", "needles", "use/year", "kind = \"harm\"\n" + paid("litter * cleaning")) +
                      outcome("complaints", "noise", "visit/year", "kind = \"harm\"") + cost("operation", "rent"));
}

TEST(Threshold, AnswersInTheDocumentsUnit) {
  const auto made = threshold(argued(), {}, {.parameter = "share", .target = "net", .level = 0});
  ASSERT_TRUE(made);
  ASSERT_EQ(made->crossings.size(), 1U);
  EXPECT_NEAR(made->crossings[0].at, 12, 1e-9);  // 100 * 12% * 100 = 1000 + 200
  EXPECT_EQ(made->stretches[1].side, Side::above);
  EXPECT_NE(made->sentence.text().find("12 %"), std::string::npos) << made->sentence.text();
  EXPECT_NE(made->sentence.text().find("in favour of the site"), std::string::npos) << made->sentence.text();
}

TEST(BreakEven, StandsForEachContestedInputAndEachHarm) {
  const auto made = break_evens(argued(), {});
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->contested.size(), 2U);
  EXPECT_NEAR(made->contested[1].crossings.at(0).at, 60, 1e-9);  // clients: no range, from 0 to ten times as many
  EXPECT_DOUBLE_EQ(made->contested[1].reach.high, 1000);
  ASSERT_EQ(made->harms.size(), 2U);
  const HarmBreakEven& litter = made->harms[0];
  EXPECT_NEAR(*litter.money, 200, 1e-9);
  EXPECT_NEAR(*litter.times, 5, 1e-9);        // (800 + 200) / 200
  EXPECT_NEAR(*litter.money_each, 20, 1e-9);  // 1000 / 50
  const HarmBreakEven& complaints = made->harms[1];
  EXPECT_FALSE(complaints.money);
  EXPECT_FALSE(complaints.times);
  EXPECT_NEAR(*complaints.money_each, 800.0 / 3, 1e-9);
  ASSERT_EQ(made->of_harms.size(), 3U);  // needles, cleaning, noise
  EXPECT_NEAR(made->of_harms[0].crossings.at(0).at, 250, 1e-7);
  EXPECT_FALSE(made->of_harms[2].depends);
}

TEST(BreakEven, SaysThatTheNetIsBelowNoughtWithoutAnyHarm) {
  const auto made = break_evens(argued(), {{"rent", 3000}});
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->harms[0].times);
  EXPECT_NE(made->harms[0].sentence.find("below 0 even without this harm"), std::string::npos)
      << made->harms[0].sentence;
}

}  // namespace
}  // namespace alongside::study
