#include "center/published.hpp"

namespace alongside::center {

namespace {

bool is_remembered(const domain::State& state, domain::VisitId visit) {
  return state.find(visit) != nullptr || state.find_over(visit) != nullptr;
}

using Names = std::unordered_map<std::uint32_t, VisitName>;

/// Those that the machine remembers, open or over.
Names remembered_of(const domain::State& state, Names names) {
  Names kept;
  const auto keep = [&](domain::VisitId visit) {
    if (const auto found = names.find(visit.number); visit.exists() && found != names.end())
      kept.insert(names.extract(found));
  };
  for (const domain::Person& person : state.people) keep(person.visit);
  for (const domain::Over& over : state.over) keep(over.person.visit);
  return kept;
}

/// Whose welcome was taken back; one more that is over, so that the oldest goes; all that are over at a start at which the clock was not sure.
bool may_forget_somebody(const domain::State& state, const domain::EventBody& body) {
  if (std::holds_alternative<domain::WelcomeUndone>(body)) return true;
  if (const auto* booted = std::get_if<domain::Booted>(&body)) return booted->clock_not_sure;
  const bool is_over = std::holds_alternative<domain::Left>(body) || std::holds_alternative<domain::FoundGone>(body) ||
                       std::holds_alternative<domain::CouldNotBeServed>(body) ||
                       std::holds_alternative<domain::LeftBeforeServed>(body) ||
                       std::holds_alternative<domain::LeftByEmergency>(body);
  return is_over && state.over.size() == domain::over_max;
}

}  // namespace

const VisitName* Published::name_of(domain::VisitId visit) const {
  const auto found = is_remembered(state, visit) ? names.find(visit.number) : names.end();
  return found == names.end() ? nullptr : &found->second;
}

const VisitName* Published::name_inside(domain::VisitId visit) const {
  return state.find(visit) ? name_of(visit) : nullptr;
}

domain::VisitId Published::find_visit(const base::Uuid& id) const {
  if (!id.exists()) return domain::VisitId::none();  // what is not named is nobody's
  const auto is_meant = [&](domain::VisitId visit) {
    const auto found = visit.exists() ? names.find(visit.number) : names.end();
    return found != names.end() && found->second.id == id;
  };
  for (const domain::Person& person : state.people) {
    if (is_meant(person.visit)) return person.visit;
  }
  for (const domain::Over& over : state.over) {
    if (is_meant(over.person.visit)) return over.person.visit;
  }
  return domain::VisitId::none();
}

void Published::take(const domain::Event& event) {
  domain::evolve(state, event);
  domain::note(today, state, event);
  // Nothing is kept of whom the machine forgets.
  if (!names.empty() && may_forget_somebody(state, event.body)) names = remembered_of(state, std::move(names));
}

void Published::name_visit(domain::VisitId visit, const base::Uuid& id, std::string handle) {
  if (is_remembered(state, visit)) names[visit.number] = {id, std::move(handle)};
}

}  // namespace alongside::center
