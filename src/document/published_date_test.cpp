#include "document/published_date.hpp"

#include <gtest/gtest.h>

namespace alongside::document {
namespace {

std::string day_of(const char* text, DayOrder order = DayOrder::month_first) {
  const auto date = parse_published_date(text, order);
  return date ? iso_date(date->date) : date.error().message;
}

TEST(PublishedDates, AreReadAsThePortalsAndProgramsWriteThem) {
  for (const char* text : {"2021-11-30",
                           "2021-11-30T00:00:00.000",
                           "2021-11-30T00:00:00",
                           "2021-11-30T00:00:00Z",
                           "2021-11-30T00:00:00.000Z",
                           "2021-11-30 00:00:00",
                           "2021-11-30T05:00:00-05:00",
                           "2021-11-30T00:00:00+0000",
                           "2021/11/30 00:00:00+00",
                           "2021/11/30 05:00:00+00",
                           "2021/11/30",
                           "11/30/2021",
                           "11/30/2021 12:00:00 AM",
                           "11/30/2021 00:00",
                           "11-30-2021",
                           "11/30/21",
                           "Nov 30, 2021",
                           "November 30, 2021",
                           "30-Nov-21",
                           "30NOV2021",
                           "30 Nov 2021",
                           "30NOV2021:00:00:00",
                           "20211130",
                           "1638230400000",
                           "1638288000000",
                           " 11/30/2021\xC2\xA0"})
    EXPECT_EQ(day_of(text), "2021-11-30") << text;
}

TEST(PublishedDates, SayWhatWasAssumed) {
  const auto assumed = [](const char* text) { return parse_published_date(text, DayOrder::month_first)->assumed; };
  EXPECT_EQ(assumed("2021-11-30T00:00:00.000"), DateAssumed::nothing);
  EXPECT_EQ(assumed("2021-11-30T00:00:00Z"), DateAssumed::day_of_zone);
  EXPECT_EQ(assumed("2021/11/30 05:00:00+00"), DateAssumed::day_of_zone);
  EXPECT_EQ(assumed("11/30/21"), DateAssumed::century);
  EXPECT_EQ(assumed("1638230400000"), DateAssumed::milliseconds);
  EXPECT_EQ(day_of("1/2/68"), "2068-01-02");
  EXPECT_EQ(day_of("1/2/69"), "1969-01-02");
}

TEST(PublishedDates, HaveTheirDayFirstWhereThatWasSaid) {
  EXPECT_EQ(day_of("3/4/2021", DayOrder::day_first), "2021-04-03");
  EXPECT_EQ(day_of("3/4/2021"), "2021-03-04");
  EXPECT_EQ(day_of("30.11.2021 14:05", DayOrder::day_first), "2021-11-30");
  EXPECT_EQ(day_of("2021/11/30", DayOrder::day_first), "2021-11-30");
  EXPECT_NE(day_of("11/30/2021", DayOrder::day_first).find("30/11/2021 (day first)"), std::string::npos);
}

TEST(PublishedDates, AreRefusedRatherThanGuessed) {
  for (const char* text : {"",
                           "30/11/2021",
                           "2021-02-29",
                           "2021-13-01",
                           "20211301",
                           "99999999",
                           "2021-11-30 24:00",
                           "2021-11-30 14:60",
                           "2021-11-30 13:00 PM",
                           "2021-11-30x",
                           "2021-11-30T00:00:00+99",
                           "2021-11-30T00:00:00+00:00:00",
                           "1850-01-01",
                           "yesterday",
                           "Ma 5, 2019",
                           "5 2019",
                           "2021",
                           "11/2021",
                           "-1638230400000",
                           "99999999999999",
                           "3.4.2021",
                           "Jan 2019"})
    EXPECT_FALSE(parse_published_date(text, DayOrder::month_first).ok()) << text;
  EXPECT_NE(day_of("44530").find("by which a spreadsheet keeps a day"), std::string::npos);
  EXPECT_NE(day_of("44530.58").find("by which a spreadsheet keeps a day"), std::string::npos);
  EXPECT_NE(day_of("1638230400").find("seconds since 1970"), std::string::npos);
}

}  // namespace
}  // namespace alongside::document
