// The rows that a protocol compiles to: that none is dead, that none can light what it never may, and that every number reaches one.
#include "domain/emergency/playbook.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "domain/site/protocols_test.hpp"

namespace alongside::domain {
namespace {

const Facts breathing_is_bad{Fact::breathing_no, Fact::breathing_slow, Fact::rr_low};

bool is_within(Facts facts, Facts others) { return others.has_all(facts); }

TEST(Playbook, PhasesComeFirstSoThatAClosedEmergencyReadsNothingElse) {
  for (const Protocol& profile : {bc_aha(), sydney()}) {
    const Playbook book = compile_playbook(profile);
    const auto not_phase =
        std::find_if(book.rules.begin(), book.rules.end(), [](const Rule& rule) { return rule.out != Out::phase; });
    EXPECT_TRUE(std::none_of(not_phase, book.rules.end(), [](const Rule& rule) { return rule.out == Out::phase; }));
    EXPECT_EQ(book.rules.front().what, static_cast<std::uint8_t>(Phase::closed));
    const Rule& last = *(not_phase - 1);  // always holds
    EXPECT_TRUE(last.all.empty() && last.any.empty() && last.any_too.empty() && last.none.empty());
  }
}

TEST(Playbook, NaloxoneIsLitOnlyByRulesThatAskForBadBreathingAndAPulse) {
  for (const Protocol& profile : {bc_aha(), sydney()}) {
    int rules = 0;
    for (const Rule& rule : compile_playbook(profile).rules) {
      if (rule.out != Out::tile || rule.what != static_cast<std::uint8_t>(Tile::naloxone)) continue;
      ++rules;
      const bool asks =
          rule.all.has_any(breathing_is_bad) || (!rule.any.empty() && is_within(rule.any, breathing_is_bad));
      EXPECT_TRUE(asks) << name_of(rule.sentence);
      EXPECT_TRUE(rule.none.has(Fact::no_pulse)) << name_of(rule.sentence);
    }
    EXPECT_GE(rules, 7);
  }
}

TEST(Playbook, EveryFactThatARuleReadsCanComeToHold) {
  const Playbook book = compile_playbook(sydney());
  Facts settable{Fact::opened};
  for (const Effect& effect : book.effects) settable.bits |= effect.sets.bits;
  for (const Band& band : book.bands) settable.bits |= band.sets.bits;
  for (const Count& count : book.counts) settable.set(count.sets);
  for (const Rule& rule : book.rules) {
    for (const Facts read : {rule.all, rule.any, rule.any_too, rule.none, rule.base}) {
      read.each([&](Fact fact) { EXPECT_TRUE(settable.has(fact)) << name_of(fact); });
    }
  }
}

TEST(Playbook, EveryActDoesSomethingOrSpeaksOfTheRecordItself) {
  using enum ActKind;
  // clang-format off
  const std::set<ActKind> of_the_record{started_earlier, place, person, acknowledged, release_check, undone, corrected, one_dose, two_doses, joined,
                                        release_unchecked, released_early, ems_reason, debrief_well, debrief_change};
  // clang-format on
  const Playbook book = compile_playbook(bc_aha());
  for (std::size_t kind = 0; kind < Words<ActKind>::names.size(); ++kind) {
    const auto act = static_cast<ActKind>(kind);
    const bool has_effect =
        std::any_of(book.effects.begin(), book.effects.end(), [&](const Effect& effect) { return effect.act == act; });
    EXPECT_NE(has_effect, of_the_record.contains(act)) << name_of(act);
  }
}

TEST(Playbook, EveryWordOfAListDoesSomething) {
  const Playbook book = compile_playbook(bc_aha());
  const auto expect_each = [&](ActKind act, std::size_t from, std::size_t count) {
    for (std::size_t choice = from; choice < count; ++choice) {
      EXPECT_TRUE(std::any_of(book.effects.begin(), book.effects.end(),
                              [&](const Effect& effect) { return effect.act == act && effect.choice == choice; }))
          << name_of(act) << " " << choice;
    }
  };
  expect_each(ActKind::breathing, 1, Words<Breaths>::names.size());
  expect_each(ActKind::oxygen, 0, 2);
  expect_each(ActKind::no_pulse, 0, 2);
  expect_each(ActKind::ems, 0, Words<Ems>::names.size());
  expect_each(ActKind::kind, 0, Words<Kind>::names.size());
  expect_each(ActKind::sign, 0, Words<Sign>::names.size());
  expect_each(ActKind::sign_gone, 0, Words<Sign>::names.size());
  expect_each(ActKind::closed, 0, Words<Outcome>::names.size());
}

TEST(Playbook, EverySentenceIsSaidByARuleOrByAPage) {
  using enum Sentence;
  // look_again stands on the vitals tile; concern on the floor; the rest beside vitals and in the release check.
  const std::set<Sentence> of_pages{look_again,      concern,       chest_over_oximeter, release_walks, release_spo2,
                                    release_breaths, release_heart, release_temperature, release_awake};
  std::set<Sentence> said = of_pages;
  for (const Protocol& profile : {bc_aha(), sydney()}) {
    for (const Rule& rule : compile_playbook(profile).rules) {
      if (!rule.says) continue;
      EXPECT_FALSE(of_pages.contains(rule.sentence)) << name_of(rule.sentence);
      said.insert(rule.sentence);
    }
  }
  for (std::size_t i = 0; i < Words<Sentence>::names.size(); ++i) {
    EXPECT_TRUE(said.contains(static_cast<Sentence>(i))) << Words<Sentence>::names[i];
  }
}

TEST(Playbook, WhateverIsMeasuredFallsIntoOneBandOfItsField) {
  const Playbook book = compile_playbook(bc_aha());
  for (const Measured field : {Measured::breaths_per_minute, Measured::spo2_percent, Measured::heart_per_minute,
                               Measured::systolic_mmhg, Measured::temperature_tenths_c}) {
    for (std::uint32_t value = 0; value < Vitals::not_measured; ++value) {
      const auto bands = std::count_if(book.bands.begin(), book.bands.end(), [&](const Band& band) {
        return band.field == field && band.low <= value && value <= band.high;
      });
      ASSERT_EQ(bands, 1) << name_of(field) << " " << value;
    }
  }
}

TEST(Playbook, OnlyARuleWithABaseWaitsOrRepeats) {
  for (const Rule& rule : compile_playbook(sydney()).rules) {
    const bool waits = rule.after_ms != 0 || rule.wait || rule.repeats;
    EXPECT_TRUE(!rule.base.empty() || !waits);
    EXPECT_GE(rule.after_ms, 0);
    EXPECT_EQ(rule.says, rule.out == Out::tile || rule.out == Out::banner);
  }
}

TEST(Playbook, TheLookAfterADoseHasNoRuleBecauseEachDoseHasItsOwn) {
  const Playbook book = compile_playbook(bc_aha());
  for (const Rule& rule : book.rules) {
    EXPECT_FALSE(rule.out == Out::clock && rule.what == static_cast<std::uint8_t>(Clock::look_after_dose));
  }
  ASSERT_EQ(book.products.size(), 4U);
  EXPECT_EQ(book.products[0].look_after_ms, 300'000);
  EXPECT_EQ(book.products[3].look_after_ms, 180'000);
  EXPECT_EQ(book.look_after_unsaid_ms, 180'000);
}

/// Every number that the emergency reads changes some row; those of the floor change none.
TEST(Playbook, EveryNumberOfTheEmergencyReachesARow) {
  const auto print_of = [](const Protocol& protocol) {
    const Playbook book = compile_playbook(protocol);
    std::vector<std::int64_t> print{book.like_dose_ms, book.look_after_unsaid_ms};
    for (const Band& band : book.bands) print.insert(print.end(), {band.low, band.high});
    for (const Count& count : book.counts) print.push_back(count.at_least);
    for (const Rule& rule : book.rules) print.insert(print.end(), {rule.after_ms, rule.beat_ms});
    for (const DoseLook& product : book.products) print.push_back(product.look_after_ms);
    return print;
  };
  const auto before = print_of(sydney());
  for (const auto number :
       // clang-format off
       {&Protocol::breath_every_ms, &Protocol::child_breath_every_ms, &Protocol::compressions_per_min, &Protocol::cycle_s, &Protocol::rr_low_under, &Protocol::respond_look_s,
        &Protocol::concern_look_s, &Protocol::decide_after_s, &Protocol::no_oxygen_s, &Protocol::spo2_low_after_breaths_s,
        &Protocol::look_after_in_s, &Protocol::look_after_im_s, &Protocol::doses_max, &Protocol::like_dose_s, &Protocol::sedated_look_s,
        &Protocol::sedated_ems_min, &Protocol::heart_low_under, &Protocol::recovery_look_s, &Protocol::recovery_min,
        &Protocol::recovery_long_min, &Protocol::overamping_look_s, &Protocol::temperature_red_tenths_c, &Protocol::heart_over,
        &Protocol::systolic_over_mmhg, &Protocol::seizure_s, &Protocol::withdrawal_bp_s}) {
    // clang-format on
    Protocol changed = sydney();
    changed.*number += 1;
    EXPECT_NE(print_of(changed), before);
  }
  for (const auto number :
       {&Protocol::first_look_s, &Protocol::look_every_s, &Protocol::knock_s, &Protocol::same_place_s}) {
    Protocol changed = sydney();
    changed.*number += 1;
    EXPECT_EQ(print_of(changed), before);
  }
}

}  // namespace
}  // namespace alongside::domain
