// Today: what screens show beside the state: the uses and looks of whoever is inside or has just left, and the alarms that stand.
//
// Folded from the events like the state, one part a subject; a simulation that shows nobody leaves it empty. Two may be compared with ==.
// A value; one thread writes it.
#pragma once

#include <vector>

#include "domain/board/alarm.hpp"
#include "domain/event.hpp"
#include "domain/state.hpp"

namespace alongside::domain {

template <class Subject>
constexpr auto part_of_today() {
  if constexpr (requires { typename Subject::OfToday; }) {
    return List<typename Subject::OfToday>{};
  } else {
    return List<>{};
  }
}
template <class L>
struct PartsOfToday;
template <class... Part>
struct PartsOfToday<List<Part...>> : Part... {
  bool operator==(const PartsOfToday&) const = default;
};
template <class... Subject>
auto parts_of_today(List<Subject...>) -> PartsOfToday<Joined<decltype(part_of_today<Subject>())...>>;

struct Today : decltype(parts_of_today(Subjects{})) {
  std::vector<Alarm> alarms;

  bool operator==(const Today&) const = default;
};

/// Takes one event in. `after`: the state that holds it already.
void note(Today& today, const State& after, const Event& event);

}  // namespace alongside::domain
