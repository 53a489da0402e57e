// What other subjects ask of seats.
#pragma once

#include <string>

#include "domain/machine.hpp"

namespace alongside::domain {

/// Why this person may not sit there, or accepted.
Refusal may_sit(const State&, const Person& person, SeatId seat);
/// Takes a person out of their seat; nothing if they have none.
void free_seat(State&, Person& person, bool needs_cleaning);
bool leaves_it_to_clean(const State&, SeatId seat);

/// "3", "S3", "A3", "T1"; empty: no such seat.
std::string label_of(const State& state, SeatId seat);

}  // namespace alongside::domain
