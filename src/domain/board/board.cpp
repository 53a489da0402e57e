#include "domain/board/board.hpp"

#include <algorithm>

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
  AlarmLine line{.id = alarm.id,
                 .kind = alarm.kind,
                 .at = alarm.at,
                 .stage = alarm.stage,
                 .emergency = {},
                 .visit = {},
                 .place = {}};
  SeatId seat;
  if (alarm.about.kind == emergency::Subject::deadlines) {
    if (const Emergency* emergency = state.find(alarm.about.as<EmergencyId>())) {
      line.emergency = emergency->key;
      seat = emergency->seat;
    }
  } else if (alarm.about.kind == watch::Subject::deadlines) {
    line.visit = alarm.about.as<VisitId>();
    if (const Person* person = state.find(line.visit)) seat = person->seat;
  }
  line.place = label_of(state, seat);
  return line;
}

/// At one time an emergency comes before a watch, and a watch before the toilet.
int rank_of(Next what) { return what <= Next::release_check ? 0 : what == Next::knock ? 2 : 1; }

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
    if (a_is_now != b_is_now) return a_is_now;
    return a.at != b.at ? a.at < b.at : rank_of(a.what) < rank_of(b.what);
  });
  for (const Alarm& alarm : today.alarms) board.alarms.push_back(line_of(state, alarm));
  return board;
}

}  // namespace alongside::domain
