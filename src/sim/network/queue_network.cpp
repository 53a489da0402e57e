#include "sim/network/queue_network.hpp"

#include <cassert>
#include <cmath>
#include <utility>

#include "base/random.hpp"

namespace alongside::sim {

namespace {

constexpr double hour_ms = 3'600'000.0;
constexpr double minute_ms = 60'000.0;

/// What is drawn of a person. A block of the path holds the arrival (the first block only), two stays, and whether those two stations are gone to.
enum class Draw : std::uint32_t { path, patience };

std::size_t places_of(const QueueNetwork& network) {
  std::size_t places = 0;
  for (const Station& station : network.stations) places += station.places;
  return places;
}

std::int64_t whole_ms(double ms) { return static_cast<std::int64_t>(ms + 0.5); }

double uniform_of_half(std::uint64_t bits, std::size_t half) {
  return static_cast<double>(static_cast<std::uint32_t>(bits >> (32 * half))) * 0x1.0p-32;
}

}  // namespace

NetworkSimulation::NetworkSimulation(QueueNetwork network, std::uint64_t seed)
    : network_(std::move(network)),
      seed_(seed),
      gaps_(chance::Distribution::exponential_of_mean(1.0)),
      ends_(places_of(network_)) {
  [[maybe_unused]] const auto& rates = network_.arrivals_per_hour;
  assert(std::any_of(rates.begin(), rates.end(), [](double rate) { return rate > 0; }) && !network_.stations.empty());
  counts_.stations.resize(network_.stations.size());
  for (const Station& station : network_.stations) {
    places_.insert(places_.end(), station.places, {.station = static_cast<std::uint32_t>(floors_.size())});
    Floor& floor = floors_.emplace_back(station);
    if (station.look_every == base::Duration{}) continue;
    auto looks = std::ranges::find(looks_, station.look_every, &Looks::every);
    floor.looks = static_cast<std::size_t>(looks - looks_.begin());
    if (looks != looks_.end()) continue;
    std::size_t places = 0;
    for (const Station& other : network_.stations) places += other.look_every == station.look_every ? other.places : 0;
    looks_.emplace_back(station.look_every, places);
  }
}

const NetworkCounts& NetworkSimulation::run(std::uint32_t replicate, const NetworkWindow& window) {
  begin(replicate, window);
  base::Instant now;
  for (;;) {
    const base::Instant stay_ends = ends_.next();
    const base::Instant patience_ends = patience_.empty() ? base::Instant::never() : patience_.next().at;
    const base::Instant next = std::min({stay_ends, patience_ends, people_[coming_[came_]].since});
    if (next >= counted_until_ && counted_waiting_ == 0) break;
    now = next;
    if (!window.look_in_at.empty()) look_in(now, window.look_in_at);
    if (now == stay_ends) {
      end_stay(ends_.next_place(), now);
    } else if (now == patience_ends) {
      const std::uint32_t person = patience_.next().what;
      patience_.pop();
      end_patience(person, now);
    } else {
      arrive(now);
    }
  }
  for (Looks& looks : looks_) counts_.events += looks.have(std::max(now, counted_until_));
  look_in(base::Instant::never(), window.look_in_at);
  return counts_;
}

void NetworkSimulation::begin(std::uint32_t replicate, const NetworkWindow& window) {
  replicate_ = replicate;
  counted_from_ = base::Instant{} + window.warm_up;
  counted_until_ = counted_from_ + window.length;
  arrival_hours_ = 0;
  drawn_ = 0;
  counted_waiting_ = 0;
  patience_.clear();
  people_.clear();
  paths_.clear();
  free_people_.clear();
  for (Looks& looks : looks_) looks.clear();
  ends_.clear();
  for (Floor& floor : floors_) {
    floor.free.clear();
    floor.present = 0;
    floor.line.clear();
  }
  for (std::uint32_t place = 0; place < places_.size(); ++place) floors_[places_[place].station].free.push_back(place);
  counts_.events = 0;
  std::fill(counts_.stations.begin(), counts_.stations.end(), StationCounts{});
  counts_.present.clear();
  draw_people();
}

/// Counts everybody at each instant that is not after `until` and was not looked at before.
void NetworkSimulation::look_in(base::Instant until, std::span<const base::Duration> instants) {
  for (std::size_t i = counts_.present.size() / floors_.size();
       i < instants.size() && base::Instant{} + instants[i] <= until; ++i) {
    for (const Floor& floor : floors_) counts_.present.push_back(floor.present);
  }
}

/// Those who come next, many at once: the processor works at the dice of one while it waits for those of another.
void NetworkSimulation::draw_people() {
  assert(drawn_ <= std::numeric_limits<std::uint32_t>::max() - drawn_at_once);
  const std::size_t path_length = floors_.size() + 1;
  for (; free_people_.size() < drawn_at_once; paths_.resize(path_length * people_.size())) {
    free_people_.push_back(static_cast<std::uint32_t>(people_.size()));
    people_.emplace_back();
  }
  for (std::uint32_t& person : coming_) {
    person = free_people_.back();
    free_people_.pop_back();
    draw(person);
  }
  came_ = 0;
}

void NetworkSimulation::draw(std::uint32_t person) {
  Person& who = people_[person];
  who.number = drawn_++;
  who.step = static_cast<std::uint32_t>(person * (floors_.size() + 1));
  const base::Stream dice({seed_, replicate_, who.number, static_cast<std::uint32_t>(Draw::path)});
  std::size_t step = who.step;
  std::array<std::uint64_t, 4> block{};
  for (std::size_t s = 0; s < floors_.size(); ++s) {
    if (s % 2 == 0) block = dice.block(static_cast<std::uint32_t>(s / 2));
    if (s == 0) who.since = arrival_after(gaps_.at(base::uniform_of(block[0])));
    const double stay_minutes = floors_[s].stays.at(base::uniform_of(block[1 + s % 2]));
    // Written in any case, and kept if they go there: no branch on luck.
    paths_[step] = {s, base::milliseconds(whole_ms(stay_minutes * minute_ms))};
    step += uniform_of_half(block[3], s % 2) < network_.stations[s].share ? 1 : 0;
  }
  paths_[step].station = Step::out;
}

/// When the next person comes: an exponential with mean 1 is used up at the rate of each hour it goes through.
base::Instant NetworkSimulation::arrival_after(double left) {
  const auto& rates = network_.arrivals_per_hour;
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
  return {whole_ms(arrival_hours_ * hour_ms)};
}

void NetworkSimulation::arrive(base::Instant now) {
  const std::uint32_t person = coming_[came_++];
  if (came_ == drawn_at_once) draw_people();
  ++counts_.events;
  come(person, now);
}

/// To the station at which this person's path now is, or out.
void NetworkSimulation::come(std::uint32_t person, base::Instant now) {
  Person& who = people_[person];
  const std::size_t station = station_of(who);
  if (station == Step::out) return free_people_.push_back(person);
  Floor& floor = floors_[station];
  ++floor.present;
  who.counted = now >= counted_from_ && now < counted_until_;
  if (who.counted) ++counts_.stations[station].came;
  if (floor.free.empty()) return wait(person, now);
  const std::uint32_t place = floor.free.back();
  floor.free.pop_back();
  take_place(floor, place, person, now);
}

void NetworkSimulation::wait(std::uint32_t person, base::Instant now) {
  Person& who = people_[person];
  const std::size_t station = station_of(who);
  who.waits = true;
  who.since = now;
  who.gives_up_at = base::Instant::never();
  floors_[station].line.join(person);
  if (who.counted) {
    ++counts_.stations[station].waited;
    ++counted_waiting_;
  }
  if (const auto& patience = network_.stations[station].patience_minutes) {
    const base::Stream dice({seed_, replicate_, who.number, static_cast<std::uint32_t>(Draw::patience)});
    const double minutes = patience->quantile(dice.uniform(static_cast<std::uint32_t>(station)));
    who.gives_up_at = now + base::milliseconds(whole_ms(minutes * minute_ms));
    patience_.push(who.gives_up_at, person);
  }
}

void NetworkSimulation::take_place(Floor& floor, std::uint32_t place, std::uint32_t person, base::Instant now) {
  const Person& who = people_[person];
  const Step& step = paths_[who.step];
  if (who.counted) counts_.stations[step.station].stay_ms += step.stay.milliseconds;
  places_[place].person = person;
  ends_.set(place, now + step.stay);
  if (!floor.looks) return;
  // Looks touch nobody but the next look, so it is soon enough to have those that were due when another is planned behind them.
  Looks& looks = looks_[*floor.looks];
  counts_.events += looks.have(now);
  looks.begin_stay(now, now + step.stay);
}

void NetworkSimulation::end_stay(std::uint32_t place, base::Instant now) {
  const auto [station, person] = places_[place];
  ++counts_.events;
  free_place(floors_[station], place, now);
  ++people_[person].step;
  come(person, now);
}

void NetworkSimulation::end_patience(std::uint32_t person, base::Instant now) {
  Person& impatient = people_[person];
  if (!impatient.waits || impatient.gives_up_at != now) return;  // of another wait
  const std::size_t station = station_of(impatient);
  ++counts_.events;
  end_wait(impatient, now);
  if (impatient.counted) ++counts_.stations[station].gave_up;
  --floors_[station].present;
}

void NetworkSimulation::end_wait(Person& person, base::Instant now) {
  person.waits = false;
  if (!person.counted) return;
  counts_.stations[station_of(person)].wait_ms += (now - person.since).milliseconds;
  --counted_waiting_;
}

/// The place goes to who has waited longest and is still there.
void NetworkSimulation::free_place(Floor& floor, std::uint32_t place, base::Instant now) {
  --floor.present;
  while (!floor.line.empty()) {
    const std::uint32_t person = floor.line.leave();
    if (people_[person].waits) {
      end_wait(people_[person], now);
      return take_place(floor, place, person, now);
    }
    free_people_.push_back(person);
  }
  ends_.unset(place);
  floor.free.push_back(place);
}

NetworkSimulation::Ends::Ends(std::size_t places) : nodes_(2 * std::bit_ceil(places)) {
  assert(places >= 1 && places <= 1U << place_bits);
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
