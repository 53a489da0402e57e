// State: what the floor looks like now, folded from the events.
//
// Flat arrays indexed by slot; who has left is out of it, so its size follows the floor and not the year. Nothing is allocated per
// event: `make_room`, called between batches, keeps spare slots. Two states may be compared with ==: replay must equal live.
// A value; one thread writes it.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "domain/deadlines.hpp"
#include "domain/emergency.hpp"
#include "domain/event.hpp"
#include "domain/ids.hpp"
#include "domain/protocol.hpp"

namespace alongside::domain {

/// Side table of adopted documents. Only grows; a DocumentRef is an index into it.
struct Documents {
  struct AdoptedProtocol {
    Protocol numbers;
    Playbook playbook;
  };
  std::vector<AdoptedProtocol> protocols;
  std::vector<Guardrails> guardrails;

  DocumentRef add(const Protocol& protocol);
  DocumentRef add(const Guardrails& rules);
};

enum class Watch : std::uint8_t { none, watched, concern, ended };
template <>
struct Words<Watch> {
  static constexpr std::array<std::string_view, 4> names{"none", "watched", "concern", "ended"};
};

struct Person {
  VisitId visit{};                              ///< none: the slot is free
  PersonRef person{};
  Instant arrived = Instant::unknown();
  Instant prepared_at = Instant::unknown();   ///< what the watch counts from
  Instant last_look = Instant::unknown();
  Instant may_go_at = Instant::never();
  Instant no_use_before = Instant::unknown();
  Duration look_interval{};
  EmergencyId emergency{};                      ///< the open one they are in
  SeatId seat{};
  Purpose purpose = Purpose::booth;
  Watch watch = Watch::none;
  Answer old_enough = Answer::not_asked;
  std::uint8_t uses = 0;
  bool waiting = false;
  bool look_is_due = false;
  bool look_is_overdue = false;
  bool may_go = false;                        ///< time is up: look, then may go

  bool is_watched() const { return watch == Watch::watched || watch == Watch::concern; }
  bool operator==(const Person&) const = default;
};

/// The deadlines of one watch.
enum class WatchDeadline : std::uint8_t { look, look_overdue, may_go };
using WatchDeadlines = std::array<Instant, 3>;

/// How somebody was before the last thing that may be taken back; gone when something comes after it.
struct Before {
  enum class What : std::uint8_t { nothing, look, seen_with_all, use };
  What what = What::nothing;
  Instant at = Instant::unknown();            ///< when that thing was done
  DeviceRef device{};                         ///< and on which screen: no other takes it back
  Person person{};
  WatchDeadlines due{};

  bool operator==(const Before&) const = default;
};

/// A visit that is over, as it was at its end: it may be opened again.
struct Over {
  Person person{};                            ///< no visit: opened again
  WatchDeadlines due{};
  Instant at = Instant::unknown();
  Ending ending = Ending::left;
  EmergencyId emergency{};                    ///< left_by_emergency: which

  bool operator==(const Over&) const = default;
};

struct Seat {
  SeatKind kind = SeatKind::none;
  std::uint16_t label = 0;
  std::uint16_t capacity = 0;
  std::uint16_t taken = 0;
  bool cleaning = false;
  Instant taken_at = Instant::unknown();      ///< toilet: occupied since
  Instant knock_due = Instant::never();

  bool operator==(const Seat&) const = default;
};

struct Emergency {
  EmergencyId id{};
  Uuid key{};
  DocumentRef protocol{};
  std::vector<KeptAct> acts;                  ///< in order of time, then id
  Assessment assessment{};
  VisitId visit{};
  SeatId seat{};
  Place place = Place::not_said;
  Instant no_use_before = Instant::unknown();
  Instant restart = Instant::unknown();       ///< last start at which the clock was not sure
  Instant closed_at = Instant::unknown();     ///< when the closing was recorded
  EmergencyId joined_into{};
  std::uint8_t escalated = 0;                 ///< 0 to 3
  std::array<Instant, 8> fired{};             ///< by Clock: the due time that was answered last

  bool is_open() const { return id.exists() && !joined_into.exists() && assessment.phase != Phase::closed; }
  /// Any tap on it after the opening itself (a look that opened it records several acts at once) acknowledges.
  bool is_acknowledged() const;
  bool operator==(const Emergency&) const = default;
};

struct State {
  const Documents* documents = nullptr;       ///< owned by whoever drives the machine, outlives the state
  Uuid site{};
  SiteKind kind = SiteKind::real;
  bool founded = false;
  bool floor_open = false;
  bool protocol_signed = false;
  StaffRef responsible{};
  StaffRef handed_over_by{};                  ///< who may take the last handing over back; none: there is none
  Instant handed_over_at = Instant::unknown();
  NotServed not_served_at_door{};             ///< the last at the door without a visit
  Instant not_served_at = Instant::unknown(); ///< unknown: there is none to take back
  DeviceRef not_served_on{};                  ///< the screen that recorded it
  DocumentRef protocol{};
  DocumentRef guardrails{};
  std::uint32_t next_visit = 1;
  std::uint32_t next_emergency = 1;
  std::vector<Seat> seats;
  std::vector<Person> people;
  std::vector<Before> before;                 ///< by slot, as `people`
  std::vector<std::uint16_t> free_people;     ///< slots, last one next
  std::vector<Over> over;                     ///< the last visits that are over; full: the oldest goes
  std::uint32_t over_next = 0;                ///< where the next goes
  std::vector<Emergency> emergencies;
  Deadlines deadlines;

  const Protocol& numbers() const { return documents->protocols[protocol.number].numbers; }
  const Playbook& playbook_of(const Emergency& e) const { return documents->protocols[e.protocol.number].playbook; }
  const Guardrails& rules() const { return documents->guardrails[guardrails.number]; }

  /// The person of an open visit, or null.
  const Person* find(VisitId visit) const;
  Person* find(VisitId visit);
  /// A visit that is over and may be opened again, or null.
  const Over* find_over(VisitId visit) const;
  const Seat* find(SeatId seat) const;
  const Emergency* find(EmergencyId id) const;
  Emergency* find(EmergencyId id);
  /// The emergency that a client's key means now: its own, or the one it was joined into. Null if no act of it has come.
  const Emergency* find_emergency(const Uuid& key) const;

  bool operator==(const State& other) const;
};

/// Of one visit: a count of eight bits must not begin anew. [J]
inline constexpr std::uint8_t uses_max = 200;

/// How many visits that are over are remembered: a day of the busiest center. [J]
inline constexpr std::size_t over_max = 1024;

/// After this a handing over is taken back by handing over again. [J]
inline constexpr Duration hand_over_undone_within = base::seconds(60);

/// An open emergency that may be the same one: begun within the protocol's time of it, at a place that does not contradict. Offered to
/// be joined, never joined by itself. The earlier one, or null.
const Emergency* may_be_the_same(const State& state, const Emergency& emergency);

/// Spare slots for people, emergencies and acts. Call between batches; nothing in a batch allocates below this.
void make_room(State& state);

}  // namespace alongside::domain
