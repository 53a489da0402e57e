// A contradiction: an event that `evolve` cannot take after those before it, because what it is about was never there.
//
// No `decide` makes one: a fault of the program would, or a file that is no record. Asked in pairs: before an event is written, and after
// it is read; the record is closed either way, and emergencies go on. A subject says of which of its events that may be, beside their
// `evolve`: `std::string contradicts(const State&, const Body&)`. What `evolve` passes over, as a visit that is over, is none.
#pragma once

#include <string>

#include "domain/event.hpp"
#include "domain/state.hpp"

namespace alongside::domain {

/// In words, with the event's name; empty: there is none.
std::string contradiction(const State& state, const Event& event);

}  // namespace alongside::domain
