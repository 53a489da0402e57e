#include "chance/numbered_work.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <vector>

namespace alongside::chance {
namespace {

TEST(NumberedWork, GivesEachPieceOnceToAThreadThatThereIs) {
  for (const unsigned threads : {0U, 1U, 3U, 50U}) {
    std::vector<std::atomic<int>> taken(40);
    std::atomic<bool> is_known = true;
    share_out(threads, taken.size(), [&](unsigned thread, std::uint64_t piece) {
      if (thread >= std::max(1U, threads)) is_known = false;
      ++taken[piece];
      return true;
    });
    EXPECT_TRUE(is_known);
    for (const auto& times : taken) EXPECT_EQ(times, 1) << threads << " threads";
  }
}

TEST(NumberedWork, GivesAThreadNoMoreOnceItSaidNo) {
  std::set<std::uint64_t> taken;
  share_out(1, 100, [&](unsigned, std::uint64_t piece) {
    taken.insert(piece);
    return piece < 4;
  });
  EXPECT_EQ(taken, (std::set<std::uint64_t>{0, 1, 2, 3, 4}));
}

TEST(NumberedWork, OfNothingIsNone) {
  share_out(4, 0, [](unsigned, std::uint64_t) {
    ADD_FAILURE();
    return true;
  });
}

}  // namespace
}  // namespace alongside::chance
