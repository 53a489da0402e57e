#include "domain/machine.hpp"

#include "domain/watch/undo.hpp"

namespace alongside::domain {

static_assert(must_be_whole(Subjects{}));

template <class Subject>
consteval bool has_place_for_its_deadlines() {
  if constexpr (HasDeadlines<Subject>) {
    return Subject::deadlines < Deadlines::kinds_max && words_in<typename Subject::Causes>() <= Deadlines::causes_max;
  } else {
    return true;
  }
}
static_assert([]<class... Subject>(List<Subject...>) {
  return (has_place_for_its_deadlines<Subject>() && ...);
}(Subjects{}));

namespace {

/// When it was done, as far as that can be: nothing is done with somebody before they came in, whatever a screen's clock says.
template <class Body>
Command bounded(const State& state, const Command& command, const Body& body) {
  Command timed = command;
  if constexpr (requires { state.find(body.visit)->arrived; }) {
    const Person* person = state.find(body.visit);
    if (person && command.at < person->arrived) {
      timed.at = person->arrived;
      timed.marks = timed.marks.with(Mark::time_not_sure);
    }
  }
  return timed;
}

}  // namespace

Refusal decide(const State& state, const Command& command, Events& out) {
  out.clear();
  Refusal refusal;
  std::visit(
      [&]<class Body>(const Body& body) {
        const bool ready = Body::is.makes_ready || state.is_ready();
        refusal = ready ? decide(state, bounded(state, command, body), body, out) : refuse(Reason::site_not_ready);
      },
      command.body);
  return refusal;
}

bool needs_charge(const State& before, const CommandBody& body, const Events& decided) {
  return std::visit(
      [&](const auto& one) {
        if constexpr (requires { result_needs_charge(before, one, decided); }) {
          return result_needs_charge(before, one, decided);
        } else {
          return false;
        }
      },
      body);
}

void evolve(State& state, const Event& event) {
  std::visit(
      [&]<class Body>(const Body& body) {
        if constexpr (!Body::is.leaves_undo && requires { forget_before(state, body.visit); })
          forget_before(state, body.visit);
        if constexpr (Body::is.moves_floor) evolve(state, event, body);
      },
      event.body);
}

std::optional<Deadline> next_due(const State& state) {
  if (state.deadlines.empty()) return std::nullopt;
  return state.deadlines.next();
}

void make_room(State& state) {
  each_subject(Subjects{}, [&]<class Subject> {
    if constexpr (requires { Subject::make_room(state); }) Subject::make_room(state);
  });
}

}  // namespace alongside::domain
