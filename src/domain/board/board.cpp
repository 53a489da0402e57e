#include "domain/board/board.hpp"

#include <algorithm>
#include <tuple>

#include "domain/seat/seat.hpp"

namespace alongside::domain {

namespace {

std::vector<const Person*> everybody(const State& state) {
  std::vector<const Person*> out;
  for (const Person& person : state.people) {
    if (person.visit.exists()) out.push_back(&person);
  }
  std::sort(out.begin(), out.end(), [](const Person* a, const Person* b) {
    return a->arrived != b->arrived ? a->arrived < b->arrived : a->visit.number < b->visit.number;
  });
  return out;
}

AlarmLine line_of(const State& state, const Alarm& alarm) {
  AlarmLine line{.id = alarm.id, .kind = alarm.kind, .at = alarm.at, .stage = alarm.stage, .emergency = {}, .visit = {}, .place = {}};
  SeatId seat;
  if (alarm.about.kind == emergency::Subject::deadlines) {
    if (const Emergency* emergency = state.find(alarm.about.as<EmergencyId>())) {
      line.emergency = emergency->key;
      seat = emergency->seat;
    }
  } else {
    line.visit = alarm.about.as<VisitId>();
    if (const Person* person = state.find(line.visit)) seat = person->seat;
  }
  line.place = label_of(state, seat);
  return line;
}

}  // namespace

Board show(const State& state, const Today& today, SiteKind kind, Instant now) {
  const Shown shown{.state = state, .today = today, .kind = kind, .now = now, .inside = everybody(state)};
  Board board;
  each_subject(Subjects{}, [&]<class Subject> {
    if constexpr (requires { Subject::show(shown, board); }) Subject::show(shown, board);
  });
  for (NextLine& line : board.next) {
    if (line.tone != NextTone::now && line.at <= now) line.tone = NextTone::due;
  }
  std::stable_sort(board.next.begin(), board.next.end(), [](const NextLine& a, const NextLine& b) {
    const bool a_is_now = a.tone == NextTone::now;
    const bool b_is_now = b.tone == NextTone::now;
    return a_is_now != b_is_now ? a_is_now : std::tie(a.at, a.what) < std::tie(b.at, b.what);
  });
  for (const Alarm& alarm : today.alarms) board.alarms.push_back(line_of(state, alarm));
  return board;
}

}  // namespace alongside::domain
