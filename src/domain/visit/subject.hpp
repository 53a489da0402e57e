// The visit: from the door to leaving. Every way out is kept apart: served and left, left early, gone, left before served.
#pragma once

#include "domain/site/events.hpp"
#include "domain/subject.hpp"
#include "domain/visit/commands.hpp"
#include "domain/visit/events.hpp"
#include "domain/visit/on_board.hpp"
#include "domain/visit/part.hpp"

namespace alongside::domain {

Refusal decide(const State&, const Command&, const Welcome&, Events&);
Refusal decide(const State&, const Command&, const JoinWaiting&, Events&);
Refusal decide(const State&, const Command&, const AnswerAge&, Events&);
Refusal decide(const State&, const Command&, const RecordNotServed&, Events&);
Refusal decide(const State&, const Command&, const LeaveBeforeServed&, Events&);
Refusal decide(const State&, const Command&, const Leave&, Events&);
Refusal decide(const State&, const Command&, const FindGone&, Events&);
Refusal decide(const State&, const Command&, const UndoEnding&, Events&);
Refusal decide(const State&, const Command&, const UndoNotServed&, Events&);
Refusal decide(const State&, const Command&, const UndoWelcome&, Events&);

void evolve(State&, const Event&, const Welcomed&);
void evolve(State&, const Event&, const JoinedWaiting&);
void evolve(State&, const Event&, const AgeAnswered&);
void evolve(State&, const Event&, const CouldNotBeServed&);
void evolve(State&, const Event&, const LeftBeforeServed&);
void evolve(State&, const Event&, const Left&);
void evolve(State&, const Event&, const FoundGone&);
void evolve(State&, const Event&, const EndingUndone&);
void evolve(State&, const Event&, const NotServedUndone&);
void evolve(State&, const Event&, const WelcomeUndone&);

std::string contradicts(const State&, const Welcomed&);

namespace visit {

struct Subject {
  using Part = visit::Part;
  using OnBoard = visit::OnBoard;
  using Commands = List<Welcome, JoinWaiting, AnswerAge, RecordNotServed, LeaveBeforeServed, Leave, FindGone,
                        UndoEnding, UndoNotServed, UndoWelcome>;
  using Events = List<Welcomed, JoinedWaiting, AgeAnswered, CouldNotBeServed, LeftBeforeServed, Left, FoundGone,
                      ParticipantEnrolled, EndingUndone, NotServedUndone, WelcomeUndone>;
  static void make_room(State&);
  static void restarted(State&, Instant now, const Booted&);
  static void show(const Shown&, Board&);
};

}  // namespace visit

}  // namespace alongside::domain
