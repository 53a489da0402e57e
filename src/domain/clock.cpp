// Clocks: what happens when a deadline passes, and after a start at which the clock was not sure.
//
// A reminder may come early, never late, never twice, never not at all; a minimum wait may come late, never early.
#include <algorithm>

#include "domain/machine_parts.hpp"

namespace alongside::domain::parts {

namespace {

/// A look that nobody took is overdue after one more interval. In an emergency a look is due without a sound and is never overdue: the
/// emergency has its own looks, and the watch is taken up again at its end (resume_watch).
void due_for_person(const State& state, const Deadline& deadline, DueReached& reached) {
  const Person& person = state.people[deadline.key.slot];
  reached.cause = static_cast<Cause>(deadline.key.cause);
  reached.visit = person.visit;
  reached.quiet = is_in_open_emergency(state, person);
  if (reached.cause == Cause::look && !reached.quiet) reached.next_due = deadline.due + person.look_interval;
}

void due_for_emergency(const State& state, const Deadline& deadline, DueReached& reached) {
  const Emergency& emergency = state.emergencies[deadline.key.slot];
  const Protocol& protocol = state.documents->protocols[emergency.protocol.number].numbers;
  reached.cause = Cause::emergency_clock;
  reached.emergency = emergency.id;
  reached.clock = static_cast<Clock>(deadline.key.cause);
  if (reached.clock == Clock::cycle) reached.next_due = deadline.due + base::seconds(protocol.cycle_s);
  if (reached.clock == Clock::escalation) {
    reached.stage = static_cast<std::uint8_t>(emergency.escalated + 1);
    if (reached.stage < protocol.escalate_s.size()) {
      const std::int32_t wait = protocol.escalate_s[reached.stage] - protocol.escalate_s[reached.stage - 1U];
      reached.next_due = deadline.due + base::seconds(wait);
    }
  }
}

}  // namespace

Refusal decide(const State& state, const Command& command, const Boot& boot, Events& out) {
  out.add(command, Booted{.boot = boot.boot,
                          .clock_not_sure = boot.clock_not_sure,
                          .no_use_wait = base::minutes(state.numbers().no_use_after_min)});
  if (boot.clock_not_sure) assess_after_restart(state, command, out);
  return accepted();
}

Refusal decide(const State& state, const Command& command, const Tick&, Events& out) {
  if (state.deadlines.empty() || state.deadlines.next().due > command.at) return accepted();
  const Deadline& deadline = state.deadlines.next();
  DueReached& reached = out.add(command, DueReached{.occurrence = deadline.occurrence, .due = deadline.due});
  switch (deadline.key.subject) {
    case Subject::person: due_for_person(state, deadline, reached); break;
    case Subject::emergency: due_for_emergency(state, deadline, reached); break;
    case Subject::seat:
      reached.cause = Cause::knock;
      reached.seat = SeatId{deadline.key.slot};
      break;
  }
  return accepted();
}

void evolve(State& state, const Event& event, const Booted& booted) {
  if (!booted.clock_not_sure) return;
  const Instant now = event.at;
  for (Before& before : state.before) before = {};  // its times cannot be compared with what comes now
  for (Over& over : state.over) over = {};        // nor those of who has left: a visit of before stays over
  for (Person& person : state.people) {
    if (!person.visit.exists()) continue;
    const DeadlineKey look{Subject::person, person.visit.slot, static_cast<std::uint8_t>(Cause::look)};
    const DeadlineKey overdue{Subject::person, person.visit.slot, static_cast<std::uint8_t>(Cause::look_overdue)};
    for (const DeadlineKey key : {look, overdue}) {
      if (state.deadlines.due(key).is_set()) state.deadlines.set(key, now);
    }
    // Minimum waits start again in full: the watch, and the time to the next use.
    if (person.is_watched() && person.prepared_at.is_known()) {
      person.may_go_at = now + (person.may_go_at - person.prepared_at);
      person.prepared_at = now;
      person.may_go = false;
      state.deadlines.set({Subject::person, person.visit.slot, static_cast<std::uint8_t>(Cause::may_go)}, person.may_go_at);
    }
    if (person.no_use_before.is_known()) person.no_use_before = now + booted.no_use_wait;
    // Nothing that is known of them is later than this start: a look from now on must not count as an older one.
    for (Instant* known : {&person.arrived, &person.prepared_at, &person.last_look}) *known = std::min(*known, now);
  }
  for (std::size_t i = 0; i < state.seats.size(); ++i) {
    const DeadlineKey knock{Subject::seat, static_cast<std::uint16_t>(i), static_cast<std::uint8_t>(Cause::knock)};
    if (state.deadlines.due(knock).is_set()) state.deadlines.set(knock, now);
    state.seats[i].taken_at = std::min(state.seats[i].taken_at, now);
    if (state.seats[i].knock_due.is_set()) state.seats[i].knock_due = std::min(state.seats[i].knock_due, now);
  }
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
      const DeadlineKey key{Subject::emergency, emergency.id.slot, static_cast<std::uint8_t>(clock)};
      if (state.deadlines.due(key).is_set()) state.deadlines.set(key, now);
    }
  }
}

void evolve(State& state, const Event&, const DueReached& reached) {
  if (reached.cause == Cause::emergency_clock) {
    Emergency* emergency = state.find(reached.emergency);
    if (!emergency) return;
    emergency->fired[static_cast<std::size_t>(reached.clock)] = reached.due;
    if (reached.clock == Clock::escalation) emergency->escalated = reached.stage;
    state.deadlines.set({Subject::emergency, reached.emergency.slot, static_cast<std::uint8_t>(reached.clock)}, reached.next_due);
    return;
  }
  if (reached.cause == Cause::knock) {
    state.deadlines.cancel({Subject::seat, reached.seat.number, static_cast<std::uint8_t>(Cause::knock)});
    return;
  }
  Person* person = state.find(reached.visit);
  if (!person) return;
  const auto key = [&](Cause cause) { return DeadlineKey{Subject::person, reached.visit.slot, static_cast<std::uint8_t>(cause)}; };
  if (reached.cause == Cause::look) {
    person->look_is_due = true;
    state.deadlines.replace(key(Cause::look), key(Cause::look_overdue), reached.next_due);
    return;
  }
  state.deadlines.cancel(key(reached.cause));
  if (reached.cause == Cause::look_overdue) person->look_is_overdue = true;
  if (reached.cause == Cause::may_go) person->may_go = true;
}

}  // namespace alongside::domain::parts
