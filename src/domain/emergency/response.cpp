// The response: acts into emergencies, joining two, moving an act. No act is ever refused for its order, and
// nothing here reads seats, staff or stock. "Opened by mistake" is recorded like any other act; it closes nothing while breaths, oxygen, naloxone
// or compressions stand beside it (playbook.cpp), whichever came first.
#include <algorithm>

#include "domain/emergency/act_choices.hpp"
#include "domain/emergency/emergency.hpp"
#include "domain/seat/seat.hpp"
#include "domain/visit/visit.hpp"

namespace alongside::domain {

namespace {

/// The acts of the emergency in hand.
std::vector<KeptAct>& acts_of(Events& out) { return out.scratch_of<emergency::Subject>().acts; }
ActScratch& assessing(Events& out) { return out.scratch_of<emergency::Subject>().assessing; }

constexpr Duration kept_after_closing = base::hours(48);
// [J] Who was told four times in one emergency that helpers went elsewhere knows it.
constexpr std::ptrdiff_t helpers_away_max = 4;

EmergencyId next_emergency(const State& state, Instant now) {
  std::size_t slot = 0;
  for (; slot < state.emergencies.size(); ++slot) {
    const Emergency& emergency = state.emergencies[slot];
    if (!emergency.id.exists()) break;
    const bool over =
        !emergency.is_open() && emergency.closed_at.is_known() && now - emergency.closed_at > kept_after_closing;
    if (over) break;
  }
  return {.number = state.next_emergency, .slot = static_cast<std::uint16_t>(slot)};
}

/// Where the acts say it is, and for whom; the last word of each counts.
EmergencyPersonSet person_of(EmergencyId id, std::span<const Act> acts, const Protocol& protocol) {
  EmergencyPersonSet out{.emergency = id};
  for (const Act& act : acts) {
    if (act.kind == ActKind::person) out.visit = act.visit;
    if (act.kind == ActKind::place) {
      out.seat = act.seat;
      const bool said = !act.seat.exists() && choice_may_be(act.kind, act.choice);
      out.place = said ? static_cast<Place>(act.choice) : Place::not_said;
    }
    if (act.kind == ActKind::closed && act.choice == static_cast<std::uint8_t>(Outcome::released)) {
      out.no_use_before = act.at + base::minutes(protocol.no_use_after_min);
    }
  }
  return out;
}

/// How an emergency that is closed ended; by mistake where no act says otherwise.
Outcome outcome_of(std::span<const Act> standing) {
  Outcome outcome = Outcome::opened_by_mistake;
  for (const Act& act : standing) {
    const bool closes = act.kind == ActKind::closed && choice_may_be(act.kind, act.choice);
    if (closes && static_cast<Outcome>(act.choice) != Outcome::opened_by_mistake)
      outcome = static_cast<Outcome>(act.choice);
  }
  return outcome;
}

bool leaves_the_center(Outcome outcome) {
  return outcome == Outcome::transferred || outcome == Outcome::chose_to_leave || outcome == Outcome::died;
}

/// The events of one act at most: itself, somebody back, the assessment, the person, somebody gone.
constexpr std::size_t events_of_one_act = 5;

/// Whose visit ends with this emergency, or none: they may be in another one that is still open.
VisitId taken_out_by(const State& state, EmergencyId id, VisitId visit) {
  if (!state.find(visit)) return VisitId::none();
  const bool in_another = std::any_of(state.emergencies.begin(), state.emergencies.end(), [&](const Emergency& other) {
    return other.id != id && other.is_open() && other.visit == visit;
  });
  return in_another ? VisitId::none() : visit;
}

/// Whom this emergency took out when it closed, or one that it has taken in since (`absorbed`), and takes out no more: they are here again
/// before anything else. `stays_out`: whom it takes out now.
void bring_back(const State& state, const Command& command, EmergencyId id, EmergencyId absorbed, VisitId stays_out,
                Events& out) {
  for (const Over& over : state.over) {
    const bool by_this = over.person.visit.exists() && over.ending == Ending::left_by_emergency &&
                         (over.emergency == id || (absorbed.exists() && over.emergency == absorbed));
    if (!by_this || over.person.visit == stays_out || out.room() <= events_of_one_act) continue;
    if (!state.people[over.person.visit.slot].visit.exists()) out.add(command, reopening(state, over));
  }
}

/// Events that follow from the acts in acts_of(out): what they ask for and whom they concern, where that changed. Gives whether it is open.
bool add_assessment(const State& state, const Command& command, EmergencyId id, DocumentRef protocol, Instant restart,
                    const Emergency* before, Events& out, EmergencyId absorbed = {}) {
  const auto& document = state.documents->protocols[protocol.number];
  const Assessment now = assess(acts_of(out), document.playbook, restart, assessing(out));
  const bool is_open = now.phase != Phase::closed;
  const bool gone = !is_open && leaves_the_center(outcome_of(assessing(out).standing));
  EmergencyPersonSet person = person_of(id, assessing(out).standing, document.numbers);  // as the assessment left them
  const VisitId stays_out = gone ? person.visit : VisitId::none();
  if (absorbed.exists() || (before && !before->is_open())) bring_back(state, command, id, absorbed, stays_out, out);
  if (!before || !(before->assessment == now)) out.add(command, EmergencyAssessed{.emergency = id, .assessment = now});

  if (now.phase != Phase::closed) person.no_use_before = Instant::unknown();
  const Emergency nobody;
  const Emergency& old = before ? *before : nobody;
  const bool same = old.visit == person.visit && old.seat == person.seat && old.place == person.place &&
                    old.no_use_before == person.no_use_before;
  if (!same) out.add(command, person);
  if (const VisitId out_of_here = gone ? taken_out_by(state, id, person.visit) : VisitId::none();
      out_of_here.exists()) {
    const SeatId seat = state.find(out_of_here)->seat;
    out.add(
        command,
        LeftByEmergency{.emergency = id, .visit = out_of_here, .seat_needs_cleaning = leaves_it_to_clean(state, seat)});
  }
  return is_open;
}

/// Gives whether the emergency is open with it.
bool add_act(const State& state, const Command& command, const Emergency& emergency, const Act& act, Events& out) {
  if (knows(emergency.acts, act.id) || out.room() < events_of_one_act) return emergency.is_open();
  out.add(command, ActRecorded{.emergency = emergency.id, .act = act});
  acts_of(out) = emergency.acts;
  insert(acts_of(out), {act});
  return add_assessment(state, command, emergency.id, emergency.protocol, emergency.restart, &emergency, out);
}

/// Emergencies that tell each other of each other would grow with the square of their number.
bool has_heard_enough(const Emergency& emergency) {
  const auto is_away = [](const KeptAct& kept) { return kept.act.kind == ActKind::helpers_away; };
  return std::count_if(emergency.acts.begin(), emergency.acts.end(), is_away) >= helpers_away_max;
}

/// A second emergency takes helpers from those that are still fighting for breath. `by`: what took them, its key or the act that opened it again.
void call_helpers_away(const State& state, const Command& command, const Uuid& second, const Uuid& by, Events& out) {
  const Act away{.id = derived_id(by, away_of),
                 .target = second,
                 .at = command.at,
                 .device = command.device,
                 .kind = ActKind::helpers_away};
  for (const Emergency& other : state.emergencies) {
    if (!other.is_open() || other.key == second || other.assessment.phase == Phase::recovery || has_heard_enough(other))
      continue;
    add_act(state, command, other, away, out);
  }
}

/// Takes back what acts_of(out), those of `id`, say of helpers that went to where `is_over` says. Gives whether there was any.
bool call_helpers_back(const Command& command, EmergencyId id, auto&& is_over, Events& out) {
  auto& acts = acts_of(out);
  bool any = false;
  for (std::size_t i = 0; i < acts.size() && out.room() >= events_of_one_act; ++i) {
    const Act away = acts[i].act;
    if (away.kind != ActKind::helpers_away || !away.target.exists() || !is_over(away.target)) continue;
    const Act back{.id = derived_id(away.id, back_of),
                   .target = away.id,
                   .at = command.at,
                   .device = command.device,
                   .kind = ActKind::undone};
    if (knows(acts, back.id)) continue;
    out.add(command, ActRecorded{.emergency = id, .act = back});
    insert(acts, {back});
    any = true;
  }
  return any;
}

/// Two that are one take no helpers from each other.
void call_helpers_back_of_joined(const Command& command, EmergencyId id, std::initializer_list<Uuid> keys,
                                 Events& out) {
  call_helpers_back(
      command, id,
      [&](const Uuid& key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end() ||
               std::any_of(acts_of(out).begin(), acts_of(out).end(), [&](const KeptAct& kept) {
                 return kept.act.kind == ActKind::joined && kept.act.target == key;
               });
      },
      out);
}

/// What the program concluded for the others from this emergency goes when it closes, and comes again when it is open again through `act`.
void tell_the_others(const State& state, const Command& command, const Emergency& emergency, bool is_open,
                     const Uuid& act, Events& out) {
  if (is_open == emergency.is_open()) return;
  if (is_open) return call_helpers_away(state, command, emergency.key, act, out);
  const auto is_over = [&](const Uuid& key) {
    const Emergency* meant = state.find_emergency(key);
    return meant && meant->id == emergency.id;
  };
  for (const Emergency& other : state.emergencies) {
    if (!other.is_open() || other.id == emergency.id || out.room() < events_of_one_act) continue;
    acts_of(out) = other.acts;
    if (call_helpers_back(command, other.id, is_over, out)) {
      add_assessment(state, command, other.id, other.protocol, other.restart, &other, out);
    }
  }
}

EmergencyId add_opening(const State& state, const Command& command, const Uuid& key, Events& out) {
  const EmergencyId id = next_emergency(state, command.at);
  out.add(command, EmergencyOpened{.emergency = id,
                                   .key = key,
                                   .protocol = state.protocol,
                                   .escalate_due = command.at + base::seconds(state.numbers().escalate_s[0])});
  return id;
}

void open(const State& state, const Command& command, const Uuid& key, std::span<const Act> acts, Events& out) {
  const EmergencyId id = add_opening(state, command, key, out);
  acts_of(out).clear();
  for (const Act& act : acts) {
    out.add(command, ActRecorded{.emergency = id, .act = act});
    insert(acts_of(out), {act});
  }
  add_assessment(state, command, id, state.protocol, Instant::unknown(), nullptr, out);
  call_helpers_away(state, command, key, key, out);
}

void join(const State& state, const Command& command, const Emergency& kept, const Emergency& absorbed, const Act& act,
          Events& out) {
  out.add(command, ActRecorded{.emergency = kept.id, .act = act});
  out.add(command, EmergenciesJoined{.kept = kept.id, .absorbed = absorbed.id});
  acts_of(out) = kept.acts;
  insert(acts_of(out), {act});
  for (const KeptAct& moved : absorbed.acts) {
    if (!knows(acts_of(out), moved.act.id)) insert(acts_of(out), moved);
  }
  call_helpers_back_of_joined(command, kept.id, {kept.key, absorbed.key}, out);
  add_assessment(state, command, kept.id, kept.protocol, kept.restart, &kept, out, absorbed.id);
}

}  // namespace

void open_for(const State& state, const Command& command, const Person& person, const Uuid& id, const Vitals& seen,
              Events& out) {
  const auto act = [&](std::uint8_t which, ActKind kind) {
    return Act{.id = derived_id(id, which), .at = command.at, .device = command.device, .kind = kind};
  };
  Act opened = act(0, ActKind::opened);
  Act who = act(1, ActKind::person);
  who.visit = person.visit;
  Act where = act(2, ActKind::place);
  where.seat = person.seat;
  Act vitals = act(3, ActKind::vitals);
  vitals.vitals = seen;
  const Act acts[] = {opened, who, where, vitals};
  open(state, command, id, acts, out);
}

void add_vitals(const State& state, const Command& command, const Person& person, const Uuid& id, const Vitals& seen,
                Events& out) {
  if (const Emergency* emergency = state.find(person.emergency)) {
    add_act(state, command, *emergency,
            Act{.id = id, .at = command.at, .device = command.device, .kind = ActKind::vitals, .vitals = seen}, out);
  }
}

void assess_after_restart(const State& state, const Command& command, Events& out) {
  const Duration by = clocks_went_back(state, command.at);
  for (const Emergency& emergency : state.emergencies) {
    if (!emergency.is_open() || out.room() < 2) continue;
    acts_of(out) = emergency.acts;
    move_back(acts_of(out), by);
    add_assessment(state, command, emergency.id, emergency.protocol, command.at, &emergency, out);
  }
}

Refusal decide(const State& state, const Command& command, const AssessEmergency& assess, Events& out) {
  const Emergency* emergency = state.find(assess.emergency);
  if (!emergency) return refuse(Reason::no_such_emergency);
  if (!emergency->is_open()) return accepted();
  acts_of(out) = emergency->acts;
  add_assessment(state, command, emergency->id, emergency->protocol, emergency->restart, emergency, out);
  return accepted();
}

Refusal decide(const State& state, const Command& command, const TapAct& tap, Events& out) {
  // Sent again it is known wherever it stands now: it may have been moved to another emergency.
  for (const Emergency& known : state.emergencies) {
    if (known.id.exists() && knows(known.acts, tap.act.id)) return accepted();
  }
  const Emergency* emergency = state.find_emergency(tap.emergency);
  if (!may_be(tap.act)) return refuse(Reason::no_such_act);
  Act act = tap.act;
  act.at = command.at;
  act.device = command.device;
  const Emergency* same = act.kind == ActKind::joined ? state.find_emergency(act.target) : nullptr;
  if (same && same != emergency) {
    Emergency arriving;  // its own acts are still on their way
    if (!emergency) arriving.id = add_opening(state, command, tap.emergency, out);
    arriving.key = tap.emergency;
    arriving.protocol = state.protocol;
    join(state, command, emergency ? *emergency : arriving, *same, act, out);
  } else if (emergency) {
    const bool is_open = add_act(state, command, *emergency, act, out);
    tell_the_others(state, command, *emergency, is_open, act.id, out);
  } else {
    open(state, command, tap.emergency, std::span(&act, 1), out);
  }
  return accepted();
}

Refusal decide(const State& state, const Command& command, const MoveAct& move, Events& out) {
  const Emergency* from = state.find_emergency(move.from);
  const Emergency* to = state.find_emergency(move.to);
  if (!from || !to) return refuse(Reason::no_such_emergency);
  if (from == to) return refuse(Reason::same_emergency);
  const auto found =
      std::find_if(from->acts.begin(), from->acts.end(), [&](const KeptAct& kept) { return kept.act.id == move.act; });
  if (found == from->acts.end()) return refuse(Reason::no_such_act);

  out.add(command, ActMoved{.from = from->id, .to = to->id, .act = move.act});
  acts_of(out) = from->acts;
  acts_of(out).erase(acts_of(out).begin() + (found - from->acts.begin()));
  const bool from_is_open = add_assessment(state, command, from->id, from->protocol, from->restart, from, out);
  const KeptAct moved = *found;
  acts_of(out) = to->acts;
  insert(acts_of(out), moved);
  const bool to_is_open = add_assessment(state, command, to->id, to->protocol, to->restart, to, out);
  tell_the_others(state, command, *from, from_is_open, move.act, out);
  tell_the_others(state, command, *to, to_is_open, move.act, out);
  return accepted();
}

}  // namespace alongside::domain
