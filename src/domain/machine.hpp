// The machine: a center, written once. Staff, the simulator, drills and tests all drive these three functions.
//
//   decide    what a command would make happen, or why not. Changes nothing.
//   evolve    takes one event into the state. Cannot fail and holds no policy: every threshold that mattered is in the event.
//   next_due  the next deadline. Whoever has a clock sends Tick when it has passed, once for each until none is due.
//
// Invariants (tests/, domain_test): nobody in two seats, no seat over capacity, exactly one responsible person while the floor is open,
// a watch is ended by a look and never by time, acts of one emergency commute, nothing delays an emergency act.
// Pure: no clock, no dice, no I/O, no allocation per event below `make_room`. One thread at a time per state.
#pragma once

#include <optional>

#include "domain/command.hpp"
#include "domain/event.hpp"
#include "domain/events.hpp"
#include "domain/refusal.hpp"
#include "domain/state.hpp"

namespace alongside::domain {

/// Clears `out`, then fills it if accepted. An accepted command may make nothing happen (an act that is known already).
Refusal decide(const State& state, const Command& command, Events& out);

/// Whether what `decided` makes of the command is only for whoever is in charge. Care never is.
bool needs_charge(const State& before, const CommandBody& body, const Events& decided);

void evolve(State& state, const Event& event);

std::optional<Deadline> next_due(const State& state);

}  // namespace alongside::domain
