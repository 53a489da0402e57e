// Every command that changes a site, as its owner types it, while `serve` runs on it: the same words and the same result as alone.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "ledger/temporary_folder_test.hpp"
#include "support/ran.hpp"
#include "support/serving.hpp"

namespace {

using alongside::test::Ran;
using alongside::test::run;
using alongside::test::Serving;

class BesideAServer : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* site : {"served", "alone"}) {
      const Ran made =
          typed("long enough\n4444\n",
                "init " + at(site) + key() + " --site harbor --zone America/New_York --training --manager ana");
      ASSERT_EQ(made.status, 0) << made.out;
      const Ran added = staff(site, "add", "dr-okafor --role medical_director --password", "long enough\n5555\n");
      ASSERT_EQ(added.status, 0) << added.out;
    }
    std::ofstream(folder_ / "january.csv") << "visit,arrived,substance,route\n"
                                              "1,2024-01-02 10:00,heroin,inject\n"
                                              "2,2024-01-02 11:00,glue,inject\n"
                                              "3,2024-01-03 11:00,,\n";
  }
  std::string at(const std::string& site) const { return (folder_ / site).string(); }
  std::string key() const { return " --key-file " + (folder_ / "key").string(); }
  static Ran typed(const std::string& lines, const std::string& arguments) {
    return run("printf '" + lines + "' | " + ALONGSIDE_PROGRAM + " " + arguments + " 2>&1");
  }
  Ran staff(const std::string& site, const std::string& verb, const std::string& rest = "",
            const std::string& lines = "") const {
    return typed(lines, "staff " + verb + " " + at(site) + key() + " " + rest);
  }
  /// The key's file is one for both sites here: whose it is, each site's own folder says.
  std::vector<std::string> serve_options() const { return {"--key-file", (folder_ / "key").string()}; }

  /// On both sites; what is a site's own is cut out.
  void expect_the_same(const std::string& lines, const std::string& before_site, const std::string& after_site,
                       int status) {
    Ran ran[2];
    const char* sites[2] = {"served", "alone"};
    for (int i = 0; i < 2; ++i) {
      ran[i] = typed(lines, before_site + " " + at(sites[i]) + key() + " " + after_site);
      for (std::size_t found; (found = ran[i].out.find(at(sites[i]))) != std::string::npos;)
        ran[i].out.replace(found, at(sites[i]).size(), "SITE");
      ran[i].out = ran[i].out.substr(0, ran[i].out.find("chain head"));
    }
    EXPECT_EQ(ran[0].status, status) << before_site << ": " << ran[0].out;
    EXPECT_EQ(ran[0].status, ran[1].status) << before_site << ": " << ran[1].out;
    EXPECT_EQ(ran[0].out, ran[1].out) << before_site;
  }

  alongside::ledger::TemporaryFolder folder_;
};

TEST_F(BesideAServer, EachCommandSaysAndDoesWhatItDoesAlone) {
  Serving server(ALONGSIDE_PROGRAM, at("served"), serve_options());
  ASSERT_TRUE(server.is_up()) << server.log();
  expect_the_same("2222\n", "staff add", "nurse-2 --role nurse --label 'nurse 2'", 0);
  expect_the_same("2222\n", "staff add", "nurse-2 --role nurse", 2);
  expect_the_same("22\n", "staff add", "nurse-3 --role nurse", 2);
  expect_the_same("3333\n", "staff pin", "nurse-2 --json", 0);
  expect_the_same("long enough\n", "staff password", "nurse-2", 0);
  expect_the_same("3333\n", "staff pin", "nobody", 2);
  expect_the_same("", "staff end", "nurse-2", 0);
  expect_the_same("", "staff end", "ana --json", 0);
  expect_the_same("", "staff end", "dr-okafor", 2);
  expect_the_same("wrong\n", "protocol adopt", "sydney --signed-by dr-okafor", 2);
  expect_the_same("long enough\n", "protocol adopt", "sydney --signed-by dr-okafor", 0);
  expect_the_same("long enough\n", "protocol adopt", "sydney --signed-by ana", 2);
  expect_the_same("", "protocol adopt", "sydney --signed-by dr-okafor", 2);
  expect_the_same("", "protocol adopt", "nowhere.toml --signed-by dr-okafor", 2);
  const std::string january = (folder_ / "january.csv").string();
  for (int twice = 0; twice < 2; ++twice) {
    expect_the_same("", "import visits " + january, "", 2);
    expect_the_same("", "import visits " + january, "--json | sed 's/\"head\".*//'", 0);
  }
  // Kept, whatever becomes of the server.
  server.end(SIGKILL);
  expect_the_same("", "staff list", "--json", 0);
  EXPECT_EQ(typed("", "verify " + at("served") + key()).status, 0);
  EXPECT_EQ(typed("", "report " + at("served") + key()).status, 0);
}

