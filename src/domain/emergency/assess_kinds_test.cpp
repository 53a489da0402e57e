// Emergencies that are no opioid overdose, closing, and a start at which the clock was not sure, as timelines worked out by hand.
#include <gtest/gtest.h>

#include "domain/emergency/told_emergency_test.hpp"

namespace alongside::domain {
namespace {

using enum ActKind;

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

}  // namespace
}  // namespace alongside::domain
