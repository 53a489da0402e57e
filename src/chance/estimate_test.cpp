#include "chance/estimate.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/random.hpp"

namespace alongside::chance {
namespace {

TEST(Estimate, OfAMeanIsWorkedByHand) {
  // 2, 4, 6, 8: mean 5, sum of squares 20, variance 20/3, standard error sqrt(20/12); t(0.975, 3) = 3.182446.
  const Estimate mean = mean_of(std::vector<double>{2, 4, 6, 8});
  EXPECT_EQ(mean.value, 5);
  EXPECT_NEAR(mean.standard_error, 1.2909944, 1e-6);
  EXPECT_NEAR(mean.low95, 5 - 3.182446 * 1.2909944, 1e-5);
  EXPECT_NEAR(mean.high95, 5 + 3.182446 * 1.2909944, 1e-5);
  EXPECT_EQ(mean.replicates, 4U);
}

TEST(Estimate, OfARatioIsWorkedByHand) {
  // Waits 10, 30, 20 of 10, 20, 30 people: 60 / 60. Distances 0, 10, -10 over a mean of 20: 0, .5, -.5; squares .5 / 2 / 3.
  const Estimate ratio = ratio_of_sums(std::vector<double>{10, 30, 20}, std::vector<double>{10, 20, 30});
  EXPECT_EQ(ratio.value, 1);
  EXPECT_NEAR(ratio.standard_error, std::sqrt(0.5 / 2 / 3), 1e-12);
  EXPECT_NEAR(ratio.high95 - ratio.value, 4.302653 * ratio.standard_error, 1e-5);
  // With equal denominators it is the mean of the ratios.
  const Estimate equal = ratio_of_sums(std::vector<double>{4, 8, 12, 16}, std::vector<double>{2, 2, 2, 2});
  const Estimate mean = mean_of(std::vector<double>{2, 4, 6, 8});
  EXPECT_DOUBLE_EQ(equal.value, mean.value);
  EXPECT_DOUBLE_EQ(equal.standard_error, mean.standard_error);
}

TEST(Estimate, OfAShareIsThatOfNewcombesTable) {
  // Newcombe (1998, Statistics in Medicine 17:857), table I, method 3 (Wilson's score).
  const struct {
    std::uint32_t happened;
    std::uint32_t of;
    double low;
    double high;
  } rows[] = {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0.0, 0.1611}, {1, 29, 0.0061, 0.1718}};
  for (const auto& row : rows) {
    const Estimate share = share_of(row.happened, row.of);
    EXPECT_NEAR(share.low95, row.low, 5e-5);
    EXPECT_NEAR(share.high95, row.high, 5e-5);
    EXPECT_DOUBLE_EQ(share.value, double(row.happened) / row.of);
  }
  EXPECT_EQ(share_of(20, 20).high95, 1.0);
}

TEST(Estimate, OfAShareThatIsNoneOrAllRestsOnIndependentReplicates) {
  // 20 replicates of 50: none in 20, not none in 1,000. The exact bound for none in 20 is .1391 (1 - .05^(1/20)), three twentieths nearly.
  const std::vector<double> fifty(20, 50.0);
  const std::vector<double> none(20, 0.0);
  for (const auto& share : {share_of_counts(none, fifty), share_of_sums(none, fifty)}) {
    EXPECT_EQ(share.value, 0);
    EXPECT_EQ(share.low95, 0);
    EXPECT_NEAR(share.high95, 0.1391, 0.0001);
    EXPECT_TRUE(std::isnan(share.standard_error));
  }
  const Estimate all = share_of_counts(fifty, fifty);
  EXPECT_EQ(all.value, 1);
  EXPECT_NEAR(all.low95, 1 - 0.1391, 0.0001);
  EXPECT_EQ(all.high95, 1);
  // Replicates in which there was nothing to count are none; one of a hundred beside ten of one says little more than one alone.
  const Estimate few = share_of_counts(std::vector<double>(20, 0.0), [] {
    std::vector<double> of(20, 0.0);
    of[3] = of[7] = 1;
    return of;
  }());
  EXPECT_NEAR(few.high95, 1 - std::sqrt(0.05), 1e-12);
  const Estimate uneven =
      share_of_counts(std::vector<double>(11, 0.0), std::vector<double>{100, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1});
  EXPECT_GT(uneven.high95, 0.9);  // 110^2 / 10010 = 1.2 replicates
}

TEST(Estimate, OfAShareIsNeverNarrowerThanLuckWouldAllow) {
  // One of two in each of three replicates: they agree, and six throws of a coin tell little. Wilson's interval for 3 of 6, by hand: .1876 to .8124.
  const Estimate agree = share_of_counts(std::vector<double>{1, 1, 1}, std::vector<double>{2, 2, 2});
  EXPECT_EQ(agree.value, 0.5);
  EXPECT_NEAR(agree.low95, 0.1876, 0.0001);
  EXPECT_NEAR(agree.high95, 0.8124, 0.0001);
  // Where replicates differ much the interval is theirs, cut to what a share can be.
  const Estimate apart = share_of_counts(std::vector<double>{0, 40, 0, 2}, std::vector<double>{50, 50, 50, 50});
  EXPECT_EQ(apart.low95, 0);
  EXPECT_GT(apart.high95, 0.8);
  EXPECT_LE(apart.high95, 1);
}

TEST(Estimate, OfARareShareHoldsTheTruthThoughEverythingOfABadReplicateGoesWrong) {
  // The worst that can hang together: a replicate of 40 to 60 goes wrong as a whole, or not at all.
  constexpr int studies = 4000;
  for (const double truth : {0.02, 0.05, 0.1}) {
    int held = 0;
    for (std::uint32_t study = 0; study < studies; ++study) {
      std::vector<double> wrong;
      std::vector<double> of;
      for (std::uint32_t replicate = 0; replicate < 25; ++replicate) {
        of.push_back(40 + std::floor(21 * base::Stream({12, replicate, study, 0}).uniform(0)));
        wrong.push_back(base::Stream({12, replicate, study, 1}).uniform(0) < truth ? of.back() : 0);
      }
      const Estimate share = share_of_counts(wrong, of);
      held += share.low95 <= truth && truth <= share.high95 ? 1 : 0;
    }
    EXPECT_GE(double(held) / studies, 0.93) << truth;
  }
}

TEST(Estimate, IsUnknownAndNotZeroWhereItCannotBeKnown) {
  const Estimate one = mean_of(std::vector<double>{7});
  EXPECT_EQ(one.value, 7);
  EXPECT_TRUE(std::isnan(one.standard_error) && std::isnan(one.low95) && std::isnan(one.high95));
  EXPECT_TRUE(std::isnan(mean_of({}).value));
  EXPECT_TRUE(std::isnan(ratio_of_sums(std::vector<double>{0, 0}, std::vector<double>{0, 0}).value));
  EXPECT_TRUE(std::isnan(share_of(0, 0).value));
}

TEST(Estimate, HoldsTheTruthInNineteenOfTwentyIntervals) {
  constexpr std::uint32_t studies = 4000;
  int mean_held = 0;
  int ratio_held = 0;
  for (std::uint32_t study = 0; study < studies; ++study) {
    std::vector<double> people;
    std::vector<double> waits;
    for (std::uint32_t replicate = 0; replicate < 12; ++replicate) {
      people.push_back(100 + 10 * base::Stream({11, replicate, study, 0}).normal(0));
      waits.push_back(3 * people.back() + 20 * base::Stream({11, replicate, study, 1}).normal(0));
    }
    const Estimate mean = mean_of(people);
    const Estimate ratio = ratio_of_sums(waits, people);
    mean_held += mean.low95 <= 100 && 100 <= mean.high95 ? 1 : 0;
    ratio_held += ratio.low95 <= 3 && 3 <= ratio.high95 ? 1 : 0;
  }
  // Three standard errors of a share of .95 in 4000 are .0103.
  EXPECT_NEAR(double(mean_held) / studies, 0.95, 0.0103);
  EXPECT_NEAR(double(ratio_held) / studies, 0.95, 0.0103);
}

}  // namespace
}  // namespace alongside::chance
