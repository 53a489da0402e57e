// Recorded deaths: whether what was decided would record one, take one back, move it or give it another time, whichever act does so.
#pragma once

#include "domain/machine.hpp"

namespace alongside::center {

/// True for commands that may do so. Care never does: nothing that is done for somebody is held up by this question.
bool can_change_a_death(const domain::CommandBody& body);

/// `decided`: what such a command would make happen. The deaths before and after it are compared, both as the domain folds them.
bool changes_a_death(const domain::State& before, const domain::Events& decided);

}  // namespace alongside::center
