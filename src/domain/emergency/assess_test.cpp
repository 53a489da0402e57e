// The emergency's table, row by row, as timelines worked out by hand; then what must always hold, over random acts.
#include "domain/emergency/assess.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

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

// --- decide on naloxone -----------------------------------------------------------------------------------------------------------

TEST(Decide, BcAhaWithTheFirstBreaths) {
  auto e = Told(bc_aha()).open().breathing("0:10", Breaths::slow).at("0:15", oxygen, 1);
  EXPECT_EQ(e.tile(Tile::naloxone), "dark");
  e.at("0:30", breaths);
  EXPECT_EQ(e.tile(Tile::naloxone), "0:30 decide_first_breaths");
  EXPECT_EQ(e.clock(Clock::naloxone_decision), "off");
}

TEST(Decide, SydneyAtFiveMinutesFromTheFirstTapIfSlow) {
  auto e = Told(sydney()).open().breathing("0:10", Breaths::slow).at("0:15", oxygen, 1).at("0:30", breaths);
  EXPECT_EQ(e.tile(Tile::naloxone), "5:00 decide_clock");
  EXPECT_EQ(e.clock(Clock::naloxone_decision), "5:00");
}

TEST(Decide, SydneyNotWhileSpO2IsHeldAt95ButAgainWhenItFalls) {
  auto e = Told(sydney())
               .open()
               .breathing("0:10", Breaths::slow)
               .at("0:15", oxygen, 1)
               .at("0:30", breaths)
               .vitals("2:00", {.spo2 = 95});
  EXPECT_EQ(e.tile(Tile::naloxone), "dark");
  EXPECT_EQ(e.clock(Clock::naloxone_decision), "off");
  e.vitals("6:00", {.oximeter = Oximeter::from_90_to_94});
  EXPECT_EQ(e.tile(Tile::naloxone), "6:00 decide_clock");
  EXPECT_EQ(e.clock(Clock::naloxone_decision), "6:00");
}

TEST(Decide, SydneyACountUnderTenDecidesAtFiveMinutesWhateverTheOximeterSays) {
  auto e = Told(sydney()).open().vitals("0:20", {.rr = 8, .spo2 = 98}).at("0:25", oxygen, 1).at("0:30", breaths);
  EXPECT_EQ(e.tile(Tile::naloxone), "5:00 decide_clock");
  EXPECT_EQ(e.clock(Clock::naloxone_decision), "5:00");
}

TEST(Decide, SydneyACountUnderTenAfterTheFifthMinuteDecidesThen) {
  auto e =
      Told(sydney()).open().breathing("0:10", Breaths::ok).at("0:25", oxygen, 1).vitals("7:00", {.rr = 8, .spo2 = 98});
  EXPECT_EQ(e.tile(Tile::naloxone), "7:00 decide_clock");
}

TEST(Decide, NowAtApnoeaOrGaspingInBothProfiles) {
  for (const Protocol& profile : {bc_aha(), sydney()}) {
    EXPECT_EQ(Told(profile).open().breathing("0:05", Breaths::none).tile(Tile::naloxone), "0:05 decide_not_breathing");
    EXPECT_EQ(Told(profile).open().vitals("0:05", {.rr = 0}).tile(Tile::naloxone), "0:05 decide_not_breathing");
  }
}

TEST(Decide, NowWhenBreathsCannotBeDone) {
  for (const Protocol& profile : {bc_aha(), sydney()}) {
    auto e = Told(profile).open().breathing("0:05", Breaths::slow).at("0:10", oxygen, 1).at("0:20", cannot_ventilate);
    EXPECT_EQ(e.tile(Tile::naloxone), "0:20 decide_cannot_ventilate");
    auto jaw =
        Told(profile).open().breathing("0:05", Breaths::slow).at("0:10", oxygen, 1).at("0:20", sign, Sign::jaw_tight);
    EXPECT_EQ(jaw.tile(Tile::naloxone), "0:20 decide_cannot_ventilate");
  }
}

TEST(Decide, NowWhenSpO2StaysLowAfterGoodBreaths) {
  auto e = Told(sydney()).open().vitals("0:10", {.rr = 6, .spo2 = 84}).at("0:30", breaths).at("0:40", oxygen, 1);
  EXPECT_EQ(e.tile(Tile::naloxone), "2:00 decide_spo2_low");  // 90 s of breaths
  e.vitals("1:50", {.rr = 6, .spo2 = 93});
  EXPECT_EQ(e.tile(Tile::naloxone), "5:00 decide_clock");
}

TEST(Decide, NowWhenNoOxygenIsOnBy90Seconds) {
  for (const Protocol& profile : {bc_aha(), sydney()}) {
    auto e = Told(profile).open().breathing("0:10", Breaths::slow);
    EXPECT_EQ(e.tile(Tile::naloxone), "1:30 decide_no_oxygen");
    e.at("1:20", oxygen, 1);
    EXPECT_EQ(e.tile(Tile::naloxone), profile.decision == Decision::after_minutes ? "5:00 decide_clock" : "dark");
    e.at("2:30", oxygen, 0);  // the bottle is empty
    EXPECT_EQ(e.tile(Tile::naloxone), "2:30 decide_no_oxygen");
  }
}

TEST(Decide, NowWhenASecondEmergencyTakesTheHelpersUntilOneComes) {
  auto e = Told(sydney())
               .open()
               .breathing("0:05", Breaths::slow)
               .at("0:10", oxygen, 1)
               .at("0:12", helper)
               .at("1:00", helpers_away);
  EXPECT_EQ(e.tile(Tile::naloxone), "1:00 decide_helpers_away");
  EXPECT_EQ(e.tile(Tile::helper), "1:00 helper");
  e.at("1:30", helper);
  EXPECT_EQ(e.tile(Tile::naloxone), "5:00 decide_clock");
  EXPECT_EQ(e.tile(Tile::helper), "dark");
}

TEST(Decide, NeverWhileBreathingIsYesWithTenOrMore) {
  for (const Protocol& profile : {bc_aha(), sydney()}) {
    auto e = Told(profile)
                 .open()
                 .breathing("0:05", Breaths::none)
                 .at("0:10", breaths)
                 .vitals("1:00", {.rr = 10, .spo2 = 82});
    e.at("1:10", cannot_ventilate).at("1:20", helpers_away).at("1:25", sign, Sign::jaw_tight);
    EXPECT_EQ(e.tile(Tile::naloxone), "dark");
    EXPECT_EQ(e.clock(Clock::naloxone_decision), "off");
  }
}

