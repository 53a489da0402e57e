// When people arrive and how long the floor is open: little sites worked out by hand.
#include <gtest/gtest.h>

#include "evidence/told_floor_test.hpp"

namespace alongside::evidence {
namespace {

TEST(Arrivals, StandInTheHourOfTheSitesOwnWeekWithTheHoursTheFloorWasOpen) {
  // 6 May 2024 was a Monday.
  const Observations seen = Floor()
                                .open("2024-05-06 09:30")
                                .welcome("2024-05-06 09:45", 1)
                                .welcome("2024-05-06 10:15", 2, Purpose::smoking)
                                .welcome("2024-05-06 10:20", 3, Purpose::supplies)
                                .close("2024-05-06 11:15")
                                .open("2024-05-13 09:00")
                                .welcome("2024-05-13 09:59", 4)
                                .close("2024-05-13 10:00")
                                .seen();
  EXPECT_EQ(seen.live.for_use.by_hour[monday + 9], 2U);
  EXPECT_EQ(seen.live.for_use.by_hour[monday + 10], 1U);
  EXPECT_EQ(seen.live.for_other.by_hour[monday + 10], 1U);
  EXPECT_EQ(seen.live.open_milliseconds[monday + 9], (30 + 60) * 60'000);
  EXPECT_EQ(seen.live.open_milliseconds[monday + 10], 60 * 60'000);
  EXPECT_EQ(seen.live.open_milliseconds[monday + 11], 15 * 60'000);
  EXPECT_EQ(seen.live.open_milliseconds[monday + 12], 0);
  EXPECT_EQ(seen.live.days_open, 2U);
  EXPECT_EQ(seen.days.first, (Date{2024, 5, 6}));
  EXPECT_EQ(seen.days.last, (Date{2024, 5, 13}));
}

TEST(Arrivals, OnTheNightTheClocksGoForwardHaveNoHourThatNeverWas) {
  // 10 March 2024, a Sunday: after 01:59 came 03:00. 9 March is the Saturday before.
  const Observations seen = Floor().open("2024-03-09 23:00").close("2024-03-10 04:00").seen();
  constexpr std::size_t sunday = 6 * 24;
  EXPECT_EQ(seen.live.open_milliseconds[saturday + 23], 3'600'000);
  EXPECT_EQ(seen.live.open_milliseconds[sunday + 1], 3'600'000);
  EXPECT_EQ(seen.live.open_milliseconds[sunday + 2], 0);
  EXPECT_EQ(seen.live.open_milliseconds[sunday + 3], 3'600'000);
}

TEST(Arrivals, OfSomebodyWhoCameForSuppliesAndThenUsedAreForUse) {
  const Observations seen = Floor()
                                .open("2024-05-06 09:00")
                                .welcome("2024-05-06 09:10", 1, Purpose::supplies)
                                .wait("2024-05-06 09:10", 1, Purpose::supplies)
                                .wait("2024-05-06 09:20", 1, Purpose::booth)
                                .sit("2024-05-06 09:25", 1, booth)
                                .seen();
  EXPECT_EQ(seen.live.for_use.by_hour[monday + 9], 1U);
  EXPECT_EQ(seen.live.for_other.by_hour[monday + 9], 0U);
  EXPECT_EQ(ended(seen, WaitEnd::seated), minutes_of({5})) << "the wait for a seat began when a seat was asked for";
}

TEST(ANight, OnAFloorWhoseDayBeginsAtFiveIsOneDays) {
  const DaySet from_five{.zone = *ZoneName::of("America/New_York"), .starts_minutes = 300};
  const auto night = [](Floor floor) {
    return floor.open("2024-05-06 22:00")
        .welcome("2024-05-06 23:00", 1)
        .welcome("2024-05-07 02:00", 2)
        .close("2024-05-07 04:00")
        .seen();
  };
  const Observations from_midnight = night(Floor());
  const Observations seen = night(Floor().put("2024-05-06 08:00", from_five));
  EXPECT_EQ(from_midnight.live.days_open, 2U);
  EXPECT_EQ(seen.live.days_open, 1U);
  EXPECT_EQ(seen.live.for_use.daily.arrivals_squared, 4U) << "two on one day";
  EXPECT_EQ(seen.days.last, (Date{2024, 5, 6}));
  EXPECT_EQ(seen.live.for_use.by_hour[monday + 24 + 2], 1U) << "hours of the week are the wall's";
}

TEST(Hours, OverTheStartOfADayWithinAnHourAreCutThere) {
  const DaySet from_half_past_five{.zone = *ZoneName::of("America/New_York"), .starts_minutes = 330};
  const Observations seen =
      Floor().put("2024-05-06 08:00", from_half_past_five).open("2024-05-07 05:10").close("2024-05-07 05:50").seen();
  EXPECT_EQ(seen.live.days_open, 2U) << "20 minutes of the 6th and 20 of the 7th";
  EXPECT_EQ(seen.live.open_milliseconds[monday + 24 + 5], 40 * 60'000);
}

TEST(ADaysArrivals, AreHeldAgainstThoseOfTheSameWeekday) {
  Floor floor;
  // Two Mondays of an hour with 1 and 3 arrivals, two Tuesdays of an hour with 4 and 4.
  std::uint32_t visit = 0;
  const auto day = [&](const char* opens, const char* during, const char* closes, int arrivals) {
    floor.open(opens);
    for (int i = 0; i < arrivals; ++i) floor.welcome(during, ++visit);
    floor.close(closes);
  };
  day("2024-05-06 09:00", "2024-05-06 09:10", "2024-05-06 10:00", 1);
  day("2024-05-07 09:00", "2024-05-07 09:10", "2024-05-07 10:00", 4);
  day("2024-05-13 09:00", "2024-05-13 09:10", "2024-05-13 10:00", 3);
  day("2024-05-14 09:00", "2024-05-14 09:10", "2024-05-14 10:00", 4);
  const DailySpread daily = floor.seen().live.for_use.daily;
  EXPECT_EQ(daily.days, 4U);
  EXPECT_EQ(daily.arrivals, 12U);
  EXPECT_EQ(daily.arrivals_squared, 1U + 16 + 9 + 16);
  EXPECT_DOUBLE_EQ(daily.pearson, 1.0) << "Mondays (1-2)^2/2 + (3-2)^2/2, Tuesdays nothing";
  EXPECT_EQ(daily.degrees_of_freedom, 2U);
}

TEST(ADaysArrivals, AreExpectedByTheHoursOpen) {
  const DailySpread daily = Floor()
                                .open("2024-05-06 09:00")
                                .welcome("2024-05-06 09:10", 1)
                                .close("2024-05-06 10:00")
                                .open("2024-05-13 09:00")
                                .welcome("2024-05-13 09:10", 2)
                                .welcome("2024-05-13 10:10", 3)
                                .close("2024-05-13 11:00")
                                .seen()
                                .live.for_use.daily;
  EXPECT_NEAR(daily.pearson, 0.0, 1e-12) << "one in an hour and two in two hours: just what was to be expected";
  EXPECT_EQ(daily.degrees_of_freedom, 1U);
}

TEST(Hours, OfAFloorThatIsStillOpenEndWithTheRecord) {
  const Observations seen = Floor().open("2024-05-06 09:00").welcome("2024-05-06 09:40", 1).seen();
  EXPECT_EQ(seen.live.open_milliseconds[monday + 9], 40 * 60'000);
}

TEST(Hours, DuringWhichTheProgramWasAwayWithItsClockNotSureAreNotCounted) {
  Booted booted;
  booted.clock_not_sure = true;
  const Observations seen = Floor()
                                .open("2024-05-06 09:00")
                                .welcome("2024-05-06 09:05", 1)
                                .wait("2024-05-06 09:10", 1)
                                .put("2024-05-06 09:30", booted)
                                .sit("2024-05-06 09:40", 1, booth)
                                .seen();
  EXPECT_EQ(seen.live.open_milliseconds[monday + 9], (10 + 10) * 60'000);
  EXPECT_EQ(ended(seen, WaitEnd::seated).n(), 0U);
  EXPECT_EQ(seen.waiting.times_not_sure, 1U) << "nobody knows how long that wait was";
}

TEST(Hours, AreCutToTheMillisecond) {
  Floor floor;
  floor.open("2024-05-06 09:59:59").close("2024-05-06 10:00:01");
  floor.events()[3].at = floor.events()[3].at + base::milliseconds(400);
  const Observations seen = floor.seen();
  EXPECT_EQ(seen.live.open_milliseconds[monday + 9], 600);
  EXPECT_EQ(seen.live.open_milliseconds[monday + 10], 1000);
}

}  // namespace
}  // namespace alongside::evidence
