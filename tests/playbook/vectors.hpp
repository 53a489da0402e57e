// Vectors: lists of acts with the domain's answer, as the page's unit test reads them (tests/playbook/vectors.json).
//
// Goal: what the page must give to the millisecond, for both shipped protocols: hand-made emergencies with a name, and random ones from a
// fixed seed, shuffled, with repetitions, equal times, undone and corrected acts, and unsure starts. One case a line.
#pragma once

#include <string>

namespace alongside::tests {

/// The whole file. Deterministic.
std::string playbook_vectors();

}  // namespace alongside::tests
