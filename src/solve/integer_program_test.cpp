#include "solve/integer_program.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>

namespace alongside::solve {
namespace {

/// A rucksack of 10: things of weight 6, 5, 5 that are worth 8, 5, 5, and sand, of which a part may be taken.
IntegerProgram rucksack() {
  IntegerProgram program;
  for (const double worth : {8.0, 5.0, 5.0}) program.add_column(worth, 0, 1);
  const int sand = program.add_column(0.5, 0, 3);
  program.set_whole(3);
  const int weight = program.add_row(0, 10);
  program.put(weight, 0, 6);
  program.put(weight, 1, 5);
  program.put(weight, 2, 5);
  program.put(weight, sand, 1);
  return program;
}

TEST(IntegerProgram, TakesWholeThingsAndPartsOfSand) {
  const ProgramAnswer answer = maximize(rucksack, 0, {});
  EXPECT_TRUE(answer.found);
  EXPECT_TRUE(answer.proven);
  EXPECT_FALSE(answer.impossible);
  EXPECT_EQ(answer.taken, (std::vector<std::uint32_t>{1, 2}));
  EXPECT_NEAR(answer.bound, 10, 1e-9);
}

TEST(IntegerProgram, OfOneThingIsFilledUpWithSand) {
  const ProgramAnswer answer = maximize(
      [] {
        IntegerProgram program = rucksack();
        const int one = program.add_row(1, 1);
        for (int thing = 0; thing < 3; ++thing) program.put(one, thing, 1);
        return program;
      },
      0, {});
  EXPECT_EQ(answer.taken, (std::vector<std::uint32_t>{0}));
  EXPECT_NEAR(answer.bound, 8 + 3 * 0.5, 1e-9);
}

TEST(IntegerProgram, ThatCannotBeIsSaidToBeImpossible) {
  const ProgramAnswer answer = maximize(
      [] {
        IntegerProgram program = rucksack();
        const int all = program.add_row(3, unlimited);
        for (int thing = 0; thing < 3; ++thing) program.put(all, thing, 1);
        return program;
      },
      0, {});
  EXPECT_TRUE(answer.impossible);
  EXPECT_FALSE(answer.found);
}

TEST(IntegerProgram, ThatIsStoppedFindsNothingAndBoundsNothing) {
  const std::atomic<bool> stop = true;
  const ProgramAnswer answer = maximize(rucksack, 0, {.stop = &stop});
  EXPECT_FALSE(answer.found);
  EXPECT_FALSE(answer.impossible);
  EXPECT_TRUE(std::isinf(answer.bound));
}

TEST(IntegerProgram, WhoseMakerCrashesTakesNobodyWithIt) {
  const ProgramAnswer answer = maximize([]() -> IntegerProgram { throw 1; }, 0, {});
  EXPECT_FALSE(answer.found);
  EXPECT_TRUE(std::isinf(answer.bound));
}

}  // namespace
}  // namespace alongside::solve
