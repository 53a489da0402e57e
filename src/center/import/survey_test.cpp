#include "center/import/survey.hpp"

#include <gtest/gtest.h>

#include "center/import/an_import_test.hpp"

namespace alongside::center {
namespace {

TEST_F(AnImport, RefusesColumnsThatPointToAPersonAndSaysWhich) {
  const std::string message = refused("visit,arrived,Last Name,DOB,phone,Medicaid ID\n1,2021-11-30,a,b,c,d\n");
  for (const char* part :
       {"visits.csv:1:15: column \"Last Name\" is refused: by its name it holds a name",
        "visits.csv:1:25: column \"DOB\" is refused: by its name it holds a birth date",
        "\"phone\" is refused: by its name it holds a telephone number",
        "\"Medicaid ID\" is refused: by its name it holds an insurance", "Remove the column from the file"}) {
    EXPECT_NE(message.find(part), std::string::npos) << message;
  }
  EXPECT_NE(refused("visit,arrived,DOB\n", map_of("ignore = [\"DOB\"]\n")).find("is refused"), std::string::npos)
      << "to ignore it is not enough";
  EXPECT_NE(refused("visit,arrived,E-mail\n", map_of("[columns]\ncode = \"E-mail\"\n")).find("is refused"),
            std::string::npos)
      << "nor to call it a code";
  EXPECT_TRUE(events().empty());
}

TEST_F(AnImport, RefusesCodesThatAreTelephoneNumbersWithoutShowingThem) {
  const std::string message =
      refused("visit,arrived,code\n1,2021-11-30,212-555-0147\n2,2021-11-30,(917) 555-0102\n3,2021-11-30,K7\n");
  EXPECT_EQ(message,
            "visits.csv:2:14: code: expected codes of the center's own, found what looks like a telephone number in 2 "
            "of 3 rows; nothing was read. Replace the column "
            "by a number that points to nobody");
  EXPECT_EQ(refused("visit,arrived,code\n1,2021-11-30,212-555-0147\n2,2021-11-30,K8\n3,2021-11-30,K7\n"), "taken")
      << "one in three may be chance";
  EXPECT_NE(refused("visit,arrived\n6/2/1984,2021-11-30\n").find("looks like a birth date"), std::string::npos);
}

// Half of these dates cannot be months first, the other half can: they once went into the record as 4 March and 4 May.
TEST_F(AnImport, ReadsAllDatesDayFirstWhereOneCanOnlyBe) {
  const ImportPlan made = import(
      "visit,arrived\nv1,03/04/2021 10:00\nv2,13/04/2021 10:00\nv3,05/04/2021 11:00\nv4,30/04/2021 11:00\n"
      "v5,2021-05-06 11:00\n");
  EXPECT_EQ(messages(made), Lines{});
  EXPECT_EQ(arrivals(all<domain::ImportedVisit>()),
            (Lines{"2021-04-03T14:00:00Z", "2021-04-13T14:00:00Z", "2021-04-05T15:00:00Z", "2021-04-30T15:00:00Z",
                   "2021-05-06T15:00:00Z"}))
      << "and one in ISO is what it is";
}

TEST_F(AnImport, ReadsAllDatesMonthFirstWhereOneCanOnlyBe) {
  const ImportPlan made = import("visit,arrived\nv1,3/4/2021 9 AM\nv2,4/13/2021 10 AM\n");
  EXPECT_EQ(messages(made), Lines{});
  EXPECT_EQ(arrivals(all<domain::ImportedVisit>()), (Lines{"2021-03-04T14:00:00Z", "2021-04-13T14:00:00Z"}));
}

TEST_F(AnImport, RefusesDatesOfWhichNoneSaysWhetherTheDayComesFirst) {
  const char* const file = "visit,arrived\nv1,2021-03-04\nv2,05/05/2021\nv3,03/04/2021\nv4,04/05/2021\n";
  EXPECT_EQ(refused(file),
            "visits.csv:4:4: arrived: expected dates that show whether the day or the month comes first, found "
            "\"03/04/2021\" and nowhere in the file a number over 12 that would tell; nothing was read. Say it in the "
            "map: dates = \"month_first\" or dates = \"day_first\"");
  EXPECT_TRUE(events().empty());
  const ImportPlan made = import(file, map_of("dates = \"day_first\"\n"));
  EXPECT_EQ(messages(made), Lines{});
  EXPECT_EQ(arrivals(all<domain::ImportedVisit>()).back(), "2021-05-04T04:00:00Z");
  EXPECT_EQ(refused("visit,arrived\nv1,05/05/2021\nv2,2021-03-04\n"), "taken") << "the same day either way";
}

TEST_F(AnImport, RefusesDatesOfBothOrdersUnlessTheMapSaysWhich) {
  const char* const file = "visit,arrived\nv1,03/04/2021\nv2,13/04/2021\nv3,04/14/2021\n";
  EXPECT_EQ(
      refused(file),
      "visits.csv:4:4: arrived: expected all dates with the day first or all with the month first, found "
      "\"04/14/2021\" here and \"13/04/2021\" on line 3; nothing was read. Mend the dates, or say in the map which "
      "are right: dates = \"month_first\" or dates = \"day_first\"; the others are then given back");
  const ImportPlan made = import(file, map_of("dates = \"day_first\"\n"));
  EXPECT_EQ(
      messages(made),
      Lines{"visits.csv:4:4: arrived: expected a date and time as 2021-11-30 14:05 or 30/11/2021 14:05 (day first; "
            "minutes may be left out), found \"04/14/2021\""});
  EXPECT_EQ(arrivals(all<domain::ImportedVisit>()), (Lines{"2021-04-03T04:00:00Z", "2021-04-13T04:00:00Z"}));
}

TEST_F(AnImport, RefusesAMapThatEveryDateOfTheFileContradicts) {
  EXPECT_EQ(
      refused("visit,arrived\nv1,03/04/2021\nv2,13/04/2021\n", map_of("dates = \"month_first\"\n")),
      "visits.csv:3:4: arrived: expected dates as the map says (dates = \"month_first\"), found \"13/04/2021\" and "
      "no date that only that order allows; nothing was read");
}

TEST_F(AnImport, TakesDatesWithPointsAndDashesInTheOrderThatTheyShow) {
  const ImportPlan made = import("visit,arrived\nv1,3.4.2021 10:00\nv2,13-04-2021 10:00\n");
  EXPECT_EQ(messages(made), Lines{});
  EXPECT_EQ(arrivals(all<domain::ImportedVisit>()), (Lines{"2021-04-03T14:00:00Z", "2021-04-13T14:00:00Z"}));
  EXPECT_NE(refused("visit,arrived\nv1,3.4.2021 10:00\n").find("found \"3.4.2021 10:00\" and nowhere"),
            std::string::npos);
}

TEST_F(AnImport, RefusesANumberThatASpreadsheetSpoilt) {
  const ImportPlan made = import(
      "visit,arrived,code\n2.02303E+11,2023-03-01,c1\n2.02303E+11,2022-03-01,c2\nv3,2022-03-01,\"1,2E+15\"\n"
      "#N/A,2022-03-01,c4\nv5,2022-03-01,########\nE+11,2022-03-01,1E5\n");
  const std::string shortened =
      ", a number that a spreadsheet shortened: what it left out is not in this file. Format the column as text in the "
      "spreadsheet and save the file again";
  const std::string no_value =
      ", which a spreadsheet writes where it has no value to show: mend the cell there and save "
      "the file again";
  const std::string visit = "visit: expected the source's own number of the visit, found ";
  EXPECT_EQ(messages(made),
            (Lines{"visits.csv:2:1: " + visit + "\"2.02303E+11\"" + shortened,
                   "visits.csv:3:1: " + visit + "\"2.02303E+11\"" + shortened,
                   "visits.csv:4:15: code: expected the participant's code or nothing, found \"1,2E+15\"" + shortened,
                   "visits.csv:5:1: " + visit + "\"#N/A\"" + no_value,
                   "visits.csv:6:15: code: expected the participant's code or nothing, found "
                   "\"########\"" +
                       no_value}));
  EXPECT_EQ(made.summary.visits_added, 1U) << "E+11 and 1E5 are nobody's shortened numbers";
}

TEST_F(AnImport, NamesTheDayNumbersOfASpreadsheet) {
  const ImportPlan made = import("visit,arrived\nv1,44501\nv2,44501.58681\nv3,445012\n");
  const std::string expected =
      "arrived: expected a date and time as 2021-11-30 14:05 or 11/30/2021 2:05 PM (minutes may be left out), found ";
  const std::string mend =
      ", the number by which a spreadsheet keeps a day: format the column as a date there and save the file again";
  EXPECT_EQ(messages(made), (Lines{"visits.csv:2:4: " + expected + "\"44501\"" + mend,
                                   "visits.csv:3:4: " + expected + "\"44501.58681\"" + mend,
                                   "visits.csv:4:4: " + expected + "\"445012\""}));
}

TEST_F(AnImport, KnowsRunningNumbersFromTelephonesAndBirthDates) {
  std::string telephones = "visit,arrived\n";
  std::string numbers = telephones;
  for (int i = 1; i <= 10; ++i) {
    numbers += std::to_string(2022000000 + i) + ",2022-03-01 10:00\n";
    telephones += std::to_string(2125550000LL + i * 977) + ",2021-03-01 10:00\n";
  }
  EXPECT_EQ(refused(numbers), "taken");
  EXPECT_EQ(refused(numbers + "2022000007,2022-03-01 10:00\n"), "taken") << "rows of one visit have one number";
  EXPECT_EQ(refused("visit,arrived\n20100301,2010-03-01\n20100302,2010-03-02\n"), "taken");
  EXPECT_EQ(refused("visit,arrived\n20100301,03/01/2010\n20100415,04/15/2010\n"), "taken")
      << "the day of the visit itself";
  EXPECT_EQ(refused("visit,arrived\n2022030501,2022-03-05\n2022053102,2022-05-31\n"), "taken")
      << "and that day with a number behind it";
  EXPECT_NE(refused(telephones).find("looks like a telephone number in 10 of 10 rows"), std::string::npos);
  EXPECT_NE(refused("visit,arrived\n19840602,2010-03-01\n19571224,2010-03-02\n").find("looks like a birth date"),
            std::string::npos);
}

TEST_F(AnImport, TakesTheMapsWordThatAColumnHoldsRunningNumbers) {
  const char* const file = "visit,arrived\n2022000007,2022-03-01 10:00\n";
  EXPECT_EQ(
      refused(file),
      "visits.csv:2:1: visit: expected the source's own visit numbers, found what looks like a telephone number in "
      "1 of 1 rows; nothing was read. Replace the column by a number that points to nobody. Are these running "
      "numbers of the source's own? Then say so in the map: numbers = [\"visit\"]");
  EXPECT_EQ(refused(file, map_of("numbers = [\"visit\"]\n")), "taken");
  EXPECT_NE(refused("visit,arrived\n212-555-0147,2021-03-01\n", map_of("numbers = [\"visit\"]\n"))
                .find("looks like a telephone number"),
            std::string::npos)
      << "a running number has no dashes";
}

}  // namespace
}  // namespace alongside::center
