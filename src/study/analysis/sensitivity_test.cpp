#include "study/analysis/sensitivity.hpp"

#include <cmath>

#include "study/analysis/little_study_test.hpp"

namespace alongside::study {
namespace {

/// Net 100 * 20% * 100 - 1000 = 1000, ratio 2.
Study clinic() {
  return little_study(R"(
[axes.kinds]
names = ["one", "two"]
[parameters.mix]
label = "shares"
over = "kinds"
values = [0.5, 0.5]
unit = "1"
basis = "source"
source = "a test"
spread = { dirichlet = [5, 5] }
spread_basis = "source"
spread_source = "a test"
)" + parameter("share", 20, "%", spread("uniform = [15, 25]", "assumed") + "contested = true") +
                      parameter("clients", 100, "person/year", spread("uniform = [50, 150]") + "range = [0, 200]") +
                      parameter("worth", 100, "USD/person") +
                      parameter("rent", 1000, "USD/year", spread("normal = { mean = 1000, sd = 100 }")) +
                      outcome("served", "clients * share * sum(mix)", "person/year", paid("served * worth")) +
                      cost("operation", "rent"));
}

TEST(Tornado, MovesOneInputAtATimeToItsPercentiles) {
  const Study study = clinic();
  const auto made = tornado(study, {});
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_NEAR(made->at_value[0], 1000, 1e-9);
  EXPECT_NEAR(made->at_value[1], 2, 1e-12);
  ASSERT_EQ(made->bars.size(), 3U);
  const TornadoBar& share = made->bars[0];
  EXPECT_EQ(share.input.name, "share");
  EXPECT_EQ(share.input.unit, "%");
  EXPECT_NEAR(share.input.value, 20, 1e-12);
  EXPECT_NEAR(share.low, 15.5, 1e-6);
  EXPECT_NEAR(share.high, 24.5, 1e-6);
  EXPECT_NEAR(share.at_low[0], 550, 1e-4);
  EXPECT_NEAR(share.at_high[0], 1450, 1e-4);
  EXPECT_EQ(share.spread_basis, Basis::assumed);
  EXPECT_TRUE(share.is_contested);
  const TornadoBar& rent = made->bars[2];
  EXPECT_NEAR(rent.low, 835.5146373, 1e-4);  // 1000 - 100 * 1.644853627
  EXPECT_NEAR(rent.at_low[0], 1164.4853627, 1e-4);
  EXPECT_NEAR(rent.at_low[1], 2.3937342, 1e-6);  // 2000 / 835.5146373
  EXPECT_NEAR(rent.width(0), 328.9707254, 1e-4);
}

TEST(Tornado, StandsWithTheWidestBarOnTop) {
  const auto made = tornado(clinic(), {});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->widest_first[0], (std::vector<std::size_t>{1, 0, 2}));  // 1800, 900, 329
  EXPECT_EQ(made->widest_first[1], (std::vector<std::size_t>{1, 0, 2}));  // 1.8, 0.9, 0.68
}

TEST(Tornado, NamesWhatItLeavesOut) {
  const auto made = tornado(clinic(), {{"rent", 500}});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->bars.size(), 2U);
  ASSERT_EQ(made->left_out.size(), 2U);
  EXPECT_EQ(made->left_out[0].name, "mix");
  EXPECT_EQ(made->left_out[1].name, "rent");
  EXPECT_EQ(made->without_spread, 1U);
  EXPECT_NEAR(made->at_value[1], 4, 1e-12);
}

TEST(Tornado, RefusesATargetThatIsNone) {
  const auto made = tornado(clinic(), {}, {"serves"});
  ASSERT_FALSE(made);
  EXPECT_NE(made.error().message.find("did you mean served"), std::string::npos) << made.error().message;
}

TEST(OneWay, FollowsTheRangeOfTheDocument) {
  const auto made = one_way(clinic(), {}, "clients", 5);
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->points.size(), 5U);
  EXPECT_EQ(made->reach.from, "the range that the study gives");
  EXPECT_DOUBLE_EQ(made->points[1].at, 50);
  EXPECT_NEAR(made->points[1].values[0], 0, 1e-9);
  EXPECT_NEAR(made->points[1].values[1], 1, 1e-12);
  EXPECT_NEAR(made->points[4].values[0], 3000, 1e-9);
}

TEST(OneWay, FollowsTheSpreadWhereThereIsNoRange) {
  const auto made = one_way(clinic(), {}, "share", 3);
  ASSERT_TRUE(made);
  EXPECT_NEAR(made->points[0].at, 15.5, 1e-6);
  EXPECT_NEAR(made->points[1].values[0], 1000, 1e-4);
  EXPECT_FALSE(one_way(clinic(), {}, "worth", 3));
  EXPECT_TRUE(one_way(clinic(), {}, "worth", 3, 0, 10));
}

TEST(OneWay, SaysWhereThereIsNoAnswer) {
  const auto made = one_way(clinic(), {}, "rent", 3, 0, 1000);
  ASSERT_TRUE(made) << made.error().message;
  // Nothing to divide by: the net is still what it was.
  ASSERT_EQ(made->points[0].values.size(), 2U);
  EXPECT_TRUE(std::isfinite(made->points[0].values[0]));
  EXPECT_TRUE(std::isnan(made->points[0].values[1]));
  EXPECT_FALSE(made->points[0].why_none.empty());
  EXPECT_NEAR(made->points[1].values[1], 4, 1e-12);
}

TEST(OneWay, MovesACellOfAnArrayAlone) {
  const auto made = one_way(clinic(), {}, "mix.two", 2, 0.0, 0.5);
  ASSERT_TRUE(made) << made.error().message;
  EXPECT_NEAR(made->points[0].values[0], 0, 1e-9);  // half of 2000, less 1000
  const auto whole = one_way(clinic(), {}, "mix", 2, 0.0, 0.5);
  ASSERT_FALSE(whole);
  EXPECT_NE(whole.error().message.find("mix.one"), std::string::npos);
}

TEST(TwoWay, ComputesEachPair) {
  const auto made = two_way(clinic(), {}, {"clients", 3, 0, 200}, {"share", 2, 10, 30}, "net");
  ASSERT_TRUE(made) << made.error().message;
  ASSERT_EQ(made->cells.size(), 6U);
  EXPECT_NEAR(*made->at(0, 0), -1000, 1e-9);
  EXPECT_NEAR(*made->at(2, 0), 1000, 1e-9);  // 200 * 10% * 100 - 1000
  EXPECT_NEAR(*made->at(1, 1), 2000, 1e-9);  // 100 * 30% * 100 - 1000
  EXPECT_FALSE(two_way(clinic(), {}, {"clients", 3, {}, {}}, {"clients", 3, {}, {}}));
  EXPECT_FALSE(two_way(clinic(), {}, {"clients", 200, {}, {}}, {"share", 200, {}, {}}));
}

}  // namespace
}  // namespace alongside::study
