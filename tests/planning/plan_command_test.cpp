// The program's own `plan` and `import deaths`: what they print, and how they refuse.
#include <gtest/gtest.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "support/ran.hpp"

namespace {

namespace json = boost::json;

using alongside::test::Ran;
Ran run_program(const std::string& arguments) {
  return alongside::test::run(std::string("'") + ALONGSIDE_PROGRAM + "' " + arguments);
}
std::filesystem::path temporary(const std::string& name) {
  return std::filesystem::path(testing::TempDir()) / ("alongside-plan-" + std::to_string(::getpid()) + "-" + name);
}
void write(const std::filesystem::path& path, std::string_view text) { std::ofstream(path) << text; }
std::string read(const std::filesystem::path& path) {
  std::stringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

TEST(Plan, ProvesConnecticutsThreeSitesInOneJsonDocument) {
  const Ran ran = run_program("plan connecticut --sites 3 --gap 0 --json --draws 50");
  ASSERT_EQ(ran.status, 0) << ran.out;
  const auto plan = json::parse(ran.out);
  EXPECT_EQ(plan.at("sites").as_array().size(), 3U);
  EXPECT_EQ(plan.at("gap").to_number<double>(), 0);
  EXPECT_TRUE(plan.at("proven").as_bool());
  EXPECT_EQ(plan.at("naive").at("set").as_array().size(), 3U) << "every plan shows its naive twin";
  EXPECT_EQ(plan.at("sureness").at("draws").to_number<int>(), 50);
}

TEST(Plan, RefusesYearsThatItCannotGoBy) {
  for (const auto& [options, says] :
       {std::pair("--from 2019", "--from and --to choose among counts by year"),
        std::pair("--from 2020 --to 2019 --demand counts.csv", "expected --from no later than --to"),
        std::pair("--score-from 2015", "they can be scored from 2019 on, not from 2015"),
        std::pair("--gap nan", "expected numbers for --gap and --seconds"),
        std::pair("--json --format html", "give --out FILE for the html")}) {
    const Ran ran = run_program(std::string("plan connecticut --draws 0 --no-curve ") + options + " 2>&1");
    EXPECT_NE(ran.status, 0) << options;
    EXPECT_NE(ran.out.find(says), std::string::npos) << ran.out;
  }
}

TEST(Plan, CopiesAShippedPlanAsFilesToChange) {
  const auto folder = temporary("copy");
  ASSERT_EQ(run_program("plan connecticut --copy-to '" + folder.string() + "'").status, 0);
  const std::string how = " --sites 4 --draws 20 --set objective.goal=person_visits --json";
  const Ran copied = run_program("plan '" + (folder / "plan.toml").string() + "'" + how);
  const Ran shipped = run_program("plan connecticut" + how);
  ASSERT_EQ(copied.status, 0) << copied.out;
  EXPECT_EQ(json::parse(copied.out).at("sites"), json::parse(shipped.out).at("sites"));
  std::ifstream file(folder / "plan.toml");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text.find("Connecticut"), std::string::npos) << "what is of the shipped place alone stays there: " << text;
  EXPECT_EQ(text.find("capacity"), std::string::npos) << text;
  EXPECT_NE(text.find("behrends_2019"), std::string::npos) << "a publication travels";
  EXPECT_EQ(text.find("sb_1285"), std::string::npos) << "a source that nothing names does not";
  const Ran again = run_program("plan connecticut --copy-to '" + folder.string() + "' 2>&1");
  EXPECT_NE(again.status, 0);
  EXPECT_NE(again.out.find("is there already; nothing was written"), std::string::npos) << again.out;
  std::filesystem::remove_all(folder);
}

TEST(Plan, TakesAUsersOwnCountsAndPlacesAndWritesEachForm) {
  const auto places = temporary("places.csv");
  const auto counts = temporary("counts.csv");
  write(places,
        "place,lat,lon,area_km2,population,region\nNorth,41.9,-72.7,10,20000,A\nMiddle,41.6,-72.7,10,20000,A\nSouth,41."
        "3,-72.7,10,20000,B\nEast,41.6,-72.0,10,500,B\n");
  write(counts, "place,year,deaths\nNorth,2019,30\nMiddle,2019,4\nSouth,2019,9\nNorth,2020,31\nSouth,2020,8\n");
  const std::string common =
      "plan connecticut --sites 1 --places '" + places.string() + "' --demand '" + counts.string() + "'";
  const Ran plan = run_program(common + " --json");
  ASSERT_EQ(plan.status, 0) << plan.out;
  EXPECT_EQ(json::parse(plan.out).at("sites").at(0).at("candidate").as_string(), "North");
  const Ran forbidden = run_program(common + " --forbid north --json");
  EXPECT_EQ(json::parse(forbidden.out).at("sites").at(0).at("candidate").as_string(), "South");
  EXPECT_EQ(json::parse(run_program(common + " --format geojson").out).at("features").as_array().size(), 5U);
  EXPECT_NE(run_program(common + " --format html").out.find("<svg"), std::string::npos);
  EXPECT_NE(run_program(common).out.find("North"), std::string::npos);
  EXPECT_NE(run_program(common + " --score-from 2020").out.find("in hindsight"), std::string::npos);
  std::filesystem::remove(places);
  std::filesystem::remove(counts);
}

TEST(Plan, HandsRoundNothingThatASmallCountMoves) {
  const auto places = temporary("few-places.csv");
  write(places,
        "place,lat,lon,area_km2,population,region\nNorth,41.9,-72.7,10,20000,A\nMiddle,41.6,-72.7,10,400,A\nSouth,41."
        "3,-72.7,10,20000,B\nEast,41.6,-72.0,10,500,B\n");
  const auto made = [&](int few, const std::string& how) {
    const auto counts = temporary("few.csv");
    std::string rows = "place,year,deaths\n";
    for (int year = 2015; year <= 2020; ++year)
      rows += "North," + std::to_string(year) + ",30\nSouth," + std::to_string(year) + "," +
              std::to_string(12 + year % 3) + "\n";
    write(counts, rows + "Middle,2018," + std::to_string(few) + "\n");
    const auto out = temporary("few-places-out.csv");
    const Ran ran = run_program("plan connecticut --sites 1 --draws 20 --no-curve --places '" + places.string() +
                                "' --demand '" + counts.string() + "' " + how +
                                (how.empty() ? "--places-out '" + out.string() + "' 2>&1 >/dev/null" : ""));
    EXPECT_EQ(ran.status, 0) << ran.out;
    std::filesystem::remove(counts);
    return how.empty() ? ran.out + read(out) : ran.out;
  };
  for (const char* how : {"--format html --coverage", "--format html --score-from 2019", "--format geojson", ""})
    EXPECT_EQ(made(1, how), made(9, how)) << how;
  std::filesystem::remove(places);
}

TEST(Plan, RefusesNonsenseWithItsPlace) {
  const Ran many = run_program("plan connecticut --sites 500 2>&1");
  EXPECT_EQ(many.status, 2);
  EXPECT_NE(many.out.find("169 candidates"), std::string::npos) << many.out;
  const Ran name = run_program("plan connecticut --forbid Hartfort 2>&1");
  EXPECT_EQ(name.status, 2);
  EXPECT_NE(name.out.find("did you mean Hartford?"), std::string::npos) << name.out;
  EXPECT_EQ(run_program("plan atlantis 2>&1").status, 2);
  const Ran setting = run_program("plan connecticut --set effect.home_shore=1 2>&1");
  EXPECT_EQ(setting.status, 2);
  const auto counts = temporary("bad.csv");
  write(counts, "place,year,deaths\nHartford,2019,-4\n");
  const Ran negative = run_program("plan connecticut --demand '" + counts.string() + "' 2>&1");
  EXPECT_EQ(negative.status, 2);
  EXPECT_NE(negative.out.find("bad.csv:2:15: deaths: expected a number from 0"), std::string::npos) << negative.out;
  std::filesystem::remove(counts);
}

TEST(ImportDeaths, WritesCountsAndSaysWhatWasNotPlaced) {
  const auto deaths = temporary("deaths.csv");
  const auto counts = temporary("out.csv");
  write(deaths,
        "Date,Date Type,Injury City,Injury State\n05/29/2019,Date of death,WILLIMANTIC,CT\n05/30/2019,Date of "
        "death,,\n06/30/2020,Date of death,HARTFORD,\n");
  const Ran ran =
      run_program("import deaths '" + deaths.string() + "' --place connecticut --json --out '" + counts.string() + "'");
  ASSERT_EQ(ran.status, 0) << ran.out;
  const auto said = json::parse(ran.out);
  EXPECT_EQ(said.at("placed").at("rows").to_number<int>(), 2);
  EXPECT_EQ(said.at("not_placed").at("blank").to_number<int>(), 1);
  EXPECT_EQ(read(counts), "place,year,deaths\nHartford,2020,1\nWindham,2019,1\n");
  EXPECT_EQ(run_program("import deaths '" + deaths.string() + "' --place atlantis --out x 2>&1").status, 2);
  std::filesystem::remove(deaths);
  std::filesystem::remove(counts);
}

}  // namespace
