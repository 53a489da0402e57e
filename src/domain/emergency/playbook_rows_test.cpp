// Tables over the rows: what each answer, chip, sign and kind makes known, and what each state lights with every way of coming to it.
//
// emergency_test.cpp tells whole emergencies; here every alternative that a row of the table names has its turn.
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "domain/emergency/told_emergency_test.hpp"

namespace alongside::domain {
namespace {

using enum ActKind;

struct Way {
  const char* name;
  std::function<void(Told&)> happens;
};

// At 1:00 throughout, so that a table's expected time is one.
const std::vector<Way> bad_breathing{
    {"no", [](Told& e) { e.breathing("1:00", Breaths::none); }},
    {"slow", [](Told& e) { e.breathing("1:00", Breaths::slow); }},
    {"none, by chip", [](Told& e) { e.vitals("1:00", {.breaths = Breaths::none}); }},
    {"slow, by chip", [](Told& e) { e.vitals("1:00", {.breaths = Breaths::slow}); }},
    {"6 counted", [](Told& e) { e.vitals("1:00", {.rr = 6}); }},
};
const std::vector<Way> good_breathing{
    {"yes", [](Told& e) { e.breathing("1:00", Breaths::ok); }},
    {"ok, by chip", [](Told& e) { e.vitals("1:00", {.breaths = Breaths::ok}); }},
    {"12 counted", [](Told& e) { e.vitals("1:00", {.rr = 12}); }},
    {"back", [](Told& e) { e.at("1:00", breathing_back); }},
};

Facts holding(Told& e) {
  ActScratch scratch;
  return facts_of(standing_acts(e.acts(), scratch), e.playbook()).holding;
}

/// Which of these hold.
Facts among(Told& e, Facts group) {
  Facts out = holding(e);
  out.bits &= group.bits;
  return out;
}

void expect_pairs_leave_only_the_last(const std::vector<std::pair<Way, Fact>>& ways) {
  Facts group;
  for (const auto& [way, fact] : ways) group.set(fact);
  for (const auto& [first, ignored] : ways) {
    for (const auto& [second, fact] : ways) {
      Told e(bc_aha());
      e.open();
      first.happens(e);
      second.happens(e);
      EXPECT_EQ(among(e, group), Facts{fact}) << first.name << ", then " << second.name;
    }
  }
}

std::pair<Way, Fact> seen(const char* name, Seen what, Fact fact) {
  return {Way{name, [what](Told& e) { e.vitals("1:00", what); }}, fact};
}

TEST(WhatIsKnown, TheLastAnswerToVoiceAndTouchCounts) {
  expect_pairs_leave_only_the_last({
      seen("talks", {.responds = Responds::talks}, Fact::talks),
      seen("wakes to voice", {.responds = Responds::wakes_to_voice}, Fact::wakes_to_voice),
      seen("needs touch", {.responds = Responds::needs_touch}, Fact::needs_touch),
      seen("does not wake", {.responds = Responds::does_not_wake}, Fact::does_not_wake),
  });
}

TEST(WhatIsKnown, TheLastOximetryCountsChipOrNumber) {
  expect_pairs_leave_only_the_last({
      seen("no reading", {.oximeter = Oximeter::no_reading}, Fact::spo2_no_reading),
      seen("under 80", {.oximeter = Oximeter::under_80}, Fact::spo2_under_80),
      seen("80-89", {.oximeter = Oximeter::from_80_to_89}, Fact::spo2_80),
      seen("90-94", {.oximeter = Oximeter::from_90_to_94}, Fact::spo2_90),
      seen("95+", {.oximeter = Oximeter::from_95}, Fact::spo2_95),
      seen("79", {.spo2 = 79}, Fact::spo2_under_80),
      seen("80", {.spo2 = 80}, Fact::spo2_80),
      seen("89", {.spo2 = 89}, Fact::spo2_80),
      seen("90", {.spo2 = 90}, Fact::spo2_90),
      seen("94", {.spo2 = 94}, Fact::spo2_90),
      seen("95", {.spo2 = 95}, Fact::spo2_95),
  });
}

TEST(WhatIsKnown, ANumberOutranksTheOximetersChipBesideIt) {
  Told e(bc_aha());
  e.open().vitals("1:00", {.spo2 = 85, .oximeter = Oximeter::from_95});
  EXPECT_TRUE(holding(e).has(Fact::spo2_80));
  EXPECT_FALSE(holding(e).has(Fact::spo2_95));
}

TEST(WhatIsKnown, TheLastAnswerToBreathingCountsTappedOrByChip) {
  const auto answer = [](const char* name, Breaths breaths, Fact fact) {
    return std::pair{Way{name, [breaths](Told& e) { e.breathing("1:00", breaths); }}, fact};
  };
  expect_pairs_leave_only_the_last({
      answer("no", Breaths::none, Fact::breathing_no),
      answer("slow", Breaths::slow, Fact::breathing_slow),
      answer("yes", Breaths::ok, Fact::breathing_yes),
      seen("none", {.breaths = Breaths::none}, Fact::breathing_no),
      seen("slow chip", {.breaths = Breaths::slow}, Fact::breathing_slow),
      seen("ok", {.breaths = Breaths::ok}, Fact::breathing_yes),
      seen("0 counted", {.rr = 0}, Fact::breathing_no),
      seen("12 counted", {.rr = 12}, Fact::breathing_yes),
      {Way{"no pulse", [](Told& e) { e.at("1:00", no_pulse, 1); }}, Fact::breathing_no},
      {Way{"back", [](Told& e) { e.at("1:00", breathing_back); }}, Fact::breathing_yes},
  });
}

TEST(WhatIsKnown, ACountStandsUntilItIsCountedAgainOrContradicted) {
  const Facts counted{Fact::rr_low, Fact::rr_ok};
  const auto after = [&](std::uint16_t first, const std::function<void(Told&)>& then) {
    Told e(bc_aha());
    e.open().vitals("1:00", {.rr = first});
    then(e);
    return among(e, counted);
  };
  const auto count = [](std::uint16_t rr) { return [rr](Told& e) { e.vitals("1:00", {.rr = rr}); }; };
  for (const std::uint16_t low : std::initializer_list<std::uint16_t>{0, 1, 9}) {
    EXPECT_EQ(after(12, count(low)), Facts{Fact::rr_low}) << low;
    EXPECT_EQ(after(low, count(10)), Facts{Fact::rr_ok}) << low;
    EXPECT_EQ(after(low, [](Told& e) { e.breathing("1:00", Breaths::ok); }), Facts{Fact::rr_low})
        << "counted breaths outrank a tap";
    EXPECT_EQ(after(low, [](Told& e) { e.at("1:00", breathing_back); }), Facts{}) << low;
  }
  for (const Way& bad : bad_breathing) EXPECT_FALSE(after(12, bad.happens).has(Fact::rr_ok)) << bad.name;
  EXPECT_FALSE(after(12, [](Told& e) { e.at("1:00", no_pulse, 1); }).has(Fact::rr_ok));
}

TEST(WhatIsKnown, AnyBadBreathingEndsBreathingIsBack) {
  const auto is_back = [](const Way& way) {
    Told e(bc_aha());
    e.open().at("0:30", breathing_back);
    way.happens(e);
    return holding(e).has(Fact::breathing_back);
  };
  for (const Way& bad : bad_breathing) EXPECT_FALSE(is_back(bad)) << bad.name;
  for (const Way& good : good_breathing) EXPECT_TRUE(is_back(good)) << good.name;
  EXPECT_FALSE(is_back({"0 counted", [](Told& e) { e.vitals("1:00", {.rr = 0}); }}));
  EXPECT_FALSE(is_back({"breaths", [](Told& e) { e.at("1:00", breaths); }}));
  EXPECT_FALSE(is_back({"no pulse", [](Told& e) { e.at("1:00", no_pulse, 1); }}));
}

TEST(WhatIsKnown, BreathingBackEndsWhatWasBadAndAsksForANewReading) {
  Told e(bc_aha());
  e.open()
      .vitals("0:10", {.rr = 6, .breaths = Breaths::slow})
      .at("0:20", breaths)
      .at("0:25", cannot_ventilate)
      .at("0:30", no_pulse, 1);
  for (const Oximeter reading : {Oximeter::no_reading, Oximeter::under_80, Oximeter::from_80_to_89,
                                 Oximeter::from_90_to_94, Oximeter::from_95}) {
    Told after = e;
    after.vitals("0:40", {.oximeter = reading}).at("1:00", breathing_back);
    EXPECT_EQ(holding(after),
              (Facts{Fact::opened, Fact::breathing_yes, Fact::breathing_back, Fact::looked, Fact::treated}));
  }
}

TEST(WhatIsKnown, HeartPressureAndTemperatureByTheirLastNumber) {
  const Facts heart{Fact::heart_low, Fact::heart_high};
  const auto after = [](Facts group, std::initializer_list<Seen> numbers) {
    Told e(bc_aha());
    e.open();
    for (const Seen& one : numbers) e.vitals("1:00", one);
    return among(e, group);
  };
  EXPECT_EQ(after(heart, {{.heart = 49}}), Facts{Fact::heart_low});
  EXPECT_EQ(after(heart, {{.heart = 141}}), Facts{Fact::heart_high});
  EXPECT_EQ(after(heart, {{.heart = 141}, {.heart = 49}}), Facts{Fact::heart_low});
  EXPECT_EQ(after(heart, {{.heart = 49}, {.heart = 141}}), Facts{Fact::heart_high});
  EXPECT_EQ(after(heart, {{.heart = 49}, {.heart = 50}}), Facts{});
  EXPECT_EQ(after(heart, {{.heart = 141}, {.heart = 140}}), Facts{});
  const Facts pressure{Fact::pressure_high, Fact::pressure_taken};
  EXPECT_EQ(after(pressure, {{.systolic = 180}}), Facts{Fact::pressure_taken});
  EXPECT_EQ(after(pressure, {{.systolic = 181}}), pressure);
  EXPECT_EQ(after(pressure, {{.systolic = 181}, {.systolic = 180}}), Facts{Fact::pressure_taken});
  EXPECT_EQ(after({Fact::temperature_red}, {{.temperature_tenths = 400}}), Facts{Fact::temperature_red});
  EXPECT_EQ(after({Fact::temperature_red}, {{.temperature_tenths = 400}, {.temperature_tenths = 399}}), Facts{});
}

TEST(WhatIsKnown, EachSignIsItsFactUntilItIsGone) {
  const std::vector<std::pair<Sign, Fact>> signs{
      {Sign::child, Fact::child},
      {Sign::pregnant, Fact::pregnant},
      {Sign::sedative_suspected, Fact::sedative},
      {Sign::long_acting_suspected, Fact::long_acting},
      {Sign::hot_and_confused, Fact::hot_and_confused},
      {Sign::chest_pain, Fact::chest_pain},
      {Sign::stroke_signs, Fact::stroke_signs},
      {Sign::seizure, Fact::seizure},
      {Sign::vomiting, Fact::vomiting},
      {Sign::head_injury, Fact::head_injury},
      {Sign::anxious_hot_pacing, Fact::anxious},
      {Sign::jaw_tight, Fact::jaw_tight},
      {Sign::adult_pads_only, Fact::adult_pads},
      {Sign::alone, Fact::alone},
  };
  ASSERT_EQ(signs.size(), Words<Sign>::names.size());
  for (const auto& [which, fact] : signs) {
    Told e(bc_aha());
    e.open().at("1:00", sign, which);
    EXPECT_EQ(holding(e), (Facts{Fact::opened, fact})) << name_of(which);
    e.at("2:00", sign_gone, which);
    EXPECT_EQ(holding(e), Facts{Fact::opened}) << name_of(which);
  }
}

TEST(WhatIsKnown, EachKindIsItsFactAndASetOfThemStands) {
  const std::vector<std::pair<Kind, Fact>> kinds{
      {Kind::opioid, Fact::kind_opioid},
      {Kind::overamping, Fact::kind_overamping},
      {Kind::withdrawal, Fact::kind_withdrawal},
      {Kind::sedative, Fact::sedative},
      {Kind::fall, Fact::kind_other},
      {Kind::bleeding, Fact::kind_other},
      {Kind::allergy, Fact::kind_other},
      {Kind::asthma, Fact::kind_other},
      {Kind::low_sugar, Fact::kind_other},
      {Kind::self_harm, Fact::kind_other},
      {Kind::other, Fact::kind_other},
  };
  ASSERT_EQ(kinds.size(), Words<Kind>::names.size());
  for (const auto& [which, fact] : kinds) {
    Told e(bc_aha());
    e.open().at("1:00", kind, which);
    EXPECT_EQ(holding(e), (Facts{Fact::opened, fact})) << name_of(which);
    e.at("1:10", kind, Kind::opioid);
    EXPECT_EQ(holding(e), (Facts{Fact::opened, fact, Fact::kind_opioid})) << name_of(which);
  }
}

TEST(WhatIsKnown, TheOtherTaps) {
  const auto after = [](const std::function<void(Told&)>& happens) {
    Told e(bc_aha());
    e.open();
    happens(e);
    Facts out = holding(e);
    out.clear(Fact::opened);
    return out;
  };
  // clang-format off
  EXPECT_EQ(after([](Told& e) { e.at("1:00", helper); }), Facts{Fact::helper});
  EXPECT_EQ(after([](Told& e) { e.at("1:00", sign, Sign::alone).at("1:10", helper); }), Facts{Fact::helper});
  EXPECT_EQ(after([](Told& e) { e.at("1:00", helper).at("1:10", helpers_away); }), Facts{Fact::helpers_away});
  EXPECT_EQ(after([](Told& e) { e.at("1:00", airway); }), Facts{Fact::airway});
  EXPECT_EQ(after([](Told& e) { e.at("1:00", aed_on); }), Facts{Fact::aed_on});
  EXPECT_EQ(after([](Told& e) { e.at("1:00", cannot_ventilate).at("1:10", breaths); }), (Facts{Fact::breaths, Fact::treated}));
  EXPECT_EQ(after([](Told& e) { e.at("1:00", oxygen, 1).at("1:10", oxygen, 0); }), (Facts{Fact::oxygen_off, Fact::treated}));
  EXPECT_EQ(after([](Told& e) { e.at("1:00", oxygen, 0).at("1:10", oxygen, 1); }), (Facts{Fact::oxygen, Fact::treated}));
  EXPECT_EQ(after([](Told& e) { e.at("1:00", ems, Ems::arrived); }), (Facts{Fact::ems_called, Fact::ems_arrived}));
  EXPECT_EQ(after([](Told& e) { e.at("1:00", ems, Ems::handed_over); }), (Facts{Fact::ems_called, Fact::ems_arrived, Fact::ems_handed_over}));
  // clang-format on
  const Facts routes{Fact::dose_in, Fact::dose_im};
  for (const std::uint8_t before : {Told::im, Told::in, Told::not_said}) {
    const auto last = [&](std::uint8_t product) {
      Facts out = after([&](Told& e) { e.dose("1:00", before).dose("5:00", product); });
      out.bits &= routes.bits;
      return out;
    };
    EXPECT_EQ(last(Told::im), Facts{Fact::dose_im});
    EXPECT_EQ(last(Told::in), Facts{Fact::dose_in});
    EXPECT_EQ(last(Told::not_said), Facts{});
  }
}

// --- what a state lights ----------------------------------------------------------------------------------------------------------

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

TEST(PhaseTable, WhatMattersMostNamesThePhase) {
  struct Row {
    const char* phase;
    std::function<void(Told&)> happens;
  };
  // clang-format off
  const std::vector<Row> rows{
      {"respond", [](Told& e) { e.at("0:20", sign, Sign::seizure).breathing("1:00", Breaths::slow); }},
      {"respond", [](Told& e) { e.vitals("1:00", {.rr = 12, .spo2 = 75}); }},
      {"respond", [](Told& e) { e.at("0:20", breathing_back).vitals("1:00", {.spo2 = 75}); }},
      {"no_pulse", [](Told& e) { e.at("0:20", sign, Sign::seizure).at("1:00", no_pulse, 1); }},
      {"overamping_red", [](Told& e) { e.at("0:20", breathing_back).at("1:00", sign, Sign::chest_pain); }},
      {"overamping_red", [](Told& e) { e.vitals("1:00", {.temperature_tenths = 400}); }},
      {"overamping_red", [](Told& e) { e.vitals("1:00", {.heart = 141}); }},
      {"overamping_red", [](Told& e) { e.vitals("1:00", {.systolic = 181}); }},
      {"overamping_red", [](Told& e) { e.at("0:20", kind, Kind::opioid).at("0:30", kind, Kind::overamping).vitals("1:00", {.heart = 141}); }},
      {"overamping_red", [](Told& e) { e.at("0:20", kind, Kind::opioid).at("0:30", kind, Kind::overamping).vitals("1:00", {.systolic = 181}); }},
      {"respond", [](Told& e) { e.at("0:20", kind, Kind::opioid).vitals("1:00", {.systolic = 181}); }},
      {"respond", [](Told& e) { e.at("0:20", kind, Kind::withdrawal).breathing("1:00", Breaths::slow); }},
      {"still_sedated", [](Told& e) { e.vitals("0:20", {.responds = Responds::does_not_wake}).breathing("1:00", Breaths::ok); }},
      {"still_sedated", [](Told& e) { e.vitals("0:20", {.rr = 12, .responds = Responds::does_not_wake}); }},
      {"still_sedated", [](Told& e) { e.at("0:20", breathing_back).vitals("1:00", {.responds = Responds::does_not_wake}); }},
      {"respond", [](Told& e) { e.vitals("1:00", {.responds = Responds::does_not_wake}); }},
      {"recovery", [](Told& e) { e.at("0:20", sign, Sign::anxious_hot_pacing).at("1:00", breathing_back); }},
      {"overamping_mild", [](Told& e) { e.at("1:00", kind, Kind::overamping); }},
  };
  // clang-format on
  for (const Row& row : rows) {
    Told e(bc_aha());
    e.open();
    row.happens(e);
    EXPECT_EQ(e.phase(), row.phase) << "row " << &row - rows.data();
  }
}

TEST(EmsTable, EachReasonLightsItAndACallEndsIt) {
  Protocol quiet = bc_aha();
  quiet.ems_when = {Fact::adult_pads};
  struct Row {
    const char* lit;
    std::function<void(Told&)> happens;
  };
  const auto in_withdrawal = [](Told& e) -> Told& { return e.at("0:20", kind, Kind::withdrawal); };
  const auto pregnant_with = [](const std::function<void(Told&)>& what) {
    return [what](Told& e) {
      e.at("0:20", sign, Sign::pregnant);
      what(e);
    };
  };
  // clang-format off
  std::vector<Row> rows{
      {"1:00 call_ems_no_pulse", [](Told& e) { e.at("1:00", no_pulse, 1); }},
      {"1:00 call_ems_overamping", [](Told& e) { e.at("1:00", sign, Sign::stroke_signs); }},
      {"1:00 call_ems_overamping", [](Told& e) { e.vitals("1:00", {.heart = 141}); }},
      {"1:00 call_ems_overamping", [](Told& e) { e.at("0:20", kind, Kind::opioid).at("0:30", kind, Kind::overamping).vitals("1:00", {.heart = 141}); }},
      {"1:00 call_ems_overamping", [](Told& e) { e.at("0:20", kind, Kind::opioid).at("0:30", kind, Kind::overamping).vitals("1:00", {.systolic = 181}); }},
      {"1:00 call_ems_withdrawal", [&](Told& e) { in_withdrawal(e).vitals("1:00", {.heart = 141}); }},
      {"1:00 call_ems_withdrawal", [&](Told& e) { in_withdrawal(e).vitals("1:00", {.systolic = 181}); }},
      {"1:00 call_ems_withdrawal", [&](Told& e) { in_withdrawal(e).at("1:00", sign, Sign::vomiting); }},
      {"1:00 call_ems", [](Told& e) { e.at("1:00", sign, Sign::adult_pads_only); }},  // the protocol's own rule
      {"1:00 call_ems_sedated", [](Told& e) { e.vitals("1:00", {.heart = 49, .responds = Responds::does_not_wake}); }},
      {"1:00 offer_transport", pregnant_with([](Told& e) { e.at("1:00", oxygen, 1); })},
      {"1:00 offer_transport", pregnant_with([](Told& e) { e.dose("1:00", Told::im); })},
  };
  // clang-format on
  for (const Way& bad : bad_breathing) rows.push_back({"1:00 offer_transport", pregnant_with(bad.happens)});
  for (const Way& good : good_breathing) {
    rows.push_back({"21:00 call_ems_sedated", [&good](Told& e) {
                      good.happens(e);
                      e.vitals("1:00", {.responds = Responds::does_not_wake});
                    }});
  }
  for (const Row& row : rows) {
    Told e(quiet);
    e.open();
    row.happens(e);
    EXPECT_EQ(e.tile(Tile::ems), row.lit) << "row " << &row - rows.data();
    e.at("1:10", ems, Ems::called);
    EXPECT_EQ(e.tile(Tile::ems), "dark") << "row " << &row - rows.data();
    EXPECT_EQ(e.clock(Clock::ems), "off") << "row " << &row - rows.data();
  }
  const std::vector<std::function<void(Told&)>> no_reason{
      [](Told& e) { e.at("1:00", sign, Sign::pregnant); },
      [](Told& e) { e.at("1:00", sign, Sign::vomiting); },
      [](Told& e) { e.vitals("1:00", {.heart = 49}); },
      [](Told& e) { e.at("0:20", kind, Kind::opioid).vitals("1:00", {.heart = 141, .systolic = 181}); },
      // Breathing not known: the protocol's own rule decides.
      [](Told& e) { e.vitals("1:00", {.responds = Responds::does_not_wake}); },
      [](Told& e) { e.at("1:00", kind, Kind::overamping); },
      [](Told& e) { e.breathing("1:00", Breaths::none); },
  };
  for (const auto& happens : no_reason) {
    Told e(quiet);
    e.open();
    happens(e);
    EXPECT_EQ(e.tile(Tile::ems), "dark") << "row " << &happens - no_reason.data();
  }
}

TEST(EmsTable, ASlowHeartIsAReasonOnlyInSomebodyWhoDoesNotWakeAndTimeOnlyWhileBreathing) {
  Protocol quiet = bc_aha();
  quiet.ems_when = {Fact::adult_pads};
  for (const Way& good : good_breathing) {
    Told e(quiet);
    e.open();
    good.happens(e);
    e.vitals("1:00", {.responds = Responds::does_not_wake});
    EXPECT_EQ(e.clock(Clock::ems), "21:00") << good.name;
    EXPECT_EQ(e.says(Sentence::still_sedated), "1:00") << good.name;
    e.vitals("2:00", {.responds = Responds::talks});
    EXPECT_EQ(e.clock(Clock::ems), "off") << good.name;
    EXPECT_EQ(e.says(Sentence::still_sedated), "no") << good.name;
  }
}

TEST(LookTable, HowSoonInEachStateAndNeverDuringCompressions) {
  struct Row {
    const char* due;  // after a look at 2:00
    std::function<void(Told&)> happens;
  };
  // clang-format off
  std::vector<Row> rows{
      {"7:00", [](Told& e) { e.at("1:00", breathing_back); }},
      {"3:00", [](Told& e) { e.at("1:00", breathing_back).vitals("1:10", {.responds = Responds::needs_touch}); }},
      {"3:00", [](Told& e) { e.at("1:00", breathing_back).vitals("1:10", {.spo2 = 92}); }},
      {"3:00", [](Told& e) { e.at("1:00", breathing_back).vitals("1:10", {.spo2 = 85}); }},
      {"3:00", [](Told& e) { e.at("1:00", breathing_back).vitals("1:10", {.spo2 = 75}); }},
      {"3:00", [](Told& e) { e.at("1:00", breathing_back).vitals("1:10", {.responds = Responds::does_not_wake}); }},
      {"7:00", [](Told& e) { e.at("1:00", sign, Sign::anxious_hot_pacing); }},
      {"3:00", [](Told& e) { e.at("1:00", kind, Kind::overamping); }},
      {"7:00", [](Told& e) { e.at("1:00", kind, Kind::overamping).vitals("1:10", {.responds = Responds::talks}); }},
      {"7:00", [](Told& e) { e.at("1:00", kind, Kind::overamping).vitals("1:10", {.responds = Responds::wakes_to_voice}); }},
      {"3:00", [](Told& e) { e.at("1:00", kind, Kind::overamping).vitals("1:10", {.responds = Responds::needs_touch}); }},
      {"3:00", [](Told& e) { e.breathing("1:00", Breaths::ok); }},
      {"3:00", [](Told& e) { e.at("1:00", breathing_back).vitals("1:10", {.temperature_tenths = 400}); }},
  };
  // clang-format on
  for (const Sign red : {Sign::hot_and_confused, Sign::chest_pain, Sign::stroke_signs, Sign::seizure}) {
    rows.push_back({"3:00", [red](Told& e) { e.at("1:00", breathing_back).at("1:10", sign, red); }});
  }
  for (const Way& bad : bad_breathing) {
    rows.push_back({"3:00", [&bad](Told& e) {
                      e.at("0:30", sign, Sign::anxious_hot_pacing);
                      bad.happens(e);
                    }});
  }
  for (const Way& good : good_breathing) {
    rows.push_back({"7:00", [&good](Told& e) {
                      e.at("0:30", kind, Kind::overamping);
                      good.happens(e);
                    }});
  }
  for (const Row& row : rows) {
    Told e(bc_aha());
    e.open();
    row.happens(e);
    e.vitals("2:00", {});
    EXPECT_EQ(e.clock(Clock::look), row.due) << "row " << &row - rows.data();
    e.at("2:10", no_pulse, 1);
    EXPECT_EQ(e.clock(Clock::look), "off") << "row " << &row - rows.data();
  }
}

TEST(LookTable, WithoutAnyLookItCountsFromTheTap) {
  EXPECT_EQ(Told(bc_aha()).open().at("0:10", sign, Sign::anxious_hot_pacing).clock(Clock::look), "5:00");
  EXPECT_EQ(Told(bc_aha()).open().at("0:10", sign, Sign::seizure).clock(Clock::look), "1:00");
}

TEST(OxygenTable, WhoIsAskedForIt) {
  struct Row {
    const char* lit;
    std::function<void(Told&)> happens;
  };
  // clang-format off
  std::vector<Row> rows{
      {"1:00 oxygen_join_bag", [](Told& e) { e.breathing("0:30", Breaths::none).at("1:00", cannot_ventilate); }},
      {"1:00 oxygen_join_bag", [](Told& e) { e.vitals("0:30", {.rr = 6}).at("1:00", cannot_ventilate); }},
      {"dark", [](Told& e) { e.at("1:00", cannot_ventilate); }},
      {"dark", [](Told& e) { e.vitals("1:00", {.rr = 6, .breaths = Breaths::slow}); }},
      {"dark", [](Told& e) { e.vitals("1:00", {.rr = 6, .spo2 = 85}); }},
      {"dark", [](Told& e) { e.breathing("0:30", Breaths::ok).vitals("1:00", {.rr = 6, .spo2 = 85}); }},
      {"1:00 recovery", [](Told& e) { e.at("1:00", breathing_back); }},
      {"dark", [](Told& e) { e.at("0:30", oxygen, 1).at("0:40", breathing_back).at("1:00", oxygen, 0); }},
      {"dark", [](Told& e) { e.at("0:40", breathing_back).vitals("1:00", {.spo2 = 96}); }},
      {"1:00 recovery", [](Told& e) { e.at("0:30", oxygen, 1).at("0:40", breathing_back).at("0:50", oxygen, 0).vitals("1:00", {.spo2 = 92}); }},
  };
  // clang-format on
  for (const std::uint16_t low : std::initializer_list<std::uint16_t>{75, 85, 92}) {
    for (const Way& good : good_breathing) {
      rows.push_back({"1:00 recovery", [low, &good](Told& e) {
                        good.happens(e);
                        e.vitals("1:00", {.spo2 = low});
                      }});
    }
    rows.push_back(
        {"1:00 slow_or_noisy", [low](Told& e) { e.vitals("1:00", {.spo2 = low, .breaths = Breaths::slow}); }});
    rows.push_back({"dark", [low](Told& e) { e.vitals("1:00", {.spo2 = low, .breaths = Breaths::none}); }});
  }
  for (const Row& row : rows) {
    Told e(bc_aha());
    e.open();
    row.happens(e);
    EXPECT_EQ(e.tile(Tile::oxygen), row.lit) << "row " << &row - rows.data();
    e.at("1:10", oxygen, 1);
    EXPECT_EQ(e.tile(Tile::oxygen), "dark") << "row " << &row - rows.data();
  }
}

TEST(AirwayAndHelper, AreLitFromTheTapUntilTappedOrBreathingIsGood) {
  for (const Way& bad : bad_breathing) {
    Told e(bc_aha());
    e.open().breathing("0:30", Breaths::ok);
    EXPECT_EQ(e.tile(Tile::airway), "dark");
    bad.happens(e);
    EXPECT_EQ(e.tile(Tile::airway), "1:00 airway") << bad.name;
    EXPECT_EQ(e.at("1:10", airway).tile(Tile::airway), "dark") << bad.name;
  }
  Told low_and_yes(bc_aha());
  low_and_yes.open().vitals("1:00", {.rr = 6}).breathing("1:30", Breaths::ok);
  EXPECT_EQ(low_and_yes.tile(Tile::airway), "1:00 airway");
  EXPECT_EQ(Told(bc_aha()).open().at("0:30", airway).tile(Tile::airway), "dark");
  EXPECT_EQ(Told(bc_aha()).open().at("0:30", helper).tile(Tile::helper), "dark");
  EXPECT_EQ(Told(bc_aha()).open().at("0:30", breathing_back).lit(), "oxygen 0:30 recovery, vitals 5:30 look_again");
}

TEST(BeatTable, BreathsAtTheRateOfTheAge) {
  for (const Way& bad : bad_breathing) {
    const bool beats = !std::string_view(bad.name).starts_with("slow");
    Told e(bc_aha());
    e.open();
    bad.happens(e);
    EXPECT_EQ(e.beat(), beats ? "breaths every 5000 ms" : "none") << bad.name;
    e.at("1:10", sign, Sign::child);
    EXPECT_EQ(e.beat(), beats ? "breaths every 2500 ms" : "none") << bad.name;
  }
  EXPECT_EQ(Told(bc_aha()).open().at("1:00", breaths).beat(), "breaths every 5000 ms");
  EXPECT_EQ(Told(bc_aha()).open().at("1:00", breaths).at("1:10", sign, Sign::child).beat(), "breaths every 2500 ms");
}

TEST(CompressionsTable, OnlyWithoutAPulse) {
  EXPECT_EQ(Told(bc_aha()).open().at("0:10", sign, Sign::child).at("0:20", sign, Sign::alone).tile(Tile::no_pulse),
            "dark");
  EXPECT_EQ(Told(bc_aha()).open().at("0:10", sign, Sign::child).at("0:20", helper).tile(Tile::no_pulse), "dark");
  EXPECT_EQ(Told(bc_aha()).open().at("0:20", sign, Sign::alone).at("0:30", no_pulse, 1).tile(Tile::no_pulse),
            "0:30 compressions");
  EXPECT_EQ(Told(bc_aha()).open().at("0:20", helper).at("0:30", no_pulse, 1).tile(Tile::no_pulse), "0:30 compressions");
  EXPECT_EQ(Told(bc_aha()).open().at("0:30", no_pulse, 1).says(Sentence::womb_left), "no");
  // Nothing but compressions is lit then: breaths go with them, and the other clocks give way.
  Told e(bc_aha());
  e.open()
      .at("0:10", helper)
      .at("0:12", airway)
      .at("0:14", oxygen, 1)
      .at("0:16", kind, Kind::withdrawal)
      .at("0:18", sign, Sign::vomiting);
  e.at("0:20", ems, Ems::called).at("0:25", sign, Sign::pregnant).at("0:30", no_pulse, 1);
  EXPECT_EQ(e.lit(), "no_pulse 0:30 compressions");
  EXPECT_EQ(e.clock(Clock::blood_pressure), "off");
  EXPECT_EQ(e.says(Sentence::pregnant), "no");
}

TEST(RecoveryTable, TheReleaseCheckComesWithTheEndOfTheWait) {
  const auto recovering = [](Sign suspected) {
    Told e(bc_aha());
    e.open().at("0:10", oxygen, 1).dose("0:20", Told::im).at("1:00", breathing_back);
    if (suspected != Sign::child) e.at("1:10", sign, suspected);
    return e;
  };
  for (const auto& [suspected, minutes] :
       {std::pair{Sign::child, 60}, {Sign::sedative_suspected, 120}, {Sign::long_acting_suspected, 120}}) {
    Told e = recovering(suspected);
    const auto both = [&] { return e.clock(Clock::recovery_end) + " " + e.says(Sentence::release_check); };
    EXPECT_EQ(both(), "off no");  // oxygen is on
    e.at("5:00", oxygen, 0);
    EXPECT_EQ(both(), fmt::format("{0}:00 {0}:00", 5 + minutes));
    e.dose("7:00", Told::im);
    EXPECT_EQ(both(), fmt::format("{0}:00 {0}:00", 7 + minutes));
    e.at("9:00", breathing_back);
    EXPECT_EQ(both(), fmt::format("{0}:00 {0}:00", 9 + minutes));
    e.breathing("10:00", Breaths::slow);
    EXPECT_EQ(both(), "off no");
    EXPECT_EQ(e.says(Sentence::recovery), "no");
    EXPECT_EQ(e.says(Sentence::recovery_long), "no");
  }
  EXPECT_EQ(recovering(Sign::child).says(Sentence::recovery), "1:00");
  EXPECT_EQ(recovering(Sign::child).says(Sentence::recovery_long), "no");
  for (const Sign suspected : {Sign::sedative_suspected, Sign::long_acting_suspected}) {
    EXPECT_EQ(recovering(suspected).says(Sentence::recovery), "no");
    EXPECT_EQ(recovering(suspected).says(Sentence::recovery_long), "1:10");
  }
}

TEST(BannerTable, WhatIsSaidInEachState) {
  struct Row {
    Sentence sentence;
    const char* from;
    std::function<void(Told&)> happens;
  };
  // clang-format off
  std::vector<Row> rows{
      {Sentence::tap_breathing_back, "1:00", [](Told& e) { e.at("0:30", oxygen, 1).breathing("1:00", Breaths::ok); }},
      {Sentence::tap_breathing_back, "no", [](Told& e) { e.breathing("1:00", Breaths::ok); }},
      {Sentence::tap_breathing_back, "no", [](Told& e) { e.at("0:20", breaths).vitals("0:30", {.rr = 6}).breathing("1:00", Breaths::ok); }},
      {Sentence::tap_breathing_back, "no", [](Told& e) { e.at("0:20", no_pulse, 1).breathing("1:00", Breaths::ok); }},
      {Sentence::overamping_red, "1:00", [](Told& e) { e.vitals("1:00", {.temperature_tenths = 400}); }},
      {Sentence::overamping_red, "1:00", [](Told& e) { e.vitals("1:00", {.heart = 141}); }},
      {Sentence::overamping_red, "1:00", [](Told& e) { e.vitals("1:00", {.systolic = 181}); }},
      {Sentence::overamping_red, "1:00", [](Told& e) { e.at("0:10", kind, Kind::opioid).at("0:20", kind, Kind::overamping).vitals("1:00", {.heart = 141}); }},
      {Sentence::overamping_red, "1:00", [](Told& e) { e.at("0:10", kind, Kind::opioid).at("0:20", kind, Kind::overamping).vitals("1:00", {.systolic = 181}); }},
      {Sentence::overamping_red, "no", [](Told& e) { e.at("0:10", kind, Kind::opioid).vitals("1:00", {.heart = 141}); }},
      {Sentence::overamping_red, "no", [](Told& e) { e.at("0:10", kind, Kind::withdrawal).vitals("1:00", {.heart = 141}); }},
      {Sentence::overamping_mild, "1:00", [](Told& e) { e.at("1:00", kind, Kind::overamping); }},
      {Sentence::withdrawal, "1:00", [](Told& e) { e.at("0:10", kind, Kind::withdrawal).at("1:00", sign, Sign::vomiting); }},
      {Sentence::withdrawal, "1:00", [](Told& e) { e.at("0:10", kind, Kind::withdrawal).vitals("1:00", {.heart = 141}); }},
      {Sentence::withdrawal, "1:00", [](Told& e) { e.at("0:10", kind, Kind::withdrawal).vitals("1:00", {.systolic = 181}); }},
      {Sentence::withdrawal, "no", [](Told& e) { e.at("1:00", sign, Sign::vomiting); }},
      {Sentence::slow_or_noisy, "1:00", [](Told& e) { e.breathing("1:00", Breaths::slow); }},
      {Sentence::slow_or_noisy, "1:00", [](Told& e) { e.at("0:30", oxygen, 1).breathing("1:00", Breaths::slow); }},
      {Sentence::slow_or_noisy, "no", [](Told& e) { e.breathing("1:00", Breaths::none); }},
      {Sentence::slow_or_noisy, "no", [](Told& e) { e.vitals("1:00", {.rr = 6, .breaths = Breaths::slow}); }},
      {Sentence::seizure_long, "6:00", [](Told& e) { e.at("1:00", sign, Sign::seizure); }},
      {Sentence::seizure_long, "2:00", [](Told& e) { e.at("0:30", sign, Sign::seizure).at("1:00", sign_gone, Sign::seizure).at("2:00", sign, Sign::seizure); }},
  };
  // clang-format on
  for (const Way& bad : bad_breathing) {
    rows.push_back({Sentence::overamping_mild, "no", [&bad](Told& e) {
                      e.at("0:10", kind, Kind::overamping);
                      bad.happens(e);
                    }});
    rows.push_back({Sentence::respond, "no", bad.happens});
  }
  for (const Way& good : good_breathing) rows.push_back({Sentence::respond, "no", good.happens});
  for (const Row& row : rows) {
    Told e(bc_aha());
    e.open();
    row.happens(e);
    EXPECT_EQ(e.says(row.sentence), row.from) << "row " << &row - rows.data() << ", " << name_of(row.sentence);
  }
}

TEST(PressureTable, EveryTenMinutesForEachSevereSignOfWithdrawal) {
  const std::vector<std::function<void(Told&)>> severe{
      [](Told& e) { e.at("1:00", sign, Sign::vomiting); },
      [](Told& e) { e.vitals("1:00", {.heart = 141}); },
  };
  for (const auto& happens : severe) {
    Told e(bc_aha());
    e.open();
    happens(e);
    EXPECT_EQ(e.clock(Clock::blood_pressure), "off");
    EXPECT_EQ(Told(e).vitals("1:30", {.systolic = 120}).clock(Clock::blood_pressure), "off");
    e.at("2:00", kind, Kind::withdrawal);
    EXPECT_EQ(e.clock(Clock::blood_pressure), "12:00");
  }
  EXPECT_EQ(Told(bc_aha())
                .open()
                .at("0:30", kind, Kind::withdrawal)
                .vitals("1:00", {.systolic = 181})
                .clock(Clock::blood_pressure),
            "11:00");
}

}  // namespace
}  // namespace alongside::domain