TEST(Decide, ConsciousnessAloneNeverLightsNaloxone) {
  for (const Protocol& profile : {bc_aha(), sydney()}) {
    auto e = Told(profile).open().vitals("0:10", {.responds = Responds::does_not_wake});
    EXPECT_EQ(e.tile(Tile::naloxone), "dark");
    e.breathing("0:15", Breaths::ok).at("0:20", kind, Kind::opioid).at("0:25", helpers_away);
    EXPECT_EQ(e.tile(Tile::naloxone), "dark");
  }
}

TEST(Decide, ASlowChipWithTenCountedIsConcernAndNoReasonForNaloxone) {
  auto e = Told(bc_aha()).open().vitals("0:30", {.rr = 11, .breaths = Breaths::slow}).at("0:40", breaths);
  EXPECT_EQ(e.tile(Tile::naloxone), "dark");
}

TEST(Decide, TheSentenceIsOfWhatMattersMostByTheLastAct) {
  auto e = Told(bc_aha()).open().vitals("0:10", {.rr = 6}).at("0:15", oxygen, 1).at("0:30", breaths);
  EXPECT_EQ(e.tile(Tile::naloxone), "0:30 decide_first_breaths");
  e.breathing("1:00", Breaths::none);
  EXPECT_EQ(e.tile(Tile::naloxone), "0:30 decide_not_breathing");
}

// --- after a dose -----------------------------------------------------------------------------------------------------------------

TEST(AfterADose, LookAfterThreeMinutesNasalFiveIntramuscular) {
  const auto dosed = [](std::uint8_t product) {
    return Told(bc_aha()).open().breathing("0:05", Breaths::none).at("0:15", breaths).dose("1:30", product);
  };
  EXPECT_EQ(dosed(Told::in).clock(Clock::look_after_dose), "4:30");
  EXPECT_EQ(dosed(Told::in).tile(Tile::naloxone), "4:30 another_dose");
  EXPECT_EQ(dosed(Told::im).clock(Clock::look_after_dose), "6:30");
  EXPECT_EQ(dosed(Told::im).tile(Tile::naloxone), "6:30 another_dose");
  EXPECT_EQ(dosed(Told::not_said).clock(Clock::look_after_dose), "4:30");
  EXPECT_EQ(dosed(Told::in).says(Sentence::look_after_dose), "1:30");
  EXPECT_EQ(dosed(Told::in).asked().doses, 1);
}

TEST(AfterADose, TheProductMayFollowAndTheClockFollowsIt) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none).dose("1:30", Told::not_said);
  const auto dose_tapped = e.last();
  e.correct_product("2:10", dose_tapped, Told::im);
  EXPECT_EQ(e.clock(Clock::look_after_dose), "6:30");
  EXPECT_EQ(e.tile(Tile::naloxone), "6:30 another_dose");
}

TEST(AfterADose, ALookBeforeTheTimeDoesNotEndItOneAtTheTimeDoes) {
  auto e =
      Told(bc_aha()).open().breathing("0:05", Breaths::none).dose("1:30", Told::in).breathing("4:29", Breaths::none);
  EXPECT_EQ(e.clock(Clock::look_after_dose), "4:30");
  EXPECT_EQ(e.tile(Tile::vitals), "4:30 look_again");
  e.breathing("4:30", Breaths::none);
  EXPECT_EQ(e.clock(Clock::look_after_dose), "off");
  EXPECT_EQ(e.tile(Tile::vitals), "5:30 look_again");
  EXPECT_EQ(e.tile(Tile::naloxone), "4:30 another_dose");
}

TEST(AfterADose, EachDoseHasItsOwnLook) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none).dose("1:00", Told::in).dose("2:30", Told::im);
  EXPECT_EQ(e.clock(Clock::look_after_dose), "4:00");
  EXPECT_EQ(e.tile(Tile::naloxone), "7:30 another_dose");
  e.breathing("4:05", Breaths::none);
  EXPECT_EQ(e.clock(Clock::look_after_dose), "7:30");
}

TEST(AfterADose, TenOrMoreAndColourHoldsMeansNoMoreNaloxone) {
  auto e = Told(bc_aha())
               .open()
               .breathing("0:05", Breaths::none)
               .at("0:15", breaths)
               .dose("1:30", Told::in)
               .vitals("4:30", {.rr = 12, .spo2 = 94});
  EXPECT_EQ(e.says(Sentence::no_more_naloxone), "4:30");
  EXPECT_EQ(e.tile(Tile::naloxone), "dark");
  EXPECT_EQ(e.says(Sentence::look_after_dose), "no");
  EXPECT_NE(e.asked().flags & Assessment::more_naloxone_stops, 0);
  e.vitals("5:30", {.rr = 12, .spo2 = 86});  // does not hold
  EXPECT_EQ(e.says(Sentence::no_more_naloxone), "no");
  EXPECT_EQ(e.tile(Tile::naloxone), "dark");
}

TEST(AfterADose, AfterTheProtocolsNumberOtherCausesAndEms) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::slow).at("0:10", breaths).at("0:12", oxygen, 1);
  e.dose("1:00", Told::in).dose("4:00", Told::in);
  EXPECT_EQ(e.tile(Tile::naloxone), "7:00 another_dose");
  EXPECT_EQ(e.tile(Tile::ems), "dark");
  e.dose("7:00", Told::in);
  EXPECT_EQ(e.tile(Tile::naloxone), "dark");
  EXPECT_EQ(e.says(Sentence::other_causes), "7:00");
  EXPECT_EQ(e.tile(Tile::ems), "7:00 call_ems");
  EXPECT_EQ(e.clock(Clock::look_after_dose), "4:00");  // nobody looked
}

TEST(AfterADose, PregnantTheSmallestDoseAndTransportOffered) {
  auto e =
      Told(bc_aha()).open().breathing("0:05", Breaths::slow).at("0:10", sign, Sign::pregnant).at("0:12", oxygen, 1);
  EXPECT_EQ(e.says(Sentence::pregnant), "0:10");
  EXPECT_EQ(e.tile(Tile::ems), "0:10 offer_transport");
  EXPECT_EQ(e.says(Sentence::womb_left), "no");
  e.at("2:00", no_pulse, 1);
  EXPECT_EQ(e.says(Sentence::womb_left), "2:00");
}

// --- two like doses, undo, correction ---------------------------------------------------------------------------------------------

