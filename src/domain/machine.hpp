// The machine: a center, written once. Staff, the simulator, drills and tests all drive these three functions.
//
//   decide    what a command would make happen, or why not. Changes nothing.
//   evolve    takes one event into the state. Cannot fail and holds no policy: every threshold that mattered is in the event.
//   next_due  the next deadline. Whoever has a clock sends Tick when it has passed, once for each until none is due.
//
// Invariants (tests/, domain_test): nobody in two seats, no seat over capacity, exactly one responsible person while the floor is open,
// a watch is ended by a look and never by time, acts of one emergency commute, nothing delays an emergency act.
// Pure: no clock, no dice, no I/O, no allocation per event below `make_room`. One thread at a time per state.
#pragma once

#include <array>
#include <cassert>
#include <optional>
#include <span>

#include "domain/command.hpp"
#include "domain/event.hpp"
#include "domain/refusal.hpp"
#include "domain/state.hpp"

namespace alongside::domain {

/// What `decide` fills: a fixed small array, and scratch that grows to the longest emergency. Keep one and use it again.
class Events {
 public:
  static constexpr std::size_t capacity = 32;

  void clear() { count_ = 0; }
  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  std::size_t room() const { return capacity - count_; }
  const Event* begin() const { return events_.data(); }
  const Event* end() const { return events_.data() + count_; }
  const Event& operator[](std::size_t i) const { assert(i < count_); return events_[i]; }

  /// Gives the event's body where it stands, so that it may be filled in there.
  template <class Body>
  Body& add(const Command& command, const Body& body) {
    assert(count_ < capacity);
    Event& event = events_[count_++];
    event.at = command.at;
    event.by = command.by;
    event.device = command.device;
    event.marks = command.marks;
    return event.body.template emplace<Body>(body);
  }

  std::vector<KeptAct>& acts() { return acts_; }
  ActScratch& scratch() { return scratch_; }

 private:
  std::array<Event, capacity> events_;
  std::size_t count_ = 0;
  std::vector<KeptAct> acts_;
  ActScratch scratch_;
};

/// Clears `out`, then fills it if accepted. An accepted command may make nothing happen (an act that is known already).
Refusal decide(const State& state, const Command& command, Events& out);

void evolve(State& state, const Event& event);

std::optional<Deadline> next_due(const State& state);

}  // namespace alongside::domain
