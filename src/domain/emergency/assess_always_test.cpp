// What must always hold of an assessment, over random acts.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "domain/emergency/told_emergency_test.hpp"

namespace alongside::domain {
namespace {

using enum ActKind;

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