TEST(TwoLikeDoses, FromTwoScreensWithinAMinuteAskAndAreTwoUntilAnswered) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none).dose("1:00", Told::in, 1).dose("2:00", Told::in, 2);
  const auto asks = [&] { return (e.asked().flags & Assessment::ask_one_dose_or_two) != 0; };
  const auto second = e.last();
  EXPECT_TRUE(asks());
  EXPECT_EQ(e.asked().doses, 2);
  EXPECT_EQ(e.clock(Clock::look_after_dose), "4:00");

  auto one = e;
  one.about("2:10", one_dose, second);
  EXPECT_EQ(one.asked().doses, 1);
  EXPECT_EQ(one.asked().flags & Assessment::ask_one_dose_or_two, 0);
  EXPECT_EQ(one.tile(Tile::naloxone), "4:00 another_dose");
  one.about("2:15", undone, one.last());  // answered wrongly, undone: two again
  EXPECT_EQ(one.asked().doses, 2);

  e.about("2:10", two_doses, second);
  EXPECT_FALSE(asks());
  EXPECT_EQ(e.asked().doses, 2);
}

TEST(TwoLikeDoses, NotFromOneScreenNotOfTwoProductsNotAfterAMinute) {
  const auto asks = [](std::uint8_t product, std::uint16_t device, const char* time) {
    auto e = Told(bc_aha()).open().dose("1:00", Told::in, 1).dose(time, product, device);
    return (e.asked().flags & Assessment::ask_one_dose_or_two) != 0;
  };
  EXPECT_TRUE(asks(Told::in, 2, "2:00"));
  EXPECT_TRUE(asks(Told::not_said, 2, "1:10"));
  EXPECT_FALSE(asks(Told::in, 1, "1:10"));
  EXPECT_FALSE(asks(Told::im, 2, "1:10"));
  EXPECT_FALSE(asks(Told::in, 2, "2:01"));
}

TEST(TwoLikeDoses, AThirdAsksAgain) {
  auto e = Told(bc_aha()).open().dose("1:00", Told::in, 1).dose("1:40", Told::in, 2);
  e.about("1:45", two_doses, e.last()).dose("2:30", Told::in, 3);
  EXPECT_NE(e.asked().flags & Assessment::ask_one_dose_or_two, 0);
}

TEST(Undo, TakesTheActBackWhateverCameAfterAndAlsoBeforeItArrives) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::slow).at("0:10", oxygen, 1).at("0:20", no_pulse, 1);
  const auto tapped = e.last();
  e.about("0:25", undone, tapped);
  EXPECT_EQ(e.phase(), "respond");
  EXPECT_EQ(e.beat(), "none");
  std::reverse(e.acts().begin(), e.acts().end());
  EXPECT_EQ(e.phase(), "respond");
}

TEST(Undo, ADoseThatWasUndoneIsNoDose) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none).dose("0:30", Told::in);
  e.about("0:35", undone, e.last());
  EXPECT_EQ(e.asked().doses, 0);
  EXPECT_EQ(e.clock(Clock::look_after_dose), "off");
  EXPECT_EQ(e.tile(Tile::naloxone), "0:05 decide_not_breathing");
}

TEST(Undo, TheFirstTapIsNeverTakenBackAnEmergencyOpenedByMistakeIsClosed) {
  auto e = Told(bc_aha()).open();
  e.about("0:04", undone, e.last());
  EXPECT_EQ(e.phase(), "respond");
  EXPECT_EQ(e.clock(Clock::look), "1:00");
}

TEST(Undo, AClosingThatWasUndoneLeavesItOpen) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none).at("9:00", closed, Outcome::released);
  e.about("9:05", undone, e.last());
  EXPECT_EQ(e.phase(), "ventilate");
}

TEST(Correction, ClocksFollowIt) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none).dose("3:00", Told::in);
  const auto dose_tapped = e.last();
  e.correct_time("3:40", dose_tapped, "1:00");
  EXPECT_EQ(e.clock(Clock::look_after_dose), "4:00");
  e.correct_time("3:50", dose_tapped, "2:00");  // the later correction counts
  EXPECT_EQ(e.clock(Clock::look_after_dose), "5:00");
  e.about("3:55", undone, e.last());
  EXPECT_EQ(e.clock(Clock::look_after_dose), "4:00");
}

TEST(Correction, OfAnAnswerChangesWhatIsAsked) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::ok);
  e.correct_choice("0:30", e.last(), Breaths::none);
  EXPECT_EQ(e.phase(), "ventilate");
  EXPECT_EQ(e.tile(Tile::breaths), "0:05 ventilate");
}

TEST(Correction, WithWhatItsActDoesNotHaveSaysNothing) {
  auto e = Told(bc_aha())
               .open()
               .at("0:02", place, Place::pavement)
               .breathing("0:05", Breaths::none)
               .at("0:30", started_earlier, 2);
  const auto act_at = [&](std::uint32_t number) {
    ActScratch scratch;
    for (const Act& act : standing_acts(e.acts(), scratch)) {
      if (act.id == numbered(number)) return act;
    }
    return Act{};
  };
  e.correct_choice("0:40", 2, 6)
      .correct_choice("0:41", 2, 200)
      .correct_choice("0:42", 3, 4)
      .correct_choice("0:43", 4, 121);
  e.correct_product("0:44", 3, 1).correct_choice("0:45", 1, 1);
  EXPECT_EQ(act_at(1).choice, Act::no_choice);
  EXPECT_EQ(act_at(2).choice, static_cast<std::uint8_t>(Place::pavement));
  EXPECT_EQ(act_at(3).choice, static_cast<std::uint8_t>(Breaths::none));
  EXPECT_EQ(act_at(3).product, Act::no_product);
  EXPECT_EQ(act_at(4).choice, 2);
  EXPECT_EQ(e.phase(), "ventilate");

  e.dose("1:00", Told::in);
  const auto dose = e.last();
  e.correct_product("1:10", dose, 8);
  EXPECT_EQ(act_at(dose).product, Told::in);
  e.correct_choice("1:20", 2, Place::elsewhere);  // beside them a correction that it has still counts
  EXPECT_EQ(act_at(2).choice, static_cast<std::uint8_t>(Place::elsewhere));
}

TEST(Correction, NothingWasDoneAfterItWasCorrected) {
  auto e = Told(bc_aha()).open().dose("3:00", Told::in);
  e.correct_time("3:40", e.last(), "30:00");
  EXPECT_EQ(e.clock(Clock::look_after_dose), "6:40");
}

// --- EMS --------------------------------------------------------------------------------------------------------------------------

