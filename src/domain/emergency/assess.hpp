// The emergency: its acts, and what they ask for next.
//
// Invariant: everything about an emergency is a function of the set of its acts (and of the protocol in force when it opened), so any
// order of arrival with any retries gives the same one. Undo, correction and closing are acts like the others.
// Pure; scratch space comes from the caller so that nothing is allocated once it has grown.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "domain/emergency/act.hpp"
#include "domain/emergency/assessment.hpp"
#include "domain/emergency/playbook.hpp"

namespace alongside::domain {

/// An act as the state keeps it.
struct KeptAct {
  Act act{};

  constexpr bool operator==(const KeptAct&) const = default;
};

/// The id of an act that nobody tapped and that follows from `id`: always the same one.
constexpr Uuid derived_id(Uuid id, std::uint8_t which) {
  id.bytes[15] = static_cast<std::uint8_t>(id.bytes[15] ^ which);
  return id;
}
inline constexpr std::uint8_t away_of = 0x10;  ///< helpers_away, of what took the helpers
inline constexpr std::uint8_t back_of = 0x20;  ///< what takes that back, of the helpers_away

/// The program's own act that takes its helpers_away back: nobody's tap.
constexpr bool calls_helpers_back(const Act& act) {
  return act.kind == ActKind::undone && act.id == derived_id(act.target, back_of);
}

/// Acts stand in this order everywhere.
constexpr bool stands_before(const Act& a, const Act& b) { return a.at != b.at ? a.at < b.at : a.id < b.id; }

/// What the facts are after the acts: which hold, and when each was first set, set since last clear, last set, and last cleared
/// while it held.
struct FactTimes {
  Facts holding;
  std::array<Instant, fact_count> first{};
  std::array<Instant, fact_count> since{};
  std::array<Instant, fact_count> last{};
  std::array<Instant, fact_count> ended{};
  Instant t0 = Instant::unknown();
  std::uint8_t doses = 0;
  bool ask_one_dose_or_two = false;
};

/// Reused between calls; grow to the longest emergency seen.
struct ActScratch {
  std::vector<Act> sorted;
  std::vector<Act> standing;
};

/// Acts that are neither undone nor one half of a double tap, each once, corrected, in order of time.
std::span<const Act> standing_acts(std::span<const KeptAct> acts, ActScratch& scratch);

/// What the standing acts say; there must be one at least.
FactTimes facts_of(std::span<const Act> standing, const Playbook& playbook);

/// Clocks after a start at which the clock was not sure: times before it cannot be compared with times after it, so that acts that seem to
/// come later than the start are moved back, by this much, all together: distances and order stay.
Duration moved_back(std::span<const KeptAct> acts, Instant start);
void move_back(std::span<KeptAct> acts, Duration by);

/// What `playbook` asks for after these acts; nothing if none stands. `restart`: the last start at which the clock was not sure, or
/// unknown; what was done before it is reminded of at once, and minimum waits that began before it start again in full.
Assessment assess(std::span<const KeptAct> acts, const Playbook& playbook, Instant restart, ActScratch& scratch);

/// When `rule` takes effect on these facts, or never. The page computes the same from the same rows.
Instant takes_effect(const Rule& rule, const FactTimes& facts, Instant restart);

}  // namespace alongside::domain
