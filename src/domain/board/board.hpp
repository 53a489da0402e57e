// Board: what a screen shows of the floor, one part a subject, each as a struct with `fields`.
//
// Goals: the floor's rules of what is shown when stand here, once, for every screen, a simulated day and the scenarios. It says what
// stands when; a page groups and words it. Non-goals: who may see what, and text that rides beside the machine (handles, names of visits,
// of staff and of protocols): whoever keeps that fills it in. Pure; costs one pass over people, seats and acts.
#pragma once

#include <string>
#include <vector>

#include "domain/board/today.hpp"
#include "domain/state.hpp"

namespace alongside::domain {

/// What comes next on the floor.
// clang-format off
enum class Next : std::uint8_t {
  emergency, look_after_dose, naloxone_decision, look_emergency, release_check, look_may_go, look_concern, look_overdue, look, knock,
};
// clang-format on
template <>
struct Words<Next> {
  static constexpr std::array<std::string_view, 10> names{
      "emergency",   "look_after_dose", "naloxone_decision", "look_emergency", "release_check",
      "look_may_go", "look_concern",    "look_overdue",      "look",           "knock"};
};
/// Now: whatever the clock says.
enum class NextTone : std::uint8_t { soon, due, now };
template <>
struct Words<NextTone> {
  static constexpr std::array<std::string_view, 3> names{"soon", "due", "now"};
};

struct NextLine {
  static constexpr std::string_view schema = "NextItem";
  Instant at = Instant::unknown();
  NextTone tone = NextTone::soon;
  Next what = Next::look;
  std::string place;
  Instant since = Instant::unknown();
  VisitId visit{};
  Uuid emergency{};
  SeatId seat{};
  bool operator==(const NextLine&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("at", self.at, always);
    field("tone", self.tone);
    field("what", self.what);
    field("place", self.place);
    field("since", self.since, HowSent{.says = "The last look, preparation or dose it counts from"});
    field("visit", self.visit);
    field("emergency", self.emergency);
    field("seat", self.seat);
  }
};

struct AlarmLine {
  static constexpr std::string_view schema = "Alarm";
  std::string id;
  AlarmKind kind = AlarmKind::emergency_opened;
  Instant at = Instant::unknown();
  std::uint8_t stage = 0;
  Uuid emergency{};
  VisitId visit{};
  std::string place;
  bool operator==(const AlarmLine&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    field("id", self.id);
    field("kind", self.kind);
    field("at", self.at, always);
    field("stage", self.stage,
          HowSent{.says = "not_acknowledged: 1 floor screens, 2 responsible person, 3 every screen"});
    field("emergency", self.emergency);
    field("visit", self.visit);
    field("place", self.place);
  }
};

template <class Subject>
constexpr auto part_of_board() {
  if constexpr (requires { typename Subject::OnBoard; }) {
    return List<typename Subject::OnBoard>{};
  } else {
    return List<>{};
  }
}
template <class L>
struct PartsOfBoard;
template <class... Part>
struct PartsOfBoard<List<Part...>> : Part... {
  bool operator==(const PartsOfBoard&) const = default;
  static constexpr void fields(auto& self, auto&& field) { (Part::fields(self, field), ...); }
};
template <class... Subject>
auto parts_of_board(List<Subject...>) -> PartsOfBoard<Joined<decltype(part_of_board<Subject>())...>>;

struct Board : decltype(parts_of_board(Subjects{})) {
  /// What is now before all else, then by time; at one time emergencies, watches, the toilet.
  std::vector<NextLine> next;
  std::vector<AlarmLine> alarms;

  bool operator==(const Board&) const = default;
  static constexpr void fields(auto& self, auto&& field) {
    decltype(parts_of_board(Subjects{}))::fields(self, field);
    field("next", self.next);
    field("alarms", self.alarms);
  }
};

/// What subjects look at when they show themselves.
struct Shown {
  const State& state;
  const Today& today;
  SiteKind kind = SiteKind::real;  ///< known also where the record is not
  Instant now;
  std::vector<const Person*> inside{};  ///< in order of arrival

  /// None is in force while the record is locked.
  const Guardrails* rules() const { return state.guardrails.exists() ? &state.rules() : nullptr; }
};

Board show(const State& state, const Today& today, SiteKind kind, Instant now);

}  // namespace alongside::domain
