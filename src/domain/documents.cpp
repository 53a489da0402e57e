#include "domain/documents.hpp"

namespace alongside::domain {

DocumentRef Documents::add(const Protocol& protocol) {
  protocols.push_back({protocol, compile_playbook(protocol)});
  return DocumentRef{static_cast<std::uint16_t>(protocols.size() - 1)};
}

DocumentRef Documents::add(const Guardrails& rules) {
  guardrails.push_back(rules);
  return DocumentRef{static_cast<std::uint16_t>(guardrails.size() - 1)};
}

}  // namespace alongside::domain