TEST(EmergencyServices, TheUnsignedRuleLightsAtNoGaspingNotSureAndAtNoAnswer) {
  EXPECT_EQ(Told(bc_aha()).open().breathing("0:05", Breaths::none).tile(Tile::ems), "0:05 call_ems");
  EXPECT_EQ(Told(bc_aha()).open().vitals("0:09", {.responds = Responds::does_not_wake}).tile(Tile::ems),
            "0:09 call_ems");
  EXPECT_EQ(Told(bc_aha()).open().breathing("0:05", Breaths::slow).tile(Tile::ems), "dark");
  EXPECT_EQ(Told(bc_aha()).open().vitals("0:05", {.responds = Responds::needs_touch}).tile(Tile::ems), "dark");
}

TEST(EmergencyServices, ASignedRuleIsItsOwn) {
  Protocol with_dose = bc_aha();
  with_dose.ems_when = {Fact::dose};
  auto e = Told(with_dose).open().breathing("0:05", Breaths::none);
  EXPECT_EQ(e.tile(Tile::ems), "dark");
  EXPECT_EQ(e.dose("0:30", Told::in).tile(Tile::ems), "0:30 call_ems");
}

TEST(EmergencyServices, ACallEndsIt) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none).at("0:20", ems, Ems::called);
  EXPECT_EQ(e.tile(Tile::ems), "dark");
  e.about("0:25", undone, e.last());
  EXPECT_EQ(e.tile(Tile::ems), "0:05 call_ems");
  EXPECT_EQ(e.at("5:00", ems, Ems::arrived).tile(Tile::ems), "dark");
}

// --- no pulse ---------------------------------------------------------------------------------------------------------------------

TEST(NoPulse, CompressionsCyclesOxygenAndTheNumberAtOnceWhateverTheRule) {
  Protocol quiet = sydney();
  quiet.ems_when = {Fact::dose};
  auto e = Told(quiet)
               .open()
               .breathing("0:05", Breaths::none)
               .at("0:20", breaths)
               .dose("0:40", Told::in)
               .at("1:00", no_pulse, 1);
  EXPECT_EQ(e.phase(), "no_pulse");
  EXPECT_EQ(e.tile(Tile::no_pulse), "1:00 compressions");
  EXPECT_EQ(e.tile(Tile::ems), "0:40 call_ems_no_pulse");
  EXPECT_EQ(e.tile(Tile::oxygen), "0:20 oxygen_join_bag");
  EXPECT_EQ(e.beat(), "compressions every 545 ms");  // 110 a minute
  EXPECT_EQ(e.clock(Clock::cycle), "3:00");
  // Dose and breath clocks give way; naloxone does not interrupt.
  EXPECT_EQ(e.clock(Clock::look), "off");
  EXPECT_EQ(e.clock(Clock::look_after_dose), "off");
  EXPECT_EQ(e.clock(Clock::naloxone_decision), "off");
  EXPECT_EQ(e.tile(Tile::naloxone), "dark");
  EXPECT_EQ(e.tile(Tile::breaths), "dark");
  EXPECT_EQ(e.tile(Tile::vitals), "dark");
}

TEST(NoPulse, OxygenIsAskedForEvenIfNoBreathWasTapped) {
  EXPECT_EQ(Told(bc_aha()).open().at("0:10", no_pulse, 1).tile(Tile::oxygen), "0:10 oxygen_join_bag");
}

TEST(NoPulse, APulseThatIsBackGoesOnWithBreathsAndTheClocksThatGaveWay) {
  auto e = Told(bc_aha())
               .open()
               .breathing("0:05", Breaths::none)
               .at("0:20", breaths)
               .dose("0:40", Told::in)
               .at("1:00", no_pulse, 1)
               .at("5:00", no_pulse, 0);
  EXPECT_EQ(e.phase(), "ventilate");
  EXPECT_EQ(e.beat(), "breaths every 5000 ms");
  EXPECT_EQ(e.clock(Clock::cycle), "off");
  EXPECT_EQ(e.clock(Clock::look_after_dose), "3:40");
  EXPECT_EQ(e.tile(Tile::breaths), "5:00 breaths_go_on");
}

TEST(NoPulse, AChildFifteenToTwoWithTwoHelpersThirtyToTwoAlone) {
  auto e = Told(bc_aha()).open().at("0:05", sign, Sign::child).at("0:20", no_pulse, 1);
  EXPECT_EQ(e.tile(Tile::no_pulse), "0:20 compressions_child_alone");  // nobody came yet
  e.at("0:40", helper);
  EXPECT_EQ(e.tile(Tile::no_pulse), "0:40 compressions_child");
  e.at("0:50", sign, Sign::alone);
  EXPECT_EQ(e.tile(Tile::no_pulse), "0:50 compressions_child_alone");
}

TEST(NoPulse, BreathingBackEndsIt) {
  auto e = Told(bc_aha()).open().at("0:20", no_pulse, 1).at("3:00", breathing_back);
  EXPECT_EQ(e.phase(), "recovery");
  EXPECT_EQ(e.beat(), "none");
}

// --- still sedated ----------------------------------------------------------------------------------------------------------------

TEST(StillSedated, BreathingWellAndDoesNotWake) {
  Protocol quiet = bc_aha();
  quiet.ems_when = {Fact::dose};
  auto e = Told(quiet)
               .open()
               .breathing("0:10", Breaths::ok)
               .vitals("1:00", {.rr = 12, .spo2 = 96, .responds = Responds::does_not_wake});
  EXPECT_EQ(e.phase(), "still_sedated");
  EXPECT_EQ(e.says(Sentence::still_sedated), "1:00");
  EXPECT_EQ(e.tile(Tile::airway), "1:00 airway");
  EXPECT_EQ(e.tile(Tile::naloxone), "dark");
  EXPECT_EQ(e.clock(Clock::look), "2:00");
  EXPECT_EQ(e.clock(Clock::ems), "21:00");  // 20 minutes
  EXPECT_EQ(e.tile(Tile::ems), "21:00 call_ems_sedated");
  e.vitals("3:00", {.rr = 12, .heart = 49});
  EXPECT_EQ(e.tile(Tile::ems), "3:00 call_ems_sedated");
  e.vitals("4:00", {.rr = 12, .heart = 50});
  EXPECT_EQ(e.tile(Tile::ems), "21:00 call_ems_sedated");
  e.vitals("5:00", {.rr = 12, .responds = Responds::wakes_to_voice});
  EXPECT_EQ(e.tile(Tile::ems), "dark");
  EXPECT_EQ(e.clock(Clock::ems), "off");
}

