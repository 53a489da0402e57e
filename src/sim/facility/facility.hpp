// Facility: one replicate of a simulated floor.
//
// People come, wait or go away, sit, prepare, use, are watched, are met when something goes wrong, rest and leave. The floor itself (seats, the
// queue's visits, looks, reminders, emergencies) is room domain's machine, fed by commands; this file owns who comes, what they
// choose, the dice, and what staff are at. A replicate is a pure function of (scenario, seed, replicate).
// docs/odd-facility.md describes the model; the rules that stand only in code are named there. Keep one object and run it again and
// again: nothing is allocated per event once it has seen a busy week. One thread.
#pragma once

#include <span>

#include "sim/engine/calendar.hpp"
#include "sim/facility/arrivals.hpp"
#include "sim/facility/levels.hpp"
#include "sim/facility/scenario.hpp"
#include "sim/facility/simulated_floor.hpp"
#include "sim/facility/team.hpp"

namespace alongside::sim {

/// How a replicate is to be run.
struct FacilityRun {
  std::uint64_t seed = 1;
  bool clustered = true;  ///< false: no day and no person factor, all dice independent
  Watcher* watcher = nullptr;
  base::Instant from = monday;  ///< measured from here; a Monday 00:00 by the week's clock
};

class Facility {
 public:
  /// `scenario` outlives it.
  Facility(const Scenario& scenario, const FacilityRun& run);

  /// Fills a row of `row_width` numbers (counts.hpp) that is all zero.
  void replicate(std::uint32_t number, std::span<double> row);

 private:
  enum class Stage : std::uint8_t { none, at_door, waiting, seated, resting, other };

  struct Guest {
    std::uint32_t number = 0;  ///< of the arrival; with `others` set for whoever comes for something else
    std::uint32_t participant = 0;
    domain::VisitId visit;
    base::Instant arrived;
    base::Duration door;                              ///< what the welcome takes where nobody has to be waited for
    base::Instant shows_at = base::Instant::never();  ///< an emergency that is on its way
    base::Instant shown_at = base::Instant::never();  ///< that shows and nobody has seen
    Stage stage = Stage::none;
    std::uint8_t use = 0;
    Severity severity = Severity::watched;
    std::uint8_t looks = 0;
    bool look_asked = false;
    bool watch_over = false;
    bool seat_time_over = false;
    bool in_incident = false;
    bool late = false;  ///< more than 30 minutes after the start of preparation
  };

  struct Incident {
    bool open = false;
    bool running = false;  ///< staff are responding; not yet recovery
    std::uint32_t number = 0;
    std::uint16_t guest = 0;
    std::uint32_t person = 0;  ///< the guest's number: its dice are the guest's, whatever else happened before
    domain::Uuid key{};
    Severity severity = Severity::watched;
    int needed = 0;
    std::uint64_t held = 0;  ///< members, a bit each
    base::Instant noticed;
    base::Instant begun = base::Instant::unknown();
    bool transported = false;
  };

  enum class Kind : std::uint8_t {
    full_hour,
    opens,
    last_entry,
    closes,
    arrival,
    other_arrival,
    patience_ends,
    preparation,
    seat_time_ends,
    shows,
    noticed,
    task_ends,
    rest,
    restock,
    dose,
    response_ends,
  };
  struct What {
    Kind kind;
    std::uint8_t member;   ///< task_ends
    std::uint16_t slot;    ///< a guest's or an incident's
    std::uint32_t number;  ///< whose: an entry of somebody who has gone is stale
  };

