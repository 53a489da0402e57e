#include "center/writer/whose_visits.hpp"

#include <algorithm>
#include <set>
#include <variant>

namespace alongside::center {

std::optional<base::Uuid> WhoseVisits::participant_of(domain::VisitId visit) const {
  const auto found = participants_.find(visit.number);
  return found == participants_.end() ? std::nullopt : std::optional(found->second);
}

bool WhoseVisits::is_inside(const base::Uuid& participant, const domain::State& state) const {
  const auto latest = latest_.find(participant);
  return latest != latest_.end() && state.find(latest->second);
}

bool WhoseVisits::are_inside_again(const domain::Events& events, const domain::State& state) const {
  return std::any_of(events.begin(), events.end(), [&](const domain::Event& event) {
    const auto* undone = std::get_if<domain::EndingUndone>(&event.body);
    const auto participant = undone ? participant_of(undone->visit) : std::nullopt;
    return participant && is_inside(*participant, state) && latest_.at(*participant) != undone->visit;
  });
}

void WhoseVisits::came_in(const base::Uuid& participant, domain::VisitId visit, const domain::State& state) {
  if (participants_.size() >= visits_named_max) forget_old(state);  // before: no state knows this visit yet
  latest_[participant] = visit;
  participants_[visit.number] = participant;
}

void WhoseVisits::is_known_from_record(const base::Uuid& participant, domain::VisitId visit,
                                       const domain::State& state) {
  participants_[visit.number] = participant;
  if (state.find(visit)) latest_[participant] = visit;
}

void WhoseVisits::forget_old(const domain::State& state) {
  std::set<std::uint32_t> remembered;
  for (const domain::Person& person : state.people) remembered.insert(person.visit.number);
  for (const domain::Over& over : state.over) remembered.insert(over.person.visit.number);
  std::erase_if(participants_, [&](const auto& one) { return !remembered.contains(one.first); });
  std::erase_if(latest_, [&](const auto& one) { return !remembered.contains(one.second.number); });
}

}  // namespace alongside::center
