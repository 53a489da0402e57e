// The program as an evaluator uses it: two sites are made, New York's first two months are imported, the report shows what was published.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>

#include "document/evidence_document.hpp"
#include "document/toml.hpp"
#include "new_york/spreadsheets.hpp"

namespace alongside::new_york {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::uint64_t seed = 20211130;

struct Ran {
  int status = -1;
  std::string out;
  std::string error;
};

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void write(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

/// A folder in which the program is run.
class Desk {
 public:
  Desk() {
    std::string name = (fs::path(testing::TempDir()) / "alongside-new-york-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~Desk() { fs::remove_all(folder_); }
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  fs::path at(const std::string& name) const { return folder_ / name; }

  /// Words with spaces are not needed here.
  Ran run(const std::string& arguments) const {
    const std::string command =
        "cd '" + folder_.string() + "' && '" + ALONGSIDE_PROGRAM + "' " + arguments + " >out 2>error </dev/null";
    const int answer = std::system(command.c_str());
    return {WIFEXITED(answer) ? WEXITSTATUS(answer) : -1, read(at("out")), read(at("error"))};
  }
  void make_site(const std::string& name) const {
    const Ran ran = run("init " + name + " --site " + name +
                        " --zone America/New_York --guardrails demonstration --key-file " + name + ".key");
    ASSERT_EQ(ran.status, 0) << ran.error;
  }
  Ran import(const std::string& file, const std::string& site, const std::string& more = "") const {
    return run("import visits " + file + " " + site + " --key-file " + site + ".key --json " + more);
  }
  json::value report(const std::string& arguments) const {
    const Ran ran = run("report " + arguments + " --json");
    EXPECT_EQ(ran.status, 0) << ran.error;
    return ran.status == 0 ? json::parse(ran.out) : json::value();
  }

 private:
  fs::path folder_;
};

/// Both sites imported, once for all tests: none of them adds a row.
class NewYork : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    desk = std::make_unique<Desk>();
    desk->make_site("east");
    desk->make_site("west");
    write(desk->at("east.csv"), spreadsheet_in_our_words(first_site, seed));
    write(desk->at("west.csv"), spreadsheet_in_their_words(second_site, seed));
    write(desk->at("west.toml"), map_of_their_words());
    const Ran east = desk->import("east.csv", "east");
    ASSERT_EQ(east.status, 0) << east.error;
    const Ran west = desk->import("west.csv", "west", "--map west.toml");
    ASSERT_EQ(west.status, 0) << west.error;
  }
  static void TearDownTestSuite() { desk.reset(); }

  static inline std::unique_ptr<Desk> desk;
};

class TheImport : public testing::Test {
 protected:
  Desk desk_;
};
using TheReport = TheImport;

std::int64_t number(const json::value& document, const char* pointer) {
  boost::system::error_code missing;
  const json::value* found = document.find_pointer(pointer, missing);
  EXPECT_NE(found, nullptr) << pointer;
  return found != nullptr && found->is_int64() ? found->get_int64() : -1;
}

TEST_F(NewYork, ReportsExactlyWhatWasPublished) {
  const json::value both = desk->report("east west --key-file east.key --key-file west.key");

  EXPECT_EQ(number(both, "/sum/codes/at_least"), 613);
  EXPECT_EQ(number(both, "/sum/codes/at_most"), 613);
  EXPECT_EQ(number(both, "/sum/uses/total"), 5975);
  const std::string emergencies = "/sum/emergencies";
  const std::pair<const char*, std::int64_t> published[] = {
      {"/by_kind/opioid", 80},
      {"/by_kind/stimulant", 45},
      {"/any_use/all/oxygen/count", 54},
      {"/any_use/all/naloxone/count", 19},
      {"/any_use/opioid/oxygen/of", 80},
      {"/highest_level/opioid/watched", 26},
      {"/highest_level/opioid/oxygen", 35},
      {"/highest_level/opioid/naloxone", 19},
      {"/highest_level/opioid/breaths", 0},
      {"/highest_level/opioid/none_recorded", 0},
      {"/highest_level/stimulant/none_recorded", 45},
      {"/ems_calls/count", 5},
      {"/ems_calls/of", 125},
      {"/transports/count", 3},
      {"/deaths/count", 0},
      {"/deaths/of", 5975},
      {"/overdoses/count", 54},
  };
  for (const auto& [pointer, expected] : published)
    EXPECT_EQ(number(both, (emergencies + pointer).c_str()), expected) << pointer;

  EXPECT_EQ(number(both, "/sum/emergencies/any_use/all/breaths/count"), 0);
  EXPECT_EQ(number(both, "/sum/emergencies/any_use/all/breaths/not_recorded"), 125)
      << "the paper says nothing of breaths: not recorded, not none";
  EXPECT_EQ(number(both, "/sum/emergencies/time_to/oxygen/unknown_imported"), 125);
  EXPECT_EQ(number(both, "/sum/emergencies/time_to/oxygen/n"), 0);
  const double bound = both.at_pointer("/sum/emergencies/deaths/upper_95/count").as_double();
  EXPECT_NEAR(bound, 2.995, 0.001) << "about 3: ln 20 for a large n";

  EXPECT_EQ(both.at("face"), "internal");
  EXPECT_EQ(both.at("kind_of_site"), "real");
  EXPECT_EQ(both.at_pointer("/days/first"), "2021-11-30");
  EXPECT_EQ(both.at_pointer("/days/last"), "2022-01-31");
  EXPECT_EQ(number(both, "/days/count"), 63);
}

TEST_F(NewYork, ReportsEachSiteAndEveryUseOnce) {
  const json::value both = desk->report("east west --key-file east.key --key-file west.key");
  const SiteTotals totals[] = {first_site, second_site};
  for (std::size_t i = 0; i < 2; ++i) {
    const json::value& site = both.at("sites").at(i);
    EXPECT_EQ(number(site, "/figures/codes/at_most"), totals[i].codes);
    EXPECT_EQ(number(site, "/figures/uses/total"), totals[i].uses);
    EXPECT_EQ(number(site, "/figures/emergencies/ems_calls/count"), totals[i].ems);
    EXPECT_EQ(number(site, "/figures/emergencies/by_kind/stimulant"), totals[i].stimulant);
    EXPECT_GT(number(site, "/chain_head/seq"), totals[i].uses) << "a row for each use at least";
  }
  // The parts of each figure add up to it.
  const json::value& sum = both.at("sum");
  std::int64_t by_hour = 0;
  for (const json::value& visits : sum.at_pointer("/visits/by_hour").as_array()) by_hour += visits.as_int64();
  std::int64_t by_day = 0;
  for (const json::value& day : sum.at_pointer("/visits/by_day").as_array()) by_day += day.at("visits").as_int64();
  EXPECT_EQ(by_hour, number(sum, "/visits/total"));
  EXPECT_EQ(by_day, number(sum, "/visits/total"));
  EXPECT_EQ(number(sum, "/visits/by_hour/3"), 0) << "nobody comes at night";
  std::int64_t kinds = 0;
  for (const json::value& kind : sum.at_pointer("/uses/by_substance_and_route").as_array())
    kinds += kind.at("uses").as_int64();
  EXPECT_EQ(kinds, 5975);
  std::int64_t routes = 0;
  for (const auto& route : sum.at_pointer("/uses/by_route").as_object()) routes += route.value().as_int64();
  EXPECT_EQ(routes, 5975);
  EXPECT_GT(number(sum, "/uses/mixes"), 0);

  // Two halves make the whole.
  const std::string sites = "east west --key-file east.key --key-file west.key ";
  const std::int64_t before = number(desk->report(sites + "--to 2021-12-31"), "/sum/uses/total");
  const std::int64_t after = number(desk->report(sites + "--from 2022-01-01"), "/sum/uses/total");
  EXPECT_GT(before, 0);
  EXPECT_EQ(before + after, 5975);
  EXPECT_TRUE(desk->report(sites + "--from 2022-01-01").at_pointer("/sum/codes/at_least").is_null())
      << "codes are not counted between dates";
}

TEST_F(NewYork, GivesEvidenceThatASimulationReads) {
  const Ran ran = desk->run("evidence east west --key-file east.key --key-file west.key --out both.toml --json");
  ASSERT_EQ(ran.status, 0) << ran.error;
  EXPECT_EQ(number(json::parse(ran.out), "/uses"), 5975);
  const auto toml = document::Toml::read(desk->at("both.toml"));
  ASSERT_TRUE(toml.ok()) << toml.error().message;
  const auto evidence = document::read_evidence(*toml);
  ASSERT_TRUE(evidence.ok()) << evidence.error().message;
  EXPECT_TRUE(toml->all_read().ok());

  EXPECT_EQ(evidence->all_uses(), 5975U);
  EXPECT_EQ(evidence->emergencies, 125U);
  EXPECT_EQ(evidence->no_use_known.all(), 0U) << "each stands in the row of a use";
  std::uint64_t opioid = 0;
  std::uint64_t naloxone = 0;
  for (const document::UsesSeen& uses : evidence->uses) {
    opioid += uses.emergencies.of(document::EmergencyKindSeen::opioid);
    naloxone += uses.emergencies.of(document::EmergencyKindSeen::opioid, document::HighestSeen::naloxone);
    EXPECT_EQ(uses.delay.n, 0U) << "a spreadsheet has no times of emergencies";
  }
  EXPECT_EQ(opioid, 80U);
  EXPECT_EQ(naloxone, 19U);
  EXPECT_FALSE(evidence->live.has_value());
  ASSERT_TRUE(evidence->imported.has_value());
  std::uint64_t site_days = 0;
  for (const std::uint64_t days : evidence->imported->days) site_days += days;
  EXPECT_EQ(site_days, 2U * 63) << "30 November to 31 January at two sites";
  std::uint64_t uses_by_day = 0;
  for (const std::uint64_t uses : evidence->day_clusters.by_opioid.uses) uses_by_day += uses;
  EXPECT_EQ(uses_by_day, 5975U);
  EXPECT_EQ(std::filesystem::status(desk->at("both.toml")).permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(NewYork, GivesEvidenceThatAStudyTakesInPlaceOfTheLiterature) {
  ASSERT_EQ(desk->run("evidence east west --key-file east.key --key-file west.key --out both.toml").status, 0);
  const Ran ran = desk->run("evaluate baltimore --evidence both.toml --json");
  ASSERT_EQ(ran.status, 0) << ran.error;
  const json::value answer = json::parse(ran.out);
  const json::value& line = answer.at_pointer("/evidence/lines/0");
  EXPECT_EQ(line.at("parameter"), "overdoses_per_injection");
  EXPECT_TRUE(line.at("is_used").as_bool());
  EXPECT_EQ(line.at("events").to_number<int>(), 125);
  EXPECT_NEAR(line.at("center").to_number<double>(), 125.0 / 5975, 1e-12);
  // Between the literature's and the center's own, as a prior leaves it.
  EXPECT_GT(line.at("posterior").to_number<double>(), line.at("literature").to_number<double>());
  EXPECT_LT(line.at("posterior").to_number<double>(), 125.0 / 5975);
  const json::value without = json::parse(desk->run("evaluate baltimore --json").out);
  const auto money_of = [](const json::value& of, std::size_t index) {
    return of.at("outcomes").at(index).at("value").to_number<double>();
  };
  constexpr std::size_t deaths = 3;
  constexpr std::size_t ambulance = 4;
  ASSERT_EQ(answer.at("outcomes").at(deaths).at("name"), "deaths");
  EXPECT_EQ(money_of(answer, deaths), money_of(without, deaths)) << "a reversal on the floor is not a life saved";
  EXPECT_GT(money_of(answer, ambulance), money_of(without, ambulance));

  // Its folder instead of its document; and too many events asked for, so that the literature stays.
  const Ran folder = desk->run("evaluate baltimore --evidence east --key-file east.key --events-min 100000");
  ASSERT_EQ(folder.status, 0) << folder.error;
  EXPECT_NE(folder.out.find("The center's own record"), std::string::npos);
  EXPECT_EQ(desk->run("evaluate baltimore --evidence nowhere.toml").status, 2);
}

TEST_F(TheImport, IntoADemonstrationGivesEvidenceMarkedSo) {
  ASSERT_EQ(desk_.run("init show --site show --zone America/New_York --demo").status, 0);
  write(desk_.at("east.csv"), spreadsheet_in_our_words(first_site, seed));
  ASSERT_EQ(desk_.run("import visits east.csv show").status, 0);
  ASSERT_EQ(desk_.run("evidence show --out show.toml").status, 0);
  const std::string text = read(desk_.at("show.toml"));
  EXPECT_NE(text.find("kind_of_site = \"demonstration\""), std::string::npos);
  EXPECT_NE(text.find("INTERNAL: not for release"), std::string::npos);
  EXPECT_EQ(desk_.run("evidence show").status, 2) << "where to?";
  desk_.make_site("east");
  const Ran mixed = desk_.run("evidence show east --key-file show/site.key --key-file east.key --out mixed.toml");
  EXPECT_NE(mixed.status, 0);
  EXPECT_FALSE(fs::exists(desk_.at("mixed.toml")));
}

TEST_F(NewYork, ImportedAgainAddsNothing) {
  const std::int64_t head = number(desk->report("west --key-file west.key"), "/sites/0/chain_head/seq");
  const Ran again = desk->import("west.csv", "west", "--map west.toml");
  EXPECT_EQ(again.status, 0) << again.error;
  const json::value answer = json::parse(again.out);
  EXPECT_EQ(number(answer, "/added/visits"), 0);
  EXPECT_EQ(number(answer, "/added/uses"), 0);
  EXPECT_EQ(number(answer, "/rows_there_before"), number(answer, "/rows"));
  EXPECT_EQ(number(desk->report("west --key-file west.key"), "/sites/0/chain_head/seq"), head);
  EXPECT_EQ(desk->run("verify west --key-file west.key").status, 0);
}

TEST_F(TheImport, SendsAFileThatPointsToPeopleBackUnread) {
  desk_.make_site("east");
  write(desk_.at("people.csv"), "visit,arrived,Client Name,DOB\n1,2021-11-30 10:00,x,y\n");
  const std::int64_t head = number(desk_.report("east --key-file east.key"), "/sites/0/chain_head/seq");
  const Ran refused = desk_.import("people.csv", "east");
  EXPECT_EQ(refused.status, 2);
  EXPECT_EQ(refused.out, "");
  EXPECT_NE(refused.error.find("people.csv:1:15: column \"Client Name\" is refused: by its name it holds a name"),
            std::string::npos)
      << refused.error;
  EXPECT_NE(refused.error.find("\"DOB\" is refused: by its name it holds a birth date"), std::string::npos);
  EXPECT_EQ(number(desk_.report("east --key-file east.key"), "/sites/0/chain_head/seq"), head);
}

TEST_F(TheImport, GivesBadRowsBackToBePutRight) {
  desk_.make_site("east");
  const std::string good = spreadsheet_in_our_words({40, 200, 10, 1, 2, 1, 2, 1, 0}, seed);
  std::string bad = good;
  const std::size_t row = bad.find(",inject,");
  bad.replace(row, 8, ",injekt,");
  write(desk_.at("visits.csv"), bad);
  const Ran first = desk_.import("visits.csv", "east");
  EXPECT_EQ(first.status, 2) << "a row was not taken";
  const json::value answer = json::parse(first.out);
  EXPECT_EQ(number(answer, "/rejected/rows"), 1);
  EXPECT_EQ(number(answer, "/added/uses"), 199);
  EXPECT_NE(first.error.find("route: expected inject, smoke, snort, oral, other or unknown or nothing, found "
                             "\"injekt\"; did you mean inject?"),
            std::string::npos)
      << first.error;

  std::string rejects = read(desk_.at("visits.rejects.csv"));
  EXPECT_EQ(rejects.rfind("why,row,visit,arrived,code,", 0), 0U) << rejects;
  EXPECT_EQ(std::count(rejects.begin(), rejects.end(), '\n'), 2);
  rejects.replace(rejects.rfind(",injekt,"), 8, ",inject,");
  write(desk_.at("visits.rejects.csv"), rejects);

  EXPECT_EQ(desk_.import("visits.csv", "east").status, 2);
  const Ran kept = desk_.import("visits.csv", "east");
  EXPECT_NE(kept.error.find("something else is there"), std::string::npos)
      << "what was put right is not written over: " << kept.error;
  const Ran second = desk_.import("visits.rejects.csv", "east");
  EXPECT_EQ(second.status, 0) << second.error;
  EXPECT_EQ(number(json::parse(second.out), "/added/uses"), 1);
  EXPECT_EQ(number(desk_.report("east --key-file east.key"), "/sum/uses/total"), 200);
}

TEST_F(TheReport, IsNeverOfARealSiteAndADemonstration) {
  desk_.make_site("east");
  ASSERT_EQ(desk_.run("init show --site show --zone America/New_York --demo").status, 0);
  const Ran mixed = desk_.run("report east show --key-file east.key --key-file show/demonstration.key");
  EXPECT_EQ(mixed.status, 2);
  EXPECT_NE(mixed.error.find("a demonstration site is never summed with a real one"), std::string::npos) << mixed.error;
  const Ran release = desk_.run("report show --for health-department");
  EXPECT_EQ(release.status, 2);
  EXPECT_NE(release.error.find("release face"), std::string::npos);
  const Ran plain = desk_.run("report show");
  EXPECT_EQ(plain.status, 0) << plain.error;
  EXPECT_EQ(plain.out.rfind("INTERNAL: not for release.", 0), 0U);
}

}  // namespace
}  // namespace alongside::new_york
