#include "study/analysis/assumed_share.hpp"

#include <cmath>
#include <random>

#include "study/analysis/little_study_test.hpp"

namespace alongside::study {
namespace {

/// Net x - y, both normal; x is assumed, y from a source; z has no spread.
Study difference(double sd_x, double sd_y, const std::string& more = "") {
  return little_study(
      parameter("x", 1000, "USD/year",
                spread("normal = { mean = 1000, sd = " + std::to_string(sd_x) + " }", "assumed")) +
      parameter("y", 900, "USD/year", spread("normal = { mean = 900, sd = " + std::to_string(sd_y) + " }")) +
      parameter("z", 1, "1") + outcome("gain", "z", "1", paid("z * x")) + cost("operation", "y") + more);
}

TEST(AssumedShare, IsTheShareOfTheVarianceOfASum) {
  const auto made = assumed_share(difference(60, 45), {}, {.draws = 50'000, .seed = 4, .threads = 2});
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_TRUE(made->of_net && made->of_ratio);
  EXPECT_NEAR(made->of_net->value, 0.64, 4 * made->of_net->standard_error);  // 3600 / (3600 + 2025)
  EXPECT_LT(made->of_net->standard_error, 0.01);
  EXPECT_FALSE(made->may_print_probability);
  EXPECT_NE(made->why.text().find("more than a third"), std::string::npos) << made->why.text();
  EXPECT_EQ(made->inputs_sentence, "1 of 3 inputs have an assumed spread, 1 have none.");
}

TEST(AssumedShare, IsTheSameForAStudyRunOnASobolSequence) {
  const auto random = assumed_share(difference(60, 45), {}, {.draws = 2'000, .seed = 4});
  const auto sobol = assumed_share(difference(60, 45), {},
                                   {.draws = 2'000, .seed = 4, .threads = 3, .sequence = chance::Sequence::sobol});
  ASSERT_TRUE(random && sobol);
  EXPECT_EQ(random->of_net->value, sobol->of_net->value);
}

TEST(AssumedShare, LetsTheProbabilityBePrintedWhereLittleIsAssumed) {
  const auto made = assumed_share(difference(30, 60), {}, {.draws = 20'000, .seed = 4});
  ASSERT_TRUE(made);
  EXPECT_NEAR(made->of_net->value, 0.2, 0.02);
  EXPECT_TRUE(made->may_print_probability);
}

TEST(AssumedShare, IsNotSureNearAThird) {
  const auto made =
      assumed_share(difference(50, 72), {}, {.draws = 1'000, .seed = 5});  // 0.3254, standard error about 0.015
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->may_print_probability);
}

TEST(AssumedShare, CountsWhatAnAssumptionDoesTogetherWithOthers) {
  // f = x y, both normal with mean 1 and sd 1: variance 3; left when y is known: E[y^2] = 2. Alone x explains 1 of 3.
  std::mt19937_64 dice(9);
  std::vector<double> answers;
  std::vector<double> again;
  std::normal_distribution<> normal(1, 1);
  for (int i = 0; i < 200'000; ++i) {
    const double y = normal(dice);
    answers.push_back(normal(dice) * y);
    again.push_back(normal(dice) * y);
  }
  const auto share = total_effect(answers, again);
  ASSERT_TRUE(share);
  EXPECT_NEAR(share->value, 2.0 / 3, 4 * share->standard_error);
}

TEST(AssumedShare, HasTheStandardErrorThatItSays) {
  double squares = 0;
  constexpr int runs = 100;
  for (int seed = 1; seed <= runs; ++seed) {
    const auto made = assumed_share(difference(60, 45), {}, {.draws = 2'000, .seed = static_cast<std::uint64_t>(seed)});
    ASSERT_TRUE(made);
    const double z = (made->of_net->value - 0.64) / made->of_net->standard_error;
    squares += z * z;
  }
  EXPECT_NEAR(std::sqrt(squares / runs), 1, 0.25);
}

TEST(AssumedShare, SaysThatNothingVaries) {
  const auto made = assumed_share(difference(60, 45), {{"x", 1}, {"y", 2}}, {.draws = 1'000});
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->of_net);
  EXPECT_FALSE(made->may_print_probability);
  EXPECT_EQ(made->assumed_spread, 0U);
  EXPECT_NE(made->why.text().find("no input of the net has a spread"), std::string::npos);
}

TEST(AssumedShare, CountsAnInputDrawnTogetherWithAnAssumedOne) {
  const auto made = assumed_share(
      difference(30, 60, "\n[[correlations]]\nbetween = [\"y\", \"x\"]\nrho = 0.5\nsource = \"a test\"\n"), {},
      {.draws = 5'000, .seed = 4});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_EQ(made->drawn_together, (std::vector<std::string>{"y"}));
  EXPECT_EQ(made->assumed_spread, 1U);
  EXPECT_NEAR(made->of_net->value, 1, 0.05);
  EXPECT_FALSE(made->may_print_probability);
}

}  // namespace
}  // namespace alongside::study
