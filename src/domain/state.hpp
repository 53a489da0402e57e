// State: what the floor looks like now, folded from the events: one part a subject.
//
// Flat arrays indexed by slot; who has left is out of it, so its size follows the floor and not the year. Nothing is allocated per
// event: `make_room`, called between batches, keeps spare slots. Two states may be compared with ==: replay must equal live.
// A value; one thread writes it.
#pragma once

#include "domain/deadlines.hpp"
#include "domain/documents.hpp"
#include "domain/subjects.hpp"

namespace alongside::domain {

template <class L>
struct PartsOf;
template <class... Subject>
struct PartsOf<List<Subject...>> : Subject::Part... {
  bool operator==(const PartsOf&) const = default;
};

struct State : PartsOf<Subjects> {
  const Documents* documents = nullptr;  ///< owned by whoever drives the machine, outlives the state
  Deadlines deadlines;

  using emergency::Part::find;
  using seat::Part::find;
  using visit::Part::find;

  const Protocol& numbers() const { return documents->protocols[protocol.number].numbers; }
  const Guardrails& rules() const { return documents->guardrails[guardrails.number]; }
  const Playbook& playbook_of(const Emergency& e) const { return documents->protocols[e.protocol.number].playbook; }

  /// Of the floor, whichever documents it was folded with.
  bool operator==(const State& other) const {
    return static_cast<const PartsOf&>(*this) == static_cast<const PartsOf&>(other) && deadlines == other.deadlines;
  }
};

/// Spare slots, of every subject that keeps some. Call between batches; nothing in a batch allocates below this.
void make_room(State& state);

}  // namespace alongside::domain
