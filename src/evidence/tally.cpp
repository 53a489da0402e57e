#include "evidence/tally.hpp"

#include <numeric>

namespace alongside::evidence {

EmergencyKind kind_of(domain::EmergencyGroup group) {
  switch (group) {
    case domain::EmergencyGroup::opioid: return EmergencyKind::opioid;
    case domain::EmergencyGroup::stimulant: return EmergencyKind::stimulant;
    case domain::EmergencyGroup::other: break;
  }
  return EmergencyKind::other;
}

Response highest_of(domain::Measures given) {
  if (given.has(domain::Measure::naloxone)) return Response::naloxone;
  if (given.has(domain::Measure::breaths)) return Response::breaths;
  if (given.has(domain::Measure::oxygen)) return Response::oxygen;
  return given.has(domain::Measure::watched) ? Response::watched : Response::none_recorded;
}

void Answers::count(domain::Answer answer) {
  switch (answer) {
    case domain::Answer::yes: ++yes; return;
    case domain::Answer::no: ++no; return;
    case domain::Answer::not_asked:
    case domain::Answer::declined:
    case domain::Answer::unknown: ++not_recorded; return;
  }
}

Answers& Answers::operator+=(const Answers& other) {
  yes += other.yes;
  no += other.no;
  not_recorded += other.not_recorded;
  return *this;
}

EmergencyTally& EmergencyTally::operator+=(const EmergencyTally& other) {
  count += other.count;
  overdoses += other.overdoses;
  for (std::size_t i = 0; i < any_use.size(); ++i) any_use[i] += other.any_use[i];
  for (std::size_t i = 0; i < highest.size(); ++i) highest[i] += other.highest[i];
  ems += other.ems;
  transport += other.transport;
  died += other.died;
  return *this;
}

Times& Times::operator+=(const Times& other) {
  milliseconds.insert(milliseconds.end(), other.milliseconds.begin(), other.milliseconds.end());
  without += other.without;
  before_tap += other.before_tap;
  return *this;
}

Corrections& Corrections::operator+=(const Corrections& other) {
  uses_corrected += other.uses_corrected;
  acts_corrected += other.acts_corrected;
  acts_undone += other.acts_undone;
  acts_moved += other.acts_moved;
  emergencies_joined += other.emergencies_joined;
  floor_undone += other.floor_undone;
  return *this;
}

std::uint64_t Tally::visits() const {
  return std::accumulate(visits_by_hour.begin(), visits_by_hour.end(), visits_hour_not_recorded);
}

std::uint64_t Tally::all_uses() const {
  std::uint64_t all = 0;
  for (const auto& [kind, count] : uses) all += count;
  return all;
}

EmergencyTally Tally::all_emergencies() const {
  EmergencyTally all;
  for (const EmergencyTally& tally : emergencies) all += tally;
  return all;
}

Tally& Tally::operator+=(const Tally& other) {
  for (std::size_t i = 0; i < visits_by_hour.size(); ++i) visits_by_hour[i] += other.visits_by_hour[i];
  visits_hour_not_recorded += other.visits_hour_not_recorded;
  visits_imported += other.visits_imported;
  enrolled += other.enrolled;
  could_not_be_served += other.could_not_be_served;
  left_before_served += other.left_before_served;
  for (const auto& [kind, count] : other.uses) uses[kind] += count;
  uses_imported += other.uses_imported;
  for (std::size_t i = 0; i < emergencies.size(); ++i) emergencies[i] += other.emergencies[i];
  emergencies_imported += other.emergencies_imported;
  opened_by_mistake += other.opened_by_mistake;
  still_open += other.still_open;
  t0_moved += other.t0_moved;
  from_paper += other.from_paper;
  time_not_sure += other.time_not_sure;
  to_breaths += other.to_breaths;
  to_oxygen += other.to_oxygen;
  to_naloxone += other.to_naloxone;
  corrections += other.corrections;
  return *this;
}

}  // namespace alongside::evidence
