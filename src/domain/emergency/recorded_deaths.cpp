// Recorded deaths: whether what was decided would record one, take one back, move it or give it another time, whichever act does so.
#include <algorithm>

#include "domain/machine.hpp"

namespace alongside::domain {

namespace {

/// A closing that says "died".
struct Death {
  EmergencyId emergency;
  VisitId visit;  ///< whose
  base::Uuid closing;
  base::Instant at;
  bool is_last = false;     ///< no closing comes after it
  bool is_outcome = false;  ///< none but a mistake that treatment gives the lie to
  bool operator==(const Death&) const = default;
};

bool chose(const Act& act, Outcome outcome) { return act.choice == static_cast<std::uint8_t>(outcome); }

void add_deaths(const State& state, const Emergency& emergency, EmergencyId listed_under, std::vector<Death>& out) {
  ActScratch scratch;
  const auto standing = standing_acts(emergency.acts, scratch);
  if (standing.empty()) return;
  const bool treated = facts_of(standing, state.playbook_of(emergency)).holding.has(Fact::treated);
  const Act* last = nullptr;
  const Act* outcome = nullptr;
  for (const Act& act : standing) {
    if (act.kind != ActKind::closed) continue;
    last = &act;
    if (!(treated && chose(act, Outcome::opened_by_mistake))) outcome = &act;
  }
  for (const Act& act : standing) {
    if (act.kind != ActKind::closed || !chose(act, Outcome::died)) continue;
    out.push_back({.emergency = listed_under,
                   .visit = emergency.visit,
                   .closing = act.id,
                   .at = act.at,
                   .is_last = &act == last,
                   .is_outcome = &act == outcome});
  }
}

/// `joined`: says which emergency is part of which; each is listed under the one that it is part of there.
std::vector<Death> deaths_in(const State& state, const State& joined) {
  std::vector<Death> out;
  for (const Emergency& emergency : state.emergencies) {
    if (!emergency.id.exists() || emergency.joined_into.exists()) continue;
    const Emergency* whole = joined.find(emergency.id);
    while (whole && whole->joined_into.exists()) whole = joined.find(whole->joined_into);
    add_deaths(state, emergency, whole ? whole->id : emergency.id, out);
  }
  std::sort(out.begin(), out.end(), [](const Death& a, const Death& b) { return a.closing < b.closing; });
  return out;
}

/// The deaths before and after it are compared, both as the domain folds them.
bool changes_a_death(const State& before, const Events& decided) {
  // Only the emergencies that it touches are copied: the question costs what they hold, however many are open.
  State touched;
  touched.documents = before.documents;
  touched.emergencies.resize(before.emergencies.size());
  touched.deadlines = before.deadlines;
  const auto touch = [&](EmergencyId id) {
    if (const Emergency* emergency = before.find(id)) touched.emergencies[id.slot] = *emergency;
  };
  for (const Event& event : decided) {
    if (const auto* recorded = std::get_if<ActRecorded>(&event.body)) touch(recorded->emergency);
    if (const auto* moved = std::get_if<ActMoved>(&event.body)) {
      touch(moved->from);
      touch(moved->to);
    }
    if (const auto* joined = std::get_if<EmergenciesJoined>(&event.body)) {
      touch(joined->kept);
      touch(joined->absorbed);
    }
  }
  State after = touched;
  for (const Event& event : decided) evolve(after, event);
  return deaths_in(touched, after) != deaths_in(after, after);
}

/// Care never does: nothing that is done for somebody is held up by this question.
bool can_change_a_death(ActKind kind) {
  switch (kind) {
    case ActKind::closed:
    case ActKind::corrected:
    case ActKind::person:  // whose death it is
    case ActKind::undone:
    case ActKind::one_dose:  // takes a dose back, and with it what gives a mistake the lie
    case ActKind::joined: return true;
    default: return false;
  }
}

}  // namespace

bool result_needs_charge(const State& before, const TapAct& tap, const Events& decided) {
  return can_change_a_death(tap.act.kind) && changes_a_death(before, decided);
}
bool result_needs_charge(const State& before, const MoveAct&, const Events& decided) {
  return changes_a_death(before, decided);
}

}  // namespace alongside::domain