  // facility.cpp: the day
  void start(std::uint32_t replicate, std::span<double> row);
  void happen(const What& what);
  void remind();
  void full_hour();
  void start_shift();
  bool is_staffed() const;
  void open_floor();
  void stop_entry();
  void close_if_empty();
  void plan_day(base::Instant day);
  void finish_row();
  // guests.cpp: the way through
  void arrive(bool for_use);
  std::uint32_t somebody_not_here(std::uint32_t arrival);
  void welcome(std::uint16_t slot);
  void seat(std::uint16_t slot, domain::SeatId seat);
  void prepare(std::uint16_t slot);
  void plan_emergency(Guest& guest, std::uint16_t slot);
  void end_seat_time(std::uint16_t slot);
  void watch_is_over(std::uint16_t slot);
  void be_on_their_way(std::uint16_t slot);
  void leave(std::uint16_t slot);
  void has_left(std::uint16_t slot, domain::SeatId place, bool needs_cleaning);
  void lose_patience(std::uint16_t slot);
  void turn_away(std::uint16_t slot);
  void forget(std::uint16_t slot);
  void seat_those_who_wait();
  bool move_to_chair(std::uint16_t slot);
  /// `number`: of the guest who left it.
  void seat_is_free(domain::SeatId seat, bool needs_cleaning, std::uint32_t number);
  domain::SeatId free_seat(domain::SeatKind kind) const;
  std::uint16_t new_guest();
  // tasks.cpp: staff
  void ask(Task task, std::uint16_t subject, std::uint32_t number, base::Duration duration);
  void begin(int member, const Job& job);
  void end_task(int member);
  void find_work(int member);
  void find_work_for_all();
  bool is_wanted(const Job& job) const;
  void done(const Job& job);
  void look(std::uint16_t slot);
  void ask_for_look(std::uint16_t slot);
  void note_staff();
  // incidents.cpp: emergencies
  void show(std::uint16_t slot);
  void notice(std::uint16_t slot, bool by_look);
  void open_incident(Incident& incident, const Guest& guest);
  void gather(std::uint16_t index);
  void begin_response(std::uint16_t index);
  void give_dose(std::uint16_t index);
  void end_response(std::uint16_t index);
  void look_in_recovery(const Incident& incident);
  void end_recovery(std::uint16_t index);
  void close_incident(std::uint16_t index, domain::Outcome outcome);
  void release_staff(Incident& incident, int keep);
  void tap(const Incident& incident, domain::ActKind kind, std::uint8_t choice = domain::Act::no_choice,
           std::uint8_t product = domain::Act::no_product);
  void note_responses(int change);
  std::uint16_t new_incident();
  bool join_short_handed(int member);

  const UseKind& use_of(const Guest& guest) const { return scenario_.uses[guest.use]; }
  bool is_measured() const { return counts_.measured(now_); }
  void count(FloorCount which, double amount = 1) { counts_.add(which, now_, amount); }
  void plan(base::Instant at, Kind kind, std::uint16_t slot = 0, std::uint32_t number = 0, std::uint8_t member = 0) {
    calendar_.push(at, What{kind, member, slot, number});
  }
  bool is_here(const What& what) const {
    return guests_[what.slot].stage != Stage::none && guests_[what.slot].number == what.number;
  }

  static constexpr std::uint32_t others = 0x8000'0000U;

  const Scenario& scenario_;
  const FacilityRun run_;
  Dice dice_;
  FloorCounts counts_;
  Levels levels_;
  Calendar<What> calendar_;
  Team team_;
  SimulatedFloor floor_;
  Arrivals arrivals_;
  Arrivals other_arrivals_;
  base::Instant now_;
  std::vector<Guest> guests_;
  std::vector<std::uint16_t> free_guests_;
  std::vector<std::uint16_t> guest_of_visit_;  ///< by the visit's slot in the domain
  std::vector<bool> here_;                     ///< by participant: at the door, waiting or inside
  int participants_here_ = 0;
  struct Waiting {
    std::vector<What> line;  ///< slot and number
    std::size_t head = 0;
    int in_line = 0;  ///< welcomed and waiting; the line itself also holds some who have gone
    int people = 0;   ///< at the door or in line
  };
  std::array<Waiting, 2> waiting_;           ///< for a booth, for the smoking room
  std::array<int, 4> free_seats_{};          ///< by kind
  std::array<std::size_t, 5> first_seat_{};  ///< by kind
  std::vector<Incident> incidents_;
  std::uint32_t incident_number_ = 0;
  int responses_ = 0;
  int serious_responses_ = 0;
  base::Instant responses_since_;
  bool entry_ = false;
  bool any_outrun_ = false;
  bool any_coincident_ = false;
  double rest_owed_ = 0;
  double restock_owed_ = 0;
  std::uint32_t rests_ = 0;
  std::uint32_t restocks_ = 0;
};

}  // namespace alongside::sim
