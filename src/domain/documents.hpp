// Documents: the side table of adopted protocols and guardrails, which events refer to by number.
//
// Only grows; owned by whoever drives the machine, outlives every state that reads it.
#pragma once

#include <vector>

#include "domain/emergency/playbook.hpp"
#include "domain/ids.hpp"
#include "domain/site/protocol.hpp"

namespace alongside::domain {

/// Side table of adopted documents. Only grows; a DocumentRef is an index into it.
struct Documents {
  struct AdoptedProtocol {
    Protocol numbers;
    Playbook playbook;
  };
  std::vector<AdoptedProtocol> protocols;
  std::vector<Guardrails> guardrails;

  DocumentRef add(const Protocol& protocol);
  DocumentRef add(const Guardrails& rules);
};

}  // namespace alongside::domain
