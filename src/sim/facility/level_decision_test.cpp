#include "sim/facility/level_decision.hpp"

#include <gtest/gtest.h>
#include <cmath>

#include "base/random.hpp"

namespace alongside::sim {
namespace {

using Answer = LevelDecision::Answer;

struct Tally {
  int met = 0;
  int not_met = 0;
  double observations = 0;
};

/// Answers over many independent streams of normal observations.
Tally decide(double mean, double deviation, double error, int streams) {
  Tally tally;
  for (int stream = 0; stream < streams; ++stream) {
    const base::Stream dice({.seed = 7, .replicate = static_cast<std::uint32_t>(stream)});
    LevelDecision decision(1.0, error, 20);
    for (std::uint32_t i = 0; decision.answer() == Answer::open; ++i) decision.take(mean + deviation * dice.normal(i));
    ++(decision.answer() == Answer::met ? tally.met : tally.not_met);
    tally.observations += decision.observations();
  }
  tally.observations /= streams;
  return tally;
}

constexpr int streams = 4000;
/// Three standard errors above the share promised.
double most_wrong(double error) { return streams * error + 3 * std::sqrt(streams * error * (1 - error)); }

TEST(LevelDecision, IsWrongNoOftenerThanItPromisesJustOutsideTheZone) {
  for (const double error : {0.2, 0.05, 0.01}) {
    for (const double deviation : {1.0, 4.0, 10.0}) {
      EXPECT_LE(decide(1.0, deviation, error, streams).met, most_wrong(error)) << error << " " << deviation;
      EXPECT_LE(decide(-1.0, deviation, error, streams).not_met, most_wrong(error)) << error << " " << deviation;
    }
  }
}

TEST(LevelDecision, IsNotSoCarefulThatItWouldNeverBeWrong) {
  // Where the mean stands at the zone's very edge and the spread is wide the error is spent, not a tenth of it.
  EXPECT_GE(decide(1.0, 10.0, 0.2, streams).met, streams * 0.2 / 4);
}

TEST(LevelDecision, TakesFewerObservationsTheFartherTheMeanIsFromTheLevel) {
  const double near = decide(1.0, 10.0, 0.01, 500).observations;
  const double farther = decide(3.0, 10.0, 0.01, 500).observations;
  const double far = decide(30.0, 10.0, 0.01, 500).observations;
  EXPECT_GT(near, 1.5 * farther);
  EXPECT_GT(farther, far);
  EXPECT_NEAR(far, 20, 2);
}

TEST(LevelDecision, AnswersEvenWhereTheMeanStandsOnTheLevel) {
  const Tally tally = decide(0.0, 4.0, 0.05, 1000);
  EXPECT_EQ(tally.met + tally.not_met, 1000);
  EXPECT_NEAR(tally.met, 500, 3 * std::sqrt(250));
}

TEST(LevelDecision, SaysNothingBeforeItsFirstStage) {
  LevelDecision decision(0.01, 0.05, 5);
  for (int i = 0; i < 4; ++i) decision.take(-100);
  EXPECT_EQ(decision.answer(), Answer::open);
  decision.take(-100);
  EXPECT_EQ(decision.answer(), Answer::met);
  EXPECT_EQ(decision.observations(), 5U);
}

TEST(LevelDecision, MeetsALevelThatIsNeverMissed) {
  LevelDecision decision(0.5, 0.05, 3);
  for (int i = 0; i < 3; ++i) decision.take(0);
  EXPECT_EQ(decision.answer(), Answer::met);
}

}  // namespace
}  // namespace alongside::sim