TEST(StillSedated, AlsoAfterADoseAndBeforeRecovery) {
  auto e = Told(bc_aha())
               .open()
               .breathing("0:05", Breaths::none)
               .at("0:10", breaths)
               .dose("1:00", Told::in)
               .at("5:00", breathing_back);
  e.vitals("5:10", {.rr = 14, .spo2 = 97, .responds = Responds::does_not_wake});
  EXPECT_EQ(e.phase(), "still_sedated");
  EXPECT_EQ(e.tile(Tile::naloxone), "dark");
  EXPECT_EQ(e.clock(Clock::look), "6:10");
}

// --- recovery, worsening ----------------------------------------------------------------------------------------------------------

TEST(Recovery, LooksEveryFiveMinutesAndAsksForOxygenThatIsNotOn) {
  auto e = Told(bc_aha()).open().breathing("0:05", Breaths::none).at("0:10", breaths).at("4:00", breathing_back);
  EXPECT_EQ(e.phase(), "recovery");
  EXPECT_EQ(e.clock(Clock::look), "9:00");
  EXPECT_EQ(e.tile(Tile::oxygen), "4:00 recovery");
  EXPECT_EQ(e.says(Sentence::recovery), "4:00");
  EXPECT_EQ(e.tile(Tile::helper), "dark");
}

TEST(Recovery, TheHourStartsAtTheLastOfDoseOxygenOffAndBreathingBack) {
  auto e = Told(bc_aha())
               .open()
               .breathing("0:05", Breaths::none)
               .at("0:10", breaths)
               .at("0:20", oxygen, 1)
               .dose("1:00", Told::in)
               .at("5:00", breathing_back);
  EXPECT_EQ(e.clock(Clock::recovery_end), "off");  // oxygen is on
  e.at("20:00", oxygen, 0);
  EXPECT_EQ(e.clock(Clock::recovery_end), "80:00");
  EXPECT_EQ(e.says(Sentence::release_check), "80:00");
  e.at("25:00", oxygen, 1);
  EXPECT_EQ(e.clock(Clock::recovery_end), "off");
  e.at("30:00", oxygen, 0);
  EXPECT_EQ(e.clock(Clock::recovery_end), "90:00");
  e.dose("40:00", Told::im);
  EXPECT_EQ(e.clock(Clock::recovery_end), "100:00");
}

TEST(Recovery, WithoutDoseOrOxygenItStartsAtBreathingBack) {
  EXPECT_EQ(
      Told(bc_aha()).open().breathing("0:05", Breaths::none).at("4:00", breathing_back).clock(Clock::recovery_end),
      "64:00");
}

TEST(Recovery, TwoHoursWhereASedativeOrALongActingOpioidIsSuspected) {
  const auto recovering = [] {
    return Told(bc_aha()).open().breathing("0:05", Breaths::none).at("4:00", breathing_back);
  };
  EXPECT_EQ(recovering().at("5:00", sign, Sign::sedative_suspected).clock(Clock::recovery_end), "124:00");
  EXPECT_EQ(recovering().at("5:00", sign, Sign::long_acting_suspected).clock(Clock::recovery_end), "124:00");
  EXPECT_EQ(recovering().at("5:00", kind, Kind::sedative).clock(Clock::recovery_end), "124:00");
  EXPECT_EQ(recovering().at("5:00", sign, Sign::sedative_suspected).says(Sentence::recovery_long), "5:00");
}

TEST(Recovery, IsNotEndedByTime) {
  auto e = Told(bc_aha()).open().at("4:00", breathing_back).breathing("300:00", Breaths::ok);
  EXPECT_EQ(e.phase(), "recovery");
  EXPECT_EQ(e.clock(Clock::look), "305:00");
}

TEST(Worsening, GoesBackToVentilateInOneTapSameT0NewHour) {
  auto e = Told(bc_aha())
               .open()
               .breathing("0:05", Breaths::none)
               .at("0:10", breaths)
               .dose("1:00", Told::in)
               .at("5:00", breathing_back)
               .breathing("9:00", Breaths::none);
  EXPECT_EQ(e.phase(), "ventilate");
  EXPECT_EQ(e.asked().t0, first_tap_at);
  EXPECT_EQ(e.tile(Tile::breaths), "9:00 ventilate");
  EXPECT_EQ(e.beat(), "breaths every 5000 ms");
  EXPECT_EQ(e.tile(Tile::naloxone), "9:00 another_dose");  // the dose of 1:00 had its time
  EXPECT_EQ(e.clock(Clock::recovery_end), "off");
  e.at("12:00", breathing_back);
  EXPECT_EQ(e.clock(Clock::recovery_end), "72:00");
}

TEST(Worsening, GoesBackToRespondAndToNoPulseToo) {
  const auto recovering = [] {
    return Told(bc_aha()).open().breathing("0:05", Breaths::none).at("5:00", breathing_back);
  };
  EXPECT_EQ(recovering().breathing("9:00", Breaths::slow).phase(), "respond");
  EXPECT_EQ(recovering().vitals("9:00", {.rr = 7}).phase(), "ventilate");
  EXPECT_EQ(recovering().at("9:00", no_pulse, 1).phase(), "no_pulse");
  EXPECT_EQ(recovering().at("9:00", breaths).clock(Clock::recovery_end), "off");
}

TEST(Worsening, SoonAfterADoseAnotherWaitsForTheLook) {
  auto e = Told(bc_aha())
               .open()
               .breathing("0:05", Breaths::none)
               .dose("1:00", Told::im)
               .at("3:00", breathing_back)
               .breathing("4:00", Breaths::none);
  EXPECT_EQ(e.tile(Tile::naloxone), "6:00 another_dose");
}

// --- overamping, withdrawal, other ------------------------------------------------------------------------------------------------

TEST(Overamping, MildIsAQuietPlaceAndALookEveryFiveMinutes) {
  auto e = Told(bc_aha()).open().breathing("0:10", Breaths::ok).at("0:20", sign, Sign::anxious_hot_pacing);
  EXPECT_EQ(e.phase(), "overamping_mild");
  EXPECT_EQ(e.says(Sentence::overamping_mild), "0:20");
  EXPECT_EQ(e.clock(Clock::look), "5:10");
  EXPECT_EQ(e.tile(Tile::ems), "dark");
}

