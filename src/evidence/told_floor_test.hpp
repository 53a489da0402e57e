// A floor told line by line, for tests of what is observed of it.
#pragma once

#include <initializer_list>
#include <vector>

#include "evidence/observed.hpp"

namespace alongside::evidence {

using namespace domain;

inline document::Zone new_york() { return *document::Zone::find("America/New_York"); }

inline Instant at(const char* local) { return document::parse_moment(local, new_york())->instant; }

inline constexpr SeatId booth{0};
inline constexpr SeatId smoking{1};
inline constexpr SeatId chair{2};

inline constexpr std::size_t monday = 0;
inline constexpr std::size_t saturday = 5 * 24;

inline const Substances heroin = Substances{}.with(Substance::heroin);
inline const Substances crack = Substances{}.with(Substance::crack);

/// A floor told line by line: what happened, at a time on New York's walls.
class Floor {
 public:
  Floor() {
    put("2024-05-06 08:00", SeatAdded{booth, SeatKind::booth, 1, 1});
    put("2024-05-06 08:00", SeatAdded{smoking, SeatKind::smoking, 1, 2});
    put("2024-05-06 08:00", SeatAdded{chair, SeatKind::aftercare, 1, 1});
  }
  Floor& put(const char* local, EventBody body, Marks marks = {}) {
    events_.push_back({at(local), {}, {}, marks, body});
    return *this;
  }
  Floor& open(const char* local) { return put(local, FloorOpened{}); }
  Floor& close(const char* local) { return put(local, FloorClosed{}); }
  Floor& welcome(const char* local, std::uint32_t visit, Purpose purpose = Purpose::booth) {
    Welcomed welcomed;
    welcomed.visit = {visit, 0};
    welcomed.purpose = purpose;
    return put(local, welcomed);
  }
  Floor& wait(const char* local, std::uint32_t visit, Purpose purpose = Purpose::booth) {
    return put(local, JoinedWaiting{{visit, 0}, purpose});
  }
  Floor& sit(const char* local, std::uint32_t visit, SeatId seat) {
    Seated seated;
    seated.visit = {visit, 0};
    seated.seat = seat;
    return put(local, seated);
  }
  Floor& use(const char* local, std::uint32_t visit, Substances substances = heroin, Route route = Route::inject,
             std::uint8_t number = 1) {
    UseBegan began;
    began.visit = {visit, 0};
    began.use = number;
    began.substances = substances;
    began.route = route;
    return put(local, began);
  }
  Floor& last_look(const char* local, std::uint32_t visit) {
    LookTaken look;
    look.visit = {visit, 0};
    look.ends_watch = true;
    return put(local, look);
  }
  Floor& leave(const char* local, std::uint32_t visit, bool early = false) {
    return put(local, Left{{visit, 0}, early, false});
  }
  Floor& act(const char* local, std::uint32_t emergency, ActKind kind, std::uint8_t choice = Act::no_choice,
             std::uint32_t visit = 0, Marks marks = {}) {
    Act one;
    one.id.bytes[15] = ++acts_;
    one.at = at(local);
    one.kind = kind;
    one.choice = choice;
    if (kind == ActKind::person) one.visit = {visit, 0};
    return put(local, ActRecorded{{emergency, 0}, one}, marks);
  }

  Observations seen() const {
    Observed observed(new_york());
    for (const Event& event : events_) observed.add(event);
    return observed.observations();
  }
  std::vector<Event>& events() { return events_; }

 private:
  std::vector<Event> events_;
  std::uint8_t acts_ = 0;
};

constexpr auto choice(auto value) { return static_cast<std::uint8_t>(value); }

/// These minutes and no others.
inline Durations minutes_of(std::initializer_list<std::int64_t> all) {
  Durations out;
  for (const std::int64_t one : all) out.count(base::minutes(one));
  return out;
}

inline const Durations& ended(const Observations& seen, WaitEnd end) {
  return seen.waiting.ended[static_cast<std::size_t>(end)];
}

inline const UseGroup injected_opioid{Route::inject, Mix::opioid};

}  // namespace alongside::evidence
