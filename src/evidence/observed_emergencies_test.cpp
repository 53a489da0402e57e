// Emergencies after uses, days by emergencies, and imported history: little sites worked out by hand.
#include <gtest/gtest.h>

#include "evidence/told_floor_test.hpp"

namespace alongside::evidence {
namespace {

/// One who injects at 09:01, and an emergency at 09:18 that ends at 10:40.
Floor with_an_emergency() {
  Floor floor;
  floor.open("2024-05-06 09:00")
      .welcome("2024-05-06 09:00", 1)
      .sit("2024-05-06 09:00", 1, booth)
      .use("2024-05-06 09:01", 1)
      .act("2024-05-06 09:18", 1, ActKind::opened)
      .act("2024-05-06 09:18", 1, ActKind::person, Act::no_choice, 1)
      .act("2024-05-06 09:19", 1, ActKind::breaths)
      .act("2024-05-06 09:20", 1, ActKind::oxygen, 1)
      .act("2024-05-06 09:23", 1, ActKind::naloxone)
      .act("2024-05-06 09:26", 1, ActKind::naloxone)
      .act("2024-05-06 09:30", 1, ActKind::breathing_back)
      .act("2024-05-06 09:31", 1, ActKind::kind, choice(Kind::opioid));
  return floor;
}

TEST(AnEmergency, IsCountedAfterTheUseItFollowedWithItsDelayAndItsCourse) {
  const Observations seen = with_an_emergency()
                                .sit("2024-05-06 10:00", 1, chair)
                                .act("2024-05-06 10:40", 1, ActKind::closed, choice(Outcome::released))
                                .leave("2024-05-06 10:45", 1)
                                .seen();
  const UsesSeen& uses = seen.uses.at(injected_opioid);
  EXPECT_EQ(
      uses.followed[static_cast<std::size_t>(EmergencyKind::opioid)][static_cast<std::size_t>(Response::naloxone)], 1U);
  EXPECT_EQ(all_of(uses.followed), 1U);
  EXPECT_EQ(uses.delay, minutes_of({17}));
  EXPECT_EQ(uses.after_watch_ended, 0U);
  EXPECT_EQ(uses.stayed.n(), 0U) << "only uses that no emergency followed";
  EXPECT_EQ(all_of(seen.no_use_known), 0U);

  const ResponsesSeen& response = seen.responses_seen.at({EmergencyKind::opioid, Response::naloxone});
  EXPECT_EQ(response.count, 1U);
  EXPECT_EQ(response.first_breath, minutes_of({1}));
  EXPECT_EQ(response.first_oxygen, minutes_of({2}));
  EXPECT_EQ(response.first_dose, minutes_of({5}));
  EXPECT_EQ(response.breathing_back, minutes_of({12}));
  EXPECT_EQ(response.closed, minutes_of({82}));
  EXPECT_EQ(response.by_doses, (std::vector<std::uint64_t>{0, 0, 1}));
  EXPECT_EQ(response.oxygen, (Answers{1, 0, 0}));
  EXPECT_EQ(response.ems, (Answers{0, 1, 0}));
  EXPECT_EQ(response.transport, (Answers{0, 1, 0}));

  const Stays& stays = seen.stays.at({SeatKind::booth, Route::inject});
  EXPECT_EQ(stays.met_emergency, 1U);
  EXPECT_EQ(stays.preparation, minutes_of({1}));
  EXPECT_EQ(stays.seat_time.n(), 0U) << "how long they sat is the emergency's time";
  EXPECT_EQ(seen.leaving.met_emergency, 1U);
  EXPECT_EQ(seen.leaving.visits, 0U);
}

TEST(AnEmergency, ThatIsOpenHasNoEndAndLeavesQuestionsUnanswered) {
  const Observations seen = with_an_emergency().seen();
  const ResponsesSeen& response = seen.responses_seen.at({EmergencyKind::opioid, Response::naloxone});
  EXPECT_EQ(response.still_open, 1U);
  EXPECT_EQ(response.closed.n(), 0U);
  EXPECT_EQ(response.transport, (Answers{0, 0, 1}));
  EXPECT_EQ(seen.stays.at({SeatKind::booth, Route::inject}).not_over, 1U);
}

TEST(AnEmergency, InAftercareLeavesTheBoothsTimeAsItWas) {
  const Observations seen = Floor()
                                .open("2024-05-06 09:00")
                                .welcome("2024-05-06 09:00", 1)
                                .sit("2024-05-06 09:00", 1, booth)
                                .use("2024-05-06 09:01", 1)
                                .sit("2024-05-06 09:16", 1, chair)
                                .last_look("2024-05-06 09:31", 1)
                                .act("2024-05-06 09:41", 1, ActKind::opened)
                                .act("2024-05-06 09:41", 1, ActKind::person, Act::no_choice, 1)
                                .seen();
  EXPECT_EQ(seen.stays.at({SeatKind::booth, Route::inject}).seat_time, minutes_of({15}));
  const UsesSeen& uses = seen.uses.at(injected_opioid);
  EXPECT_EQ(uses.delay, minutes_of({40}));
  EXPECT_EQ(uses.after_watch_ended, 1U);
}

TEST(AnEmergency, WithoutAPersonOrBeforeAnyUseFollowsNoKnownUse) {
  const Observations seen = Floor()
                                .open("2024-05-06 09:00")
                                .act("2024-05-06 09:05", 1, ActKind::opened)
                                .welcome("2024-05-06 09:10", 1)
                                .act("2024-05-06 09:15", 2, ActKind::opened)
                                .act("2024-05-06 09:16", 2, ActKind::person, Act::no_choice, 1)
                                .sit("2024-05-06 09:20", 1, booth)
                                .use("2024-05-06 09:25", 1)
                                .act("2024-05-06 09:30", 3, ActKind::opened)
                                .act("2024-05-06 09:31", 3, ActKind::closed, choice(Outcome::opened_by_mistake))
                                .seen();
  EXPECT_EQ(all_of(seen.no_use_known), 2U);
  EXPECT_EQ(all_of(seen.uses.at(injected_opioid).followed), 0U);
  EXPECT_EQ(seen.all_emergencies(), 2U);
  EXPECT_EQ(seen.opened_by_mistake, 1U);
}

TEST(AnEmergency, FollowsTheLastUseBeforeItOrAtIt) {
  const Observations seen = Floor()
                                .open("2024-05-06 09:00")
                                .welcome("2024-05-06 09:00", 1)
                                .sit("2024-05-06 09:00", 1, booth)
                                .use("2024-05-06 09:01", 1)
                                .use("2024-05-06 09:10", 1, crack, Route::smoke, 2)
                                .act("2024-05-06 09:10", 1, ActKind::opened)
                                .act("2024-05-06 09:10", 1, ActKind::person, Act::no_choice, 1)
                                .use("2024-05-06 09:30", 1, heroin, Route::snort, 3)
                                .seen();
  EXPECT_EQ(seen.uses.at({Route::smoke, Mix::stimulant}).delay, minutes_of({0}));
  EXPECT_EQ(seen.all_emergencies(), 1U);
}

TEST(AnEmergency, WithATimeThatIsNotSureCountsAndGivesNoTimes) {
  const Observations seen =
      with_an_emergency()
          .act("2024-05-06 09:32", 1, ActKind::helper, Act::no_choice, 0, Marks{}.with(Mark::time_not_sure))
          .seen();
  EXPECT_EQ(seen.uses.at(injected_opioid).delay.n(), 0U);
  EXPECT_EQ(seen.uses.at(injected_opioid).delay_not_known, 1U);
  const ResponsesSeen& response = seen.responses_seen.at({EmergencyKind::opioid, Response::naloxone});
  EXPECT_EQ(response.times_not_sure, 1U);
  EXPECT_EQ(response.breathing_back.n(), 0U);
}

TEST(AnEmergency, OfSomebodyWhoLeftDaysAgoStillFindsTheirUse) {
  Floor floor = with_an_emergency();
  floor.act("2024-05-06 10:40", 1, ActKind::closed, choice(Outcome::released)).leave("2024-05-06 10:45", 1);
  // Three days on, others come and go, and what left before is settled.
  floor.welcome("2024-05-09 09:00", 2).sit("2024-05-09 09:00", 2, booth).leave("2024-05-09 09:10", 2);
  EXPECT_EQ(floor.seen().uses.at(injected_opioid).delay, minutes_of({17}));
  EXPECT_EQ(floor.seen().leaving.met_emergency, 1U);
}

TEST(Days, AreCountedByTheEmergenciesThatBeganOnThem) {
  Floor floor = with_an_emergency();  // Monday: 1 use, 1 emergency
  floor.act("2024-05-06 10:40", 1, ActKind::closed, choice(Outcome::released));
  floor.leave("2024-05-06 10:45", 1).close("2024-05-06 17:00");
  floor.open("2024-05-07 09:00");  // Tuesday: 2 uses, 2 emergencies, one of them opioid
  for (std::uint32_t visit = 2; visit <= 3; ++visit) {
    floor.welcome("2024-05-07 09:00", visit)
        .sit("2024-05-07 09:00", visit, smoking)
        .use("2024-05-07 09:01", visit, crack, Route::smoke);
    floor.act("2024-05-07 09:10", visit, ActKind::opened);
    floor.act("2024-05-07 09:11", visit, ActKind::kind, choice(visit == 2 ? Kind::opioid : Kind::overamping));
  }
  floor.close("2024-05-07 17:00");
  floor.open("2024-05-08 09:00").welcome("2024-05-08 09:00", 4).sit("2024-05-08 09:00", 4, booth);
  floor.use("2024-05-08 09:01", 4).close("2024-05-08 17:00");  // Wednesday: 1 use
  const DayClusters clusters = floor.seen().clusters;
  using Counted = std::vector<DayClusters::Days>;
  EXPECT_EQ(clusters.by_emergencies, (Counted{{1, 1}, {1, 1}, {1, 2}}));
  EXPECT_EQ(clusters.by_opioid, (Counted{{1, 1}, {2, 3}}));
  EXPECT_EQ(clusters.uses_squared, 1U + 4 + 1);
}

domain::ImportedVisit imported_visit(std::uint32_t visit, const char* arrived, Precision precision) {
  return {visit, at(arrived), precision};
}

TEST(ImportedHistory, HasDaysCoveredInsteadOfHoursOpen) {
  const Marks imported = Marks{}.with(Mark::imported);
  Floor floor;
  floor.put("2024-05-06 10:30", imported_visit(1, "2024-05-06 10:30", Precision::minute), imported);
  floor.put("2024-05-06 10:30", ImportedUse{1, at("2024-05-06 10:30"), heroin, Route::inject}, imported);
  floor.put("2024-05-06 10:30", ImportedUse{1, at("2024-05-06 10:30"), crack, Route::smoke}, imported);
  floor.put("2024-05-06 10:30",
            ImportedEmergency{1, at("2024-05-06 10:30"), EmergencyGroup::stimulant, Measures{}.with(Measure::watched),
                              Measures{}.with(Measure::oxygen), Answer::no, Answer::unknown, Answer::no},
            imported);
  floor.put("2024-05-08 00:00", imported_visit(2, "2024-05-08", Precision::day), imported);
  ImportTallied tallied;
  tallied.first = at("2024-05-06 10:30");
  tallied.last = at("2024-05-14");
  floor.put("2024-05-14 00:00", tallied, imported);
  const Observations seen = floor.seen();

  EXPECT_EQ(seen.imported.for_use.by_hour[monday + 10], 1U);
  EXPECT_EQ(seen.imported.for_other.hour_not_recorded, 1U);
  EXPECT_EQ(seen.imported.days_by_weekday, (std::array<std::uint64_t, 7>{2, 2, 1, 1, 1, 1, 1}))
      << "6 to 14 May: Monday to the Tuesday after next";
  EXPECT_EQ(seen.imported.for_use.daily.days, 9U);
  EXPECT_EQ(seen.live.days_open, 0U);
  EXPECT_EQ(seen.live.for_use.by_hour, WeekHours{});
  EXPECT_EQ(seen.visits_by_uses, (std::vector<std::uint64_t>{0, 0, 1}));

  const UsesSeen& smoked = seen.uses.at({Route::smoke, Mix::stimulant});
  EXPECT_EQ(smoked.imported, 1U);
  EXPECT_EQ(all_of(smoked.followed), 1U);
  EXPECT_EQ(smoked.delay_not_known, 1U);
  EXPECT_EQ(all_of(seen.uses.at(injected_opioid).followed), 0U);
  const ResponsesSeen& response = seen.responses_seen.at({EmergencyKind::stimulant, Response::watched});
  EXPECT_EQ(response.imported, 1U);
  EXPECT_TRUE(response.by_doses.empty()) << "a spreadsheet says whether naloxone was given, not how often";
  EXPECT_EQ(response.oxygen, (Answers{0, 0, 1}));
  EXPECT_EQ(response.transport, (Answers{0, 0, 1}));
}

}  // namespace
}  // namespace alongside::evidence
