// alongside staff, as somebody who runs a site types it.
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "ledger/sqlite/writer_lock.hpp"
#include "ledger/temporary_folder_test.hpp"
#include "support/ran.hpp"

namespace {

using alongside::test::Ran;
using alongside::test::run;

class StaffCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    const Ran made =
        typed("long enough\n4444\n",
              "init " + site() + key() + " --site harbor --zone America/New_York --training --manager ana");
    ASSERT_EQ(made.status, 0) << made.out;
  }
  std::string site() const { return (folder_ / "site").string(); }
  std::string key() const { return " --key-file " + (folder_ / "key").string(); }
  static Ran typed(const std::string& lines, const std::string& arguments) {
    return run("printf '" + lines + "' | " + ALONGSIDE_PROGRAM + " " + arguments + " 2>&1");
  }
  Ran staff(const std::string& verb, const std::string& rest = "", const std::string& lines = "") const {
    return typed(lines, "staff " + verb + " " + site() + key() + " " + rest);
  }
  std::string sealed() const {
    std::ifstream file(folder_ / "site" / "staff.sealed", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  alongside::ledger::TemporaryFolder folder_;
};

TEST_F(StaffCommand, AddsListsChangesAndEnds) {
  const Ran added = staff("add", "nurse-2 --role nurse --label 'nurse 2'", "2222\n");
  ASSERT_EQ(added.status, 0) << added.out;
  EXPECT_EQ(staff("pin", "nurse-2", "3333\n").status, 0);
  EXPECT_EQ(staff("password", "nurse-2", "long enough\n").status, 0);
  EXPECT_EQ(staff("end", "nurse-2").status, 0);
  const Ran listed = staff("list", "--json");
  ASSERT_EQ(listed.status, 0) << listed.out;
  const auto everybody = boost::json::parse(listed.out).at("staff").as_array();
  ASSERT_EQ(everybody.size(), 2U);
  EXPECT_EQ(everybody[0].at("staff"), "ana");
  EXPECT_FALSE(everybody[0].at("ended").as_bool());
  EXPECT_EQ(everybody[1].at("label"), "nurse 2");
  EXPECT_TRUE(everybody[1].at("has_password").as_bool());
  EXPECT_TRUE(everybody[1].at("ended").as_bool());
}

TEST_F(StaffCommand, AWeakSecretOfTheFirstManagerLeavesNoHalfASite) {
  const auto other = (folder_ / "other").string();
  for (const char* lines : {"short\n4444\n", "long enough\n44\n"}) {
    const Ran made =
        typed(lines, "init " + other + key() + " --site pier --zone America/New_York --training --manager ana");
    EXPECT_EQ(made.status, 2) << made.out;
    EXPECT_FALSE(std::filesystem::exists(other));
  }
}

TEST_F(StaffCommand, ASiteThatCouldNotBeMadeDoesNotStandInTheWayOfTheNextTry) {
  const auto other = folder_ / "other";
  const std::string init = "init " + other.string() + key() + " --site pier --zone America/New_York --training ";
  for (const char* wrong :
       {"--manager 'Ana B'", "--manager ana --protocol nowhere.toml", "--manager ana --guardrails nowhere.toml"}) {
    EXPECT_EQ(typed("long enough\n4444\n", init + wrong).status, 2) << wrong;
    EXPECT_FALSE(std::filesystem::exists(other)) << wrong;
  }
  const auto names_of = [](const std::filesystem::path& folder) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      names.insert(entry.path().filename().string());
    return names;
  };
  EXPECT_EQ(names_of(folder_.path()), (std::set<std::string>{"key", "site"})) << "nothing half made is left";
  const Ran made = typed("long enough\n4444\n", init + "--manager ana");
  EXPECT_EQ(made.status, 0) << made.out;
  EXPECT_EQ(names_of(other), names_of(folder_ / "site"));
  EXPECT_EQ(typed("", "verify " + other.string() + key()).status, 0);
}

