#include "center/import/map.hpp"

#include <gtest/gtest.h>

#include "center/import/an_import_test.hpp"

namespace alongside::center {
namespace {

TEST_F(AnImport, ReadsTheSourcesOwnWordsThroughAMap) {
  const ImportMap map = map_of(
      "ignore = [\"Staff on duty\"]\n"
      "[columns]\nvisit = \"Visit #\"\narrived = \"Check-in\"\nsubstance = \"Drug Name\"\nemergency = \"OD?\"\n"
      "[values.substance]\n\"Heroin (H)\" = \"heroin\"\n\"Speedball\" = \"heroin+cocaine\"\n\"H\" = \"heroin\"\n"
      "[values.emergency]\n\"Y\" = \"opioid\"\n\"N\" = \"\"\n");
  const ImportPlan made = import(
      "Visit #,Check-in,Drug Name,OD?,Staff on duty\n1,2021-11-30 14,heroin (h),N,3\n2,2021-11-30 "
      "14,Speedball,Y,3\n3,2021-11-30 14,H+crack,n,3\n",
      map);
  EXPECT_EQ(messages(made), Lines{});
  EXPECT_EQ(uses(), (Lines{"1 heroin unknown", "2 heroin+cocaine unknown", "3 heroin+crack unknown"}));
  EXPECT_EQ(made.summary.emergencies_added, 1U);
}

TEST_F(AnImport, RefusesUnknownAndMissingColumns) {
  EXPECT_EQ(refused("visit,arived\n"),
            "visits.csv:1:7: expected a column that is known here (visit, arrived, code, substance, route, emergency, "
            "watched, oxygen, breaths, naloxone, ems, transport "
            "or died) or named under ignore in the map, found \"arived\"; did you mean arrived?\n"
            "visits.csv:1:1: expected a column \"arrived\", found none; name the source's own in the map: [columns] "
            "arrived = \"...\"");
  EXPECT_NE(refused("visit,arrived,\n1,2021-11-30,x\n"), "x");
  EXPECT_EQ(messages(plan("visit,arrived,\n1,2021-11-30,x\n2,2021-11-30,\n,,\n")),
            Lines{"visits.csv:2:14: expected nothing in a column without a name, found \"x\""});
}

TEST_F(AnImport, SaysWhatIsWrongInAMap) {
  const auto wrong = [](const char* toml) {
    const auto file = document::Toml::parse("map.toml", toml);
    const auto map = ImportMap::read(*file);
    return map.ok() ? std::string("taken") : map.error().message;
  };
  EXPECT_EQ(wrong("[columns]\nsubstanse = \"Drug\"\n"),
            "map.toml:2:13: columns.substanse: expected one of our columns (visit, arrived, code, substance, route, "
            "emergency, watched, oxygen, breaths, naloxone, ems, "
            "transport or died), found \"substanse\"; did you mean substance?");
  EXPECT_EQ(wrong("ignored = [\"x\"]\n"),
            "map.toml:1:11: ignored: expected only settings that are known here, found this one; did you mean ignore?");
  EXPECT_NE(wrong("[columns]\nvisit = \"N\"\ncode = \"n\"\n").find("mapped above"), std::string::npos);
  EXPECT_NE(wrong("ignore = [\"N\"]\n[columns]\nvisit = \"N\"\n").find("under ignore too"), std::string::npos);
  EXPECT_EQ(wrong("dates = \"american\"\n"),
            "map.toml:1:9: dates: expected day_first or month_first, found \"american\"");
  EXPECT_NE(wrong("numbers = [\"arrived\"]\n").find("expected visit or code, found \"arrived\""), std::string::npos);
  EXPECT_NE(wrong("[columns]\narrived = [\"Date\", \"Time\", \"Zone\"]\n").find("as [\"Date\", \"Time\"]"),
            std::string::npos);
  EXPECT_NE(wrong("[columns]\narrived = [\"Date\", \"date\"]\n").find("mapped above"), std::string::npos);
  EXPECT_NE(wrong("[columns]\nvisit = [\"A\", \"B\"]\n"), "taken") << "only an arrival stands in two columns";
}

TEST_F(AnImport, TakesADayAndATimeFromTwoColumns) {
  const ImportMap map = map_of("[columns]\narrived = [\"Date\", \"Time\"]\n");
  const ImportPlan made = import(
      "visit,Time,code,Date\n1,2:05 PM,K1,11/30/2021\n2,,K2,11/29/2021\n3,14:05,K3,\n4,25:00,K4,11/28/2021\n", map);
  EXPECT_EQ(
      messages(made),
      (Lines{"visits.csv:4:12: arrived: expected a date and time as 2021-11-30 14:05 or 11/30/2021 2:05 PM (minutes "
             "may be left out), found \"14:05\"",
             "visits.csv:5:12: arrived: expected a date and time as 2021-11-30 14:05 or 11/30/2021 2:05 PM (minutes "
             "may be left out), found \"11/28/2021 25:00\""}));
  EXPECT_EQ(arrivals(all<domain::ImportedVisit>()), (Lines{"2021-11-30T19:05:00Z", "2021-11-29T05:00:00Z"}));
  EXPECT_EQ(all<domain::ImportedVisit>().at(1).precision, domain::Precision::day) << "no time was written";
  EXPECT_NE(refused("visit,Date\n1,2021-11-30\n", map).find("expected a column \"time\", found none"),
            std::string::npos);
}

TEST_F(AnImport, TakesNoBreakSpacesForSpacesAndShowsWhatCannotBeSeen) {
  const ImportPlan made = import(
      "visit,arrived,substance\nv1,2021-03-01\xC2\xA0"
      "10:00,prescribed\xC2\xA0opioid\n"
      "v2,3/15/2021 2:05\xE2\x80\xAFPM,heroin\nv3,\xC2\xA0"
      "2021-03-01 10:00 , Heroin\xC2\xA0\n"
      "v4,2021-03-01 10:\xE2\x80\x8B"
      "00,heroin\n");
  EXPECT_EQ(
      messages(made),
      Lines{"visits.csv:5:4: arrived: expected a date and time as 2021-11-30 14:05 or 11/30/2021 2:05 PM (minutes "
            "may be left out), found \"2021-03-01 10:<U+200B>00\""});
  EXPECT_EQ(arrivals(all<domain::ImportedVisit>()),
            (Lines{"2021-03-01T15:00:00Z", "2021-03-15T18:05:00Z", "2021-03-01T15:00:00Z"}));
  EXPECT_EQ(refused("visit\xC2\xA0no,arrived\n1,2021-03-01\n", map_of("[columns]\nvisit = \"Visit no\"\n")), "taken");
}

TEST_F(AnImport, TakesTheLineThatNamesTheComma) {
  EXPECT_EQ(import("sep=,\nvisit,arrived\nv1,2021-03-01 10:00\nv2,x\n").rejected.at(0).line, 4U);
  EXPECT_EQ(all<domain::ImportedVisit>().size(), 1U);
}

}  // namespace
}  // namespace alongside::center
