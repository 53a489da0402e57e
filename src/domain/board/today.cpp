#include "domain/board/today.hpp"

#include <algorithm>

namespace alongside::domain {

namespace {

template <class Body>
void note_body(Today& today, const State& after, const Event& event, const Body& body) {
  if constexpr (requires { note(today, after, event, body); }) note(today, after, event, body);
}

/// A reminder sounds, if at all, as its subject says.
void sound(Today& today, const Event& event, const DueReached& reached) {
  if (reached.quiet) return;
  each_subject(Subjects{}, [&]<class Subject> {
    if constexpr (requires { Subject::sound(today, event, reached); }) {
      if (Subject::deadlines == reached.of.kind) Subject::sound(today, event, reached);
    }
  });
}

bool still_stands(const State& state, const Alarm& alarm) {
  bool stands = false;
  each_subject(Subjects{}, [&]<class Subject> {
    if constexpr (requires { Subject::still_stands(state, alarm); }) {
      if (Subject::deadlines == alarm.about.kind) stands = Subject::still_stands(state, alarm);
    }
  });
  return stands;
}

}  // namespace

void note(Today& today, const State& after, const Event& event) {
  std::visit([&](const auto& body) { note_body(today, after, event, body); }, event.body);
  if (const auto* reached = std::get_if<DueReached>(&event.body)) sound(today, event, *reached);
  if (const auto* reached = std::get_if<OldDueReached>(&event.body)) sound(today, event, reached->as_now());
  each_subject(Subjects{}, [&]<class Subject> {
    if constexpr (requires { Subject::noted(today, after); }) Subject::noted(today, after);
  });
  std::erase_if(today.alarms, [&](const Alarm& alarm) { return !still_stands(after, alarm); });
}

}  // namespace alongside::domain
