// Waits, stays, uses and leaving of visits: little sites worked out by hand.
#include <gtest/gtest.h>

#include "evidence/told_floor_test.hpp"

namespace alongside::evidence {
namespace {

TEST(Waits, BeginWhenASeatWasFirstAskedFor) {
  const Observations seen = Floor()
                                .open("2024-05-06 09:00")
                                .welcome("2024-05-06 09:00", 1)
                                .wait("2024-05-06 09:00", 1)
                                .wait("2024-05-06 09:10", 1, Purpose::smoking)
                                .sit("2024-05-06 09:15", 1, smoking)
                                .sit("2024-05-06 09:16", 1, booth)
                                .seen();
  EXPECT_EQ(ended(seen, WaitEnd::seated), minutes_of({15}));
  EXPECT_EQ(seen.waiting.seated_at_once, 0U);
}

TEST(Waits, AreCountedByHowTheyEnded) {
  const Observations seen = Floor()
                                .open("2024-05-06 09:00")
                                .welcome("2024-05-06 09:00", 1)
                                .sit("2024-05-06 09:00", 1, booth)
                                .welcome("2024-05-06 09:00", 2)
                                .wait("2024-05-06 09:00", 2)
                                .sit("2024-05-06 09:12", 2, smoking)
                                .welcome("2024-05-06 09:00", 3)
                                .wait("2024-05-06 09:00", 3)
                                .put("2024-05-06 09:20", LeftBeforeServed{{3, 0}})
                                .welcome("2024-05-06 09:05", 4)
                                .wait("2024-05-06 09:05", 4)
                                .put("2024-05-06 09:35", CouldNotBeServed{{4, 0}, NotServed::no_seat})
                                .welcome("2024-05-06 09:05", 5)
                                .wait("2024-05-06 09:05", 5)
                                .leave("2024-05-06 09:08", 5)
                                .welcome("2024-05-06 09:30", 6)
                                .wait("2024-05-06 09:30", 6)
                                .put("2024-05-06 09:40", CouldNotBeServed{VisitId::none(), NotServed::no_seat})
                                .welcome("2024-05-06 09:40", 7, Purpose::supplies)
                                .wait("2024-05-06 09:40", 7, Purpose::supplies)
                                .leave("2024-05-06 09:45", 7)
                                .seen();
  EXPECT_EQ(seen.waiting.seated_at_once, 1U);
  EXPECT_EQ(ended(seen, WaitEnd::seated), minutes_of({12}));
  EXPECT_EQ(ended(seen, WaitEnd::left_before_served), minutes_of({20}));
  EXPECT_EQ(ended(seen, WaitEnd::no_seat), minutes_of({30}));
  EXPECT_EQ(ended(seen, WaitEnd::left), minutes_of({3}));
  EXPECT_EQ(ended(seen, WaitEnd::not_served).n(), 0U);
  EXPECT_EQ(seen.waiting.still_waiting, 1U);
  EXPECT_EQ(seen.waiting.at_the_door[static_cast<std::size_t>(NotServed::no_seat)], 1U);
  EXPECT_EQ(seen.waiting.inside[static_cast<std::size_t>(NotServed::no_seat)], 1U);
  EXPECT_EQ(seen.visit_other, minutes_of({5})) << "supplies: no wait for a seat, a visit of five minutes";
}

TEST(AVisit, ShowsPreparationSeatTimeAftercareAndItsLength) {
  const Observations seen = Floor()
                                .open("2024-05-06 09:00")
                                .welcome("2024-05-06 09:00", 1)
                                .sit("2024-05-06 09:02", 1, booth)
                                .use("2024-05-06 09:06", 1)
                                .use("2024-05-06 09:20", 1, crack, Route::smoke, 2)
                                .sit("2024-05-06 09:31", 1, chair)
                                .last_look("2024-05-06 09:50", 1)
                                .leave("2024-05-06 09:55", 1)
                                .seen();
  const Stays& stays = seen.stays.at({SeatKind::booth, Route::inject});
  EXPECT_EQ(seen.stays.size(), 1U) << "one stay, under its first use";
  EXPECT_EQ(stays.count, 1U);
  EXPECT_EQ(stays.several_uses, 1U);
  EXPECT_EQ(stays.preparation, minutes_of({4}));
  EXPECT_EQ(stays.seat_time, minutes_of({25}));
  EXPECT_EQ(seen.leaving.visits, 1U);
  EXPECT_EQ(seen.leaving.moved_to_aftercare, 1U);
  EXPECT_EQ(seen.leaving.aftercare, minutes_of({24}));
  EXPECT_EQ(seen.leaving.visit_for_use, minutes_of({55}));
  EXPECT_EQ(seen.visits_by_uses, (std::vector<std::uint64_t>{0, 0, 1}));

  const UsesSeen& first = seen.uses.at(injected_opioid);
  EXPECT_EQ(first.count, 1U);
  EXPECT_EQ(first.stayed, minutes_of({14})) << "until the next use";
  EXPECT_EQ(first.watched, minutes_of({14}));
  const UsesSeen& second = seen.uses.at({Route::smoke, Mix::stimulant});
  EXPECT_EQ(second.watched, minutes_of({30}));
  EXPECT_EQ(second.stayed, minutes_of({35}));
}

TEST(AVisit, ThatEndedEarlyOrUnseenIsCountedSo) {
  const Observations seen = Floor()
                                .open("2024-05-06 09:00")
                                .welcome("2024-05-06 09:00", 1)
                                .sit("2024-05-06 09:00", 1, booth)
                                .use("2024-05-06 09:01", 1)
                                .leave("2024-05-06 09:11", 1, true)
                                .welcome("2024-05-06 09:20", 2)
                                .sit("2024-05-06 09:20", 2, booth)
                                .use("2024-05-06 09:21", 2)
                                .put("2024-05-06 09:41", FoundGone{{2, 0}, true, false})
                                .seen();
  EXPECT_EQ(seen.leaving.visits, 2U);
  EXPECT_EQ(seen.leaving.left_early, 1U);
  EXPECT_EQ(seen.leaving.found_gone, 1U);
  EXPECT_EQ(seen.leaving.found_gone_watched, 1U);
  EXPECT_EQ(seen.stays.at({SeatKind::booth, Route::inject}).seat_time, minutes_of({10, 20}));
}

TEST(AVisit, WithATimeThatIsNotSureCountsAndGivesNoTimes) {
  const Observations marked = Floor()
                                  .open("2024-05-06 09:00")
                                  .welcome("2024-05-06 09:00", 1)
                                  .sit("2024-05-06 09:00", 1, booth)
                                  .put("2024-05-06 09:01", UseBegan{{1, 0}, 1, heroin, Route::inject, {}, {}, {}},
                                       Marks{}.with(Mark::time_not_sure))
                                  .leave("2024-05-06 09:11", 1)
                                  .seen();
  const Observations backwards = Floor()
                                     .open("2024-05-06 09:00")
                                     .welcome("2024-05-06 09:00", 1)
                                     .sit("2024-05-06 09:05", 1, booth)
                                     .use("2024-05-06 09:04", 1)
                                     .leave("2024-05-06 09:11", 1)
                                     .seen();
  for (const Observations& seen : {marked, backwards}) {
    const Stays& stays = seen.stays.at({SeatKind::booth, Route::inject});
    EXPECT_EQ(stays.count, 1U);
    EXPECT_EQ(stays.times_not_sure, 1U);
    EXPECT_EQ(stays.preparation.n(), 0U);
    EXPECT_EQ(stays.seat_time.n(), 0U);
    EXPECT_EQ(seen.leaving.times_not_sure, 1U);
    EXPECT_EQ(seen.leaving.visit_for_use.n(), 0U);
    EXPECT_EQ(seen.uses.at(injected_opioid).count, 1U);
    EXPECT_EQ(seen.uses.at(injected_opioid).stayed.n(), 0U);
  }
}

TEST(Uses, CountAsCorrected) {
  UseCorrected corrected;
  corrected.visit = {1, 0};
  corrected.use = 1;
  corrected.substances = heroin.with(Substance::cocaine);
  corrected.route = Route::snort;
  const Observations seen = Floor()
                                .open("2024-05-06 09:00")
                                .welcome("2024-05-06 09:00", 1)
                                .sit("2024-05-06 09:00", 1, booth)
                                .use("2024-05-06 09:01", 1)
                                .put("2024-05-06 09:05", corrected)
                                .leave("2024-05-06 09:31", 1)
                                .seen();
  EXPECT_EQ(seen.uses.size(), 1U);
  EXPECT_EQ(seen.uses.at({Route::snort, Mix::opioid_and_stimulant}).count, 1U);
}

TEST(ASubstance, IsOfTheMixThatRiskAsksFor) {
  const auto mix = [](std::initializer_list<Substance> all) {
    Substances substances;
    for (const Substance one : all) substances = substances.with(one);
    return mix_of(substances);
  };
  EXPECT_EQ(mix({Substance::fentanyl, Substance::xylazine}), Mix::opioid);
  EXPECT_EQ(mix({Substance::methamphetamine, Substance::cannabis}), Mix::stimulant);
  EXPECT_EQ(mix({Substance::methadone, Substance::crack}), Mix::opioid_and_stimulant);
  EXPECT_EQ(mix({Substance::benzodiazepine, Substance::unknown}), Mix::other);
  EXPECT_EQ(mix({Substance::pressed_pill}), Mix::other);
  EXPECT_EQ(mix({Substance::unknown}), Mix::not_recorded);
  EXPECT_EQ(mix({}), Mix::not_recorded);
}

}  // namespace
}  // namespace alongside::evidence