TEST(Overamping, EachRedSignAloneCallsEms) {
  for (const Sign red : {Sign::hot_and_confused, Sign::chest_pain, Sign::stroke_signs, Sign::seizure}) {
    auto e = Told(bc_aha()).open().at("0:20", sign, red);
    EXPECT_EQ(e.phase(), "overamping_red");
    EXPECT_EQ(e.tile(Tile::ems), "0:20 call_ems_overamping");
    EXPECT_EQ(e.says(Sentence::overamping_red), "0:20");
  }
  EXPECT_EQ(Told(bc_aha()).open().vitals("0:20", {.temperature_tenths = 400}).tile(Tile::ems),
            "0:20 call_ems_overamping");
  EXPECT_EQ(Told(bc_aha()).open().vitals("0:20", {.temperature_tenths = 399}).tile(Tile::ems), "dark");
  EXPECT_EQ(Told(bc_aha()).open().vitals("0:20", {.heart = 141}).tile(Tile::ems), "0:20 call_ems_overamping");
  EXPECT_EQ(Told(bc_aha()).open().vitals("0:20", {.heart = 140}).tile(Tile::ems), "dark");
  EXPECT_EQ(Told(bc_aha()).open().vitals("0:20", {.systolic = 181}).tile(Tile::ems), "0:20 call_ems_overamping");
}

TEST(Overamping, AFastHeartInAnOpioidEmergencyIsNoSignOfItUnlessBothAreNamed) {
  auto e = Told(bc_aha()).open().at("0:05", kind, Kind::opioid).vitals("0:20", {.heart = 150});
  EXPECT_EQ(e.phase(), "respond");
  EXPECT_EQ(e.at("0:30", kind, Kind::overamping).phase(), "overamping_red");
}

TEST(Overamping, ASeizureOverFiveMinutesOrASecondIsSaidToEms) {
  auto e = Told(bc_aha()).open().at("0:20", sign, Sign::seizure);
  EXPECT_EQ(e.says(Sentence::seizure_long), "5:20");
  e.at("2:00", sign_gone, Sign::seizure);
  EXPECT_EQ(e.says(Sentence::seizure_long), "no");
  e.at("9:00", sign, Sign::seizure);
  EXPECT_NE(e.says(Sentence::seizure_long), "no");
}

TEST(Overamping, NoKindHidesAnActInDoubtTheOpioidSequenceShows) {
  auto e = Told(bc_aha())
               .open()
               .at("0:02", kind, Kind::overamping)
               .at("0:05", sign, Sign::seizure)
               .breathing("0:10", Breaths::none);
  EXPECT_EQ(e.phase(), "ventilate");
  EXPECT_EQ(e.tile(Tile::breaths), "0:10 ventilate");
  EXPECT_EQ(e.tile(Tile::naloxone), "0:10 decide_not_breathing");
  EXPECT_EQ(e.beat(), "breaths every 5000 ms");
}

TEST(Overamping, ItsKindAloneDoesNotPutOffTheFirstLook) {
  EXPECT_EQ(Told(bc_aha()).open().at("0:05", kind, Kind::overamping).clock(Clock::look), "1:00");
}

TEST(Withdrawal, SevereCallsEmsAndAsksForThePressureEveryTenMinutesWhateverLooksThereWere) {
  auto e = Told(bc_aha()).open().breathing("0:10", Breaths::ok).at("0:20", kind, Kind::withdrawal);
  EXPECT_NE(e.phase(), "withdrawal");
  EXPECT_EQ(e.tile(Tile::ems), "dark");
  e.at("0:40", sign, Sign::vomiting);
  EXPECT_EQ(e.phase(), "withdrawal");
  EXPECT_EQ(e.tile(Tile::ems), "0:40 call_ems_withdrawal");
  EXPECT_EQ(e.clock(Clock::blood_pressure), "10:20");
  e.breathing("5:00", Breaths::ok).vitals("6:00", {.spo2 = 97});
  EXPECT_EQ(e.clock(Clock::blood_pressure), "10:20");
  e.vitals("8:00", {.systolic = 150});
  EXPECT_EQ(e.clock(Clock::blood_pressure), "18:00");
}

TEST(Withdrawal, AHeartOrPressureOverProtocolIsSevereToo) {
  EXPECT_EQ(Told(bc_aha()).open().at("0:20", kind, Kind::withdrawal).vitals("1:00", {.systolic = 190}).phase(),
            "withdrawal");
  EXPECT_EQ(Told(bc_aha()).open().at("0:20", kind, Kind::withdrawal).vitals("1:00", {.heart = 150}).phase(),
            "withdrawal");
}

TEST(OtherKinds, HaveTheSameFirstScreen) {
  for (const Kind other :
       {Kind::fall, Kind::bleeding, Kind::allergy, Kind::asthma, Kind::low_sugar, Kind::self_harm, Kind::other}) {
    EXPECT_EQ(Told(bc_aha()).open().at("0:03", kind, other).lit(),
              "helper 0:00 helper, airway 0:00 airway, vitals 1:00 look_again");
  }
}

// --- closed -----------------------------------------------------------------------------------------------------------------------

void expect_silent(Told& e) {
  EXPECT_EQ(e.phase(), "closed");
  EXPECT_EQ(e.lit(), "");
  EXPECT_EQ(e.beat(), "none");
  EXPECT_EQ(e.asked().flags, 0);
  for (std::size_t clock = 0; clock < e.asked().due.size(); ++clock)
    EXPECT_EQ(e.clock(static_cast<Clock>(clock)), "off");
}

TEST(Closed, AsksForNothing) {
  for (const Outcome outcome : {Outcome::released, Outcome::transferred, Outcome::chose_to_leave, Outcome::died}) {
    auto e = Told(bc_aha())
                 .open()
                 .breathing("0:05", Breaths::none)
                 .at("0:10", breaths)
                 .dose("1:00", Told::in, 1)
                 .dose("1:10", Told::in, 2);
    e.at("2:00", no_pulse, 1).at("9:00", closed, outcome);
    expect_silent(e);
    EXPECT_EQ(e.asked().doses, 2);
  }
}

TEST(Closed, OpenedByMistakeWhileNothingWasDone) {
  auto e = Told(bc_aha())
               .open()
               .breathing("0:05", Breaths::none)
               .at("0:08", helper)
               .at("0:10", closed, Outcome::opened_by_mistake);
  expect_silent(e);
}

TEST(Closed, NotByMistakeWhileBreathsOxygenNaloxoneOrCompressionsStandInIt) {
  const auto by_mistake = [](Told e) { return e.at("0:30", closed, Outcome::opened_by_mistake).phase(); };
  EXPECT_NE(by_mistake(Told(bc_aha()).open().at("0:10", breaths)), "closed");
  EXPECT_NE(by_mistake(Told(bc_aha()).open().at("0:10", oxygen, 1)), "closed");
  EXPECT_NE(by_mistake(Told(bc_aha()).open().dose("0:10", Told::in)), "closed");
  EXPECT_NE(by_mistake(Told(bc_aha()).open().at("0:10", no_pulse, 1)), "closed");
  auto undone_breaths = Told(bc_aha()).open().at("0:10", breaths);
  undone_breaths.about("0:15", undone, undone_breaths.last());
  EXPECT_EQ(by_mistake(undone_breaths), "closed");
}

