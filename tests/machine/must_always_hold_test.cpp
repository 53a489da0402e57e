// Every line of "must always hold", each as a property with that line as its name: the record and emergencies. Clocks stand in
// clocks_must_always_hold_test.cpp.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>

#include "domain/emergency/assess.hpp"
#include "ledger/codec.hpp"
#include "machine/random_taps.hpp"

namespace alongside::tests {
namespace {

using namespace domain;
/// What stands in an emergency, said once more and in another way than the machine says it.
struct Told {
  std::map<Uuid, Act> standing;

  explicit Told(const std::vector<Command>& commands) {
    std::map<std::pair<Instant, Uuid>, Act> all;
    for (const Command& command : commands) {
      Act act = std::get<TapAct>(command.body).act;
      act.at = command.at;
      act.device = command.device;
      all[{act.at, act.id}] = act;
    }
    std::set<Uuid> undone;
    for (const auto& [when, act] : all) {
      if (act.kind == ActKind::undone) undone.insert(act.target);
    }
    std::set<Uuid> doubled;
    for (const auto& [when, act] : all) {
      if (act.kind == ActKind::one_dose && !undone.contains(act.id)) doubled.insert(act.target);
    }
    for (const auto& [when, act] : all) {
      const bool taken_back = act.kind != ActKind::opened && undone.contains(act.id);
      const bool second_tap = act.kind == ActKind::naloxone && doubled.contains(act.id);
      if (act.kind != ActKind::undone && !taken_back && !second_tap) standing[act.id] = act;
    }
    for (const auto& [when, act] : all) {
      if (act.kind != ActKind::corrected || !standing.contains(act.id) || !standing.contains(act.target)) continue;
      Act& corrected = standing[act.target];
      if (act.to_at.is_known()) corrected.at = std::min(act.to_at, act.at);
      if (act.choice < choices_of(corrected.kind)) corrected.choice = act.choice;
    }
  }

