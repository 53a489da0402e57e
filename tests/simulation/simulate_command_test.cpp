// alongside simulate, as a user runs it: the same bytes on any threads and ranks, a stopped run that goes on, mistakes told with their place.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "support/ran.hpp"

namespace {

namespace json = boost::json;

using alongside::test::Ran;
using alongside::test::run;

Ran simulate(const std::string& arguments) {
  return run(std::string(ALONGSIDE_PROGRAM) + " simulate facility " + arguments);
}

const std::string insite = "insite --replications 12 --seed 1 --json";

TEST(Simulate, SaysTheSameBytesOnAnyThreadsAndRanks) {
  const Ran one = simulate(insite + " --threads 1");
  ASSERT_EQ(one.status, 0);
  const auto document = json::parse(one.out);
  EXPECT_EQ(document.at("replications").as_int64(), 12);
  EXPECT_GT(document.at("outcomes").as_array().size(), 25U);
  EXPECT_EQ(simulate(insite + " --threads 2").out, one.out);
  for (const int ranks : {2, 3}) {
    const std::string mpirun = "OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 mpirun --oversubscribe -n " +
                               std::to_string(ranks) + " ";
    const Ran cluster = run(mpirun + ALONGSIDE_PROGRAM + " simulate facility " + insite + " --threads 1");
    EXPECT_EQ(cluster.status, 0);
    EXPECT_EQ(cluster.out, one.out) << ranks << " ranks";
  }
}

TEST(Simulate, GoesOnWhereItWasStopped) {
  const auto file = std::filesystem::temp_directory_path() / ("alongside-resume-" + std::to_string(::getpid()));
  const std::string resume = " --resume " + file.string();
  ASSERT_EQ(simulate("pilot --replications 30 --seed 5 --json" + resume).status, 0);
  std::filesystem::resize_file(file, std::filesystem::file_size(file) * 2 / 3);  // as a power cut leaves it
  const Ran again = simulate("pilot --replications 30 --seed 5 --json" + resume);
  EXPECT_EQ(again.status, 0);
  EXPECT_EQ(again.out, simulate("pilot --replications 30 --seed 5 --json").out);
  const Ran other = simulate("pilot --replications 30 --seed 6 --json" + resume + " 2>&1");
  EXPECT_EQ(other.status, 2) << other.out;
  std::filesystem::remove(file);
}

TEST(Simulate, TellsMistakesWithTheirPlace) {
  const Ran setting = simulate("insite --set seats.boots=3 2>&1");
  EXPECT_EQ(setting.status, 2);
  EXPECT_NE(setting.out.find("scenarios/insite.toml:"), std::string::npos) << setting.out;
  EXPECT_NE(setting.out.find("did you mean booth?"), std::string::npos) << setting.out;
  EXPECT_EQ(simulate("insite --set seats.booth 2>&1").status, 2);
  EXPECT_EQ(simulate("nowhere 2>&1").status, 2);
  EXPECT_EQ(simulate("pilot --evidence nowhere.toml 2>&1").status, 2);
  EXPECT_EQ(simulate("drop-in --find 2>&1").status, 2) << "nobody uses there: nothing to find";
}

TEST(Simulate, ListsWhatWasAssumedInItsText) {
  const std::string text = simulate("mobile --replications 3").out;
  const auto assumed = text.find("\nAssumed\n");
  ASSERT_NE(assumed, std::string::npos) << text;
  EXPECT_NE(text.find("waiting.patience_minutes = ", assumed), std::string::npos);
  EXPECT_NE(text.find("\nWith a source\n", assumed), std::string::npos);
}

TEST(Simulate, NamesEveryShippedScenarioInItsHelp) {
  const std::string help = simulate("--help").out;
  for (const auto& file : std::filesystem::directory_iterator(ALONGSIDE_SOURCE_DIR "/scenarios"))
    EXPECT_NE(help.find(file.path().stem().string()), std::string::npos) << file.path();
}

TEST(Simulate, FindsADesignAndSaysHowSureItIs) {
  const Ran found = simulate("mobile --find --json --threads 2");
  ASSERT_TRUE(found.status == 0 || found.status == 3) << found.out;
  const auto document = json::parse(found.out);
  EXPECT_TRUE(document.as_object().contains("method"));
  EXPECT_EQ(document.at("confidence").to_number<double>(), 0.95);
  EXPECT_GT(document.at("curve").as_array().size(), 1U) << "never one number";
  EXPECT_GT(document.at("parameters").as_array().size(), 40U) << "and what it rests on";
}

}  // namespace