// --- a start at which the clock was not sure --------------------------------------------------------------------------------------

TEST(UnsureStart, AReminderComesEarlyAndAMinimumWaitStartsAgain) {
  auto e = Told(bc_aha())
               .open()
               .breathing("0:05", Breaths::none)
               .dose("1:00", Told::in)
               .at("1:30", breathing_back)
               .restart("2:00");
  EXPECT_EQ(e.clock(Clock::look), "2:00");
  EXPECT_EQ(e.clock(Clock::look_after_dose), "2:00");
  EXPECT_EQ(e.clock(Clock::recovery_end), "62:00");
  e.breathing("2:10", Breaths::ok);
  EXPECT_EQ(e.clock(Clock::look), "7:10");
  EXPECT_EQ(e.clock(Clock::look_after_dose), "off");
}

TEST(UnsureStart, WhatWasAnsweredBeforeItStaysAnswered) {
  auto e = Told(bc_aha())
               .open()
               .breathing("0:05", Breaths::none)
               .dose("1:00", Told::in)
               .breathing("4:10", Breaths::none)
               .restart("9:00");
  EXPECT_EQ(e.clock(Clock::look_after_dose), "off");
  EXPECT_EQ(e.clock(Clock::look), "5:10");
}

TEST(UnsureStart, ClocksThatWentBackMoveAllActsTogetherSoThatNoneIsLater) {
  auto e = Told(bc_aha()).open("60:00").breathing("60:05", Breaths::none).dose("61:00", Told::in);
  e.correct_time("61:30", 2, "60:02");
  const Instant start = first_tap_at;
  const Duration by = moved_back(e.acts(), start);
  EXPECT_EQ(by.milliseconds, told_ms("61:30") + 1);
  move_back(e.acts(), by);
  e.restart("0:00");
  EXPECT_EQ(e.asked().t0, first_tap_at + base::milliseconds(-told_ms("1:30") - 1));
  EXPECT_EQ(e.tile(Tile::breaths), "0:02 ventilate");                             // distances stay
  EXPECT_EQ(e.asked().instant(e.asked().due_at(Clock::look_after_dose)), start);  // and the look is due at once
  EXPECT_EQ(moved_back(e.acts(), start).milliseconds, 0);
}

// --- what must always hold --------------------------------------------------------------------------------------------------------

const Playbook& playbook_of(bool is_sydney) {
  static const Playbook bc = compile_playbook(bc_aha());
  static const Playbook five_minutes = compile_playbook(sydney());
  return is_sydney ? five_minutes : bc;
}

Vitals random_vitals() {
  Vitals v;
  const auto number = [](std::vector<std::uint16_t> of) { return *rc::gen::elementOf(std::move(of)); };
  const std::uint16_t none = Vitals::not_measured;
  v.responds = static_cast<Responds>(*rc::gen::inRange(0, 5));
  v.breaths = static_cast<Breaths>(*rc::gen::inRange(0, 4));
  v.oximeter = static_cast<Oximeter>(*rc::gen::inRange(0, 6));
  v.breaths_per_minute = number({none, none, 0, 4, 9, 10, 14, 30});
  v.spo2_percent = number({none, none, 60, 79, 85, 90, 94, 95, 100});
  v.heart_per_minute = number({none, none, 40, 49, 50, 80, 140, 141});
  v.systolic_mmhg = number({none, none, 90, 180, 181});
  v.temperature_tenths_c = number({none, none, 370, 399, 400});
  return v;
}

Act random_act(std::uint32_t number, std::int64_t last_second) {
  Act act;
  act.id = numbered(number);
  act.at = first_tap_at + base::seconds(*rc::gen::inRange<std::int64_t>(-10, last_second));
  // Choices of the acts that matter most come up more often than the rest.
  act.kind = static_cast<ActKind>(
      *rc::gen::weightedOneOf<int>({{6, rc::gen::element(4, 7, 8, 9, 10, 12, 14)}, {4, rc::gen::inRange(0, 28)}}));
  const auto choice = [&](int below) { act.choice = static_cast<std::uint8_t>(*rc::gen::inRange(0, below)); };
  switch (act.kind) {
    case started_earlier: act.choice = *rc::gen::element<std::uint8_t>(1, 2, 5); break;
    case breathing: choice(4); break;
    case oxygen:
    case no_pulse: choice(2); break;
    case ems: choice(3); break;
    case kind: choice(11); break;
    case sign:
    case sign_gone: choice(14); break;
    case closed: act.choice = *rc::gen::element<std::uint8_t>(0, 1, 4, 4, 4); break;
    case vitals: act.vitals = random_vitals(); break;
    case naloxone: act.product = *rc::gen::element<std::uint8_t>(0, 1, 2, 3, Act::no_product); break;
    case undone:
    case corrected:
    case one_dose:
    case two_doses:
      act.target = numbered(*rc::gen::inRange<std::uint32_t>(1, 20));
      if (act.kind == corrected && *rc::gen::arbitrary<bool>()) {
        act.to_at = first_tap_at + base::seconds(*rc::gen::inRange<std::int64_t>(-10, last_second));
      }
      if (act.kind == corrected && *rc::gen::arbitrary<bool>()) act.product = *rc::gen::element<std::uint8_t>(0, 3);
      break;
    default: break;
  }
  act.device = DeviceRef{*rc::gen::inRange<std::uint16_t>(1, 4)};
  return act;
}

std::vector<KeptAct> random_acts(std::int64_t last_second = 900) {
  std::vector<KeptAct> acts;
  Act opening;
  opening.id = numbered(1);
  opening.at = first_tap_at;
  acts.push_back({opening});
  const int count = *rc::gen::inRange(0, 24);
  for (int i = 0; i < count; ++i) acts.push_back({random_act(static_cast<std::uint32_t>(i + 2), last_second)});
  return acts;
}

Assessment ask(std::span<const KeptAct> acts, const Playbook& playbook, Instant restart = Instant::unknown()) {
  ActScratch scratch;
  return assess(acts, playbook, restart, scratch);
}

FactTimes facts_after(std::span<const KeptAct> acts, const Playbook& playbook) {
  ActScratch scratch;
  return facts_of(standing_acts(acts, scratch), playbook);
}

