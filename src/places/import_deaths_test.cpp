#include "places/import_deaths.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "document/csv.hpp"
#include "document/file.hpp"
#include "places/places_folder_test.hpp"
#include "places/public_data_test.hpp"

namespace alongside::places {
namespace {

const PlaceDocument& connecticut() {
  static const PlaceDocument document = *load_place_document("connecticut", "");
  return document;
}

ImportedDeaths imported(std::string_view text, const ImportChoices& choices = {}) {
  auto result = import_deaths("deaths.csv", text, connecticut(), choices);
  if (!result) ADD_FAILURE() << result.error().message;
  return result ? std::move(*result) : ImportedDeaths{};
}
double deaths_in(const ImportedDeaths& deaths, std::string_view place) {
  return deaths.counts.sums(1900, 2199)[*connecticut().places.find(place)];
}

// The publisher's columns and dates; the people are invented.
constexpr std::string_view publishers_file =
    "Date,Date Type,Age,Residence City,Injury City,Injury County,Injury State,Death City,Heroin,Any "
    "Opioid,InjuryCityGeo\n"
    "05/29/2012,Date of death,37,STAMFORD,STAMFORD,,,STAMFORD,,,\"STAMFORD, CT\n(41.051924, -73.539475)\"\n"
    "6/7/2012,Date reported,37,NORWICH,Uncasville,,CT,NORWICH,Y,Y,\"UNCASVILLE, CT\n(41.43, -72.11)\"\n"
    "07/01/2013 12:00:00 AM,DateReported,37,HEBRON,,,,MARLBOROUGH,,Y,\"CT\n(41.57516, -72.73829)\"\n"
    "2013-07-02,DateofDeath,37,HEBRON,UNKNOWN,,,HARTFORD,,N,\n"
    "2013-07-03,DateofDeath,37,HEBRON,PORT CHESTER,,NY,GREENWICH,Y,,\n"
    "2013-07-04,DateofDeath,37,HEBRON,\"E. Hartford, CT 06108\",,UK,HARTFORD,Y,,\n"
    "2013-07-05,DateofDeath,37,HEBRON,ATLANTIS,,CT,HARTFORD,Y,,\n"
    ",DateofDeath,37,HEBRON,AVON,,CT,HARTFORD,Y,,\n"
    "2013-13-05,DateofDeath,37,HEBRON,AVON,,CT,HARTFORD,Y,,\n";

TEST(ImportDeaths, PlacesByNameAndCountsWhyNot) {
  const ImportedDeaths d = imported(publishers_file);
  EXPECT_EQ(d.rows, 9U);
  EXPECT_EQ(d.by_name, 2U);
  EXPECT_EQ(d.by_alias, 1U);
  EXPECT_EQ(d.blank, 1U);
  EXPECT_EQ(d.unknown, 1U);
  EXPECT_EQ(d.elsewhere, 1U);
  EXPECT_EQ(d.not_placed, 1U);
  EXPECT_EQ(d.no_date, 1U);
  EXPECT_EQ(d.bad_date, 1U);
  EXPECT_EQ(d.first_bad_date, "line 13: \"2013-13-05\"");
  EXPECT_EQ(d.default_points, 1U);
  EXPECT_EQ(d.report_dates, 2U);
  EXPECT_EQ(d.rows, d.placed() + d.blank + d.unknown + d.elsewhere + d.not_placed + d.no_date + d.bad_date + d.bad_row)
      << "no row is lost";
  EXPECT_EQ(deaths_in(d, "Montville"), 1) << "Uncasville is a village of Montville";
  EXPECT_EQ(deaths_in(d, "East Hartford"), 1);
  EXPECT_EQ(d.counts.years, (std::vector<int>{2012, 2013}));
  EXPECT_NEAR(d.share_of_named_placed(), 3.0 / 4, 1e-12);
  EXPECT_EQ(d.names_not_placed.at("atlantis"), 1U);
}

TEST(ImportDeaths, FallsBackAndLeavesOutOnlyWhenAsked) {
  const ImportedDeaths residence = imported(publishers_file, {.residence_instead = true});
  EXPECT_EQ(residence.by_residence, 2U);
  EXPECT_EQ(deaths_in(residence, "Hebron"), 2);
  const ImportedDeaths death = imported(publishers_file, {.death_instead = true});
  EXPECT_EQ(deaths_in(death, "Marlborough"), 1);
  EXPECT_EQ(deaths_in(death, "Hartford"), 1);
  const ImportedDeaths opioids = imported(publishers_file, {.opioids_only = true});
  EXPECT_EQ(opioids.left_out_no_opioid, 2U) << "a row without a mark, and one marked N";
  EXPECT_EQ(deaths_in(opioids, "Stamford"), 0);
  const ImportedDeaths dated = imported(publishers_file, {.without_report_dates = true});
  EXPECT_EQ(dated.left_out_report_dates, 2U);
}

TEST(ImportDeaths, KnowsANoForANo) {
  ImportChoices choices;
  choices.opioids_only = true;
  std::string rows = "Date,Injury City,Any Opioid\n";
  for (const char* mark : {"Y", "1", "Yes", "N", "no", "0", "False", "-", ""})
    rows += std::string("2019-01-02,AVON,") + mark + "\n";
  const ImportedDeaths d = imported(rows, choices);
  EXPECT_EQ(d.placed(), 3U);
  EXPECT_EQ(d.left_out_no_opioid, 6U);
}

TEST(ImportDeaths, RefusesAFileWithoutItsColumns) {
  const auto none = import_deaths("x.csv", "Date,Town\n2012-01-01,AVON\n", connecticut(), {});
  ASSERT_FALSE(none.ok());
  EXPECT_NE(none.error().message.find("x.csv:1:1: expected a column \"Injury City\""), std::string::npos)
      << none.error().message;
  EXPECT_FALSE(
      import_deaths("x.csv", "Date,Injury City\n2012-01-01,AVON\n", connecticut(), {.opioids_only = true}).ok());
}

TEST(ImportDeaths, CountsGoOutAndComeBack) {
  const ImportedDeaths d = imported(publishers_file);
  const auto back = parse_counts("counts.csv", counts_as_csv(d.counts, connecticut().places), connecticut().places);
  ASSERT_TRUE(back.ok());
  EXPECT_EQ(back->by_place, d.counts.by_place);
}

/// A document of hard names, with more lines below [import].
PlaceDocument hard_names(const std::string& more = "") {
  const PlacesFolder folder(
      "place,lat,lon\nSt. Louis,41.6,-72.7\n100 Mile House,41.7,-72.7\nWard 5,41.65,-72.6\n169,41.55,-72.65\n"
      "169.02,41.56,-72.66\nMontr\xC3\xA9"
      "al,41.62,-72.62\n");
  folder.write(
      "places.toml",
      "name = \"Names\"\nabout = \"names that are hard\"\nsource = \"made up\"\nfile = \"places.csv\"\n[bounds]\n"
      "south = 41\nwest = -73\nnorth = 42\neast = -72\n[import]\nalias_source = \"none\"\n" +
          more + "[import.columns]\ntown = \"town\"\ndate = \"date\"\n");
  auto document = load_place_document(folder.path("places.toml"), "");
  if (!document) ADD_FAILURE() << document.error().message;
  return document ? std::move(*document) : PlaceDocument{};
}
ImportedDeaths imported_into(const PlaceDocument& document, const std::string& rows) {
  auto result = import_deaths("deaths.csv", "town,date\n" + rows, document, {});
  if (!result) ADD_FAILURE() << result.error().message;
  return result ? std::move(*result) : ImportedDeaths{};
}

TEST(ImportDeaths, CountsATractAsItselfAndANameWithDotsOrDigitsToo) {
  const PlaceDocument document = hard_names();
  const ImportedDeaths d =
      imported_into(document,
                    "St. Louis,2019-01-05\nST LOUIS,2019-01-05\n100 Mile House,2019-02-05\nWard "
                    "5,2019-02-05\n169,2019-02-05\n169.02,2019-02-05\n169.02,2019-02-06\nMONTR\xC3\x89"
                    "AL,2019-02-05\nMontre\xCC\x81"
                    "al,2019-02-05\n169.03,2019-02-05\nWard 6,2019-02-05\n,,\n,\n");
  EXPECT_EQ(d.by_name, 9U);
  EXPECT_EQ(d.not_placed, 2U);
  EXPECT_EQ(d.blank, 2U) << "rows of a spreadsheet in which nothing stands";
  EXPECT_EQ(d.bad_row, 0U);
  const std::vector<double> sums = d.counts.sums(2019, 2019);
  EXPECT_EQ(sums, (std::vector<double>{2, 1, 1, 1, 2, 2}));
}

TEST(ImportDeaths, ReadsTheDatesOfThePortalsAndSaysWhatItAssumed) {
  const PlaceDocument document = hard_names();
  const ImportedDeaths d =
      imported_into(document,
                    "169,2019/01/05 05:00:00+00\n169,2019-01-05T00:00:00.000Z\n169,2019-01-05T00:00:"
                    "00.000\n169,1/5/19\n169,\"Jan 5, 2019\"\n169,1546646400000\n169,1/5/2020 "
                    "12:00:00 AM\n169,43470\n");
  EXPECT_EQ(d.placed(), 7U);
  EXPECT_EQ(d.assumed_day, 2U);
  EXPECT_EQ(d.assumed_century, 1U);
  EXPECT_EQ(d.milliseconds, 1U);
  EXPECT_EQ(d.by_year(), (std::map<int, std::uint64_t>{{2019, 6}, {2020, 1}}));
  EXPECT_EQ(d.bad_date, 1U);
  EXPECT_NE(d.first_bad_date_says.find("by which a spreadsheet keeps a day"), std::string::npos)
      << d.first_bad_date_says;
}

TEST(ImportDeaths, ThatLoseMoreThanTheirShareAreRefusedWithTheCommonestNames) {
  const PlaceDocument document = hard_names();
  std::string rows;
  for (int i = 0; i < 30; ++i) rows += "169,2019-01-05\n";
  for (int i = 0; i < 3; ++i) rows += "Sant Louis,2019-01-05\n";
  for (int i = 0; i < 12; ++i) rows += "Nowhere " + std::to_string(i) + ",2019-01-05\n";
  rows += "0169,2019-01-05\n";
  const ImportedDeaths d = imported_into(document, rows);
  EXPECT_NEAR(d.share_lost(), 16.0 / 46, 1e-12);
  const auto checked = check_placed(d, document, 0.05);
  ASSERT_FALSE(checked.ok());
  EXPECT_EQ(checked.error().failure, base::Failure::input);
  const std::string& says = checked.error().message;
  EXPECT_NE(says.find("16 of 46 rows could not be placed in Names (34.8%), and 5.0% is the most"), std::string::npos)
      << says;
  EXPECT_NE(says.find("\"sant louis\" (3); did you mean St. Louis?"), std::string::npos) << says;
  EXPECT_NE(says.find("\"0169\" (1); did you mean 169?"), std::string::npos) << says;
  EXPECT_EQ(says.find("\"nowhere 9\""), std::string::npos) << "ten at most";
  EXPECT_TRUE(check_placed(d, document, 0.5).ok());
  EXPECT_EQ(hard_names("unplaced_share_max = 0.5\n").import_rules.unplaced_share_max, 0.5);
  EXPECT_EQ(document.import_rules.unplaced_share_max, 0.05) << "what docs/plan.md says";
}

TEST(ImportDeaths, WithTheDayFirstAreNamedAndReadWhereThatIsSaid) {
  const std::string rows = "169,3/4/2021\n169,30/11/2021\n169,13/4/2021\n";
  const ImportedDeaths refused = imported_into(hard_names(), rows);
  const auto checked = check_placed(refused, hard_names(), 0.05);
  ASSERT_FALSE(checked.ok());
  EXPECT_NE(
      checked.error().message.find("The day and the month stand the other way round in line 3: \"30/11/2021\": say "
                                   "import.date_order = \"day_first\""),
      std::string::npos)
      << checked.error().message;
  EXPECT_EQ(imported_into(hard_names("date_order = \"day_first\"\n"), rows).placed(), 3U);
}

TEST(ImportDeaths, OfTheStatesOwnFilePlacesNinetyNineInAHundred) {
  const auto folder = public_data("connecticut");
  if (folder.empty()) GTEST_SKIP() << "the state's public file is not on this machine";
  const auto text = document::read_file(folder / "drug_deaths_2012_2020.csv", document::Csv::file_bytes_max);
  ASSERT_TRUE(text.ok());
  const ImportedDeaths d = imported(*text);
  EXPECT_EQ(d.rows, 7678U);
  EXPECT_EQ(d.blank, 178U);
  EXPECT_EQ(d.unknown, 135U);
  EXPECT_EQ(d.default_points, 178U);
  EXPECT_GE(d.share_of_named_placed(), 0.99);
  EXPECT_EQ(d.rows, d.placed() + d.blank + d.unknown + d.elsewhere + d.not_placed + d.no_date + d.bad_date + d.bad_row);
}

}  // namespace
}  // namespace alongside::places
