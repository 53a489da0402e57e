// Every *.scenario.txt beside this file is played; and the reader names each slip with its line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "scenarios/stage.hpp"

namespace alongside::tests {
namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(ALONGSIDE_SOURCE_DIR) / "tests" / "scenarios";

std::vector<std::string> scenario_files() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".scenario.txt")) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

base::Result<Scenario> read(const std::string& name) {
  std::ifstream file(folder / name);
  std::stringstream text;
  text << file.rdbuf();
  return read_scenario("tests/scenarios/" + name, text.str());
}

class EveryScenario : public testing::TestWithParam<std::string> {};

TEST_P(EveryScenario, HappensAsItIsWritten) {
  const auto scenario = read(GetParam());
  ASSERT_TRUE(scenario.ok()) << scenario.error().message;
  Stage stage(*scenario);
  const auto played = stage.play();
  EXPECT_TRUE(played.ok()) << played.error().message;
}

TEST_P(EveryScenario, EndsTheSameWhenEveryActIsSentTwice) {
  const auto scenario = read(GetParam());
  ASSERT_TRUE(scenario.ok()) << scenario.error().message;
  Stage once(*scenario);
  Stage twice(*scenario, Sending::twice);
  ASSERT_TRUE(once.play().ok());
  const auto played = twice.play();
  ASSERT_TRUE(played.ok()) << played.error().message;
  EXPECT_TRUE(once.state() == twice.state());
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param.substr(0, info.param.find('.'));
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(Scenarios, EveryScenario, testing::ValuesIn(scenario_files()), test_name);

TEST(Scenarios, AreAtLeastTwenty) { EXPECT_GE(scenario_files().size(), 20U); }

// --- the reader and the stage, broken on purpose -----------------------------------------------------------------------------------

const std::string good_start =
    "A title\n"
    "Site: demonstration, protocol bc-aha signed, guardrails demonstration\n"
    "Floor:\n"
    "  | [1] (S1 x2) <A1> {T1} |\n"
    "What happens:\n"
    "  09:00 Rosa opens the floor\n";

/// What is said of a text, from the reader or from the stage.
std::string said_of(const std::string& text) {
  const auto scenario = read_scenario("x.scenario.txt", text);
  if (!scenario.ok()) return scenario.error().message;
  const auto played = Stage(*scenario).play();
  return played.ok() ? "" : played.error().message;
}

TEST(ScenarioReader, TakesAWellFormedText) {
  EXPECT_EQ(said_of(good_start + "Must be true at 09:01:\n  floor: open\n"), "");
}

TEST(ScenarioReader, DrawsTheSeatsOfTheFloor) {
  const auto scenario = read_scenario("x", good_start + "Must be true at 09:01:\n  floor: open\n");
  ASSERT_TRUE(scenario.ok());
  ASSERT_EQ(scenario->seats.size(), 4U);
  EXPECT_EQ(scenario->seats[1].kind, domain::SeatKind::smoking);
  EXPECT_EQ(scenario->seats[1].capacity, 2);
  EXPECT_EQ(scenario->seats[2].kind, domain::SeatKind::aftercare);
  EXPECT_EQ(scenario->seats[3].kind, domain::SeatKind::toilet);
}

TEST(ScenarioReader, NamesEachSlipWithItsLine) {
  using testing::HasSubstr;
  const std::string end = "Must be true at 09:30:\n  floor: open\n";
  EXPECT_THAT(said_of(""), HasSubstr("x.scenario.txt:1: expected a title"));
  EXPECT_THAT(said_of("A title\nFloor:\n"), HasSubstr("x.scenario.txt:2: expected \"Site:"));
  EXPECT_THAT(said_of("A title\nSite: palace, protocol bc-aha signed, guardrails demonstration\n"),
              HasSubstr("x.scenario.txt:2: expected \"Site:"));
  EXPECT_THAT(said_of("A title\nSite: real, protocol bc-aha drawn, guardrails demonstration\n"),
              HasSubstr("signed or unsigned"));
  EXPECT_THAT(said_of("A title\nSite: real, protocol sydney signed, guardrails demonstration\nFloor:\n [1] (S1\n"),
              HasSubstr("x.scenario.txt:4: '(' has no ')'"));
  EXPECT_THAT(said_of("A title\nSite: real, protocol sydney signed, guardrails demonstration\nFloor:\n [1] (1)\n"),
              HasSubstr("expected (S1)"));
  EXPECT_THAT(said_of("A title\nSite: real, protocol sydney signed, guardrails demonstration\nFloor:\n [1] [1]\n"),
              HasSubstr("drawn twice"));
  EXPECT_THAT(said_of(good_start + "  nine Rosa closes the floor\n" + end),
              HasSubstr("x.scenario.txt:7: expected a time such as 09:05"));
  EXPECT_THAT(said_of(good_start + "  09:01 Rosa\n" + end), HasSubstr("x.scenario.txt:7: expected a time, who"));
  EXPECT_THAT(said_of(good_start + "  09:01 Rosa closes the floor -> refused:\n" + end),
              HasSubstr("x.scenario.txt:7: expected why"));
  EXPECT_THAT(said_of(good_start + "Must be true at noon:\n  floor: open\n"),
              HasSubstr("x.scenario.txt:7: expected a time"));
  EXPECT_THAT(said_of(good_start), HasSubstr("nothing must be true here"));
}

TEST(ScenarioStage, NamesEachSlipWithItsLine) {
  using testing::AllOf;
  using testing::HasSubstr;
  const std::string end = "Must be true at 09:30:\n  floor: open\n";
  EXPECT_THAT(said_of(good_start + "  08:59 Rosa closes the floor\n" + end),
              HasSubstr("x.scenario.txt:7: 08:59 is before 09:00"));
  EXPECT_THAT(said_of(good_start + "  09:01 Rosa sings\n" + end),
              HasSubstr("x.scenario.txt:7: \"sings\" is nothing that can happen"));
  EXPECT_THAT(said_of(good_start + "  09:01 Rosa seats Blue at 1\n" + end), HasSubstr("nobody called \"Blue\""));
  EXPECT_THAT(said_of(good_start + "  09:01 Rosa welcomes Blue to 9\n" + end), HasSubstr("no seat \"9\""));
  EXPECT_THAT(said_of(good_start + "  09:01 Rosa E1: dances\n" + end), HasSubstr("\"dances\" is no act"));
  EXPECT_THAT(said_of(good_start + "  09:01 Rosa E1: undo d1\n" + end), HasSubstr("no act was named \"d1\""));
  EXPECT_THAT(said_of(good_start + "Must be true at 09:01:\n  moon: full\n"),
              HasSubstr("x.scenario.txt:8: \"moon: full\" is nothing that can be checked"));
  EXPECT_THAT(said_of(good_start + "Must be true at 09:01:\n  floor: closed\n"),
              AllOf(HasSubstr("x.scenario.txt:8"), HasSubstr("expected: closed"), HasSubstr("found:    open")));
  EXPECT_THAT(said_of(good_start + "  09:01 Rosa opens the floor\n" + end), HasSubstr("found:    floor already open"));
  EXPECT_THAT(said_of(good_start + "  09:01 Rosa closes the floor -> refused: floor closed\n" + end),
              HasSubstr("found:    accepted"));
}

}  // namespace
}  // namespace alongside::tests
