// Tables over the rows: which phase, tiles, looks and sentences each state lights, with every way of coming to it.
//
// The assess_ tests tell whole emergencies; here every alternative that a row of the table names has its turn. What makes a fact known
// stands in playbook_facts_test.cpp, naloxone in playbook_naloxone_test.cpp.
#include <gtest/gtest.h>

#include <functional>
#include <vector>

#include "domain/emergency/ways_to_breathe_test.hpp"

namespace alongside::domain {
namespace {

using enum ActKind;

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

// Long: two tables, of what is a reason and of what is none.
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
