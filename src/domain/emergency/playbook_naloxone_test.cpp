// Tables over the rows: what decides on naloxone and on another dose, with every way of coming to it.
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "domain/emergency/ways_to_breathe_test.hpp"

namespace alongside::domain {
namespace {

using enum ActKind;

// Each is a reason by 1:00 with whichever bad breathing; oxygen is on, so that its absence is no reason of its own.
// clang-format off
const std::vector<std::pair<Way, Sentence>> reasons_now{
    {{"cannot ventilate", [](Told& e) { e.at("0:40", cannot_ventilate); }}, Sentence::decide_cannot_ventilate},
    {{"jaw tight", [](Told& e) { e.at("0:40", sign, Sign::jaw_tight); }}, Sentence::decide_cannot_ventilate},
    {{"helpers away", [](Told& e) { e.at("0:40", helpers_away); }}, Sentence::decide_helpers_away},
    {{"85 with breaths", [](Told& e) { e.at("-0:40", breaths).vitals("0:50", {.spo2 = 85}); }}, Sentence::decide_spo2_low},
    {{"75 with breaths", [](Told& e) { e.at("-0:40", breaths).vitals("0:50", {.spo2 = 75}); }}, Sentence::decide_spo2_low},
};
// clang-format on

TEST(DecideNow, ForEachReasonWithEachBadBreathingInBothProfiles) {
  for (const Protocol& profile : {bc_aha(), sydney()}) {
    for (const auto& [reason, sentence] : reasons_now) {
      const std::function<void(Told&)> nothing = [](Told&) {};
      const auto naloxone_with = [&](const Way& breathing, const std::function<void(Told&)>& and_then) {
        Told e(profile);
        e.open().at("0:05", oxygen, 1);
        reason.happens(e);
        breathing.happens(e);
        and_then(e);
        return e.tile(Tile::naloxone);
      };
      for (const Way& bad : bad_breathing) {
        const bool apnoea = std::string_view(bad.name).starts_with("no");
        EXPECT_EQ(naloxone_with(bad, nothing),
                  fmt::format("1:00 {}", name_of(apnoea ? Sentence::decide_not_breathing : sentence)))
            << reason.name << ", " << bad.name;
        EXPECT_EQ(naloxone_with(bad, [](Told& e) { e.at("1:00", no_pulse, 1); }), "dark")
            << reason.name << ", " << bad.name;
        EXPECT_EQ(naloxone_with(bad, [](Told& e) { e.dose("1:00", Told::im); }), "6:00 another_dose")
            << reason.name << ", " << bad.name;
      }
      for (const Way& good : good_breathing)
        EXPECT_EQ(naloxone_with(good, nothing), "dark") << reason.name << ", " << good.name;
    }
  }
}

TEST(DecideNow, LowSpO2IsNoReasonWithoutBreaths) {
  Told e(sydney());
  e.open().at("0:05", oxygen, 1).vitals("0:10", {.rr = 6, .spo2 = 75});
  EXPECT_EQ(e.tile(Tile::naloxone), "5:00 decide_clock");
}

TEST(DecideNow, BreathsOfBeforeBreathingWasBackAreNoGoodBreathsNow) {
  Told e(sydney());
  e.open()
      .at("0:05", oxygen, 1)
      .at("0:30", breaths)
      .at("1:00", breathing_back)
      .breathing("1:10", Breaths::slow)
      .vitals("1:20", {.spo2 = 85});
  EXPECT_EQ(e.tile(Tile::naloxone), "5:00 decide_clock");
  EXPECT_EQ(e.at("2:00", breaths).tile(Tile::naloxone), "3:30 decide_spo2_low");
}

TEST(DecideNow, WithoutOxygenForEachBadBreathing) {
  for (const Way& bad : bad_breathing) {
    Told e(sydney());
    e.open();
    bad.happens(e);
    const bool apnoea = std::string_view(bad.name).starts_with("no");
    EXPECT_EQ(e.tile(Tile::naloxone), apnoea ? "1:00 decide_not_breathing" : "1:30 decide_no_oxygen") << bad.name;
    EXPECT_EQ(Told(e).at("1:10", no_pulse, 1).tile(Tile::naloxone), "dark") << bad.name;
    e.dose("1:10", Told::in);
    EXPECT_EQ(e.tile(Tile::naloxone), "4:10 another_dose") << bad.name;
    e.at("1:20", no_pulse, 1);
    EXPECT_EQ(e.tile(Tile::naloxone), "dark") << bad.name;
  }
}

TEST(ProfileDecision, ForEachBadBreathing) {
  for (const Way& bad : bad_breathing) {
    if (std::string_view(bad.name).starts_with("no")) continue;  // decides at once
    Told bc(bc_aha());
    bc.open().at("0:05", oxygen, 1);
    bad.happens(bc);
    EXPECT_EQ(bc.tile(Tile::naloxone), "dark") << bad.name;
    bc.at("1:20", breaths);
    EXPECT_EQ(bc.tile(Tile::naloxone), "1:20 decide_first_breaths") << bad.name;
    EXPECT_EQ(bc.at("1:30", no_pulse, 1).tile(Tile::naloxone), "dark") << bad.name;

    Told five(sydney());
    five.open().at("0:05", oxygen, 1);
    bad.happens(five);
    EXPECT_EQ(five.tile(Tile::naloxone), "5:00 decide_clock") << bad.name;
    EXPECT_EQ(five.clock(Clock::naloxone_decision), "5:00") << bad.name;
    EXPECT_EQ(Told(five).dose("1:30", Told::in).clock(Clock::naloxone_decision), "off") << bad.name;
    EXPECT_EQ(Told(five).at("1:30", no_pulse, 1).clock(Clock::naloxone_decision), "off") << bad.name;
    EXPECT_EQ(Told(five).at("1:30", no_pulse, 1).tile(Tile::naloxone), "dark") << bad.name;
  }
  Told no(sydney());
  no.open().at("0:05", oxygen, 1).breathing("1:00", Breaths::none);
  EXPECT_EQ(no.clock(Clock::naloxone_decision), "5:00");
}

TEST(AfterADoseTable, ForEachBadAndGoodBreathing) {
  const auto dosed = [](std::uint8_t product, const Way& breathing) {
    Told e(bc_aha());
    e.open().dose("0:50", product);
    breathing.happens(e);
    return e;
  };
  for (const Way& bad : bad_breathing) {
    EXPECT_EQ(dosed(Told::im, bad).tile(Tile::naloxone), "5:50 another_dose") << bad.name;
    EXPECT_EQ(dosed(Told::in, bad).tile(Tile::naloxone), "3:50 another_dose") << bad.name;
    EXPECT_EQ(dosed(Told::not_said, bad).tile(Tile::naloxone), "3:50 another_dose") << bad.name;
    EXPECT_EQ(dosed(Told::in, bad).says(Sentence::look_after_dose), "1:00") << bad.name;
    EXPECT_EQ(dosed(Told::in, bad).says(Sentence::no_more_naloxone), "no") << bad.name;
    auto many = dosed(Told::im, bad).dose("2:00", Told::im).dose("3:00", Told::im);
    EXPECT_EQ(many.tile(Tile::naloxone), "dark") << bad.name;
    EXPECT_EQ(many.says(Sentence::other_causes), "3:00") << bad.name;
    EXPECT_EQ(many.tile(Tile::ems).substr(5), "call_ems") << bad.name;
    EXPECT_EQ(Told(many).at("3:10", ems, Ems::called).tile(Tile::ems), "dark") << bad.name;
    EXPECT_EQ(Told(many).at("3:10", no_pulse, 1).says(Sentence::other_causes), "no") << bad.name;
  }
  for (const Way& good : good_breathing) {
    EXPECT_EQ(dosed(Told::in, good).tile(Tile::naloxone), "dark") << good.name;
    EXPECT_EQ(dosed(Told::in, good).says(Sentence::look_after_dose), "no") << good.name;
    const bool counted = std::string_view(good.name) == "12 counted";
    EXPECT_EQ(dosed(Told::in, good).says(Sentence::no_more_naloxone), counted ? "1:00" : "no") << good.name;
  }
  Told sedated(bc_aha());
  sedated.open()
      .dose("0:10", Told::im)
      .dose("0:20", Told::im)
      .dose("0:30", Told::im)
      .breathing("0:40", Breaths::ok)
      .vitals("1:00", {.responds = Responds::does_not_wake});
  EXPECT_EQ(sedated.says(Sentence::other_causes), "1:00");
}

TEST(NoMoreNaloxone, OnlyAfterADoseAndWhileColourHolds) {
  EXPECT_EQ(Told(bc_aha()).open().vitals("1:00", {.rr = 12}).says(Sentence::no_more_naloxone), "no");
  for (const std::uint16_t low : std::initializer_list<std::uint16_t>{75, 85}) {
    EXPECT_EQ(Told(bc_aha())
                  .open()
                  .dose("0:30", Told::in)
                  .vitals("1:00", {.rr = 12, .spo2 = low})
                  .says(Sentence::no_more_naloxone),
              "no");
  }
}

}  // namespace
}  // namespace alongside::domain
