// When naloxone is decided on, and what follows a dose, as timelines worked out by hand.
#include <gtest/gtest.h>

#include "domain/emergency/told_emergency_test.hpp"

namespace alongside::domain {
namespace {

using enum ActKind;

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

}  // namespace
}  // namespace alongside::domain
