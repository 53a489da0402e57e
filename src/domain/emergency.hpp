// The emergency: its acts, and what they ask for next.
//
// Invariant: everything about an emergency is a function of the set of its acts (and of the protocol in force when it opened), so any
// order of arrival with any retries gives the same one. Undo, correction and closing are acts like the others.
// Pure; scratch space comes from the caller so that nothing is allocated once it has grown.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "domain/act.hpp"
#include "domain/assessment.hpp"
#include "domain/playbook.hpp"

namespace alongside::domain {

/// An act as the state keeps it. `before_restart`: it came before a start at which the clock was not sure.
struct KeptAct {
  Act act{};
  bool before_restart = false;

  constexpr bool operator==(const KeptAct&) const = default;
};

/// Acts stand in this order everywhere.
constexpr bool stands_before(const Act& a, const Act& b) { return a.at != b.at ? a.at < b.at : a.id < b.id; }

/// An act that counts, with corrections applied and its place in time.
struct StandingAct {
  Act act{};
  bool before_restart = false;
};

/// What the facts are after the acts: which hold, and when each was first set, set since last clear, and last set.
struct FactTimes {
  Facts holding;
  std::array<Instant, fact_count> first{};
  std::array<Instant, fact_count> since{};
  std::array<Instant, fact_count> last{};
  std::array<bool, fact_count> last_before_restart{};
  Instant t0 = Instant::unknown();
  std::uint8_t doses = 0;
  bool ask_one_dose_or_two = false;
};

/// Reused between calls; grows to the longest emergency seen.
using ActScratch = std::vector<StandingAct>;

/// Acts that are neither undone nor one half of a double tap, corrected, in order of time. Corrections apply in the order of their own times.
std::span<const StandingAct> standing_acts(std::span<const KeptAct> acts, ActScratch& scratch);

/// `restart`: the last start at which the clock was not sure, or unknown. Times of acts before it are never later than it.
FactTimes facts_of(std::span<const StandingAct> acts, const Playbook& playbook, Instant restart);

/// What `playbook` asks for after these acts. With no act at all: nothing.
Assessment assess(std::span<const KeptAct> acts, const Playbook& playbook, Instant restart, ActScratch& scratch);

/// When `rule` takes effect on these facts, or never. The page computes the same from the same rows.
Instant takes_effect(const Rule& rule, const FactTimes& facts, Instant restart);

}  // namespace alongside::domain