  /// Instants at which acts of this kind (and choice) stand, earliest first.
  std::vector<Instant> times(ActKind kind, int choice = -1) const {
    std::vector<Instant> found;
    for (const auto& [id, act] : standing) {
      if (act.kind == kind && (choice < 0 || act.choice == choice)) found.push_back(act.at);
    }
    std::sort(found.begin(), found.end());
    return found;
  }
};

RC_GTEST_PROP(MustAlwaysHold, TimeToFirstBreathFirstOxygenAndEachDoseIsComputable,
              (const Operations& operations, std::uint32_t order)) {
  const auto taps = taps_of(operations, first_key, 1);
  RC_PRE(!taps.empty());
  History history;
  for (const Command& command : shuffled_with_retries(taps, order)) history.site().send(command);

  const Told told(taps);
  const Emergency& lived = emergency(history, first_key);
  ActScratch scratch;
  const auto standing = standing_acts(lived.acts, scratch);
  const FactTimes facts = facts_of(standing, history.state().playbook_of(lived));
  const auto first_of = [&](Fact fact) { return facts.first[static_cast<std::size_t>(fact)]; };
  const auto breaths = told.times(ActKind::breaths);
  const auto oxygen = told.times(ActKind::oxygen, 1);
  RC_ASSERT(first_of(Fact::breaths) == (breaths.empty() ? Instant::unknown() : breaths.front()));
  RC_ASSERT(first_of(Fact::oxygen) == (oxygen.empty() ? Instant::unknown() : oxygen.front()));
  std::vector<Instant> doses;
  for (const Act& act : standing) {
    if (act.kind == ActKind::naloxone) doses.push_back(act.at);
  }
  RC_ASSERT(doses == told.times(ActKind::naloxone));
  RC_ASSERT(lived.assessment.t0.is_known());
  RC_ASSERT(lived.assessment.t0 <= told.times(ActKind::opened).front());
}

RC_GTEST_PROP(MustAlwaysHold, ADoseIsCountedOnceHoweverOftenItsCommandIsSent,
              (const Operations& operations, std::uint32_t order)) {
  History history;
  history.play({.what = Operation::What::open_or_close, .choice = 1});
  for (const Operation& operation : operations) history.play(operation);
  // Everything once more, after all that was joined, moved and closed since, in any order.
  const std::size_t events = history.site().record().size();
  const auto all = history.sent_acts();
  for (const Command& command : shuffled_with_retries(all, order)) RC_ASSERT(history.site().send(command).accepted());
  RC_ASSERT(history.site().record().size() == events);

  std::set<Uuid> tapped;
  for (const Command& command : all) {
    const Act& act = std::get<TapAct>(command.body).act;
    if (act.kind == ActKind::naloxone) tapped.insert(act.id);
  }
  std::vector<Uuid> kept;
  for (const Emergency& emergency : history.state().emergencies) {
    if (!emergency.id.exists() || emergency.joined_into.exists()) continue;
    for (const KeptAct& one : emergency.acts) {
      if (one.act.kind == ActKind::naloxone) kept.push_back(one.act.id);
    }
  }
  RC_ASSERT(kept.size() == tapped.size());
  RC_ASSERT(std::set<Uuid>(kept.begin(), kept.end()) == tapped);
}

RC_GTEST_PROP(MustAlwaysHold, AnyTwoArrivalOrdersOfTheSameActsGiveTheSameRecord,
              (const Operations& operations, std::uint32_t order)) {
  const auto taps = taps_of(operations, first_key, 1);
  RC_PRE(!taps.empty());
  History as_it_happened;
  for (const Command& command : taps) {
    as_it_happened.site().send(command);
    as_it_happened.pass(base::seconds(order % 20));
  }
  History out_of_order;
  for (const Command& command : shuffled_with_retries(taps, order)) out_of_order.site().send(command);
  assert_equal(emergency(as_it_happened, first_key), emergency(out_of_order, first_key));
}

RC_GTEST_PROP(MustAlwaysHold, TwoJoinedEmergenciesAreTheSameOneInAnyOrderOfArrival,
              (const Operations& one, const Operations& other, std::uint32_t order)) {
  auto taps = taps_of(one, first_key, 1);
  const auto others = taps_of(other, second_key, 500);
  RC_PRE(!taps.empty() && !others.empty());
  taps.insert(taps.end(), others.begin(), others.end());
  std::erase_if(taps,
                [](const Command& command) { return std::get<TapAct>(command.body).act.kind == ActKind::joined; });
  const Act join{.id = uuid(900), .target = second_key, .kind = ActKind::joined};
  taps.push_back(tap(first_key, join, morning + base::minutes(30), 1));

  // Whom the machine itself sent away and called back depends on what was known when; what people did does not.
  const auto by_people = [](const Emergency& emergency) {
    std::vector<Act> acts;
    for (const KeptAct& kept : emergency.acts) {
      if (kept.act.id.bytes[15] == 0)
        acts.push_back(kept.act);  // the machine's own follow from others by their last byte
    }
    return acts;
  };
  History as_it_happened;
  for (const Command& command : taps) as_it_happened.site().send(command);
  History out_of_order;
  for (const Command& command : shuffled_with_retries(taps, order)) out_of_order.site().send(command);
  for (const History* history : {&as_it_happened, &out_of_order}) {
    RC_ASSERT(&emergency(*history, first_key) == &emergency(*history, second_key));
  }
  const Emergency& a = emergency(as_it_happened, first_key);
  const Emergency& b = emergency(out_of_order, first_key);
  RC_ASSERT(by_people(a) == by_people(b));
  RC_ASSERT(by_people(a).size() == taps.size());
  RC_ASSERT(a.assessment == b.assessment);
}

/// That the record gives back what it was given.
bool is_readable(const std::vector<Event>& record) {
  return std::ranges::all_of(record, [](const Event& event) {
    const ledger::EncodedRecord encoded = ledger::encode({event, {}});
    const auto decoded = ledger::decode(encoded.kind, encoded.body);
    return decoded.ok() && ledger::encode(*decoded).body == encoded.body;
  });
}

/// An emergency with one act of this kind, which is corrected to each number from `from` to `to`, as a choice and as a product.
std::vector<Command> corrected_to_each(ActKind kind, int from, int to) {
  std::uint32_t id = 1;
  std::vector<Command> taps;
  const auto add = [&](Act act) {
    act.id = uuid(id);
    taps.push_back(tap(first_key, act, morning + base::seconds(id++), 1));
  };
  add({.kind = ActKind::opened});
  add(random_act({.what = Operation::What::act, .which = static_cast<std::uint8_t>(kind), .choice = 1}, 1));
  for (int number = from; number <= to; ++number) {
    const auto byte = static_cast<std::uint8_t>(number);
    add({.target = uuid(2), .kind = ActKind::corrected, .choice = byte});
    add({.target = uuid(2), .kind = ActKind::corrected, .product = byte});
  }
  return taps;
}

TEST(MustAlwaysHold, WhateverNumberAnActIsCorrectedToTheRecordCanBeReadAndSaysTheSameInAnyOrder) {
  for (std::size_t i = 0; i < Words<ActKind>::names.size(); ++i) {
    const auto kind = static_cast<ActKind>(i);
    for (int from = 0; from < 256; from += 16) {
      const auto taps = corrected_to_each(kind, from, from + 15);
      History as_it_happened;
      for (const Command& command : taps) as_it_happened.site().send(command);
      ASSERT_TRUE(is_readable(as_it_happened.site().record())) << name_of(kind) << " " << from;
      ASSERT_TRUE(as_it_happened.site().replayed() == as_it_happened.state()) << name_of(kind) << " " << from;

      History out_of_order;
      for (const Command& command : shuffled_with_retries(taps, static_cast<std::uint32_t>(from)))
        out_of_order.site().send(command);
      assert_equal(emergency(as_it_happened, first_key), emergency(out_of_order, first_key));
    }
  }
}

RC_GTEST_PROP(MustAlwaysHold, WhatIsDecidedCanBeReadAgain, (const Operations& operations)) {
  History history;
  history.play({.what = Operation::What::open_or_close, .choice = 1});
  for (const Operation& operation : operations) history.play(operation);
  RC_ASSERT(is_readable(history.site().record()));
}

RC_GTEST_PROP(MustAlwaysHold, NothingInStockStaffOrSeatsCanDelayAnEmergency,
              (const Operations& floor, const Operations& acts)) {
  // One on a floor that is in whatever state it is, one at a site that never opened, whose protocol nobody signed.
  auto taps = taps_of(acts, uuid(keys_from + 50), 500'000);
  RC_PRE(!taps.empty());
  History lived;
  lived.play({.what = Operation::What::open_or_close, .choice = 1});
  for (const Operation& operation : floor) lived.play(operation);
  History bare(SiteKind::real, false);
  // The lived floor may have another emergency, whose opening takes helpers; ours is the later one.
  for (Command& command : taps) {
    Act& act = std::get<TapAct>(command.body).act;
    if (act.kind == ActKind::joined) act.kind = ActKind::acknowledged;
    command.at = command.at + (lived.now() - morning);
    RC_ASSERT(lived.site().send(command).accepted());
    RC_ASSERT(bare.site().send(command).accepted());
  }
  const Emergency& a = emergency(lived, uuid(keys_from + 50));
  const Emergency& b = emergency(bare, uuid(keys_from + 50));
  assert_equal(a, b);
  for (std::size_t clock = 0; clock < Words<Clock>::names.size(); ++clock) {
    const auto due = [&](const History& history, const Emergency& e) {
      return history.state().deadlines.due({emergency::Subject::deadlines, e.id.slot, static_cast<Clock>(clock)});
    };
    RC_ASSERT(due(lived, a) == due(bare, b));
  }
}

}  // namespace
}  // namespace alongside::tests
