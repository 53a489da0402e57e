// What other subjects ask of emergencies.
#pragma once

#include <vector>

#include "domain/machine.hpp"

namespace alongside::domain {

/// Opens an emergency for a person whom a look found without an answer; acts are derived from `id`.
void open_for(const State&, const Command&, const Person& person, const Uuid& id, const Vitals& seen, Events&);
/// Another act in the emergency that `person` is in already.
void add_vitals(const State&, const Command&, const Person& person, const Uuid& id, const Vitals& seen, Events&);
/// By how much the acts of emergencies must move back so that none is later than this start.
Duration clocks_went_back(const State&, Instant start);
/// Assesses the open emergencies anew after a start at which the clock was not sure: as many as have room; AssessEmergency does the others.
void assess_after_restart(const State&, const Command&, Events&);

/// An open emergency that may be the same one: begun within the protocol's time of it, at a place that does not contradict. Offered to
/// be joined, never joined by itself. The earlier one, or null.
const Emergency* may_be_the_same(const State& state, const Emergency& emergency);

/// The open emergency that somebody is in, or null.
const Emergency* open_emergency_of(const State& state, const Person& person);

/// Whether an act of this id is among them.
bool knows(const std::vector<KeptAct>& acts, const Uuid& id);
/// Where its time puts it.
void insert(std::vector<KeptAct>& acts, const KeptAct& kept);

}  // namespace alongside::domain
