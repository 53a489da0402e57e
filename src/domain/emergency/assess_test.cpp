// The emergency's table, row by row, as timelines worked out by hand: the tap, the answer to it, breaths. What comes after stands in
// assess_naloxone_test.cpp, assess_corrections_test.cpp, assess_recovery_test.cpp, assess_kinds_test.cpp; what always holds in
// assess_always_test.cpp.
#include "domain/emergency/assess.hpp"

#include <gtest/gtest.h>

#include "domain/emergency/told_emergency_test.hpp"

namespace alongside::domain {
namespace {

using enum ActKind;

// --- opening, respond -------------------------------------------------------------------------------------------------------------

TEST(Respond, TheTapAsksForBreathingHelperAndAirwayAndALookInAMinute) {
  auto e = Told(bc_aha()).open();
  EXPECT_EQ(e.phase(), "respond");
  EXPECT_EQ(e.lit(), "helper 0:00 helper, airway 0:00 airway, vitals 1:00 look_again");
  EXPECT_EQ(e.clock(Clock::look), "1:00");
  EXPECT_EQ(e.says(Sentence::respond), "0:00");
  EXPECT_EQ(e.beat(), "none");
}

TEST(Respond, OxygenComesWithTheBreathsNotBeforeThem) {
  auto e = Told(bc_aha()).open().vitals("0:20", {.spo2 = 85});
  EXPECT_EQ(e.phase(), "respond");
  EXPECT_EQ(e.tile(Tile::oxygen), "dark");
  e.breathing("0:30", Breaths::none);
  EXPECT_EQ(e.tile(Tile::oxygen), "dark");
  EXPECT_EQ(e.tile(Tile::breaths), "0:30 ventilate");
  e.at("0:45", breaths);
  EXPECT_EQ(e.tile(Tile::oxygen), "0:45 oxygen_join_bag");
  e.at("1:00", oxygen, 1);
  EXPECT_EQ(e.tile(Tile::oxygen), "dark");
}

TEST(Respond, SpO2Under90CallsForAResponseAlsoInRecovery) {
  auto e = Told(bc_aha()).open().breathing("0:10", Breaths::none).at("0:20", breaths).at("4:00", breathing_back);
  EXPECT_EQ(e.phase(), "recovery");
  e.vitals("6:00", {.rr = 12, .spo2 = 88});
  EXPECT_EQ(e.phase(), "respond");
  EXPECT_EQ(e.clock(Clock::look), "7:00");
  EXPECT_EQ(e.tile(Tile::oxygen), "4:00 recovery");
  EXPECT_EQ(e.tile(Tile::naloxone), "dark");
  e.vitals("7:00", {.rr = 12, .spo2 = 96});
  EXPECT_EQ(e.phase(), "recovery");
  EXPECT_EQ(e.clock(Clock::look), "12:00");
}

TEST(Respond, NotSureCountsAsNo) {
  // The page has one answer for "no, gasping, not sure".
  EXPECT_EQ(Told(bc_aha()).open().breathing("0:05", Breaths::none).phase(), "ventilate");
}

TEST(Respond, SlowOrNoisyAsksForOxygenAndALookInAMinuteAndForNoBreaths) {
  auto e = Told(bc_aha()).open().breathing("0:10", Breaths::slow);
  EXPECT_EQ(e.phase(), "respond");
  EXPECT_EQ(e.says(Sentence::slow_or_noisy), "0:10");
  EXPECT_EQ(e.tile(Tile::oxygen), "0:10 slow_or_noisy");
  EXPECT_EQ(e.tile(Tile::breaths), "dark");
  EXPECT_EQ(e.tile(Tile::airway), "0:00 airway");
  EXPECT_EQ(e.clock(Clock::look), "1:10");
  EXPECT_EQ(e.beat(), "none");
}

TEST(Respond, AnAnswerToBreathingOrVitalsIsALook) {
  auto e = Told(bc_aha()).open().breathing("0:40", Breaths::slow);
  EXPECT_EQ(e.clock(Clock::look), "1:40");
  e.vitals("1:30", {.spo2 = 92});
  EXPECT_EQ(e.clock(Clock::look), "2:30");
  e.at("2:00", helper).at("2:05", oxygen, 1);
  EXPECT_EQ(e.clock(Clock::look), "2:30");
}

TEST(Respond, StartedEarlierMovesT0AndEverythingThatCountsFromIt) {
  auto e = Told(sydney()).open().at("0:05", started_earlier, 5).breathing("0:10", Breaths::slow).at("0:20", oxygen, 1);
  EXPECT_EQ(e.asked().t0, first_tap_at - base::minutes(5));
  EXPECT_EQ(e.tile(Tile::helper), "0:00 helper");
  // The fifth minute was at the first tap; breathing was seen to be slow 5:10 after t0.
  EXPECT_EQ(e.tile(Tile::naloxone), "5:10 decide_clock");
  EXPECT_EQ(e.clock(Clock::look), "6:10");
}

TEST(Respond, TheLastStartedEarlierCounts) {
  auto e = Told(bc_aha()).open().at("0:05", started_earlier, 5).at("0:09", started_earlier, 1);
  EXPECT_EQ(e.asked().t0, first_tap_at - base::minutes(1));
}

TEST(Respond, NothingRestartsT0) {
  auto e = Told(bc_aha())
               .open()
               .breathing("0:05", Breaths::none)
               .at("4:00", breathing_back)
               .breathing("9:00", Breaths::none)
               .open("9:05");
  EXPECT_EQ(e.asked().t0, first_tap_at);
  EXPECT_EQ(e.clock(Clock::look), "10:00");
}

TEST(Respond, OfTwoOpeningsOfJoinedEmergenciesTheEarlierIsT0) {
  auto e = Told(bc_aha()).open("0:30").open("0:00");
  EXPECT_EQ(e.asked().t0, first_tap_at);
  EXPECT_EQ(e.clock(Clock::look), "1:00");
}

TEST(Respond, AnActBeforeItsOpeningIsKeptAndCountsFromTheTap) {
  auto e = Told(bc_aha()).at("-0:03", breaths).open();
  EXPECT_EQ(e.asked().t0, first_tap_at);
  EXPECT_EQ(e.tile(Tile::breaths), "0:00 breaths_go_on");
}

// --- ventilate --------------------------------------------------------------------------------------------------------------------

TEST(Ventilate, NotBreathingLightsBreathsWithTheMetronome) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none);
  EXPECT_EQ(e.phase(), "ventilate");
  EXPECT_EQ(e.tile(Tile::breaths), "0:05 ventilate");
  EXPECT_EQ(e.beat(), "breaths every 5000 ms");
}