TEST_F(BesideAServer, ACommandThatNoTerminalAnswersSaysWhatItWanted) {
  const Ran adopted = typed("", "protocol adopt " + at("alone") + key() + " bc-aha --signed-by dr-okafor");
  EXPECT_EQ(adopted.status, 2);
  EXPECT_NE(adopted.out.find("Password of dr-okafor"), std::string::npos) << adopted.out;
  EXPECT_EQ(adopted.out.find("passphrase"), std::string::npos) << adopted.out;
}

TEST_F(BesideAServer, AServerThatWasKilledKeepsNoCommandWaitingAndTheNextTakesItsPlace) {
  {
    Serving server(ALONGSIDE_PROGRAM, at("served"), serve_options());
    ASSERT_TRUE(server.is_up()) << server.log();
    server.end(SIGKILL);
  }
  EXPECT_TRUE(std::filesystem::exists(folder_ / "served" / "owner.socket"));
  EXPECT_EQ(staff("served", "add", "nurse-2 --role nurse", "2222\n").status, 0);
  Serving next(ALONGSIDE_PROGRAM, at("served"), serve_options());
  ASSERT_TRUE(next.is_up()) << next.log();
  EXPECT_EQ(staff("served", "pin", "nurse-2", "3333\n").status, 0);
  next.end(SIGTERM);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "served" / "owner.socket"));
}

TEST_F(BesideAServer, KilledAtAnyMomentWhatWasSaidToBeDoneIsDone) {
  std::vector<std::string> done;
  for (int life = 0; life < 4; ++life) {
    Serving server(ALONGSIDE_PROGRAM, at("served"), serve_options());
    ASSERT_TRUE(server.is_up()) << server.log();
    std::thread killer([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(150 + 90 * life));
      server.end(SIGKILL);
    });
    for (int i = 0; i < 4; ++i) {
      const std::string name = "peer-" + std::to_string(life) + "-" + std::to_string(i);
      if (staff("served", "add", name + " --role peer", "2222\n").status == 0) done.push_back(name);
    }
    killer.join();
  }
  const Ran listed = staff("served", "list");
  ASSERT_EQ(listed.status, 0) << listed.out;
  for (const std::string& name : done) EXPECT_NE(listed.out.find(name), std::string::npos) << name;
}

TEST_F(BesideAServer, ALockedServerSaysSoBeforeAnythingIsAsked) {
  Serving server(ALONGSIDE_PROGRAM, at("served"));
  ASSERT_TRUE(server.is_up()) << server.log();
  for (const std::string& command :
       {"staff end " + at("served") + key() + " ana",
        "protocol adopt " + at("served") + key() + " bc-aha --signed-by dr-okafor",
        "import visits " + (folder_ / "january.csv").string() + " " + at("served") + key()}) {
    const Ran ran = typed("", command);
    EXPECT_EQ(ran.status, 1) << ran.out;
    EXPECT_NE(ran.out.find("locked"), std::string::npos) << ran.out;
  }
}

TEST_F(BesideAServer, AnotherSitesKeyIsRefused) {
  Serving server(ALONGSIDE_PROGRAM, at("served"), serve_options());
  ASSERT_TRUE(server.is_up()) << server.log();
  const std::string other = (folder_ / "other").string();
  ASSERT_EQ(typed("", "init " + other + " --key-file " + other + ".key --site other --zone UTC --training").status, 0);
  const Ran ran = typed("", "staff end " + at("served") + " --key-file " + other + ".key ana");
  EXPECT_EQ(ran.status, 2) << ran.out;
  EXPECT_NE(ran.out.find("not this site's"), std::string::npos) << ran.out;
}

TEST_F(BesideAServer, ASocketThatCannotBeMadeKeepsNoServerFromRunning) {
  std::filesystem::create_directory(folder_ / "served" / "owner.socket");
  Serving server(ALONGSIDE_PROGRAM, at("served"), serve_options());
  ASSERT_TRUE(server.is_up()) << server.log();
  EXPECT_NE(server.log().find("owner.socket"), std::string::npos) << server.log();
  const Ran ran = staff("served", "end", "ana");
  EXPECT_EQ(ran.status, 1) << ran.out;
  EXPECT_NE(ran.out.find("another program"), std::string::npos) << ran.out;
}

}  // namespace
