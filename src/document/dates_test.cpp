#include "document/dates.hpp"

#include <gtest/gtest.h>

namespace alongside::document {
namespace {

std::string told(const LocalTime& t) {
  const char* const fineness[] = {"day", "hour", "minute", "second"};
  char text[64];
  std::snprintf(text, sizeof text, "%s %02u:%02u:%02u to the %s", iso_date(t.date).c_str(), t.hour, t.minute, t.second,
                fineness[static_cast<std::size_t>(t.written)]);
  return text;
}

TEST(LocalTimes, AreReadInIsoAndAmericanForms) {
  const std::pair<const char*, const char*> cases[] = {
      {"2021-11-30", "2021-11-30 00:00:00 to the day"},
      {"11/30/2021", "2021-11-30 00:00:00 to the day"},
      {"1/2/2022", "2022-01-02 00:00:00 to the day"},
      {"2021-11-30 14", "2021-11-30 14:00:00 to the hour"},
      {"2021-11-30T14:05", "2021-11-30 14:05:00 to the minute"},
      {"2021-11-30 14:05:07", "2021-11-30 14:05:07 to the second"},
      {"2021-11-30 14:05:07.125", "2021-11-30 14:05:07 to the second"},
      {"11/30/2021 2:05 PM", "2021-11-30 14:05:00 to the minute"},
      {"11/30/2021 12:00 am", "2021-11-30 00:00:00 to the minute"},
      {"11/30/2021 12 PM", "2021-11-30 12:00:00 to the hour"},
      {" 2020-02-29 23:59 ", "2020-02-29 23:59:00 to the minute"},
  };
  for (const auto& [text, expected] : cases) {
    const auto time = parse_local_time(text);
    ASSERT_TRUE(time.ok()) << time.error().message;
    EXPECT_EQ(told(*time), expected) << text;
  }
}

TEST(LocalTimes, AreRefusedRatherThanGuessed) {
  for (const char* text : {"", "30/11/2021", "2021-02-29", "2021-13-01", "21-11-30", "11/30/21", "2021-11-30 24:00",
                           "2021-11-30 14:60", "2021-11-30 13:00 PM", "2021-11-30 0 AM", "2021-11-30 14:5",
                           "2021-11-30x", "2021-11-30 14:05Z", "1850-01-01", "yesterday", "44530.5"}) {
    EXPECT_FALSE(parse_local_time(text).ok()) << text;
  }
  EXPECT_EQ(parse_date("30/11/2021").error().message,
            "expected a date as 2021-11-30 or 11/30/2021 (month first), found \"30/11/2021\"");
  EXPECT_FALSE(parse_date("2021-11-30 14:00").ok());
}

TEST(Dates, AreReadInTheOrderThatIsAsked) {
  EXPECT_EQ(iso_date(*parse_date("3/4/2021", DayOrder::day_first)), "2021-04-03");
  EXPECT_EQ(iso_date(*parse_date("3/4/2021", DayOrder::month_first)), "2021-03-04");
  EXPECT_EQ(iso_date(*parse_date("30.11.2021", DayOrder::day_first)), "2021-11-30");
  EXPECT_EQ(iso_date(*parse_date("30-11-2021", DayOrder::day_first)), "2021-11-30");
  EXPECT_EQ(iso_date(*parse_date("2021-03-04", DayOrder::day_first)), "2021-03-04") << "ISO is never turned round";
  for (const char* text : {"11/30/2021", "30/11.2021", "30/11/21", "2021/11/30", "30/11/2021/1"})
    EXPECT_FALSE(parse_date(text, DayOrder::day_first).ok()) << text;
  EXPECT_FALSE(parse_date("3.4.2021").ok()) << "nobody said in which order";
}

TEST(Dates, ShowTheirOrderOnlyWhereTheOtherIsNone) {
  const std::pair<const char*, OrderShown> cases[] = {{"13/04/2021 10:00", OrderShown::day_first},
                                                      {"04/13/2021", OrderShown::month_first},
                                                      {"03/04/2021", OrderShown::either},
                                                      {"3.4.2021", OrderShown::either},
                                                      {"05/05/2021", OrderShown::nothing},
                                                      {"2021-03-04", OrderShown::nothing},
                                                      {"31/31/2021", OrderShown::nothing},
                                                      {"0/4/2021", OrderShown::nothing},
                                                      {"31/04/2021", OrderShown::nothing},
                                                      {"29/02/2020", OrderShown::day_first},
                                                      {"", OrderShown::nothing},
                                                      {"13/04", OrderShown::nothing}};
  for (const auto& [text, shown] : cases) EXPECT_EQ(order_shown(text), shown) << text;
}

TEST(Dates, NameTheNumberByWhichASpreadsheetKeepsADay) {
  const auto zone = Zone::find("America/New_York");
  for (const char* text : {"45001", "45001.58681", "45001,58681"}) {
    const auto moment = parse_moment(text, *zone, DayOrder::month_first);
    ASSERT_FALSE(moment.ok());
    EXPECT_NE(moment.error().message.find("the number by which a spreadsheet keeps a day"), std::string::npos) << text;
  }
  for (const char* text : {"4500", "450012", "12345", "45001 10:00"}) {
    EXPECT_EQ(parse_moment(text, *zone, DayOrder::month_first).error().message.find("spreadsheet"), std::string::npos)
        << text;
  }
}

base::Instant in_new_york(const char* text) {
  const auto zone = Zone::find("America/New_York");
  return parse_moment(text, *zone)->instant;
}

TEST(Instants, FollowTheZoneOrTheOffset) {
  EXPECT_EQ(iso_utc(in_new_york("2021-11-30 14:05")), "2021-11-30T19:05:00Z") << "winter: UTC-5";
  EXPECT_EQ(iso_utc(in_new_york("2021-07-04T14:05")), "2021-07-04T18:05:00Z") << "summer: UTC-4";
  EXPECT_EQ(iso_utc(in_new_york("2021-11-30T14:05Z")), "2021-11-30T14:05:00Z");
  EXPECT_EQ(iso_utc(in_new_york("2021-11-30T14:05:09+05:30")), "2021-11-30T08:35:09Z");
  EXPECT_EQ(in_new_york("1970-01-01T00:00Z").milliseconds_utc, 0);
  EXPECT_EQ(iso_utc({-1}), "1969-12-31T23:59:59Z") << "rounded down before 1970 too";
  const auto zone = Zone::find("America/New_York");
  EXPECT_FALSE(parse_moment("2021-11-30T14:05+1", *zone).ok());
  EXPECT_FALSE(parse_moment("2021-11-30T14:05Q", *zone).ok());
  EXPECT_FALSE(parse_moment("2021-11-30Z", *zone).ok());
  EXPECT_EQ(parse_moment("11/30/2021 2 PM", *zone)->written, Written::hour);
  EXPECT_EQ(parse_moment("2021-11-07 01:30", *zone)->change, Zone::ClockChange::twice);
}

// New York: clocks were put forward on 14 March 2021 at 02:00 and back on 7 November 2021 at 02:00.
TEST(ClockChanges, GiveTheFirstOfTwoEqualTimes) {
  const auto zone = Zone::find("America/New_York");
  const auto utc = zone->to_utc(*parse_local_time("2021-11-07 01:30"));
  EXPECT_EQ(utc.change, Zone::ClockChange::twice);
  EXPECT_EQ(iso_utc(utc.instant), "2021-11-07T05:30:00Z") << "still summer time, UTC-4";
  EXPECT_EQ(told(zone->to_local(utc.instant)), "2021-11-07 01:30:00 to the second");
  EXPECT_EQ(told(zone->to_local(utc.instant + base::hours(1))), "2021-11-07 01:30:00 to the second");
}

TEST(ClockChanges, CarryATimeThatNeverWasPastTheGap) {
  const auto zone = Zone::find("America/New_York");
  const auto utc = zone->to_utc(*parse_local_time("2021-03-14 02:30"));
  EXPECT_EQ(utc.change, Zone::ClockChange::never);
  EXPECT_EQ(told(zone->to_local(utc.instant)), "2021-03-14 03:30:00 to the second");
  EXPECT_EQ(zone->to_utc(*parse_local_time("2021-03-14 01:59")).change, Zone::ClockChange::none);
}

TEST(ClockChanges, LeaveEveryDayItsFirstInstant) {
  const auto new_york = Zone::find("America/New_York");
  EXPECT_EQ(new_york->begin_of({2021, 3, 15}) - new_york->begin_of({2021, 3, 14}), base::hours(23));
  EXPECT_EQ(new_york->begin_of({2021, 11, 8}) - new_york->begin_of({2021, 11, 7}), base::hours(25));
  const auto havana = Zone::find("America/Havana");  // puts clocks forward at midnight
  EXPECT_EQ(told(havana->to_local(havana->begin_of({2021, 3, 14}))), "2021-03-14 01:00:00 to the second");
}

TEST(Zones, AreRefusedByName) {
  for (const char* name : {"", "America/Nowhere", "/etc/passwd", "../../etc/passwd", "EST5EDT;rm"})
    EXPECT_FALSE(Zone::find(name).ok()) << name;
}

TEST(Dates, AreCountedThroughLeapDays) {
  EXPECT_EQ(iso_date(next_day({2020, 2, 28})), "2020-02-29");
  EXPECT_EQ(iso_date(next_day({2021, 12, 31})), "2022-01-01");
  EXPECT_EQ(days_between({2021, 11, 30}, {2022, 1, 31}), 62);
  EXPECT_EQ(days_between({2022, 1, 31}, {2021, 11, 30}), -62);
}

}  // namespace
}  // namespace alongside::document
