// A contradiction: an event that names what was never there. `evolve` cannot take it, and no `decide` makes it.
//
// Asked in pairs: asserted of what is about to be written, told with its row of what was read from a file. What an event names is found
// by type (a seat, a visit, an emergency) in its `fields`; what else must hold of one kind its subject says beside its `evolve`:
// `std::string contradicts(const State&, const Body&)`. What was there and is gone may be named: whoever left, an emergency long closed.
#pragma once

#include <string>

#include "domain/event.hpp"
#include "domain/state.hpp"

namespace alongside::domain {

/// In words, with the event's name; empty: there is none.
std::string contradiction(const State& state, const Event& event);

}  // namespace alongside::domain
