#include "domain/state.hpp"

#include <algorithm>
#include <tuple>

namespace alongside::domain {

namespace {
constexpr std::size_t spare_people = 32;
constexpr std::size_t spare_emergencies = 4;
constexpr std::size_t acts_reserved = 64;
constexpr std::size_t spare_acts = 32;
}  // namespace

bool Emergency::is_acknowledged() const {
  return std::any_of(acts.begin(), acts.end(), [&](const KeptAct& kept) {
    const bool opening = kept.act.kind == ActKind::opened || std::equal(key.bytes.begin(), key.bytes.end() - 1, kept.act.id.bytes.begin());
    const bool by_the_program = kept.act.kind == ActKind::helpers_away || calls_helpers_back(kept.act);
    const bool says_where = kept.act.kind == ActKind::place || kept.act.kind == ActKind::person;
    return !opening && !by_the_program && !says_where;
  });
}

DocumentRef Documents::add(const Protocol& protocol) {
  protocols.push_back({protocol, compile_playbook(protocol)});
  return DocumentRef{static_cast<std::uint16_t>(protocols.size() - 1)};
}

DocumentRef Documents::add(const Guardrails& rules) {
  guardrails.push_back(rules);
  return DocumentRef{static_cast<std::uint16_t>(guardrails.size() - 1)};
}

const Person* State::find(VisitId visit) const {
  if (visit.slot >= people.size() || !visit.exists()) return nullptr;
  const Person& person = people[visit.slot];
  return person.visit == visit ? &person : nullptr;
}
Person* State::find(VisitId visit) { return const_cast<Person*>(std::as_const(*this).find(visit)); }

const Over* State::find_over(VisitId visit) const {
  const auto found = std::find_if(over.begin(), over.end(), [&](const Over& one) { return visit.exists() && one.person.visit == visit; });
  return found == over.end() ? nullptr : &*found;
}

const Seat* State::find(SeatId seat) const { return seat.number < seats.size() ? &seats[seat.number] : nullptr; }

const Emergency* State::find(EmergencyId id) const {
  if (id.slot >= emergencies.size() || !id.exists()) return nullptr;
  const Emergency& emergency = emergencies[id.slot];
  return emergency.id == id ? &emergency : nullptr;
}
Emergency* State::find(EmergencyId id) { return const_cast<Emergency*>(std::as_const(*this).find(id)); }

const Emergency* State::find_emergency(const Uuid& key) const {
  const Emergency* found = nullptr;
  for (const Emergency& emergency : emergencies) {
    if (emergency.id.exists() && emergency.key == key) found = &emergency;
  }
  if (!found) {  // joined before any act of its own came
    for (const Emergency& emergency : emergencies) {
      for (const KeptAct& kept : emergency.acts) {
        if (kept.act.kind == ActKind::joined && kept.act.target == key) found = &emergency;
      }
    }
  }
  while (found && found->joined_into.exists()) found = find(found->joined_into);
  return found;
}

bool State::operator==(const State& other) const {
  const auto all = [](const State& s) {
    return std::tie(s.site, s.kind, s.founded, s.floor_open, s.protocol_signed, s.responsible, s.handed_over_by, s.handed_over_at,
                    s.not_served_at_door, s.not_served_at, s.not_served_on, s.protocol, s.guardrails, s.next_visit, s.next_emergency, s.seats, s.over, s.over_next, s.deadlines);
  };
  // Spare slots differ with the room made; who is inside must not.
  const auto in_use = [](const auto& a, const auto& b, auto is_used) {
    const auto& longer = a.size() < b.size() ? b : a;
    for (std::size_t i = 0; i < longer.size(); ++i) {
      const bool in_a = i < a.size() && is_used(a[i]);
      const bool in_b = i < b.size() && is_used(b[i]);
      if (in_a != in_b || (in_a && !(a[i] == b[i]))) return false;
    }
    return true;
  };
  return all(*this) == all(other) && in_use(people, other.people, [](const Person& p) { return p.visit.exists(); }) &&
         in_use(before, other.before, [](const Before& b) { return b.what != Before::What::nothing; }) &&
         in_use(emergencies, other.emergencies, [](const Emergency& e) { return e.id.exists(); });
}

const Emergency* may_be_the_same(const State& state, const Emergency& emergency) {
  const auto somewhere = [](const Emergency& e) { return e.seat.exists() || e.place != Place::not_said; };
  const Duration apart_max = base::seconds(state.documents->protocols[emergency.protocol.number].numbers.same_place_s);
  for (const Emergency& other : state.emergencies) {
    if (&other == &emergency || !other.is_open() || !emergency.is_open()) continue;
    const bool earlier = std::tie(other.assessment.t0, other.id.number) < std::tie(emergency.assessment.t0, emergency.id.number);
    const bool near = emergency.assessment.t0 - other.assessment.t0 <= apart_max;
    const bool same_place = !somewhere(other) || !somewhere(emergency) || (other.seat == emergency.seat && other.place == emergency.place);
    const bool same_person = !other.visit.exists() || !emergency.visit.exists() || other.visit == emergency.visit;
    if (earlier && near && same_place && same_person) return &other;
  }
  return nullptr;
}

void make_room(State& state) {
  while (state.free_people.size() < spare_people) {
    // Next before those of whoever left: their visits may be opened again for longer.
    state.free_people.push_back(static_cast<std::uint16_t>(state.people.size()));
    state.people.emplace_back();
  }
  state.before.resize(state.people.size());
  state.over.reserve(over_max);
  state.free_people.reserve(state.people.size() + spare_people);
  std::size_t free = 0;
  for (Emergency& emergency : state.emergencies) {
    if (!emergency.id.exists()) ++free;
    if (!emergency.joined_into.exists() && emergency.acts.capacity() - emergency.acts.size() < spare_acts) {
      emergency.acts.reserve(emergency.acts.size() + acts_reserved);
    }
  }
  for (; free < spare_emergencies; ++free) state.emergencies.emplace_back().acts.reserve(acts_reserved);
  state.deadlines.make_room(Subject::person, state.people.size());
  state.deadlines.make_room(Subject::seat, state.seats.size() + 8);
  state.deadlines.make_room(Subject::emergency, state.emergencies.size());
}

}  // namespace alongside::domain
