// What each subject's file gives the machine: one `decide` for each command, one `evolve` for each event. Only machine.cpp includes
// all of them; names are overloads so that the compiler finds the one that is missing.
#pragma once

#include <optional>

#include "domain/machine.hpp"

namespace alongside::domain::parts {

// shift.cpp
Refusal decide(const State&, const Command&, const FoundSite&, Events&);
Refusal decide(const State&, const Command&, const StepClock&, Events&);
Refusal decide(const State&, const Command&, const AdoptProtocol&, Events&);
Refusal decide(const State&, const Command&, const AdoptGuardrails&, Events&);
Refusal decide(const State&, const Command&, const OpenFloor&, Events&);
Refusal decide(const State&, const Command&, const CloseFloor&, Events&);
Refusal decide(const State&, const Command&, const HandOver&, Events&);
Refusal decide(const State&, const Command&, const TallyCodes&, Events&);
void evolve(State&, const Event&, const SiteFounded&);
void evolve(State&, const Event&, const ProtocolAdopted&);
void evolve(State&, const Event&, const GuardrailsAdopted&);
void evolve(State&, const Event&, const FloorOpened&);
void evolve(State&, const Event&, const FloorClosed&);
void evolve(State&, const Event&, const HandedOver&);

// visit.cpp
Refusal decide(const State&, const Command&, const Welcome&, Events&);
Refusal decide(const State&, const Command&, const JoinWaiting&, Events&);
Refusal decide(const State&, const Command&, const AnswerAge&, Events&);
Refusal decide(const State&, const Command&, const RecordNotServed&, Events&);
Refusal decide(const State&, const Command&, const LeaveBeforeServed&, Events&);
Refusal decide(const State&, const Command&, const Leave&, Events&);
Refusal decide(const State&, const Command&, const FindGone&, Events&);
void evolve(State&, const Event&, const Welcomed&);
void evolve(State&, const Event&, const JoinedWaiting&);
void evolve(State&, const Event&, const AgeAnswered&);
void evolve(State&, const Event&, const CouldNotBeServed&);
void evolve(State&, const Event&, const LeftBeforeServed&);
void evolve(State&, const Event&, const Left&);
void evolve(State&, const Event&, const FoundGone&);

/// The visit is over: the seat is free, no clock runs. What it was is kept in `over`, unless it never was (`ending` none).
void end_visit(State&, VisitId visit, bool seat_needs_cleaning, std::optional<Ending> ending, Instant at, EmergencyId emergency = {});
VisitId next_visit(const State&);

/// Law is a stop: use on site at all, and age.
Refusal law_of_use(const State&, Answer old_enough);

// seat.cpp
Refusal decide(const State&, const Command&, const AddSeat&, Events&);
Refusal decide(const State&, const Command&, const TakeSeat&, Events&);
Refusal decide(const State&, const Command&, const ReadySeat&, Events&);
Refusal decide(const State&, const Command&, const TakeToilet&, Events&);
Refusal decide(const State&, const Command&, const KnockToilet&, Events&);
Refusal decide(const State&, const Command&, const FreeToilet&, Events&);
void evolve(State&, const Event&, const SeatAdded&);
void evolve(State&, const Event&, const Seated&);
void evolve(State&, const Event&, const SeatReady&);
void evolve(State&, const Event&, const ToiletTaken&);
void evolve(State&, const Event&, const ToiletKnocked&);
void evolve(State&, const Event&, const ToiletFreed&);
/// Why this person may not sit there, or accepted.
Refusal may_sit(const State&, const Person& person, SeatId seat);
/// Takes a person out of their seat; nothing if they have none.
void free_seat(State&, Person& person, bool needs_cleaning);
bool leaves_it_to_clean(const State&, SeatId seat);

// observation.cpp
Refusal decide(const State&, const Command&, const BeginUse&, Events&);
Refusal decide(const State&, const Command&, const CorrectUse&, Events&);
Refusal decide(const State&, const Command&, const Look&, Events&);
Refusal decide(const State&, const Command&, const SeeAll&, Events&);
void evolve(State&, const Event&, const UseBegan&);
void evolve(State&, const Event&, const UseCorrected&);
void evolve(State&, const Event&, const LookTaken&);
void evolve(State&, const Event&, const AllSeen&);
/// No look and no watch is due for this slot any more.
void cancel_watch(State&, std::uint16_t slot);
/// A watched person comes out of an emergency: a look that came due in it is due now.
void resume_watch(State&, Person& person, Instant now);
bool is_in_open_emergency(const State&, const Person& person);

// undo.cpp
Refusal decide(const State&, const Command&, const UndoEnding&, Events&);
Refusal decide(const State&, const Command&, const UndoLook&, Events&);
Refusal decide(const State&, const Command&, const UndoSeeAll&, Events&);
Refusal decide(const State&, const Command&, const UndoHandOver&, Events&);
Refusal decide(const State&, const Command&, const UndoNotServed&, Events&);
Refusal decide(const State&, const Command&, const UndoUse&, Events&);
Refusal decide(const State&, const Command&, const UndoWelcome&, Events&);
void evolve(State&, const Event&, const EndingUndone&);
void evolve(State&, const Event&, const LookUndone&);
void evolve(State&, const Event&, const AllSeenUndone&);
void evolve(State&, const Event&, const HandOverUndone&);
void evolve(State&, const Event&, const NotServedUndone&);
void evolve(State&, const Event&, const UseUndone&);
void evolve(State&, const Event&, const WelcomeUndone&);
/// How this person is now, to come back to if the thing that `event` says is taken back.
void remember(State&, const Person& person, Before::What what, const Event& event);
/// Something came after what could have been taken back.
void forget_before(State&, VisitId visit);
WatchDeadlines deadlines_of(const State&, std::uint16_t slot);
/// The event that opens this visit again, from its seat on if that is free.
EndingUndone reopening(const State&, const Over& over);

// response.cpp
Refusal decide(const State&, const Command&, const TapAct&, Events&);
Refusal decide(const State&, const Command&, const MoveAct&, Events&);
Refusal decide(const State&, const Command&, const AssessEmergency&, Events&);
void evolve(State&, const Event&, const EmergencyOpened&);
void evolve(State&, const Event&, const ActRecorded&);
void evolve(State&, const Event&, const EmergencyAssessed&);
void evolve(State&, const Event&, const EmergenciesJoined&);
void evolve(State&, const Event&, const ActMoved&);
void evolve(State&, const Event&, const EmergencyPersonSet&);
void evolve(State&, const Event&, const LeftByEmergency&);
/// Opens an emergency for a person whom a look found without an answer; acts are derived from `id`.
void open_for(const State&, const Command&, const Person& person, const Uuid& id, const Vitals& seen, Events&);
/// Another act in the emergency that `person` is in already.
void add_vitals(const State&, const Command&, const Person& person, const Uuid& id, const Vitals& seen, Events&);
/// By how much the acts of emergencies must move back so that none is later than this start.
Duration clocks_went_back(const State&, Instant start);
/// Assesses the open emergencies anew after a start at which the clock was not sure: as many as have room; AssessEmergency does the others.
void assess_after_restart(const State&, const Command&, Events&);

// clock.cpp
Refusal decide(const State&, const Command&, const Boot&, Events&);
Refusal decide(const State&, const Command&, const Tick&, Events&);
void evolve(State&, const Event&, const Booted&);
void evolve(State&, const Event&, const DueReached&);

}  // namespace alongside::domain::parts
