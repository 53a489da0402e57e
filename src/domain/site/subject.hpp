// The site: its founding, its day, the documents in force, starts of the program, its clock.
#pragma once

#include "domain/site/commands.hpp"
#include "domain/site/events.hpp"
#include "domain/site/old_due_reached.hpp"
#include "domain/site/part.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

Refusal decide(const State&, const Command&, const FoundSite&, Events&);
Refusal decide(const State&, const Command&, const Boot&, Events&);
Refusal decide(const State&, const Command&, const StepClock&, Events&);
Refusal decide(const State&, const Command&, const AdoptProtocol&, Events&);
Refusal decide(const State&, const Command&, const AdoptGuardrails&, Events&);
Refusal decide(const State&, const Command&, const SetDay&, Events&);
Refusal decide(const State&, const Command&, const Tick&, Events&);

void evolve(State&, const Event&, const SiteFounded&);
void evolve(State&, const Event&, const Booted&);
void evolve(State&, const Event&, const ProtocolAdopted&);
void evolve(State&, const Event&, const GuardrailsAdopted&);

std::string contradicts(const State&, const ProtocolAdopted&);
std::string contradicts(const State&, const GuardrailsAdopted&);
void evolve(State&, const Event&, const DaySet&);
void evolve(State&, const Event&, const OldDueReached&);
void evolve(State&, const Event&, const DueReached&);

namespace site {

struct Subject {
  using Part = site::Part;
  using Commands = List<FoundSite, Boot, StepClock, AdoptProtocol, AdoptGuardrails, Tick, SetDay>;
  using Events = List<SiteFounded, Booted, ClockStepped, ProtocolAdopted, GuardrailsAdopted, OldDueReached, DueReached,
                      NothingToDo, DaySet>;
};

}  // namespace site

}  // namespace alongside::domain
