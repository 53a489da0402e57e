// The watch over one person: uses, looks, and what they mean. It follows the person, not the seat; a look ends it, time never does.
#pragma once

#include "domain/deadlines.hpp"
#include "domain/site/events.hpp"
#include "domain/subject.hpp"
#include "domain/visit/events.hpp"
#include "domain/watch/commands.hpp"
#include "domain/watch/events.hpp"
#include "domain/watch/part.hpp"
#include "domain/watch/today.hpp"

namespace alongside::domain {

Refusal decide(const State&, const Command&, const BeginUse&, Events&);
Refusal decide(const State&, const Command&, const CorrectUse&, Events&);
Refusal decide(const State&, const Command&, const Look&, Events&);
Refusal decide(const State&, const Command&, const SeeAll&, Events&);
Refusal decide(const State&, const Command&, const UndoLook&, Events&);
Refusal decide(const State&, const Command&, const UndoSeeAll&, Events&);
Refusal decide(const State&, const Command&, const UndoUse&, Events&);

void evolve(State&, const Event&, const UseBegan&);
void evolve(State&, const Event&, const UseCorrected&);
void evolve(State&, const Event&, const LookTaken&);
void evolve(State&, const Event&, const AllSeen&);
void evolve(State&, const Event&, const LookUndone&);
void evolve(State&, const Event&, const AllSeenUndone&);
void evolve(State&, const Event&, const UseUndone&);

void note(Today&, const State&, const Event&, const Welcomed&);
void note(Today&, const State&, const Event&, const EndingUndone&);
void note(Today&, const State&, const Event&, const UseBegan&);
void note(Today&, const State&, const Event&, const UseCorrected&);
void note(Today&, const State&, const Event&, const LookTaken&);
void note(Today&, const State&, const Event&, const AllSeen&);
void note(Today&, const State&, const Event&, const UseUndone&);
void note(Today&, const State&, const Event&, const LookUndone&);
void note(Today&, const State&, const Event&, const AllSeenUndone&);

namespace watch {

struct Subject {
  using Part = watch::Part;
  using OfToday = watch::OfToday;
  using Commands = List<BeginUse, CorrectUse, Look, SeeAll, UndoLook, UndoSeeAll, UndoUse>;
  using Events = List<UseBegan, UseCorrected, LookTaken, AllSeen, LookUndone, AllSeenUndone, UseUndone>;
  using Causes = WatchCause;
  static constexpr std::uint8_t deadlines = 0;

  static void due(const State&, const Deadline&, DueReached&);
  static void reached(State&, const Event&, const DueReached&);
  static void make_room(State&);
  static void restarted(State&, Instant now, const Booted&);
  static void show(const Shown&, Board&);
  static void noted(Today&, const State&);
  static void sound(Today&, const Event&, const DueReached&);
  static bool still_stands(const State&, const Alarm&);
};

}  // namespace watch

constexpr bool is_about(const DueReached& reached, WatchCause cause) {
  return reached.is_from(watch::Subject::deadlines, cause);
}
/// Of which it reminds, or none.
constexpr VisitId visit_of(const DueReached& reached) {
  return reached.of.kind == watch::Subject::deadlines ? reached.of.as<VisitId>() : VisitId::none();
}

}  // namespace alongside::domain
