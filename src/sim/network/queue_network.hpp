// QueueNetwork: people who come, wait for a place, stay, go on to the next station and leave: a floor with nothing on it but places and time.
//
// Goals: what queueing theory can check (M/M/c, M(t)/M/c, impatience as in Erlang-A, stations one after another), on the same draws, calendar and
// replicates as the facility, and as fast as those allow. Non-goals: staff, rules, emergencies: those are the facility's.
// First come, first served at each station; whoever moves on gives up the place at once and may have to wait again. A draw belongs to (person, station,
// what is drawn), so two networks with one seed see the same people. Time is in whole milliseconds, rounded to the nearest.
// Of what happens at one instant, ends of stays come first, by place; then ends of patience, in the order in which they were drawn; then an
// arrival; then looks. Only patience needs a calendar: what else can come next is one arrival, one end for each place, and looks, which are due in the
// order in which they are planned.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "chance/distribution.hpp"
#include "chance/quantile_table.hpp"
#include "sim/engine/calendar.hpp"

namespace alongside::sim {

struct Station {
  std::uint32_t places = 1;  ///< at least 1; of all stations at most 65,536
  chance::Distribution stay_minutes;
  /// How long somebody waits for a place before going away; empty: for ever.
  std::optional<chance::Distribution> patience_minutes = {};
  base::Duration look_every = {};  ///< an event each time it has passed while somebody has a place; zero: none
  double share = 1.0;              ///< of those who have come so far, who go to this station; the others go past it
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
  /// When everybody at each station is counted: rising, none after the end.
  std::vector<base::Duration> look_in_at = {};
};

struct StationCounts {
  std::uint64_t came = 0;
  std::uint64_t waited = 0;   ///< found no place free
  std::uint64_t gave_up = 0;  ///< of those who waited
  std::int64_t wait_ms = 0;   ///< of all who came, also of those who gave up
  std::int64_t stay_ms = 0;   ///< of all who got a place, whenever their stay ends
};

struct NetworkCounts {
  std::uint64_t events = 0;  ///< arrivals, looks, ends of a stay, people who gave up; over the whole run
  std::vector<StationCounts> stations;
  std::vector<std::uint32_t> present;  ///< waiting or in a place: for each instant of look_in_at, for each station
};

/// One thread's network at work: keeps its arrays from run to run, so that nothing is allocated once they have their length.
class NetworkSimulation {
 public:
  NetworkSimulation(QueueNetwork network, std::uint64_t seed);

  /// A function of network, seed, replicate and window alone. Valid until the next run. At most 2^32 arrivals.
  const NetworkCounts& run(std::uint32_t replicate, const NetworkWindow& window);

 private:
  /// A station that a person goes to, and how long they stay there; the last step of a path is out.
  struct Step {
    static constexpr std::size_t out = std::numeric_limits<std::size_t>::max();
    std::size_t station = out;
    base::Duration stay;
  };
  struct Person {
    base::Instant since;  ///< when they come, or came to their station
    base::Instant
        gives_up_at;  ///< an end of patience at another instant is of another wait, or of who had this slot before
    std::uint32_t number = 0;
    std::uint32_t step = 0;  ///< where they are, in paths_
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

  /// When the stay at each place ends, and the earliest of all: a tournament, in which each node holds the earlier of the two below it. There are
  /// few places and their order is luck, so that whatever sorts them branches wrong; this branches on nothing.
  class Ends {
   public:
    explicit Ends(std::size_t places);
    void clear() { std::ranges::fill(nodes_, never); }
    base::Instant next() const { return {static_cast<std::int64_t>(nodes_[1] >> place_bits)}; }
    std::uint32_t next_place() const { return static_cast<std::uint32_t>(nodes_[1] & ((1U << place_bits) - 1)); }
    void set(std::uint32_t place, base::Instant at) {
      assert(at.milliseconds_utc < latest);
      put(place, static_cast<std::uint64_t>(at.milliseconds_utc) << place_bits | place);
    }
    void unset(std::uint32_t place) { put(place, never); }

   private:
    // An instant and a place in one number: the earlier comes first, then the lower. Four thousand years fit.
    static constexpr unsigned place_bits = 16;
    static constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max() >> place_bits;
    static constexpr std::uint64_t never = std::numeric_limits<std::int64_t>::max();

