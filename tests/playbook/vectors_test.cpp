// The vectors that hold the page's interpreter to the domain's: the checked-in file is what the domain says now.
//
//   playbook_test                   fails if tests/playbook/vectors.json differs
//   playbook_test --write-vectors   writes it; read the difference before committing it
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string_view>

#include "../support/protocols.hpp"
#include "domain/emergency/assessment.hpp"
#include "domain/site/protocols_test.hpp"
#include "vectors.hpp"

namespace alongside::tests {
namespace {

const std::filesystem::path vectors_path = std::filesystem::path(ALONGSIDE_SOURCE_DIR) / "tests/playbook/vectors.json";

std::string checked_in() {
  std::ifstream file(vectors_path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(PlaybookVectors, AreWhatTheDomainSaysNow) {
  // Not EXPECT_EQ: half a megabyte of difference helps nobody.
  EXPECT_TRUE(checked_in() == playbook_vectors()) << "tests/playbook/vectors.json is not what the domain says now; run "
                                                     "playbook_test --write-vectors and read the difference";
}

TEST(PlaybookVectors, ReachEveryPhaseTileClockAndBeat) {
  std::map<std::string, int> seen;
  const auto file = boost::json::parse(checked_in());
  for (const auto& one : file.at("cases").as_array()) {
    const auto& answer = one.at("assessment");
    ++seen[std::string(answer.at("phase").as_string())];
    ++seen["beat " + std::string(answer.at("beat").as_string())];
    for (const auto& lit : answer.at("lit").as_array()) ++seen["tile " + std::string(lit.at("tile").as_string())];
    for (const auto& due : answer.at("due").as_array()) ++seen["clock " + std::string(due.at("clock").as_string())];
    if (answer.at("ask_one_dose_or_two").as_bool()) ++seen["asks"];
    if (!one.at("restart").is_null()) ++seen["restart"];
  }
  for (const std::string_view phase : domain::Words<domain::Phase>::names)
    EXPECT_GT(seen[std::string(phase)], 0) << phase;
  for (const std::string_view beat : domain::Words<domain::Beat>::names)
    EXPECT_GT(seen["beat " + std::string(beat)], 0) << beat;
  for (const std::string_view tile : domain::Words<domain::Tile>::names)
    EXPECT_GT(seen["tile " + std::string(tile)], 0) << tile;
  for (const std::string_view clock : domain::Words<domain::Clock>::names) {
    if (clock == "escalation") continue;  // not the playbook's
    EXPECT_GT(seen["clock " + std::string(clock)], 0) << clock;
  }
  EXPECT_GT(seen["asks"], 1);
  EXPECT_GT(seen["restart"], 20);
}

TEST(ShippedProfiles, AreTheOnesTheDomainsTestsAreWorkedOutFor) {
  EXPECT_TRUE(shipped_protocol("bc-aha").numbers == domain::bc_aha());
  EXPECT_TRUE(shipped_protocol("sydney").numbers == domain::sydney());
}

}  // namespace
}  // namespace alongside::tests

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]) != "--write-vectors") continue;
    std::ofstream(alongside::tests::vectors_path, std::ios::binary) << alongside::tests::playbook_vectors();
    std::puts("tests/playbook/vectors.json is written; read the difference before committing it");
    return 0;
  }
  return RUN_ALL_TESTS();
}
