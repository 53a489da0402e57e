#include "evidence/observed.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <functional>

#include "evidence/evidence_document.hpp"

namespace alongside::evidence {
namespace {

using namespace domain;

document::Zone new_york() { return *document::Zone::find("America/New_York"); }

Instant at(const char* local) { return document::parse_moment(local, new_york())->instant; }

constexpr SeatId booth{0};
constexpr SeatId smoking{1};
constexpr SeatId chair{2};

constexpr std::size_t monday = 0;
constexpr std::size_t saturday = 5 * 24;

const Substances heroin = Substances{}.with(Substance::heroin);
const Substances crack = Substances{}.with(Substance::crack);

/// A floor told line by line: what happened, at a time on New York's walls.
class Floor {
 public:
  Floor() {
    put("2024-05-06 08:00", SeatAdded{booth, SeatKind::booth, 1, 1});
    put("2024-05-06 08:00", SeatAdded{smoking, SeatKind::smoking, 1, 2});
    put("2024-05-06 08:00", SeatAdded{chair, SeatKind::aftercare, 1, 1});
  }
  Floor& put(const char* local, EventBody body, Marks marks = {}) {
    events_.push_back({at(local), {}, {}, marks, body});
    return *this;
  }
  Floor& open(const char* local) { return put(local, FloorOpened{}); }
  Floor& close(const char* local) { return put(local, FloorClosed{}); }
  Floor& welcome(const char* local, std::uint32_t visit, Purpose purpose = Purpose::booth) {
    Welcomed welcomed;
    welcomed.visit = {visit, 0};
    welcomed.purpose = purpose;
    return put(local, welcomed);
  }
  Floor& wait(const char* local, std::uint32_t visit, Purpose purpose = Purpose::booth) {
    return put(local, JoinedWaiting{{visit, 0}, purpose});
  }
  Floor& sit(const char* local, std::uint32_t visit, SeatId seat) {
    Seated seated;
    seated.visit = {visit, 0};
    seated.seat = seat;
    return put(local, seated);
  }
  Floor& use(const char* local, std::uint32_t visit, Substances substances = heroin, Route route = Route::inject,
             std::uint8_t number = 1) {
    UseBegan began;
    began.visit = {visit, 0};
    began.use = number;
    began.substances = substances;
    began.route = route;
    return put(local, began);
  }
  Floor& last_look(const char* local, std::uint32_t visit) {
    LookTaken look;
    look.visit = {visit, 0};
    look.ends_watch = true;
    return put(local, look);
  }
  Floor& leave(const char* local, std::uint32_t visit, bool early = false) {
    return put(local, Left{{visit, 0}, early, false});
  }
  Floor& act(const char* local, std::uint32_t emergency, ActKind kind, std::uint8_t choice = Act::no_choice,
             std::uint32_t visit = 0, Marks marks = {}) {
    Act one;
    one.id.bytes[15] = ++acts_;
    one.at = at(local);
    one.kind = kind;
    one.choice = choice;
    if (kind == ActKind::person) one.visit = {visit, 0};
    return put(local, ActRecorded{{emergency, 0}, one}, marks);
  }

  Observations seen() const {
    Observed observed(new_york());
    for (const Event& event : events_) observed.add(event);
    return observed.observations();
  }
  std::vector<Event>& events() { return events_; }

 private:
  std::vector<Event> events_;
  std::uint8_t acts_ = 0;
};

constexpr auto choice(auto value) { return static_cast<std::uint8_t>(value); }

/// These minutes and no others.
Durations minutes_of(std::initializer_list<std::int64_t> all) {
  Durations out;
  for (const std::int64_t one : all) out.count(base::minutes(one));
  return out;
}

const Durations& ended(const Observations& seen, WaitEnd end) {
  return seen.waiting.ended[static_cast<std::size_t>(end)];
}

const UseGroup injected_opioid{Route::inject, Mix::opioid};

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
  EXPECT_EQ(seen.first_day, (Date{2024, 5, 6}));
  EXPECT_EQ(seen.last_day, (Date{2024, 5, 13}));
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

/// What is written of it: everything, and nothing else.
std::string written(const std::vector<std::vector<Event>>& parts, const std::vector<Event>& before) {
  ObservedSite site{"east", Observed(new_york()), 0, "", Instant::unknown()};
  site.observed.add({Instant{0}, {}, {}, {}, SiteFounded{}});
  for (const Event& event : before) site.observed.add(event);
  for (const auto& part : parts) {
    for (const Event& event : part) site.observed.add(event);
  }
  return evidence_as_toml(*evidence_over({site}));
}

RC_GTEST_PROP(IndependentVisits, ShowTheSameInWhateverOrderTheyAreTold, ()) {
  const auto visits = *rc::gen::inRange<std::uint32_t>(1, 12);
  std::vector<std::vector<Event>> parts;
  for (std::uint32_t visit = 1; visit <= visits; ++visit) {
    const auto minute = [](int low, int high) { return base::minutes(*rc::gen::inRange(low, high)); };
    Instant now = at("2024-05-06 09:00") + minute(0, 7 * 24 * 60);
    std::vector<Event>& part = parts.emplace_back();
    const auto put = [&](EventBody body) { part.push_back({now, {}, {}, {}, body}); };
    Welcomed welcomed;
    welcomed.visit = {visit, 0};
    put(welcomed);
    put(JoinedWaiting{{visit, 0}, Purpose::booth});
    now = now + minute(0, 30);
    Seated seated;
    seated.visit = {visit, 0};
    seated.seat = booth;
    put(seated);
    UseBegan began;
    began.visit = {visit, 0};
    began.use = 1;
    began.substances = *rc::gen::element(heroin, crack);
    began.route = *rc::gen::element(Route::inject, Route::smoke);
    now = now + minute(0, 10);
    put(began);
    now = now + minute(1, 60);
    if (*rc::gen::inRange(0, 3) == 0) {
      Act act;
      act.id.bytes[14] = static_cast<std::uint8_t>(visit);
      act.at = now;
      act.kind = ActKind::person;
      act.visit = {visit, 0};
      put(ActRecorded{{visit, 0}, act});
    }
    if (*rc::gen::inRange(0, 5) > 0) put(Left{{visit, 0}, false, false});
  }
  std::vector<Event> before = Floor().events();
  before.push_back({at("2024-05-06 09:00"), {}, {}, {}, FloorOpened{}});
  const std::string in_order = written(parts, before);
  const auto order = *rc::gen::container<std::vector<std::uint32_t>>(visits, rc::gen::arbitrary<std::uint32_t>());
  std::vector<std::size_t> numbers(visits);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = i;
  std::stable_sort(numbers.begin(), numbers.end(), [&](std::size_t a, std::size_t b) { return order[a] < order[b]; });
  std::vector<std::vector<Event>> shuffled;
  for (const std::size_t number : numbers) shuffled.push_back(parts[number]);
  RC_ASSERT(written(shuffled, before) == in_order);
}

}  // namespace
}  // namespace alongside::evidence
