#include "study/analysis/acceptability.hpp"

#include <cmath>
#include <random>

#include "study/analysis/little_study_test.hpp"

namespace alongside::study {
namespace {

/// Effect normal, mean 20 and sd 4; costs 1,000,000 less 400,000 that is saved; a value of life that does not count here.
Study lives(const std::string& effect_unit = "QALY/year") {
  return little_study(parameter("years", 20, "QALY/year", spread("normal = { mean = 20, sd = 4 }")) +
                      parameter("worth", 200000, "USD/QALY") + parameter("saved", 400000, "USD/year") +
                      parameter("rent", 1000000, "USD/year") +
                      outcome("gained", "years", "QALY/year",
                              "money = \"gained * worth\"\npayer = \"value of life\"\npayer_basis = \"source\"\n") +
                      outcome("calm", "1", "1", paid("saved")) + cost("operation", "rent") +
                      "\n[effect]\nlabel = \"QALYs\"\nformula = \"years\"\nunit = \"" + effect_unit + "\"\n");
}

double normal_cdf(double x) { return std::erfc(-x / std::sqrt(2)) / 2; }

TEST(Acceptability, IsTheNormalsOwnProbability) {
  const auto made =
      acceptability(lives(), {}, {.draws = 100'000, .seed = 2, .threads = 2}, {50'000, 20'000, 30'000, 0});
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->curve.size(), 4U);
  EXPECT_EQ(made->willingness_unit, "USD/QALY");
  EXPECT_EQ(made->curve[0].willingness, 0);
  EXPECT_EQ(made->curve[0].probability.value, 0);
  for (std::size_t i = 1; i < 4; ++i) {
    const double w = made->curve[i].willingness;
    EXPECT_NEAR(made->curve[i].probability.value, normal_cdf((w * 20 - 600'000) / (w * 4)),
                4 * made->curve[i].probability.standard_error + 1e-12)
        << w;
    EXPECT_NEAR(made->curve[i].net_benefit.value, w * 20 - 600'000, 4 * made->curve[i].net_benefit.standard_error) << w;
  }
  EXPECT_NEAR(made->curve[2].probability.standard_error, 0.5 / std::sqrt(100'000), 1e-5);
}

TEST(Acceptability, GivesTheCostOfAUnitOfEffectWithItsInterval) {
  const auto made = acceptability(lives(), {}, {.draws = 100'000, .seed = 2}, {50'000});
  ASSERT_TRUE(made);
  const CostPerEffect& per = made->cost_per_effect;
  EXPECT_EQ(per.sign, EffectSign::always_above);
  EXPECT_NEAR(*per.ratio, 30'000, 150);
  ASSERT_TRUE(per.percentiles && per.fieller);
  EXPECT_NEAR(per.percentiles->first, 600'000 / (20 + 1.959964 * 4), 200);   // 21,553
  EXPECT_NEAR(per.percentiles->second, 600'000 / (20 - 1.959964 * 4), 800);  // 49,343
  EXPECT_NEAR(per.fieller->first, 600'000 / (20 + 1.959964 * 4), 200);
  EXPECT_NEAR(per.fieller->second, 600'000 / (20 - 1.959964 * 4), 800);
  EXPECT_EQ(per.more_effect_costs, 1);
}

TEST(Acceptability, SaysThatTheEffectChangesItsSign) {
  std::mt19937_64 dice(3);
  std::vector<double> costs;
  std::vector<double> effects;
  for (int i = 0; i < 10'000; ++i) {
    costs.push_back(100 + std::normal_distribution<>(0, 10)(dice));
    effects.push_back(std::normal_distribution<>(1, 1)(dice));
  }
  const CostPerEffect made = cost_per_effect(costs, effects, "USD/QALY");
  EXPECT_EQ(made.sign, EffectSign::changes);
  EXPECT_FALSE(made.percentiles);
  EXPECT_FALSE(made.fieller);
  EXPECT_NEAR(made.share_effect_above, 0.8413, 0.015);
  EXPECT_NE(made.sentence.text().find("changes its sign"), std::string::npos) << made.sentence.text();
  EXPECT_NEAR(made.more_effect_costs + made.less_effect_costs + made.more_effect_saves + made.less_effect_saves, 1,
              1e-12);
}

TEST(Acceptability, PutsNoPriceOnWhatSavesMoney) {
  const CostPerEffect made = cost_per_effect({-3, -1, -2}, {1, 2, 3}, "USD/QALY");
  EXPECT_FALSE(made.ratio);
  EXPECT_EQ(made.more_effect_saves, 1);
  EXPECT_NE(made.sentence.text().find("money is saved and effect gained"), std::string::npos) << made.sentence.text();
}

TEST(Acceptability, FiellersIntervalIsThatOfAWorkedExample) {
  // means 10 and 5, variances 4 and 1, covariance 1: (25 - k) R^2 - 2 (50 - k) R + (100 - 4 k) = 0, k = 3.841459
  std::vector<double> costs;
  std::vector<double> effects;
  const double root3 = std::sqrt(3.0);
  for (const auto& [u, v] : {std::pair{1.0, 1.0}, {1.0, -1.0}, {-1.0, 1.0}, {-1.0, -1.0}}) {
    const double scale = std::sqrt(0.75);  // so that variances with n - 1 are 1
    effects.push_back(5 + scale * u);
    costs.push_back(10 + scale * (u + root3 * v));
  }
  const CostPerEffect made = cost_per_effect(costs, effects, "USD/QALY");
  ASSERT_TRUE(made.fieller);
  EXPECT_NEAR(made.fieller->first, 1.3102, 1e-4);
  EXPECT_NEAR(made.fieller->second, 3.0529, 1e-4);
}

TEST(Acceptability, NeedsAnEffectAndAPrice) {
  EXPECT_FALSE(acceptability(lives(), {}, {.draws = 1'000}, {}));
  EXPECT_FALSE(acceptability(lives(), {}, {.draws = 1'000}, {-1}));
}

}  // namespace
}  // namespace alongside::study
