#include "evidence/observations.hpp"

#include <algorithm>

namespace alongside::evidence {

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

UseGroup group_of(const UseKind& kind) { return {kind.route, mix_of(kind.substances)}; }

void count_at(std::vector<std::uint64_t>& counts, std::size_t at) {
  if (counts.size() <= at) counts.resize(at + 1);
  ++counts[at];
}

std::uint64_t ImportedArrivals::days() const {
  std::uint64_t all = 0;
  for (const std::uint64_t days : days_by_weekday) all += days;
  return all;
}

std::uint64_t all_of(const Emergencies& emergencies) {
  std::uint64_t all = 0;
  for (const auto& of_kind : emergencies) {
    for (const std::uint64_t count : of_kind) all += count;
  }
  return all;
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

void Span::merge(const Span& other) {
  if (other.first) first = first ? std::min(*first, *other.first) : *other.first;
  if (other.last) last = last ? std::max(*last, *other.last) : *other.last;
}

}  // namespace alongside::evidence
