// What other subjects ask of watches.
#pragma once

#include "domain/board/board.hpp"
#include "domain/machine.hpp"

namespace alongside::domain {

/// The deadline of whoever is in this slot.
constexpr DeadlineKey key_of(std::uint16_t slot, WatchCause cause) { return {watch::Subject::deadlines, slot, cause}; }

/// No look and no watch is due for this slot any more.
void cancel_watch(State&, std::uint16_t slot);
/// A watched person comes out of an emergency: a look that came due in it is due now.
void resume_watch(State&, Person& person, Instant now);
bool is_in_open_emergency(const State&, const Person& person);

PersonState state_of(const State&, const Person& person);
/// When the look is, or was, due: the reminder itself is gone once it has come.
Instant look_due(const Shown& shown, const Person& person);

}  // namespace alongside::domain
