// The site, and the clocks of all: what follows from a start and from a reminder that came due is each subject's own.
#include "domain/emergency/emergency.hpp"
#include "domain/machine.hpp"

namespace alongside::domain {

Refusal decide(const State& state, const Command& command, const FoundSite& found, Events& out) {
  if (state.founded) return refuse(Reason::already_founded);
  out.add(command, SiteFounded{.site = found.site, .kind = found.kind});
  return accepted();
}

Refusal decide(const State&, const Command& command, const StepClock& stepped, Events& out) {
  out.add(command, ClockStepped{.step = stepped.step});
  return accepted();
}

Refusal decide(const State&, const Command& command, const AdoptProtocol& adopt, Events& out) {
  out.add(command, adopt.adopted);
  return accepted();
}

Refusal decide(const State&, const Command& command, const AdoptGuardrails& adopt, Events& out) {
  out.add(command, adopt.adopted);
  return accepted();
}

Refusal decide(const State& state, const Command& command, const SetDay& set, Events& out) {
  const bool is_so =
      state.has_day_at(command.at) && state.zone == set.zone && state.day_starts_minutes == set.starts_minutes;
  if (!is_so) out.add(command, DaySet{.zone = set.zone, .starts_minutes = set.starts_minutes});
  return accepted();
}

Refusal decide(const State& state, const Command& command, const Boot& boot, Events& out) {
  out.add(command, Booted{.boot = boot.boot,
                          .clock_not_sure = boot.clock_not_sure,
                          .no_use_wait = base::minutes(state.numbers().no_use_after_min)});
  if (boot.clock_not_sure) assess_after_restart(state, command, out);
  return accepted();
}

namespace {

/// Calls `use.template operator()<Subject>()` for the subject whose deadlines have this number.
template <class L>
void of_kind(std::uint8_t kind, L subjects, auto&& use) {
  each_subject(subjects, [&]<class Subject> {
    if constexpr (HasDeadlines<Subject>) {
      if (Subject::deadlines == kind) use.template operator()<Subject>();
    }
  });
}

}  // namespace

Refusal decide(const State& state, const Command& command, const Tick&, Events& out) {
  if (state.deadlines.empty() || state.deadlines.next().due > command.at) return accepted();
  const Deadline& deadline = state.deadlines.next();
  DueReached& reached =
      out.add(command, DueReached{.of = {.kind = deadline.key.kind, .number = 0, .slot = deadline.key.slot},
                                  .cause = deadline.key.cause,
                                  .occurrence = deadline.occurrence,
                                  .due = deadline.due});
  of_kind(deadline.key.kind, Subjects{}, [&]<class Subject> { Subject::due(state, deadline, reached); });
  return accepted();
}

void evolve(State& state, const Event&, const SiteFounded& founded) {
  state.founded = true;
  state.site = founded.site;
  state.kind = founded.kind;
}

void evolve(State& state, const Event&, const ProtocolAdopted& adopted) {
  state.protocol = adopted.document;
  state.protocol_signed = adopted.signer.exists();
}

void evolve(State& state, const Event&, const GuardrailsAdopted& adopted) { state.guardrails = adopted.document; }

void evolve(State& state, const Event& event, const DaySet& set) {
  state.zone = set.zone;
  state.day_holds_from = event.at;
  state.day_starts_minutes = set.starts_minutes;
}

/// The document itself was taken before its event is (documents.hpp).
std::string contradicts(const State& state, const ProtocolAdopted& adopted) {
  const bool is_there = state.documents && adopted.document.number < state.documents->protocols.size();
  return is_there ? std::string() : "names a protocol that is not there";
}
std::string contradicts(const State& state, const GuardrailsAdopted& adopted) {
  const bool is_there = state.documents && adopted.document.number < state.documents->guardrails.size();
  return is_there ? std::string() : "names guardrails that are not there";
}

void evolve(State& state, const Event& event, const Booted& booted) {
  if (!booted.clock_not_sure) return;
  each_subject(Subjects{}, [&]<class Subject> {
    if constexpr (requires { Subject::restarted(state, event.at, booted); })
      Subject::restarted(state, event.at, booted);
  });
}

bool DueReached::is_known() const {
  bool known = false;
  of_kind(of.kind, Subjects{}, [&]<class Subject> { known = cause < words_in<typename Subject::Causes>(); });
  return known;
}

void evolve(State& state, const Event& event, const DueReached& reached) {
  of_kind(reached.of.kind, Subjects{}, [&]<class Subject> { Subject::reached(state, event, reached); });
}

void evolve(State& state, const Event& event, const OldDueReached& reached) { evolve(state, event, reached.as_now()); }

static_assert(static_cast<int>(OldCause::look) == static_cast<int>(WatchCause::look));
static_assert(static_cast<int>(OldCause::look_overdue) == static_cast<int>(WatchCause::look_overdue));
static_assert(static_cast<int>(OldCause::may_go) == static_cast<int>(WatchCause::may_go));

DueReached OldDueReached::as_now() const {
  DueReached now{.stage = stage, .quiet = quiet, .occurrence = occurrence, .due = due, .next_due = next_due};
  switch (cause) {
    case OldCause::look:
    case OldCause::look_overdue:
    case OldCause::may_go:
      now.of = {.kind = watch::Subject::deadlines, .number = visit.number, .slot = visit.slot};
      now.cause = static_cast<std::uint8_t>(cause);
      break;
    case OldCause::knock:
      now.of = {.kind = seat::Subject::deadlines, .number = seat.number, .slot = seat.number};
      now.cause = static_cast<std::uint8_t>(SeatCause::knock);
      break;
    case OldCause::emergency_clock:
      now.of = {.kind = emergency::Subject::deadlines, .number = emergency.number, .slot = emergency.slot};
      now.cause = static_cast<std::uint8_t>(clock);
      break;
  }
  return now;
}

}  // namespace alongside::domain
