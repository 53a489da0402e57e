#include "study/evaluation/evaluation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cmath>

#include "study/analysis/little_study_test.hpp"
#include "study/report/evaluation_json.hpp"
#include "study/report/evaluation_text.hpp"
#include "study/report/fiscal_note.hpp"

namespace alongside::study {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Saves 6 USD/year; costs 10 USD/year for each paid member of staff, of whom there are none, one, two…: Poisson of mean 0.5.
Study with_volunteers() {
  return little_study(parameter("saving", 6, "USD/year") +
                      parameter("paid", 0.5, "person", spread("poisson = { mean = 0.5 }")) +
                      parameter("pay", 10, "USD/(person*year)", "range = [0, 20]\n") +
                      outcome("saved", "saving", "USD/year", paid("saved")) + cost("staff", "paid * pay"));
}

TEST(Evaluation, ASiteThatCostsNothingHasANetAndNoRatio) {
  const Study baltimore = load_study("baltimore").value();
  const auto made = evaluate(baltimore, {.changes = {{"operation_cost", 0}},
                                         .draws = 2'000,
                                         .tornado = true,
                                         .information = true,
                                         .break_even = true,
                                         .acceptability = true,
                                         .one_way = {"clients"},
                                         .two_way = std::pair("clients", "injections"),
                                         .thresholds = {"clients"}});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_FALSE(made->ratio);
  EXPECT_EQ(made->ratio_why.text(), "the ratio is not defined, since the cost is 0");
  EXPECT_DOUBLE_EQ(made->net, evaluate(baltimore, {})->benefit);
  EXPECT_EQ(made->drawn->ratio_not_defined, 2'000U);
  EXPECT_EQ(made->drawn->find("ratio"), nullptr);
  EXPECT_GT(made->drawn->of("net").p95, made->net);
  const auto json = boost::json::parse(boost::json::serialize(evaluation_json(*made)));
  EXPECT_TRUE(json.at("ratio").is_null());
  EXPECT_EQ(json.at("ratio_why"), "the ratio is not defined, since the cost is 0");
  EXPECT_TRUE(json.at_pointer("/draws/ratio").is_null());
  EXPECT_TRUE(json.at_pointer("/tornado/0/low/ratio").is_null());
  EXPECT_TRUE(json.at_pointer("/one_way/0/points/3/ratio").is_null());
  EXPECT_TRUE(json.at_pointer("/one_way/0/points/3/net").is_double());
  EXPECT_TRUE(json.at_pointer("/two_way/rows/0/0").is_null());
  EXPECT_THAT(made->thresholds.front().sentence.text(), HasSubstr("the ratio is not defined, since the cost is 0"));
  for (const std::string& said : {evaluation_text(*made), fiscal_note_html(*made)}) {
    EXPECT_THAT(said, HasSubstr("not defined in 2,000 of 2,000 draws"));
    EXPECT_THAT(said, Not(testing::ContainsRegex("[^a-z]nan[^a-z]")));
    EXPECT_THAT(said, Not(HasSubstr("divisor")));
  }
}

// With N paid, N of Poisson mean 1/2, the ratio is 6 / (10 N): not defined with probability exp(-1/2), otherwise of mean
// sum over n >= 1 of 0.6 / n * P(n) / (1 - P(0)); more than three quarters of those have one paid, so the 95th percentile is 0.6.
TEST(Evaluation, ADrawThatCostsNothingHasNoRatioAndIsCounted) {
  constexpr std::uint64_t draws = 200'000;
  const auto made = evaluate(with_volunteers(), {.draws = draws});
  ASSERT_TRUE(made) << made.error().message;
  const double nobody = std::exp(-0.5);
  const double among = static_cast<double>(made->drawn->ratio_not_defined) / static_cast<double>(draws);
  EXPECT_NEAR(among, nobody, 5 * std::sqrt(nobody * (1 - nobody) / static_cast<double>(draws)));
  double mean = 0;
  double chance = nobody;
  for (int n = 1; n < 40; ++n) {
    chance *= 0.5 / n;
    mean += 0.6 / n * chance / (1 - nobody);
  }
  EXPECT_NEAR(made->drawn->of("ratio").mean, mean, 0.003);
  EXPECT_DOUBLE_EQ(made->drawn->of("ratio").p95, 0.6);
  EXPECT_NEAR(made->drawn->of("net").mean, 6 - 10 * 0.5, 0.1);
  EXPECT_THAT(made->drawn->ratio_why.text(),
              HasSubstr("of 200,000 draws, where the cost is 0 or less than a trillionth"));
  EXPECT_THAT(made->drawn->ratio_why.text(), HasSubstr("its mean and percentiles are of the other"));
  std::uint64_t barred = made->drawn->ratio.below + made->drawn->ratio.above;
  for (const std::uint64_t count : made->drawn->ratio.counts) barred += count;
  EXPECT_LT(barred, made->drawn->percentiles_of);
  const auto again = evaluate(with_volunteers(), {.draws = draws, .threads = 5});
  EXPECT_EQ(again->drawn->ratio_not_defined, made->drawn->ratio_not_defined);
  EXPECT_EQ(again->drawn->of("ratio").mean, made->drawn->of("ratio").mean);
}

// A cost that may be as good as nothing: the draws of the shares of a beta of (0.002, 0.002) are 0 to the last digit about every other time.
TEST(Evaluation, ACostOfNextToNothingGivesNoFigureThatCannotBeWritten) {
  const Study study = little_study(parameter("share", 0.5, "1", spread("beta = { alpha = 0.002, beta = 0.002 }")) +
                                   parameter("running", 20, "USD") + parameter("saving", 3, "USD") +
                                   outcome("saved", "saving", "USD", paid("saved")) + cost("site", "running * share"));
  const auto made = evaluate(study, {.draws = 5'000, .information = true});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_GT(made->drawn->ratio_not_defined, 1'000U);
  EXPECT_LT(made->drawn->ratio_not_defined, 4'000U);
  EXPECT_TRUE(std::isfinite(made->drawn->of("ratio").sd));
  EXPECT_NEAR(made->drawn->of("net").mean, 3 - 10, 1);
}

TEST(Evaluation, AnInputMovedToWhereTheCostIsNothingKeepsTheNet) {
  const auto made = evaluate(with_volunteers(), {.one_way = {"pay"}, .thresholds = {"pay"}});
  ASSERT_TRUE(made) << made.error().message;
  const OneWayPoint& at_nought = made->one_way.front().points.front();
  EXPECT_EQ(at_nought.at, 0);
  EXPECT_DOUBLE_EQ(at_nought.values[0], 6);
  EXPECT_TRUE(std::isnan(at_nought.values[1]));
  EXPECT_THAT(at_nought.why_none, HasSubstr("the cost is 0"));
  EXPECT_TRUE(made->one_way.front().points.back().why_none.empty());
  // 6 / (0.5 * 12) = 1
  ASSERT_EQ(made->thresholds.front().crossings.size(), 1U);
  EXPECT_NEAR(made->thresholds.front().crossings.front().at, 12, 1e-6);
}

TEST(Evaluation, AStepThatOnlyAPublishedResultRestsOnStopsNoChangedStudy) {
  const auto made = evaluate(load_study("san-francisco").value(), {.changes = {{"operation_cost", 0}}});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_DOUBLE_EQ(made->net, made->benefit);
}

TEST(Evaluation, AnEffectOfNothingHasNoCostForEachUnitOfIt) {
  const Study study = little_study(parameter("saving", 1, "USD/year", spread("uniform = [0, 2]")) +
                                   parameter("years", 0, "QALY/year") + parameter("running", 5, "USD/year") +
                                   outcome("saved", "saving", "USD/year", paid("saved")) + cost("site", "running") +
                                   "\n[effect]\nlabel = \"effect\"\nformula = \"years\"\nunit = \"QALY/year\"\n");
  const auto made = evaluate(study, {.draws = 2'000, .acceptability = true});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_FALSE(made->effect->net_cost_per_unit);
  EXPECT_THAT(made->effect->why, HasSubstr("the effect is not above 0"));
  ASSERT_TRUE(made->acceptability);
  EXPECT_FALSE(made->acceptability->cost_per_effect.ratio);
  EXPECT_THAT(evaluation_text(*made), Not(testing::ContainsRegex("[^a-z]nan[^a-z]")));
}

TEST(Evaluation, ADivisionIsToldWhereItStands) {
  const Study seen = little_study(parameter("a", 1, "USD/year") + parameter("b", 1, "1") +
                                  outcome("saved", "a / b", "USD/year", paid("saved")) + cost("site", "a"));
  EXPECT_THAT(evaluate(seen, {.changes = {{"b", 0}}}).error().message,
              HasSubstr("outcomes.saved.formula: expected a divisor other than 0, found 1 / 0, at letter 3: \"/ b\""));
  const Study unseen =
      little_study("[axes.years]\nfrom = 1\nto = 3\nunit = \"year\"\n" + parameter("rate", 0.03, "1") +
                   "[parameters.a]\nlabel = \"a\"\nover = \"years\"\nvalues = [1, 1, 1]\nunit = \"USD\"\n"
                   "basis = \"source\"\nsource = \"a test\"\n" +
                   outcome("saved", "present_value(a, rate)", "USD", paid("saved")) + cost("site", "at(a, 1)"));
  EXPECT_THAT(
      evaluate(unseen, {.changes = {{"rate", -1}}}).error().message,
      HasSubstr("outcomes.saved.formula: in what present_value(…) stands for: expected a divisor other than 0"));
}

}  // namespace
}  // namespace alongside::study