    void put(std::uint32_t place, std::uint64_t end) {
      std::size_t node = nodes_.size() / 2 + place;
      nodes_[node] = end;
      for (; node > 1; node /= 2) {
        end = std::min(end, nodes_[node ^ 1U]);
        nodes_[node / 2] = end;
      }
    }

    /// The root is at 1, those below n at 2n and 2n + 1; the second half are places.
    std::vector<std::uint64_t> nodes_;
  };

  /// The next look at each person of the stations that look equally often, earliest first: they are due in the order in which they are planned.
  class Looks {
   public:
    Looks(base::Duration every, std::size_t places) : every_(every), due_(std::bit_ceil(places + 1)) {}
    base::Duration every() const { return every_; }
    void clear() { first_ = end_ = 0; }
    void begin_stay(base::Instant now, base::Instant leaves_at) { end_ = plan(end_, now + every_, leaves_at); }

    /// Has all looks before `until`, each of which plans the next at that person; how many.
    std::uint64_t have(base::Instant until) {
      std::uint64_t first = first_;
      std::uint64_t end = end_;
      for (; first != end && due_[first & (due_.size() - 1)].at < until; ++first) {
        const Due& had = due_[first & (due_.size() - 1)];
        end = plan(end, had.at + every_, had.leaves_at);
      }
      const std::uint64_t looks = first - first_;
      first_ = first;
      end_ = end;
      return looks;
    }

   private:
    struct Due {
      base::Instant at;
      base::Instant leaves_at;
    };
    /// Written in any case, and kept if somebody is still there by then: no branch on luck.
    std::uint64_t plan(std::uint64_t end, base::Instant at, base::Instant leaves_at) {
      due_[end & (due_.size() - 1)] = {at, leaves_at};
      return end + (at < leaves_at ? 1 : 0);
    }

    base::Duration every_;
    std::vector<Due> due_;  ///< one for each place, and one to write into
    std::uint64_t first_ = 0;
    std::uint64_t end_ = 0;
  };

  struct Place {
    std::uint32_t station;
    std::uint32_t person = 0;  ///< who was the last to take it
  };
  struct Floor {
    explicit Floor(const Station& station) : stays(station.stay_minutes) {}

    chance::QuantileTable stays;
    std::vector<std::uint32_t> free;   ///< places
    std::optional<std::size_t> looks;  ///< which of looks_
    std::uint32_t present = 0;
    Line line;
  };
  /// How many are drawn ahead: enough that the processor has the dice of several to work at, few enough to stay in its fastest cache.
  static constexpr std::size_t drawn_at_once = 64;

  void begin(std::uint32_t replicate, const NetworkWindow& window);
  void look_in(base::Instant until, std::span<const base::Duration> instants);
  void draw_people();
  void draw(std::uint32_t person);
  base::Instant arrival_after(double left);
  void arrive(base::Instant now);
  void come(std::uint32_t person, base::Instant now);
  void wait(std::uint32_t person, base::Instant now);
  void take_place(Floor& floor, std::uint32_t place, std::uint32_t person, base::Instant now);
  void end_stay(std::uint32_t place, base::Instant now);
  void end_patience(std::uint32_t person, base::Instant now);
  void end_wait(Person& person, base::Instant now);
  void free_place(Floor& floor, std::uint32_t place, base::Instant now);
  std::size_t station_of(const Person& person) const { return paths_[person.step].station; }

  QueueNetwork network_;
  std::uint64_t seed_;
  chance::QuantileTable gaps_;
  std::uint32_t replicate_ = 0;
  base::Instant counted_from_;
  base::Instant counted_until_;
  double arrival_hours_ = 0;
  std::uint32_t drawn_ = 0;
  std::uint64_t counted_waiting_ = 0;
  std::vector<Floor> floors_;
  std::vector<Looks> looks_;
  Ends ends_;
  std::vector<Place> places_;
  Calendar<std::uint32_t> patience_;  ///< when whose patience ends
  std::vector<Person> people_;
  std::vector<Step> paths_;  ///< of each of people_, a step for each station and one out of the last
  std::vector<std::uint32_t> free_people_;
  std::array<std::uint32_t, drawn_at_once> coming_{};  ///< drawn ahead, in the order in which they come
  std::size_t came_ = 0;                               ///< how many of them have come
  NetworkCounts counts_;
};

}  // namespace alongside::sim
