// Live emergency: what a report says of one emergency, from its acts.
//
// Goal: the same acts give the same figures whatever order they came in: undo, correction, joining and moving are applied by the
// domain's own rule (domain/emergency.hpp). Non-goal: what the screen showed. Pure; free to call from any thread.
#pragma once

#include <optional>
#include <vector>

#include "domain/emergency.hpp"
#include "evidence/tally.hpp"

namespace alongside::evidence {

struct LiveEmergency {
  std::vector<domain::KeptAct> acts;  ///< in order of time, then id; each once
  bool time_not_sure = false;         ///< an act's time, or the clock's

  /// Adds an act in its place; one that is there already changes nothing.
  void add(const domain::Act& act);
  /// Takes an act out, if it is there.
  std::optional<domain::Act> take(const domain::Uuid& id);
};

/// When it began: the tap, or as much earlier as was said. Unknown if every act was undone.
domain::Instant began_at(const LiveEmergency& emergency);

/// Adds it to a tally. One opened by mistake, or whose every act was undone, is counted as that and in nothing else.
void count(const LiveEmergency& emergency, Tally& tally);

}  // namespace alongside::evidence
