#include "domain/machine.hpp"

#include "domain/machine_parts.hpp"

namespace alongside::domain {

namespace {

/// When it was done, as far as that can be: nothing is done with somebody before they came in, whatever a screen's clock says.
template <class Body>
Command bounded(const State& state, const Command& command, const Body& body) {
  Command timed = command;
  if constexpr (requires { state.find(body.visit); }) {
    const Person* person = state.find(body.visit);
    if (person && command.at < person->arrived) {
      timed.at = person->arrived;
      timed.marks = timed.marks.with(Mark::time_not_sure);
    }
  }
  return timed;
}

/// What may be taken back is remembered by these themselves, and a reminder changes nothing of it. All else comes after it.
template <class Body>
constexpr bool leaves_undo_alone = std::is_same_v<Body, LookTaken> || std::is_same_v<Body, UseBegan> || std::is_same_v<Body, DueReached> ||
                                   std::is_same_v<Body, LookUndone> || std::is_same_v<Body, UseUndone>;

}  // namespace

Refusal decide(const State& state, const Command& command, Events& out) {
  out.clear();
  Refusal refusal;
  std::visit(
      [&]<class Body>(const Body& body) {
        constexpr bool makes_ready = std::is_same_v<Body, FoundSite> || std::is_same_v<Body, AdoptProtocol> || std::is_same_v<Body, AdoptGuardrails>;
        const bool ready = makes_ready || (state.founded && state.protocol.exists() && state.guardrails.exists());
        refusal = ready ? parts::decide(state, bounded(state, command, body), body, out) : refuse(Reason::site_not_ready);
      },
      command.body);
  return refusal;
}

void evolve(State& state, const Event& event) {
  std::visit(
      [&]<class Body>(const Body& body) {
        if constexpr (requires { parts::forget_before(state, body.visit); } && !leaves_undo_alone<Body>) parts::forget_before(state, body.visit);
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
