#include "chance/asker.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace alongside::chance {

TEST(Asker, WhatNobodyNamesIsAllowedWhereverItLies) {
  const Allowed<int> draws{.otherwise = 0, .least = 1, .most = 5};
  for (const int value : {0, 1, 3, 5}) EXPECT_TRUE(check("draws", draws, value).ok()) << value;
  for (const int value : {-1, 6}) {
    const auto refused = check("draws", draws, value);
    ASSERT_FALSE(refused.ok()) << value;
    EXPECT_EQ(refused.error().message, "draws: expected 1 to 5, found " + std::to_string(value));
    EXPECT_EQ(refused.error().failure, base::Failure::input);
  }
}

TEST(Asker, ANumberThatIsNoneIsNeverAllowed) {
  const Allowed<double> seconds{.otherwise = 60, .least = 0.01, .most = 1e6};
  EXPECT_TRUE(check("seconds", seconds, 60.0).ok());
  EXPECT_FALSE(check("seconds", seconds, std::numeric_limits<double>::quiet_NaN()).ok());
}

TEST(Asker, APageLeavesCoresToTheFloor) {
  const auto page = threads_of(Asker::page);
  const auto command = threads_of(Asker::command);
  EXPECT_GE(page.otherwise, 1U);
  EXPECT_LE(page.most, 4U);
  EXPECT_EQ(page.most, page.otherwise);
  EXPECT_TRUE(command.otherwise == 1 || page.most < command.otherwise);
}

TEST(Asker, APagesSeedIsOneThatACommandMayGive) {
  EXPECT_EQ(seeds_of(Asker::page).otherwise, seeds_of(Asker::command).otherwise);
  EXPECT_TRUE(seeds_of(Asker::command).has(seeds_of(Asker::page).most));
  EXPECT_FALSE(seeds_of(Asker::page).has(seeds_of(Asker::page).most + 1));
}

}  // namespace alongside::chance
