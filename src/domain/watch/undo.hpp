// Taking back what was tapped on the floor, while nothing came after it.
//
// A look, a use, and a visit's end are taken back by coming back to how the person was before, with the clocks. Nothing is deleted: what was
// done and that it was taken back both stand in the record.
#pragma once

#include "domain/machine.hpp"

namespace alongside::domain {

/// How this person is now, to come back to if the thing that `event` says is taken back.
void remember(State&, const Person& person, Before::What what, const Event& event);
/// Something came after what could have been taken back.
void forget_before(State&, VisitId visit);
WatchDeadlines deadlines_of(const State&, std::uint16_t slot);
/// Back to how they were at `at`; whose look was overdue then is told so again.
void come_back(State&, std::uint16_t slot, const Person& was, const WatchDeadlines& due, Instant at);

}  // namespace alongside::domain