RC_GTEST_PROP(AlwaysHolds, AnyOrderOfArrivalWithAnyRetriesGivesTheSame, ()) {
  const Playbook& playbook = playbook_of(*rc::gen::arbitrary<bool>());
  const auto acts = random_acts();
  auto others = acts;
  for (int again = *rc::gen::inRange(0, 6); again > 0; --again) {
    others.push_back(acts[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(acts.size())))]);
  }
  for (std::size_t i = others.size(); i > 1; --i) {
    std::swap(others[i - 1], others[static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(i)))]);
  }
  RC_ASSERT(ask(acts, playbook) == ask(others, playbook));
}

RC_GTEST_PROP(AlwaysHolds, NaloxoneIsNeverLitAtYesWithTenOrMore, ()) {
  const Playbook& playbook = playbook_of(*rc::gen::arbitrary<bool>());
  auto acts = random_acts(600);
  Act counted{.at = first_tap_at + base::seconds(900), .kind = vitals};
  counted.id = numbered(900);
  counted.vitals = random_vitals();
  counted.vitals.breaths_per_minute = *rc::gen::element<std::uint16_t>(10, 12, 20, 40);
  acts.push_back({counted});
  const Assessment now = ask(acts, playbook);
  RC_ASSERT(!now.lit(Tile::naloxone).is_set());
  RC_ASSERT(!now.due_at(Clock::naloxone_decision).is_set());
}

RC_GTEST_PROP(AlwaysHolds, NaloxoneIsLitOnlyWhileBreathingIsBad, ()) {
  const Playbook& playbook = playbook_of(*rc::gen::arbitrary<bool>());
  const auto acts = random_acts();
  const Assessment now = ask(acts, playbook);
  if (!now.lit(Tile::naloxone).is_set()) RC_SUCCEED("dark");
  const Facts facts = facts_after(acts, playbook).holding;
  RC_ASSERT(facts.has(Fact::breathing_no) || facts.has(Fact::breathing_slow) || facts.has(Fact::rr_low));
  RC_ASSERT(!facts.has(Fact::no_pulse));
  RC_ASSERT((now.flags & Assessment::more_naloxone_stops) == 0);
}

RC_GTEST_PROP(AlwaysHolds, AClosedEmergencyAsksForNothing, ()) {
  const Playbook& playbook = playbook_of(*rc::gen::arbitrary<bool>());
  auto acts = random_acts();
  Act closing{.at = first_tap_at + base::seconds(*rc::gen::inRange(0, 900)), .kind = closed, .choice = 0};
  closing.id = numbered(900);
  acts.push_back({closing});
  const Assessment now = ask(acts, playbook);
  RC_ASSERT(now.phase == Phase::closed);
  RC_ASSERT(now.beat == Beat::none && now.flags == 0);
  for (const Offset lit : now.lit_from) RC_ASSERT(!lit.is_set());
  for (const Offset due : now.due) RC_ASSERT(!due.is_set());
}

RC_GTEST_PROP(AlwaysHolds, BreathsAndMetronomeGoOnUntilBreathingIsBackOrThereIsNoPulse, ()) {
  const Playbook& playbook = playbook_of(*rc::gen::arbitrary<bool>());
  const auto acts = random_acts();
  const Assessment now = ask(acts, playbook);
  const Facts facts = facts_after(acts, playbook).holding;
  if (now.phase == Phase::closed) RC_SUCCEED("closed");
  if (facts.has(Fact::no_pulse)) {
    RC_ASSERT(now.beat == Beat::compressions);
  } else if (facts.has(Fact::breaths) || facts.has(Fact::breathing_no)) {
    RC_ASSERT(now.beat == Beat::breaths);
    RC_ASSERT(now.lit(Tile::breaths).is_set());
  }
}

RC_GTEST_PROP(AlwaysHolds, AnOpenEmergencyAlwaysHasALookOrACycleToCome, ()) {
  const Playbook& playbook = playbook_of(*rc::gen::arbitrary<bool>());
  const Assessment now = ask(random_acts(), playbook);
  if (now.phase == Phase::closed) RC_SUCCEED("closed");
  RC_ASSERT(now.due_at(Clock::look).is_set() || now.due_at(Clock::cycle).is_set());
}

RC_GTEST_PROP(AlwaysHolds, AfterAnUnsureStartNoReminderIsLostOrLaterAndNoWaitEarlier, ()) {
  const Playbook& playbook = playbook_of(*rc::gen::arbitrary<bool>());
  auto acts = random_acts(600);
  std::int64_t last_s = 0;
  for (const KeptAct& kept : acts) last_s = std::max(last_s, (kept.act.at - first_tap_at).milliseconds / 1000);
  const std::int64_t start_s = last_s + 1 + *rc::gen::inRange<std::int64_t>(0, 600);
  const Assessment before = ask(acts, playbook);
  // The clock may have gone back by any time; acts then move back with it.
  const std::int64_t back_s = *rc::gen::element<std::int64_t>(0, 1, 60, 3600, 100'000);
  const Instant start = first_tap_at + base::seconds(start_s - back_s);
  move_back(acts, moved_back(acts, start));
  const Assessment after = ask(acts, playbook, start);
  RC_ASSERT(after.phase == before.phase);
  for (std::size_t i = 0; i < before.due.size(); ++i) {
    RC_ASSERT(before.due[i].is_set() == after.due[i].is_set());
    if (!before.due[i].is_set()) continue;
    if (static_cast<Clock>(i) == Clock::recovery_end) {
      RC_ASSERT(after.due[i] >= before.due[i]);
      RC_ASSERT(after.instant(after.due[i]) >= start + base::minutes(60));
    } else {
      RC_ASSERT(after.due[i] <= before.due[i]);
      RC_ASSERT(after.instant(after.due[i]) <= start);
    }
  }
}

RC_GTEST_PROP(AlwaysHolds, AnActThatIsUndoneLeavesNoTrace, ()) {
  const Playbook& playbook = playbook_of(*rc::gen::arbitrary<bool>());
  const auto acts = random_acts();
  auto others = acts;
  Act tapped = random_act(900, 600);
  tapped.at = first_tap_at + base::seconds(*rc::gen::inRange<std::int64_t>(0, 600));
  // Neither the first tap nor an undo can be undone; whether an act is the last one decides which of two sentences a tile shows.
  RC_PRE(tapped.kind != opened && tapped.kind != undone);
  Act undo{.at = tapped.at + base::seconds(5), .kind = undone};
  undo.id = numbered(901);
  undo.target = tapped.id;
  others.push_back({undo});
  others.push_back({tapped});
  RC_ASSERT(ask(acts, playbook) == ask(others, playbook));
}

}  // namespace
}  // namespace alongside::domain
