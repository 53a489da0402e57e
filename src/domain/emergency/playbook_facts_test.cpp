// Tables over the rows: what each answer, chip, sign and kind makes known. Every alternative that a row names has its turn.
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "domain/emergency/ways_to_breathe_test.hpp"

namespace alongside::domain {
namespace {

using enum ActKind;

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

}  // namespace
}  // namespace alongside::domain
