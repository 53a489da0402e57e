// The days of a site, worked out by hand.
//
// New York in 2024: clocks were put forward on 10 March (02:00 became 03:00, UTC-5 became UTC-4) and back on 3 November (02:00 became 01:00).
#include "evidence/day.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace alongside::evidence {
namespace {

using base::Instant;

constexpr const char* new_york = "America/New_York";
constexpr const char* chicago = "America/Chicago";

document::Zone zone(const char* name) { return *document::Zone::find(name); }

/// On New York's walls; or with "Z" behind the clock, in UTC.
Instant at(const char* written) { return document::parse_moment(written, zone(new_york))->instant; }

domain::DaySet set(const char* zone, std::uint16_t minutes) {
  return {.zone = *domain::ZoneName::of(zone), .starts_minutes = minutes};
}

/// In New York from the beginning of 2024, with days that begin at this minute.
SiteDays days_from(std::uint16_t minutes) {
  SiteDays days(zone(new_york));
  days.take(set(new_york, minutes), at("2023-12-31 12:00"));
  return days;
}

std::string day(const SiteDays& days, const char* written) { return document::iso_date(days.day_of(at(written))); }

double hours_from(const SiteDays& days, const char* written) {
  const Instant begin = at(written);
  return static_cast<double>((days.end_of_day(begin) - begin).milliseconds) / 3'600'000.0;
}

TEST(ADayFromFive, BeginsAtFiveAndNotAMinuteEarlier) {
  const SiteDays days = days_from(300);
  EXPECT_EQ(day(days, "2024-06-15 00:00"), "2024-06-14");
  EXPECT_EQ(day(days, "2024-06-15 04:59"), "2024-06-14");
  EXPECT_EQ(document::iso_date(days.day_of(at("2024-06-15 05:00") - base::milliseconds(1))), "2024-06-14");
  EXPECT_EQ(day(days, "2024-06-15 05:00"), "2024-06-15");
  EXPECT_EQ(day(days, "2024-06-15 23:59"), "2024-06-15");
  EXPECT_EQ(hours_from(days, "2024-06-15 05:00"), 24);
}

TEST(ADayFromFive, IsAnHourShorterOnTheNightTheClocksGoForward) {
  const SiteDays days = days_from(300);
  // From 05:00 EST on Saturday the 9th to 05:00 EDT on Sunday the 10th.
  EXPECT_EQ(day(days, "2024-03-09T09:59:59Z"), "2024-03-08");
  EXPECT_EQ(day(days, "2024-03-09T10:00Z"), "2024-03-09");
  EXPECT_EQ(day(days, "2024-03-10T08:59:59Z"), "2024-03-09");
  EXPECT_EQ(day(days, "2024-03-10T09:00Z"), "2024-03-10");
  EXPECT_EQ(hours_from(days, "2024-03-08T10:00Z"), 24);
  EXPECT_EQ(hours_from(days, "2024-03-09T10:00Z"), 23);
  EXPECT_EQ(hours_from(days, "2024-03-10T09:00Z"), 24);
}

TEST(ADayFromFive, IsAnHourLongerOnTheNightTheClocksGoBack) {
  const SiteDays days = days_from(300);
  // From 05:00 EDT on Saturday the 2nd to 05:00 EST on Sunday the 3rd.
  EXPECT_EQ(day(days, "2024-11-02T08:59:59Z"), "2024-11-01");
  EXPECT_EQ(day(days, "2024-11-02T09:00Z"), "2024-11-02");
  EXPECT_EQ(day(days, "2024-11-03T05:30Z"), "2024-11-02") << "01:30, the first";
  EXPECT_EQ(day(days, "2024-11-03T06:30Z"), "2024-11-02") << "01:30, the second";
  EXPECT_EQ(day(days, "2024-11-03T09:59:59Z"), "2024-11-02");
  EXPECT_EQ(day(days, "2024-11-03T10:00Z"), "2024-11-03");
  EXPECT_EQ(hours_from(days, "2024-11-02T09:00Z"), 25);
  EXPECT_EQ(hours_from(days, "2024-11-03T10:00Z"), 24);
}

TEST(ADayFromMidnight, IsTheDateOnTheWall) {
  const SiteDays days = days_from(0);
  EXPECT_EQ(day(days, "2024-06-14 23:59:59"), "2024-06-14");
  EXPECT_EQ(day(days, "2024-06-15 00:00"), "2024-06-15");
  EXPECT_EQ(hours_from(days, "2024-03-10T05:00Z"), 23);
  EXPECT_EQ(hours_from(days, "2024-11-03T04:00Z"), 25);
}

TEST(ADay, EndsOnTheTwentyNinthOfFebruaryAsOnAnyOther) {
  const SiteDays days = days_from(300);
  EXPECT_EQ(day(days, "2024-02-29 04:59"), "2024-02-28");
  EXPECT_EQ(day(days, "2024-02-29 05:00"), "2024-02-29");
  EXPECT_EQ(day(days, "2024-03-01 04:59"), "2024-02-29");
  EXPECT_EQ(day(days, "2024-03-01 05:00"), "2024-03-01");
  EXPECT_EQ(day(days, "2025-03-01 04:59"), "2025-02-28") << "a year without one";
}

TEST(ADayThatBeginsWithinAClockChange, BeginsOnce) {
  // 02:30 never came on 10 March: half an hour after the change it is 03:30.
  const SiteDays forward = days_from(150);
  EXPECT_EQ(day(forward, "2024-03-10T07:29:59Z"), "2024-03-09");
  EXPECT_EQ(day(forward, "2024-03-10T07:30Z"), "2024-03-10");
  EXPECT_EQ(hours_from(forward, "2024-03-09T07:30Z"), 24);
  EXPECT_EQ(hours_from(forward, "2024-03-10T07:30Z"), 23);
  // 01:30 came twice on 3 November: the first is meant, and at 01:10 of the second hour it has not gone back a day.
  const SiteDays back = days_from(90);
  EXPECT_EQ(day(back, "2024-11-03T05:29:59Z"), "2024-11-02");
  EXPECT_EQ(day(back, "2024-11-03T05:30Z"), "2024-11-03");
  EXPECT_EQ(day(back, "2024-11-03T06:10Z"), "2024-11-03");
  EXPECT_EQ(hours_from(back, "2024-11-03T05:30Z"), 25);
}

TEST(ADay, BeforeTheRecordSaysAnythingIsFromMidnightByTheZoneOfTheSitesFile) {
  SiteDays days(zone(chicago));
  EXPECT_EQ(day(days, "2024-06-15T04:59Z"), "2024-06-14");
  EXPECT_EQ(day(days, "2024-06-15T05:00Z"), "2024-06-15") << "midnight in Chicago";
  days.take(set(new_york, 300), at("2024-07-01 12:00"));
  EXPECT_EQ(day(days, "2024-06-15T05:00Z"), "2024-06-15") << "what is said later moves nothing";
  EXPECT_EQ(day(days, "2024-07-02 04:59"), "2024-07-01");
}

TEST(ADay, OnWhichItsStartIsSetGoesOnUntilTheNextBegins) {
  SiteDays days(zone(new_york));
  days.take(set(new_york, 300), at("2024-06-15 03:00"));
  EXPECT_EQ(day(days, "2024-06-15 02:59"), "2024-06-15");
  EXPECT_EQ(day(days, "2024-06-15 03:00"), "2024-06-15") << "it had begun: it does not go back to the 14th";
  EXPECT_EQ(day(days, "2024-06-16 04:59"), "2024-06-15");
  EXPECT_EQ(day(days, "2024-06-16 05:00"), "2024-06-16");
  EXPECT_EQ(hours_from(days, "2024-06-15 00:00"), 29);
}

TEST(AZone, ThatChangesDecidesFromThenOn) {
  SiteDays west = days_from(300);
  west.take(set(chicago, 300), at("2024-06-15T16:00Z"));
  EXPECT_EQ(day(west, "2024-06-15T09:30Z"), "2024-06-15") << "05:30 in New York, which was in force; 04:30 in Chicago";
  EXPECT_EQ(day(west, "2024-06-16T09:30Z"), "2024-06-15") << "04:30 in Chicago";
  EXPECT_EQ(day(west, "2024-06-16T10:00Z"), "2024-06-16");
  EXPECT_EQ(hours_from(west, "2024-06-15T09:00Z"), 25);
  EXPECT_EQ(west.zone().name(), chicago);
  EXPECT_EQ(west.on_the_wall(at("2024-06-15T09:30Z")).hour, 5U);
  EXPECT_EQ(west.on_the_wall(at("2024-06-16T09:30Z")).hour, 4U);

  SiteDays within = days_from(300);
  within.take(set(chicago, 300), at("2024-06-15T09:30Z"));
  EXPECT_EQ(day(within, "2024-06-15T09:45Z"), "2024-06-15") << "04:45 in Chicago, and the 15th has begun already";

  SiteDays east(zone(chicago));
  east.take(set(chicago, 300), at("2024-01-01 12:00"));
  east.take(set(new_york, 300), at("2024-06-15T09:30Z"));
  EXPECT_EQ(day(east, "2024-06-15T09:29:59Z"), "2024-06-14");
  EXPECT_EQ(day(east, "2024-06-15T09:30Z"), "2024-06-15") << "05:30 at once";
  EXPECT_EQ(hours_from(east, "2024-06-14T10:00Z"), 23.5);
}

TEST(AZone, ThatThisSystemDoesNotHaveLeavesTheOneInForce) {
  SiteDays days = days_from(300);
  days.take(set("America/Nowhere", 0), at("2024-06-15 12:00"));
  EXPECT_EQ(days.zone().name(), new_york);
  EXPECT_EQ(day(days, "2024-06-16 00:00"), "2024-06-16");
}

TEST(ADay, SetByAClockThatWasPutBackReplacesWhatWasSaidOfLaterTimes) {
  SiteDays days(zone(new_york));
  days.take(set(new_york, 300), at("2024-06-20 12:00"));
  days.take(set(chicago, 300), at("2024-06-10 12:00"));
  EXPECT_EQ(day(days, "2024-06-10 11:00"), "2024-06-10");
  EXPECT_EQ(day(days, "2024-06-21T09:30Z"), "2024-06-20") << "04:30 in Chicago; in New York it would be the 21st";
}

TEST(AnImportedDate, CountsOnItselfAndAnImportedTimeOnItsDay) {
  const SiteDays days = days_from(300);
  EXPECT_EQ(days.day_of_imported(at("2024-06-15")), (Date{2024, 6, 15})) << "a date alone is written as its midnight";
  EXPECT_EQ(days.day_of_imported(at("2024-06-15 00:01")), (Date{2024, 6, 14}));
  EXPECT_EQ(days.day_of_imported(at("2024-06-15 05:00")), (Date{2024, 6, 15}));
}

TEST(HowDaysBegin, IsToldForTheDaysThatAreAskedFor) {
  SiteDays days(zone(new_york));
  days.take(set(new_york, 300), at("2024-06-15 12:00"));
  const auto starts = [&](Date first, Date last) { return days.starts_within(first, last); };
  const DayStart midnight{{}, new_york, 0};
  const DayStart five{{}, new_york, 300};
  EXPECT_EQ(starts({2023, 1, 1}, {2024, 6, 14}), std::vector{midnight});
  EXPECT_EQ(starts({2024, 6, 15}, {2025, 1, 1}), std::vector{five});
  EXPECT_EQ(starts({2024, 6, 14}, {2024, 6, 15}), (std::vector{midnight, DayStart{Date{2024, 6, 15}, new_york, 300}}));
  EXPECT_EQ(five.clock(), "05:00");
}

TEST(HowDaysBegin, IsOneWordWhereTheRecordSaysWhatHeldAnyway) {
  SiteDays days(zone(new_york));
  days.take(set(new_york, 0), at("2024-06-15 12:00"));
  EXPECT_EQ(days.starts_within({2023, 1, 1}, {2025, 1, 1}), (std::vector{DayStart{{}, new_york, 0}}));
}

/// Zones that skip a date, change at midnight or by half an hour among them.
const std::vector<const char*> zones{new_york,           chicago,
                                     "Pacific/Honolulu", "Pacific/Kiritimati",
                                     "America/Havana",   "Australia/Lord_Howe",
                                     "Pacific/Apia",     "America/St_Johns",
                                     "Asia/Kathmandu",   "UTC"};

RC_GTEST_PROP(Days, TileTimeWhateverTheRecordSaysOfThem, ()) {
  const auto some_zone = rc::gen::elementOf(zones);
  const auto some_time = rc::gen::inRange<std::int64_t>(631'152'000, 1'924'992'000);  // 1990 to 2030, in seconds
  SiteDays days(zone(*some_zone));
  std::vector<std::int64_t> told;
  const int words = *rc::gen::inRange(0, 4);
  for (int i = 0; i < words; ++i) {
    told.push_back(*some_time);
    days.take(set(*some_zone, *rc::gen::inRange<std::uint16_t>(0, 720)), Instant{told.back() * 1000});
  }
  const bool is_near = !told.empty() && *rc::gen::arbitrary<bool>();
  const std::int64_t seconds = is_near ? told.back() + *rc::gen::inRange<std::int64_t>(-200'000, 200'000) : *some_time;
  const Instant one{seconds * 1000};
  const Date its_day = days.day_of(one);
  const Instant end = days.end_of_day(one);
  RC_ASSERT(end > one);
  RC_ASSERT(days.day_of(end - base::milliseconds(1)) == its_day);
  RC_ASSERT(days.day_of(end) > its_day);
  const Instant later = one + base::seconds(*rc::gen::inRange<std::int64_t>(0, 400'000));
  RC_ASSERT(days.day_of(later) >= its_day);
  RC_ASSERT((days.day_of(later) == its_day) == (later < end));
}

}  // namespace
}  // namespace alongside::evidence
