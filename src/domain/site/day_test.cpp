// When a day of the site begins: what the record says of it, and the names of zones that fit.
#include "domain/told_floor_test.hpp"

namespace alongside::domain {
namespace {

SetDay day(std::string_view zone, std::uint16_t starts_minutes) {
  return {.zone = *ZoneName::of(zone), .starts_minutes = starts_minutes};
}

TEST(ADay, IsNotSetUntilTheRecordSaysSo) {
  ToldFloor floor;
  EXPECT_TRUE(floor.state().zone.is_empty());
  EXPECT_TRUE(floor.send(day("America/New_York", 300)).accepted());
  EXPECT_FALSE(floor.state().zone.is_empty());
  EXPECT_EQ(floor.state().zone.text(), "America/New_York");
  EXPECT_EQ(floor.state().day_starts_minutes, 300);
}

TEST(ADay, IsSetOnceAndAgainOnlyWhereItChanges) {
  ToldFloor floor;
  floor.send(day("America/New_York", 0));
  ASSERT_EQ(floor.last().size(), 1U) << "from midnight is said, too";
  floor.send(day("America/New_York", 0));
  EXPECT_TRUE(floor.last().empty());
  floor.send(day("America/New_York", 300));
  EXPECT_EQ(floor.last().size(), 1U);
  floor.send(day("America/Chicago", 300));
  ASSERT_EQ(floor.last().size(), 1U);
  EXPECT_EQ(std::get<DaySet>(floor.last()[0].body).zone.text(), "America/Chicago");
  EXPECT_EQ(std::get<DaySet>(floor.last()[0].body).starts_minutes, 300);
}

TEST(ADay, IsSetBeforeAnythingIsAdoptedAndMovesNobodyOnTheFloor) {
  State fresh;
  Events out;
  EXPECT_TRUE(
      decide(fresh, {.at = nine, .by = {}, .device = {}, .marks = {}, .body = day("America/New_York", 300)}, out)
          .accepted());
  EXPECT_EQ(out.size(), 1U);

  ToldFloor floor = ToldFloor::opened();
  const VisitId visit = floor.user(booth_1);
  const Instant look = floor.due(visit, WatchCause::look);
  floor.send(day("America/New_York", 300));
  EXPECT_EQ(floor.due(visit, WatchCause::look), look);
  EXPECT_NE(floor.state().find(visit), nullptr);
}

TEST(AZonesName, FitsWhole) {
  for (const std::string_view name : {"UTC", "America/New_York", "America/Argentina/ComodRivadavia"}) {
    ASSERT_TRUE(ZoneName::of(name)) << name;
    EXPECT_EQ(ZoneName::of(name)->text(), name);
  }
  const std::string longest(ZoneName::letters_max, 'x');
  EXPECT_EQ(ZoneName::of(longest)->text(), longest);
  EXPECT_FALSE(ZoneName::of(longest + 'x')) << "cut, it would be another zone or none";
  EXPECT_FALSE(ZoneName::of(""));
}

}  // namespace
}  // namespace alongside::domain
