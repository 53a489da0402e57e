#include "evidence/observations.hpp"

#include <algorithm>

namespace alongside::evidence {

namespace {

template <class Number, std::size_t size>
void add(std::array<Number, size>& to, const std::array<Number, size>& from) {
  for (std::size_t i = 0; i < size; ++i) to[i] += from[i];
}

void add(Emergencies& to, const Emergencies& from) {
  for (std::size_t i = 0; i < to.size(); ++i) add(to[i], from[i]);
}

void add(std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& from) {
  to.resize(std::max(to.size(), from.size()));
  for (std::size_t i = 0; i < from.size(); ++i) to[i] += from[i];
}

void add(std::vector<DayClusters::Days>& to, const std::vector<DayClusters::Days>& from) {
  to.resize(std::max(to.size(), from.size()));
  for (std::size_t i = 0; i < from.size(); ++i) {
    to[i].days += from[i].days;
    to[i].uses += from[i].uses;
  }
}

template <class Kind, class Seen>
void add(std::map<Kind, Seen>& to, const std::map<Kind, Seen>& from) {
  for (const auto& [kind, seen] : from) to[kind] += seen;
}

}  // namespace

Mix mix_of(domain::Substances substances) {
  using domain::Substance;
  constexpr auto opioids = domain::Substances{}
                               .with(Substance::heroin)
                               .with(Substance::fentanyl)
                               .with(Substance::prescribed_opioid)
                               .with(Substance::methadone);
  constexpr auto stimulants = domain::Substances{}
                                  .with(Substance::cocaine)
                                  .with(Substance::crack)
                                  .with(Substance::methamphetamine)
                                  .with(Substance::amphetamine);
  const bool opioid = (substances.bits & opioids.bits) != 0;
  const bool stimulant = (substances.bits & stimulants.bits) != 0;
  if (opioid) return stimulant ? Mix::opioid_and_stimulant : Mix::opioid;
  if (stimulant) return Mix::stimulant;
  return substances.without(Substance::unknown).empty() ? Mix::not_recorded : Mix::other;
}

DailySpread& DailySpread::operator+=(const DailySpread& other) {
  days += other.days;
  arrivals += other.arrivals;
  arrivals_squared += other.arrivals_squared;
  pearson += other.pearson;
  degrees_of_freedom += other.degrees_of_freedom;
  return *this;
}

Arrivals& Arrivals::operator+=(const Arrivals& other) {
  add(by_hour, other.by_hour);
  hour_not_recorded += other.hour_not_recorded;
  daily += other.daily;
  return *this;
}

LiveArrivals& LiveArrivals::operator+=(const LiveArrivals& other) {
  for_use += other.for_use;
  for_other += other.for_other;
  add(open_milliseconds, other.open_milliseconds);
  days_open += other.days_open;
  return *this;
}

std::uint64_t ImportedArrivals::days() const {
  std::uint64_t all = 0;
  for (const std::uint64_t days : days_by_weekday) all += days;
  return all;
}

ImportedArrivals& ImportedArrivals::operator+=(const ImportedArrivals& other) {
  for_use += other.for_use;
  for_other += other.for_other;
  add(days_by_weekday, other.days_by_weekday);
  return *this;
}

Waiting& Waiting::operator+=(const Waiting& other) {
  for (std::size_t i = 0; i < ended.size(); ++i) ended[i] += other.ended[i];
  seated_at_once += other.seated_at_once;
  still_waiting += other.still_waiting;
  times_not_sure += other.times_not_sure;
  add(at_the_door, other.at_the_door);
  add(inside, other.inside);
  return *this;
}

Stays& Stays::operator+=(const Stays& other) {
  count += other.count;
  several_uses += other.several_uses;
  met_emergency += other.met_emergency;
  times_not_sure += other.times_not_sure;
  not_over += other.not_over;
  preparation += other.preparation;
  seat_time += other.seat_time;
  return *this;
}

Leaving& Leaving::operator+=(const Leaving& other) {
  visits += other.visits;
  met_emergency += other.met_emergency;
  moved_to_aftercare += other.moved_to_aftercare;
  left_early += other.left_early;
  found_gone += other.found_gone;
  found_gone_watched += other.found_gone_watched;
  times_not_sure += other.times_not_sure;
  aftercare += other.aftercare;
  visit_for_use += other.visit_for_use;
  return *this;
}

std::uint64_t all_of(const Emergencies& emergencies) {
  std::uint64_t all = 0;
  for (const auto& of_kind : emergencies) {
    for (const std::uint64_t count : of_kind) all += count;
  }
  return all;
}

UsesSeen& UsesSeen::operator+=(const UsesSeen& other) {
  count += other.count;
  imported += other.imported;
  add(followed, other.followed);
  delay += other.delay;
  delay_not_known += other.delay_not_known;
  after_watch_ended += other.after_watch_ended;
  watched += other.watched;
  stayed += other.stayed;
  return *this;
}

ResponsesSeen& ResponsesSeen::operator+=(const ResponsesSeen& other) {
  count += other.count;
  imported += other.imported;
  still_open += other.still_open;
  times_not_sure += other.times_not_sure;
  t0_moved += other.t0_moved;
  from_paper += other.from_paper;
  breathing_back += other.breathing_back;
  closed += other.closed;
  first_breath += other.first_breath;
  first_oxygen += other.first_oxygen;
  first_dose += other.first_dose;
  add(by_doses, other.by_doses);
  oxygen += other.oxygen;
  ems += other.ems;
  transport += other.transport;
  return *this;
}

DayClusters& DayClusters::operator+=(const DayClusters& other) {
  add(by_emergencies, other.by_emergencies);
  add(by_opioid, other.by_opioid);
  uses_squared += other.uses_squared;
  return *this;
}

std::uint64_t Observations::all_uses() const {
  std::uint64_t all = 0;
  for (const auto& [group, seen] : uses) all += seen.count;
  return all;
}

std::uint64_t Observations::all_emergencies() const {
  std::uint64_t all = all_of(no_use_known);
  for (const auto& [group, seen] : uses) all += all_of(seen.followed);
  return all;
}

Observations& Observations::operator+=(const Observations& other) {
  if (other.first_day) first_day = first_day ? std::min(*first_day, *other.first_day) : *other.first_day;
  if (other.last_day) last_day = last_day ? std::max(*last_day, *other.last_day) : *other.last_day;
  add(places, other.places);
  live += other.live;
  imported += other.imported;
  waiting += other.waiting;
  add(stays, other.stays);
  leaving += other.leaving;
  visit_other += other.visit_other;
  add(visits_by_uses, other.visits_by_uses);
  add(uses, other.uses);
  add(no_use_known, other.no_use_known);
  add(responses_seen, other.responses_seen);
  opened_by_mistake += other.opened_by_mistake;
  clusters += other.clusters;
  return *this;
}

}  // namespace alongside::evidence
