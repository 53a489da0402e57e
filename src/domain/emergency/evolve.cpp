// Emergencies folded from their events: acts, the clocks that follow, who is in one.
#include <algorithm>
#include <tuple>
#include <utility>

#include "domain/emergency/emergency.hpp"
#include "domain/in_use.hpp"
#include "domain/visit/visit.hpp"
#include "domain/watch/undo.hpp"
#include "domain/watch/watch.hpp"

namespace alongside::domain {

namespace {

constexpr std::size_t spare_emergencies = 4;
constexpr std::size_t acts_reserved = 64;
constexpr std::size_t spare_acts = 32;

DeadlineKey key_of(EmergencyId id, Clock clock) { return {emergency::Subject::deadlines, id.slot, clock}; }

void cancel_clocks(State& state, EmergencyId id) {
  for (std::size_t clock = 0; clock < Words<Clock>::names.size(); ++clock)
    state.deadlines.cancel(key_of(id, static_cast<Clock>(clock)));
}

/// Deadlines as the assessment asks; one that was answered for this very time is not asked again. `before`: what the last one asked.
void set_clocks(State& state, Emergency& emergency, const Assessment& before) {
  if (!emergency.is_open()) return cancel_clocks(state, emergency.id);
  for (std::size_t i = 0; i < emergency.assessment.due.size(); ++i) {
    const Instant due = emergency.assessment.instant(emergency.assessment.due[i]);
    const DeadlineKey key = key_of(emergency.id, static_cast<Clock>(i));
    const Instant is = state.deadlines.due(key);
    const Instant was = before.instant(before.due[i]);
    Instant wanted = emergency.fired[i] == due ? Instant::never() : due;
    // Cycles go on from the first one by themselves; a correction moves them all.
    if (static_cast<Clock>(i) == Clock::cycle && due.is_set() && was.is_set() && is.is_set()) wanted = is + (due - was);
    if (is != wanted) state.deadlines.set(key, wanted);
  }
  if (emergency.is_acknowledged()) state.deadlines.cancel(key_of(emergency.id, Clock::escalation));
}

/// When the act that closed it was done, or unknown while it is open.
Instant closing_time(const Emergency& emergency) {
  Instant at = Instant::unknown();
  if (emergency.assessment.phase != Phase::closed) return at;
  for (const KeptAct& kept : emergency.acts) {
    if (kept.act.kind == ActKind::closed) at = std::max(at, kept.act.at);
  }
  return at;
}

/// Somebody may be in two that are not joined yet: the end of one is not the end of the other.
void link_person(State& state, const Emergency& emergency, bool linked, Instant now) {
  Person* person = state.find(emergency.visit);
  if (!person) return;
  forget_before(state, emergency.visit);
  if (linked) {
    person->emergency = emergency.id;
  } else if (person->emergency == emergency.id) {
    person->emergency = EmergencyId::none();
    for (const Emergency& other : state.emergencies) {
      if (other.id != emergency.id && other.is_open() && other.visit == emergency.visit) person->emergency = other.id;
    }
    if (!person->emergency.exists()) resume_watch(state, *person, now);
  }
}

}  // namespace

const Emergency* open_emergency_of(const State& state, const Person& person) {
  const Emergency* emergency = state.find(person.emergency);
  return emergency && emergency->is_open() ? emergency : nullptr;
}

bool knows(const std::vector<KeptAct>& acts, const Uuid& id) {
  return std::any_of(acts.begin(), acts.end(), [&](const KeptAct& kept) { return kept.act.id == id; });
}

void insert(std::vector<KeptAct>& acts, const KeptAct& kept) {
  const auto place = std::upper_bound(acts.begin(), acts.end(), kept,
                                      [](const KeptAct& a, const KeptAct& b) { return stands_before(a.act, b.act); });
  acts.insert(place, kept);
}

bool Emergency::is_acknowledged() const {
  return std::any_of(acts.begin(), acts.end(), [&](const KeptAct& kept) {
    const bool opening = kept.act.kind == ActKind::opened ||
                         std::equal(key.bytes.begin(), key.bytes.end() - 1, kept.act.id.bytes.begin());
    const bool by_the_program = kept.act.kind == ActKind::helpers_away || calls_helpers_back(kept.act);
    const bool says_where = kept.act.kind == ActKind::place || kept.act.kind == ActKind::person;
    return !opening && !by_the_program && !says_where;
  });
}

const Emergency* may_be_the_same(const State& state, const Emergency& emergency) {
  const auto somewhere = [](const Emergency& e) { return e.seat.exists() || e.place != Place::not_said; };
  const Duration apart_max = base::seconds(state.documents->protocols[emergency.protocol.number].numbers.same_place_s);
  for (const Emergency& other : state.emergencies) {
    if (&other == &emergency || !other.is_open() || !emergency.is_open()) continue;
    const bool earlier =
        std::tie(other.assessment.t0, other.id.number) < std::tie(emergency.assessment.t0, emergency.id.number);
    const bool near = emergency.assessment.t0 - other.assessment.t0 <= apart_max;
    const bool same_place =
        !somewhere(other) || !somewhere(emergency) || (other.seat == emergency.seat && other.place == emergency.place);
    const bool same_person = !other.visit.exists() || !emergency.visit.exists() || other.visit == emergency.visit;
    if (earlier && near && same_place && same_person) return &other;
  }
  return nullptr;
}

Duration clocks_went_back(const State& state, Instant start) {
  Duration by{};
  for (const Emergency& emergency : state.emergencies) {
    if (emergency.id.exists()) by = std::max(by, moved_back(emergency.acts, start));
  }
  return by;
}

void evolve(State& state, const Event&, const EmergencyOpened& opened) {
  if (state.emergencies.size() <= opened.emergency.slot) {
    state.emergencies.resize(opened.emergency.slot + 1U);
    state.deadlines.make_room(emergency::Subject::deadlines, state.emergencies.size());
  }
  Emergency& emergency = state.emergencies[opened.emergency.slot];
  auto acts = std::move(emergency.acts);
  acts.clear();
  emergency = Emergency{};
  emergency.acts = std::move(acts);
  emergency.id = opened.emergency;
  emergency.key = opened.key;
  emergency.protocol = opened.protocol;
  emergency.fired.fill(Instant::unknown());
  state.next_emergency = opened.emergency.number + 1;
  state.deadlines.set(key_of(opened.emergency, Clock::escalation), opened.escalate_due);
}

void evolve(State& state, const Event&, const ActRecorded& recorded) {
  Emergency* emergency = state.find(recorded.emergency);
  if (!emergency || knows(emergency->acts, recorded.act.id)) return;
  insert(emergency->acts, {recorded.act});
  emergency->closed_at = closing_time(*emergency);
  if (emergency->is_acknowledged()) state.deadlines.cancel(key_of(emergency->id, Clock::escalation));
}

void evolve(State& state, const Event& event, const EmergencyAssessed& assessed) {
  Emergency* emergency = state.find(assessed.emergency);
  if (!emergency) return;
  const Assessment before = emergency->assessment;
  emergency->assessment = assessed.assessment;
  emergency->closed_at = closing_time(*emergency);
  set_clocks(state, *emergency, before);
  link_person(state, *emergency, emergency->is_open(), event.at);
}

void evolve(State& state, const Event& event, const EmergenciesJoined& joined) {
  Emergency* kept = state.find(joined.kept);
  Emergency* absorbed = state.find(joined.absorbed);
  if (!kept || !absorbed) return;
  for (const KeptAct& moved : absorbed->acts) {
    if (!knows(kept->acts, moved.act.id)) insert(kept->acts, moved);
  }
  link_person(state, *absorbed, false, event.at);
  absorbed->joined_into = kept->id;
  for (Over& over : state.over) {
    if (over.emergency == absorbed->id) over.emergency = kept->id;
  }
  absorbed->closed_at = event.at;
  cancel_clocks(state, absorbed->id);
}

void evolve(State& state, const Event& event, const LeftByEmergency& left) {
  end_visit(state, left.visit, left.seat_needs_cleaning, Ending::left_by_emergency, event.at, left.emergency);
}

void evolve(State& state, const Event&, const ActMoved& moved) {
  Emergency* from = state.find(moved.from);
  Emergency* to = state.find(moved.to);
  if (!from || !to) return;
  const auto found =
      std::find_if(from->acts.begin(), from->acts.end(), [&](const KeptAct& kept) { return kept.act.id == moved.act; });
  if (found == from->acts.end()) return;
  insert(to->acts, *found);
  from->acts.erase(found);
}

void evolve(State& state, const Event& event, const EmergencyPersonSet& set) {
  Emergency* emergency = state.find(set.emergency);
  if (!emergency) return;
  if (emergency->visit != set.visit) link_person(state, *emergency, false, event.at);
  emergency->visit = set.visit;
  emergency->seat = set.seat;
  emergency->place = set.place;
  emergency->no_use_before = set.no_use_before;
  link_person(state, *emergency, emergency->is_open(), event.at);
  // A wait may become longer and never shorter.
  if (Person* person = state.find(set.visit))
    person->no_use_before = std::max(person->no_use_before, set.no_use_before);
}

std::string contradicts(const State& state, const EmergencyOpened& opened) {
  if (!opened.emergency.exists()) return "opens no emergency";
  const bool has_protocol = state.documents && opened.protocol.number < state.documents->protocols.size();
  return has_protocol ? std::string() : "names a protocol that was never adopted";
}

namespace emergency {

const Emergency* Part::find(EmergencyId id) const {
  if (id.slot >= emergencies.size() || !id.exists()) return nullptr;
  const Emergency& emergency = emergencies[id.slot];
  return emergency.id == id ? &emergency : nullptr;
}

Emergency* Part::find(EmergencyId id) { return const_cast<Emergency*>(std::as_const(*this).find(id)); }

const Emergency* Part::find_emergency(const Uuid& key) const {
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

bool Part::operator==(const Part& other) const {
  return next_emergency == other.next_emergency &&
         are_equal_in_use(emergencies, other.emergencies, [](const Emergency& one) { return one.id.exists(); });
}

void Subject::due(const State& state, const Deadline& deadline, DueReached& reached) {
  const Emergency& emergency = state.emergencies[deadline.key.slot];
  const Protocol& protocol = state.documents->protocols[emergency.protocol.number].numbers;
  reached.of.number = emergency.id.number;
  const auto clock = static_cast<Clock>(reached.cause);
  if (clock == Clock::cycle) reached.next_due = deadline.due + base::seconds(protocol.cycle_s);
  if (clock == Clock::escalation) {
    reached.stage = static_cast<std::uint8_t>(emergency.escalated + 1);
    if (reached.stage < protocol.escalate_s.size()) {
      const std::int32_t wait = protocol.escalate_s[reached.stage] - protocol.escalate_s[reached.stage - 1U];
      reached.next_due = deadline.due + base::seconds(wait);
    }
  }
}

void Subject::reached(State& state, const Event&, const DueReached& reached) {
  const auto id = reached.of.as<EmergencyId>();
  const auto clock = static_cast<Clock>(reached.cause);
  Emergency* emergency = state.find(id);
  if (!emergency) return;
  emergency->fired[reached.cause] = reached.due;
  if (clock == Clock::escalation) emergency->escalated = reached.stage;
  state.deadlines.set(key_of(id, clock), reached.next_due);
}

void Subject::make_room(State& state) {
  std::size_t free = 0;
  for (Emergency& emergency : state.emergencies) {
    if (!emergency.id.exists()) ++free;
    if (!emergency.joined_into.exists() && emergency.acts.capacity() - emergency.acts.size() < spare_acts) {
      emergency.acts.reserve(emergency.acts.size() + acts_reserved);
    }
  }
  for (; free < spare_emergencies; ++free) state.emergencies.emplace_back().acts.reserve(acts_reserved);
  state.deadlines.make_room(deadlines, state.emergencies.size());
}

void Subject::restarted(State& state, Instant now, const Booted&) {
  const Duration by = clocks_went_back(state, now);
  for (Emergency& emergency : state.emergencies) {
    if (!emergency.id.exists()) continue;
    move_back(emergency.acts, by);
    for (Instant& answered : emergency.fired) {
      if (answered.is_known()) answered = answered - by;
    }
    if (emergency.closed_at.is_known()) emergency.closed_at = emergency.closed_at - by;
    if (emergency.assessment.t0.is_known()) emergency.assessment.t0 = emergency.assessment.t0 - by;
    emergency.restart = now;
    // The other clocks follow the assessment that comes with this start.
    for (const Clock clock : {Clock::cycle, Clock::escalation}) {
      const DeadlineKey key = key_of(emergency.id, clock);
      if (state.deadlines.due(key).is_set()) state.deadlines.set(key, now);
    }
  }
}

}  // namespace emergency

}  // namespace alongside::domain