TEST(Ventilate, ACountUnderTenIsNotEnoughBreathingWhateverElseWasSeen) {
  auto e = Told(bc_aha())
               .open()
               .breathing("0:05", Breaths::ok)
               .vitals("0:40", {.rr = 9, .spo2 = 97, .responds = Responds::talks, .breaths = Breaths::ok});
  EXPECT_EQ(e.phase(), "ventilate");
  EXPECT_EQ(e.tile(Tile::breaths), "0:40 ventilate");
  EXPECT_EQ(e.tile(Tile::airway), "0:40 airway");
  EXPECT_EQ(Told(bc_aha()).open().vitals("0:40", {.rr = 10}).phase(), "respond");
}

TEST(Ventilate, TheHeartAssociationsSixSecondsAreASetting) {
  Protocol six = bc_aha();
  six.breath_every_ms = 6000;
  EXPECT_EQ(Told(six).open().breathing("0:05", Breaths::none).beat(), "breaths every 6000 ms");
}

TEST(Ventilate, AChildsBreathsAreFaster) {
  EXPECT_EQ(Told(bc_aha()).open().breathing("0:05", Breaths::none).at("0:07", sign, Sign::child).beat(),
            "breaths every 2500 ms");
}

TEST(Ventilate, BreathsAndMetronomeStayOnThroughDecideADoseAndEmsUntilBreathingIsBack) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none).at("0:15", breaths);
  const auto goes_on = [&] { return e.tile(Tile::breaths) + "; " + e.beat(); };
  const std::string on = "0:15 breaths_go_on; breaths every 5000 ms";
  EXPECT_EQ(goes_on(), on);
  e.dose("1:00", Told::in);
  EXPECT_EQ(goes_on(), on);
  e.at("1:10", ems, Ems::called);
  EXPECT_EQ(goes_on(), on);
  e.at("1:20", cannot_ventilate);
  EXPECT_EQ(goes_on(), on);
  e.breathing("3:00", Breaths::ok);  // seen, but not yet said to be back
  EXPECT_EQ(goes_on(), on);
  EXPECT_EQ(e.says(Sentence::tap_breathing_back), "3:00");
  e.at("3:20", breathing_back);
  EXPECT_EQ(goes_on(), "dark; none");
  EXPECT_EQ(e.says(Sentence::tap_breathing_back), "no");
}

TEST(Ventilate, TheMetronomeGoesOnWhereBreathsWereNeverPossible) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none).at("0:10", cannot_ventilate);
  EXPECT_EQ(e.tile(Tile::breaths), "0:05 ventilate");
  EXPECT_EQ(e.beat(), "breaths every 5000 ms");
}

}  // namespace
}  // namespace alongside::domain