TEST_F(StaffCommand, ASiteIsMadeInAFolderThatIsThereToo) {
  const auto other = folder_ / "other";
  std::filesystem::create_directory(other);
  std::ofstream(other / "notes.txt") << "kept";
  const std::string init = "init " + other.string() + key() + " --site pier --zone America/New_York --training ";
  EXPECT_EQ(typed("long enough\n4444\n", init + "--manager 'Ana B'").status, 2);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(other), {}), 1) << "what was there";
  EXPECT_EQ(typed("long enough\n4444\n", init + "--manager ana").status, 0);
  EXPECT_TRUE(std::filesystem::exists(other / "notes.txt"));
  EXPECT_EQ(typed("", "staff list " + other.string() + key()).status, 0);
  EXPECT_EQ(typed("long enough\n4444\n", init + "--manager ana").status, 2)
      << "a record is never made anew over another";

  const auto sealed_key = folder_ / "kept" / "site.pub";
  std::filesystem::create_directory(sealed_key.parent_path());
  std::ofstream(sealed_key) << "another site's";
  const std::string kept = "init " + sealed_key.parent_path().string() + key() + " --site k --zone UTC --training";
  EXPECT_EQ(typed("", kept).status, 2) << "nothing is written over";
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(sealed_key.parent_path()), {}), 1);

  const auto keyed = (folder_ / "keyed").string();
  EXPECT_EQ(typed("", "init " + keyed + " --key-file " + keyed + "/key --site k --zone UTC --training").status, 0)
      << "with its key within";
}

TEST_F(StaffCommand, ARealSiteIsAskedForItsGuardrails) {
  const std::string init = "init " + (folder_ / "other").string() + key() + " --site pier --zone America/New_York ";
  const Ran made = typed("", init);
  EXPECT_EQ(made.status, 2);
  EXPECT_NE(
      made.out.find("--guardrails: expected what the law and the site allow, as a file of your own or one that is "
                    "shipped: connecticut-drop-in, demonstration or rhode-island."),
      std::string::npos)
      << made.out;
  EXPECT_FALSE(std::filesystem::exists(folder_ / "other"));
  EXPECT_EQ(typed("", init + "--guardrails rhode-island").status, 0);
}

TEST_F(StaffCommand, ASecondManagerTakesOverFromTheFirst) {
  const Ran alone = staff("end", "ana");
  EXPECT_EQ(alone.status, 2);
  EXPECT_NE(alone.out.find("add another manager"), std::string::npos) << alone.out;
  const Ran added = staff("add", "ben --role manager --password", "long enough too\n5555\n");
  ASSERT_EQ(added.status, 0) << added.out;
  EXPECT_EQ(staff("end", "ana").status, 0);
}

TEST_F(StaffCommand, TellsMistakesAndChangesNothing) {
  const std::string before = sealed();
  EXPECT_EQ(staff("add", "x --role wizard", "2222\n").status, 2);
  EXPECT_EQ(staff("add", "x --role system", "2222\n").status, 2);
  EXPECT_EQ(staff("add", "x --role nurse", "22\n").status, 2);
  EXPECT_EQ(staff("add", "x --role manager --password", "\n2222\n").status, 2);
  EXPECT_EQ(staff("add", "ana --role nurse", "2222\n").status, 2);
  EXPECT_EQ(staff("pin", "nobody", "2222\n").status, 2);
  EXPECT_EQ(staff("end", "nobody").status, 2);
  EXPECT_EQ(sealed(), before);
}

TEST_F(StaffCommand, ChangesNothingWhileAnotherProgramHoldsTheSiteAndStillLists) {
  const auto lock = alongside::ledger::WriterLock::take(folder_ / "site" / "ledger.db");
  ASSERT_TRUE(lock.ok());
  const std::string before = sealed();
  const Ran added = staff("add", "nurse-2 --role nurse", "2222\n");
  EXPECT_EQ(added.status, 1) << added.out;
  EXPECT_EQ(staff("list").status, 0);
  const Ran adopted = typed("long enough\n", "protocol adopt " + site() + key() + " bc-aha --signed-by ana");
  EXPECT_EQ(adopted.status, 1) << adopted.out;
  EXPECT_EQ(sealed(), before) << "a sign-in of another program is written over a server's";
}

}  // namespace
