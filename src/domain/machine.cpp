#include "domain/machine.hpp"

#include "domain/machine_parts.hpp"

namespace alongside::domain {

Refusal decide(const State& state, const Command& command, Events& out) {
  out.clear();
  Refusal refusal;
  std::visit(
      [&]<class Body>(const Body& body) {
        constexpr bool makes_ready = std::is_same_v<Body, FoundSite> || std::is_same_v<Body, AdoptProtocol> || std::is_same_v<Body, AdoptGuardrails>;
        const bool ready = makes_ready || (state.founded && state.protocol.exists() && state.guardrails.exists());
        refusal = ready ? parts::decide(state, command, body, out) : refuse(Reason::site_not_ready);
      },
      command.body);
  return refusal;
}

void evolve(State& state, const Event& event) {
  std::visit(
      [&]<class Body>(const Body& body) {
        if constexpr (requires { parts::evolve(state, event, body); }) parts::evolve(state, event, body);
        // Imported history, tallies and clock steps are in the record and not on the floor.
      },
      event.body);
}

std::optional<Deadline> next_due(const State& state) {
  if (state.deadlines.empty()) return std::nullopt;
  return state.deadlines.next();
}

}  // namespace alongside::domain
