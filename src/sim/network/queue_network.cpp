#include "sim/network/queue_network.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <utility>

#include "base/random.hpp"

namespace alongside::sim {

namespace {

constexpr double hour_ms = 3'600'000.0;
constexpr double minute_ms = 60'000.0;

/// What is drawn of a person: the arrival once, the others at each station.
enum class Draw : std::uint32_t { arrival, stay, patience, share };
constexpr std::uint32_t decision_of(Draw draw, std::uint32_t station) { return station * 4 + static_cast<std::uint32_t>(draw); }

}  // namespace

NetworkSimulation::NetworkSimulation(QueueNetwork network, std::uint64_t seed)
    : network_(std::move(network)), seed_(seed), floors_(network_.stations.size()) {
  [[maybe_unused]] const auto& rates = network_.arrivals_per_hour;
  assert(std::any_of(rates.begin(), rates.end(), [](double rate) { return rate > 0; }) && !network_.stations.empty());
  counts_.stations.resize(network_.stations.size());
}

const NetworkCounts& NetworkSimulation::run(std::uint32_t replicate, const NetworkWindow& window) {
  begin(replicate, window);
  for (;;) {
    const auto next = calendar_.next();
    if (next.at >= counted_until_ && counted_waiting_ == 0) break;
    if (!window.look_in_at.empty()) look_in(next.at, window.look_in_at);
    calendar_.pop();
    happen(next.at, next.what);
  }
  look_in(base::Instant::never(), window.look_in_at);
  return counts_;
}

void NetworkSimulation::begin(std::uint32_t replicate, const NetworkWindow& window) {
  replicate_ = replicate;
  counted_from_ = base::Instant{} + window.warm_up;
  counted_until_ = counted_from_ + window.length;
  arrival_hours_ = 0;
  arrivals_ = 0;
  counted_waiting_ = 0;
  calendar_.clear();
  people_.clear();
  free_people_.clear();
  for (std::size_t s = 0; s < floors_.size(); ++s) {
    floors_[s].free = network_.stations[s].places;
    floors_[s].present = 0;
    floors_[s].line.clear();
  }
  counts_.events = 0;
  std::fill(counts_.stations.begin(), counts_.stations.end(), StationCounts{});
  counts_.present.clear();
  draw_next_arrival();
}

void NetworkSimulation::happen(base::Instant now, What what) {
  const std::uint32_t person = what.person();
  switch (what.kind()) {
    case Kind::arrival: arrive(now); break;
    case Kind::look: {
      const Person& watched = people_[person];
      const base::Instant again = now + network_.stations[watched.station].look_every;
      if (again < watched.leaves_at) calendar_.push(again, what);
      break;
    }
    case Kind::end_of_stay: {
      const std::uint32_t station = people_[person].station;
      free_place(station, now);
      move_on(person, station + 1, now);
      break;
    }
    case Kind::end_of_patience: {
      Person& impatient = people_[person];
      if (!impatient.waits || impatient.gives_up_at != now) return;  // has a place by now, or it is somebody else
      end_wait(impatient, now);
      if (impatient.counted) ++counts_.stations[impatient.station].gave_up;
      --floors_[impatient.station].present;
      break;
    }
  }
  ++counts_.events;
}

/// Counts everybody at each instant that is not after `until` and was not looked at before.
void NetworkSimulation::look_in(base::Instant until, std::span<const base::Duration> instants) {
  for (std::size_t i = counts_.present.size() / floors_.size(); i < instants.size() && base::Instant{} + instants[i] <= until; ++i) {
    for (const Floor& floor : floors_) counts_.present.push_back(floor.present);
  }
}

/// The time of the next arrival: an exponential with mean 1 is used up at the rate of each hour it goes through.
void NetworkSimulation::draw_next_arrival() {
  assert(arrivals_ < std::numeric_limits<std::uint32_t>::max());
  const auto& rates = network_.arrivals_per_hour;
  double left = -std::log(1.0 - uniform(arrivals_, decision_of(Draw::arrival, 0)));
  if (rates.size() == 1) {
    arrival_hours_ += left / rates.front();
  } else {
    for (;;) {
      const double hour = std::floor(arrival_hours_);
      const double rate = rates[static_cast<std::size_t>(hour) % rates.size()];
      const double of_this_hour = (hour + 1.0 - arrival_hours_) * rate;
      if (left < of_this_hour) {
        arrival_hours_ += left / rate;
        break;
      }
      left -= of_this_hour;
      arrival_hours_ = hour + 1.0;
    }
  }
  calendar_.push({std::llrint(arrival_hours_ * hour_ms)}, What(Kind::arrival, 0));
}

void NetworkSimulation::arrive(base::Instant now) {
  if (free_people_.empty()) {
    free_people_.push_back(static_cast<std::uint32_t>(people_.size()));
    people_.emplace_back();
  }
  const std::uint32_t person = free_people_.back();
  free_people_.pop_back();
  people_[person] = Person{.since = {}, .leaves_at = {}, .gives_up_at = {}, .number = arrivals_++};
  draw_next_arrival();
  move_on(person, 0, now);
}

/// To the first station from `to` on that this person goes to, or out.
void NetworkSimulation::move_on(std::uint32_t person, std::uint32_t to, base::Instant now) {
  for (; to < floors_.size(); ++to) {
    const double share = network_.stations[to].share;
    if (share >= 1.0 || uniform(people_[person].number, decision_of(Draw::share, to)) < share) return come_to(to, person, now);
  }
  free_people_.push_back(person);
}

void NetworkSimulation::come_to(std::uint32_t station, std::uint32_t person, base::Instant now) {
  Floor& floor = floors_[station];
  Person& who = people_[person];
  who.station = static_cast<std::uint16_t>(station);
  who.counted = now >= counted_from_ && now < counted_until_;
  ++floor.present;
  if (who.counted) ++counts_.stations[station].came;
  if (floor.free > 0) {
    --floor.free;
    return take_place(person, now);
  }
  who.waits = true;
  who.since = now;
  floor.line.join(person);
  if (who.counted) {
    ++counts_.stations[station].waited;
    ++counted_waiting_;
  }
  if (const auto& patience = network_.stations[station].patience_minutes) {
    const double minutes = patience->at(uniform(who.number, decision_of(Draw::patience, station)));
    who.gives_up_at = now + base::milliseconds(std::llrint(minutes * minute_ms));
    calendar_.push(who.gives_up_at, What(Kind::end_of_patience, person));
  }
}

void NetworkSimulation::end_wait(Person& person, base::Instant now) {
  person.waits = false;
  if (!person.counted) return;
  counts_.stations[person.station].wait_ms += (now - person.since).milliseconds;
  --counted_waiting_;
}

void NetworkSimulation::take_place(std::uint32_t person, base::Instant now) {
  Person& who = people_[person];
  const Station& station = network_.stations[who.station];
  const double minutes = station.stay_minutes.at(uniform(who.number, decision_of(Draw::stay, who.station)));
  const auto stay = base::milliseconds(std::llrint(minutes * minute_ms));
  if (who.counted) counts_.stations[who.station].stay_ms += stay.milliseconds;
  who.leaves_at = now + stay;
  calendar_.push(who.leaves_at, What(Kind::end_of_stay, person));
  if (station.look_every > base::Duration{} && now + station.look_every < who.leaves_at) {
    calendar_.push(now + station.look_every, What(Kind::look, person));
  }
}

/// The place goes to who has waited longest and is still there.
void NetworkSimulation::free_place(std::uint32_t station, base::Instant now) {
  Floor& floor = floors_[station];
  --floor.present;
  while (!floor.line.empty()) {
    const std::uint32_t person = floor.line.leave();
    if (people_[person].waits) {
      end_wait(people_[person], now);
      return take_place(person, now);
    }
    free_people_.push_back(person);
  }
  ++floor.free;
}

double NetworkSimulation::uniform(std::uint32_t person, std::uint32_t decision) const {
  return base::Stream({seed_, replicate_, person, decision}).uniform(0);
}

void NetworkSimulation::Line::join(std::uint32_t person) {
  if (end_ - first_ == people_.size()) {
    std::vector<std::uint32_t> longer(2 * people_.size());
    for (std::size_t i = first_; i < end_; ++i) longer[i & (longer.size() - 1)] = people_[i & (people_.size() - 1)];
    people_ = std::move(longer);
  }
  people_[end_++ & (people_.size() - 1)] = person;
}

}  // namespace alongside::sim
