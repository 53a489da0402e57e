// From the call for help and a pulse that is gone to recovery and worsening, as timelines worked out by hand.
#include <gtest/gtest.h>

#include "domain/emergency/told_emergency_test.hpp"

namespace alongside::domain {
namespace {

using enum ActKind;

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

}  // namespace
}  // namespace alongside::domain
