// What other subjects ask of visits.
#pragma once

#include <optional>

#include "domain/machine.hpp"

namespace alongside::domain {

/// The visit is over: the seat is free, no clock runs. What it was is kept in `over`, unless it never was (`ending` none).
void end_visit(State&, VisitId visit, bool seat_needs_cleaning, std::optional<Ending> ending, Instant at,
               EmergencyId emergency = {});

/// Law is a stop: use on site at all, and age.
Refusal law_of_use(const State&, Answer old_enough);

/// The event that opens this visit again, from its seat on if that is free.
EndingUndone reopening(const State&, const Over& over);

}  // namespace alongside::domain
