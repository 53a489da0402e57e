#include "domain/contradiction.hpp"

#include <string_view>
#include <type_traits>

namespace alongside::domain {

namespace {

template <class Body>
concept SaysWhatContradicts = requires(const State& state, const Body& body) { contradicts(state, body); };

std::string never_was(std::string_view what, std::uint32_t number) {
  return "names " + std::string(what) + " " + std::to_string(number) + ", which never was";
}

std::string named(const State& state, SeatId seat) {
  return !seat.exists() || state.find(seat) ? std::string() : never_was("seat", seat.number);
}
std::string named(const State& state, VisitId visit) {
  const bool was = visit.number < state.next_visit && visit.slot < state.people.size();
  return !visit.exists() || was ? std::string() : never_was("visit", visit.number);
}
std::string named(const State& state, EmergencyId emergency) {
  const bool was = emergency.number < state.next_emergency && emergency.slot < state.emergencies.size();
  return !emergency.exists() || was ? std::string() : never_was("emergency", emergency.number);
}

template <class T>
concept NamesSomething = requires(const State& state, const T& value) { named(state, value); };

template <class Body>
std::string fields_contradict(const State& state, const Body& body) {
  std::string found;
  Body::fields(body, [&]<class Member>(std::string_view, const Member& member, auto&&...) {
    constexpr bool is_asked = NamesSomething<Member> && (!Body::is.is_as_said || std::is_same_v<Member, EmergencyId>);
    if constexpr (is_asked) {
      if (found.empty()) found = named(state, member);
    }
  });
  return found;
}

}  // namespace

std::string contradiction(const State& state, const Event& event) {
  return std::visit(
      [&]<class Body>(const Body& body) {
        std::string found;
        if constexpr (!Body::is.brings_something) found = fields_contradict(state, body);
        if constexpr (SaysWhatContradicts<Body>) {
          if (found.empty()) found = contradicts(state, body);
        }
        return found.empty() ? found : std::string(Body::is.name) + " " + found;
      },
      event.body);
}

}  // namespace alongside::domain
