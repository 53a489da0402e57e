#include "center/published.hpp"

namespace alongside::center {

namespace {

bool is_remembered(const domain::State& state, domain::VisitId visit) {
  return state.find(visit) != nullptr || state.find_over(visit) != nullptr;
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
}

void Published::name_visit(domain::VisitId visit, const base::Uuid& id, std::string handle) {
  if (!is_remembered(state, visit)) return;
  names[visit.number] = {id, std::move(handle)};
  // Nothing is kept of whom the machine has forgotten.
  std::unordered_map<std::uint32_t, VisitName> kept;
  if (names.size() <= state.people.size() + state.over.size()) return;
  const auto keep = [&](domain::VisitId remembered) {
    if (const auto found = names.find(remembered.number); remembered.exists() && found != names.end())
      kept.insert(names.extract(found));
  };
  for (const domain::Person& person : state.people) keep(person.visit);
  for (const domain::Over& over : state.over) keep(over.person.visit);
  names = std::move(kept);
}

}  // namespace alongside::center
