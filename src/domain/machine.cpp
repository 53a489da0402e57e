#include "domain/machine.hpp"

#include "domain/machine_parts.hpp"

namespace alongside::domain {

Refusal decide(const State& state, const Command& command, Events& out) {
  out.clear();
  return std::visit(
      [&]<class Body>(const Body& body) {
        if constexpr (!std::is_same_v<Body, FoundSite> && !std::is_same_v<Body, AdoptProtocol> && !std::is_same_v<Body, AdoptGuardrails>) {
          const bool ready = state.founded && state.protocol.exists() && state.guardrails.exists();
          if (!ready) return refuse(Reason::site_not_ready);
        }
        return parts::decide(state, command, body, out);
      },
      command.body);
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
