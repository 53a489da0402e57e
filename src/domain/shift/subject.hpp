// The shift: who is responsible, opening, handing over and closing the floor.
#pragma once

#include <optional>

#include "domain/shift/commands.hpp"
#include "domain/shift/events.hpp"
#include "domain/shift/on_board.hpp"
#include "domain/shift/part.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

Refusal decide(const State&, const Command&, const OpenFloor&, Events&);
Refusal decide(const State&, const Command&, const CloseFloor&, Events&);
Refusal decide(const State&, const Command&, const HandOver&, Events&);
Refusal decide(const State&, const Command&, const UndoHandOver&, Events&);

void evolve(State&, const Event&, const FloorOpened&);
void evolve(State&, const Event&, const FloorClosed&);
void evolve(State&, const Event&, const HandedOver&);
void evolve(State&, const Event&, const HandOverUndone&);

/// Whom a command puts in charge.
struct PutInCharge {
  StaffRef who{};
  bool is_asked = true;  ///< with their PIN; not who has just handed over, and takes it back
};
std::optional<PutInCharge> put_in_charge(const State&, const OpenFloor&);
std::optional<PutInCharge> put_in_charge(const State&, const HandOver&);
std::optional<PutInCharge> put_in_charge(const State&, const UndoHandOver&);

namespace shift {

struct Subject {
  using Part = shift::Part;
  using OnBoard = shift::OnBoard;
  using Commands = List<OpenFloor, CloseFloor, HandOver, UndoHandOver>;
  using Events = List<FloorOpened, FloorClosed, HandedOver, HandOverUndone>;
  static void show(const Shown&, Board&);
};

}  // namespace shift

}  // namespace alongside::domain
