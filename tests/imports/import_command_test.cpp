// alongside import visits, as somebody types it on files as spreadsheets and people make them.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <string>

#include "ledger/temporary_folder_test.hpp"
#include "support/ran.hpp"

namespace {

using alongside::test::Ran;
using alongside::test::run;

class ImportCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    const Ran made = program("init " + site() + " --site pier --zone America/New_York --training");
    ASSERT_EQ(made.status, 0) << made.out;
  }
  std::string site() const { return (folder_ / "site").string() + " --key-file " + (folder_ / "key").string(); }
  static Ran program(const std::string& arguments) {
    return run(std::string(ALONGSIDE_PROGRAM) + " " + arguments + " 2>&1 </dev/null");
  }
  Ran import(const std::string& text, const std::string& more = "") const {
    std::ofstream(folder_ / "visits.csv", std::ios::binary) << text;
    std::filesystem::remove(folder_ / "visits.rejects.csv");
    return program("import visits " + (folder_ / "visits.csv").string() + " " + site() + " " + more);
  }
  alongside::ledger::TemporaryFolder folder_;
};

TEST_F(ImportCommand, SaysThatNoRowCouldBeTakenAndWhy) {
  const Ran ran = import("visit,arrived\nv1,45001\nv2,45001.58681\n");
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.out.find("has it already"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("nothing was added to pier: no row could be taken. The first: "), std::string::npos)
      << ran.out;
  EXPECT_NE(ran.out.find("the number by which a spreadsheet keeps a day"), std::string::npos) << ran.out;
}

TEST_F(ImportCommand, SaysWhyElseNothingWasAdded) {
  EXPECT_NE(import("visit,arrived\n").out.find("the file has no rows below its column names"), std::string::npos);
  ASSERT_EQ(import("visit,arrived\nv1,2023-03-01\n").status, 0);
  EXPECT_NE(import("visit,arrived\nv1,2023-03-01\n").out.find("the record has it already"), std::string::npos);
  const Ran partly = import("visit,arrived\nv1,2023-03-01\nv2,x\n");
  EXPECT_NE(partly.out.find("in the record already"), std::string::npos) << partly.out;
  EXPECT_EQ(partly.out.find("the record has it already"), std::string::npos) << partly.out;
}

TEST_F(ImportCommand, TellsHowItReadTheDates) {
  const Ran ran = import("visit,arrived\nv1,03/04/2021 10:00\nv2,13/04/2021 10:00\n");
  EXPECT_EQ(ran.status, 0) << ran.out;
  EXPECT_NE(ran.out.find("dates: the day first, so that 03/04/2021 is 3 April"), std::string::npos) << ran.out;
  const auto told =
      boost::json::parse(import("visit,arrived\nv1,03/04/2021 10:00\nv2,13/04/2021 10:00\n", "--json").out);
  EXPECT_EQ(told.at("dates"), "day_first");
  EXPECT_TRUE(boost::json::parse(import("visit,arrived\nv9,2021-03-04\n", "--json").out).at("dates").is_null());
}

TEST_F(ImportCommand, TakesAFileWhoseNumbersWereSpoiltForNothing) {
  const Ran ran = import("visit,arrived,code\n2.02303E+11,2023-03-01,c1\n2.02303E+11,2023-03-01,c2\n");
  EXPECT_EQ(ran.status, 2);
  EXPECT_NE(ran.out.find("no row could be taken"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("Format the column as text in the spreadsheet"), std::string::npos) << ran.out;
}

}  // namespace
