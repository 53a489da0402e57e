// Emergencies that are told by hand for the vectors: each row and each clock of the playbook once.
//
// Threads: any.
#pragma once

#include <string>
#include <vector>

#include "domain/emergency/assess.hpp"

namespace alongside::tests {

struct Case {
  std::string name;
  std::vector<domain::KeptAct> acts;
  domain::Instant restart = domain::Instant::unknown();
};

/// Under one protocol; always in the same order.
std::vector<Case> hand_made(const domain::Protocol& protocol);

}  // namespace alongside::tests
