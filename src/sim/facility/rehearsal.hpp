// Rehearsal: what simulated people and staff did at a floor, as the commands that they sent, so that another floor can play them after them.
//
// Goals: the demonstration center breathes as a simulation does. Non-goals: the machine's own ticks, founding, opening and closing: whoever plays
// it owns a floor already. A value, free to share once made.
#pragma once

#include <vector>

#include "domain/command.hpp"
#include "sim/facility/scenario.hpp"

namespace alongside::sim {

struct RehearsedCommand {
  base::Duration after;      ///< since the rehearsal's Monday, 00:00
  domain::CommandBody body;  ///< names visits and seats as the simulated floor does
  domain::VisitId welcomed;  ///< of a welcome: the visit that it began there
};

/// What was done in the measured days of one replicate, in order of time, refused commands left out.
std::vector<RehearsedCommand> rehearse(const Scenario& scenario, std::uint64_t seed, std::uint32_t replicate);

}  // namespace alongside::sim
