// QueueNetwork: people who come, wait for a place, stay, go on to the next station and leave: a floor with nothing on it but places and time.
//
// Goals: what queueing theory can check (M/M/c, M(t)/M/c, impatience as in Erlang-A, stations one after another), on the same draws, calendar and
// replicates as the facility, and as fast as those allow. Non-goals: staff, rules, emergencies: those are the facility's.
// First come, first served at each station; whoever moves on gives up the place at once and may have to wait again. A draw belongs to (person, station,
// what is drawn), so two networks with one seed see the same people. Time is in whole milliseconds, rounded to the nearest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "sim/engine/calendar.hpp"
#include "sim/engine/distribution.hpp"

namespace alongside::sim {

struct Station {
  std::uint32_t places = 1;  ///< at least 1
  Distribution stay_minutes;
  std::optional<Distribution> patience_minutes = {};  ///< how long somebody waits for a place before going away; empty: for ever
  base::Duration look_every = {};                     ///< an event each time it has passed while somebody has a place; zero: none
  double share = 1.0;                                 ///< of those who have come so far, who go to this station; the others go past it
};

struct QueueNetwork {
  /// One rate for each hour of a cycle that repeats (24 of them: a day); one alone is constant. Not all zero.
  std::vector<double> arrivals_per_hour;
  std::vector<Station> stations;
};

/// A run starts empty. Counted is who comes to a station in [warm_up, warm_up + length); the run ends when all of them have a place or have gone.
struct NetworkWindow {
  base::Duration warm_up;
  base::Duration length;
  std::vector<base::Duration> look_in_at = {};  ///< rising, none after the end: when everybody at each station is counted
};

struct StationCounts {
  std::uint64_t came = 0;
  std::uint64_t waited = 0;   ///< found no place free
  std::uint64_t gave_up = 0;  ///< of those who waited
  std::int64_t wait_ms = 0;   ///< of all who came, also of those who gave up
  std::int64_t stay_ms = 0;   ///< of all who got a place, whenever their stay ends
};

struct NetworkCounts {
  std::uint64_t events = 0;              ///< arrivals, looks, ends of a stay, people who gave up; over the whole run
  std::vector<StationCounts> stations;
  std::vector<std::uint32_t> present;    ///< waiting or in a place: for each instant of look_in_at, for each station
};

/// One thread's network at work: keeps its arrays from run to run, so that nothing is allocated once they have their length.
class NetworkSimulation {
 public:
  NetworkSimulation(QueueNetwork network, std::uint64_t seed);

  /// A function of network, seed, replicate and window alone. Valid until the next run. At most 2^32 arrivals.
  const NetworkCounts& run(std::uint32_t replicate, const NetworkWindow& window);

 private:
  enum class Kind : std::uint8_t { arrival, end_of_stay, look, end_of_patience };
  /// A kind and the person it happens to, in one number.
  struct What {
    std::uint32_t bits;

    What(Kind kind, std::uint32_t person) : bits(person << 2 | static_cast<std::uint32_t>(kind)) {}
    What() : bits(0) {}
    Kind kind() const { return static_cast<Kind>(bits & 3U); }
    std::uint32_t person() const { return bits >> 2; }
  };
  struct Person {
    base::Instant since;        ///< when they came to their station
    base::Instant leaves_at;    ///< the end of their stay
    base::Instant gives_up_at;  ///< an end of patience at another instant is somebody else's who had this slot before
    std::uint32_t number = 0;
    std::uint16_t station = 0;
    bool waits = false;
    bool counted = false;
  };
  /// Who waits, first come first; whoever gave up stays in it until their turn.
  class Line {
   public:
    bool empty() const { return first_ == end_; }
    void clear() { first_ = end_ = 0; }
    void join(std::uint32_t person);
    std::uint32_t leave() { return people_[first_++ & (people_.size() - 1)]; }

   private:
    std::vector<std::uint32_t> people_ = std::vector<std::uint32_t>(16);
    std::size_t first_ = 0;
    std::size_t end_ = 0;
  };
  struct Floor {
    std::uint32_t free = 0;
    std::uint32_t present = 0;
    Line line;
  };

  void begin(std::uint32_t replicate, const NetworkWindow& window);
  void happen(base::Instant now, What what);
  void look_in(base::Instant until, std::span<const base::Duration> instants);
  void draw_next_arrival();
  void arrive(base::Instant now);
  void come_to(std::uint32_t station, std::uint32_t person, base::Instant now);
  void take_place(std::uint32_t person, base::Instant now);
  void end_wait(Person& person, base::Instant now);
  void free_place(std::uint32_t station, base::Instant now);
  void move_on(std::uint32_t person, std::uint32_t to, base::Instant now);
  double uniform(std::uint32_t person, std::uint32_t decision) const;

  QueueNetwork network_;
  std::uint64_t seed_;
  std::uint32_t replicate_ = 0;
  base::Instant counted_from_;
  base::Instant counted_until_;
  double arrival_hours_ = 0;
  std::uint32_t arrivals_ = 0;
  std::uint64_t counted_waiting_ = 0;
  Calendar<What> calendar_;
  std::vector<Person> people_;
  std::vector<std::uint32_t> free_people_;
  std::vector<Floor> floors_;
  NetworkCounts counts_;
};

}  // namespace alongside::sim
