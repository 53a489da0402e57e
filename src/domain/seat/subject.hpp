// Seats: booths, smoking-room places, aftercare chairs, and the toilet, which asks no code and has an occupied clock.
#pragma once

#include "domain/deadlines.hpp"
#include "domain/seat/commands.hpp"
#include "domain/seat/events.hpp"
#include "domain/seat/on_board.hpp"
#include "domain/seat/part.hpp"
#include "domain/site/events.hpp"
#include "domain/subject.hpp"

namespace alongside::domain {

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

std::string contradicts(const State&, const SeatAdded&);
std::string contradicts(const State&, const Seated&);
std::string contradicts(const State&, const SeatReady&);
std::string contradicts(const State&, const ToiletTaken&);
std::string contradicts(const State&, const ToiletKnocked&);
std::string contradicts(const State&, const ToiletFreed&);

namespace seat {

struct Subject {
  using Part = seat::Part;
  using OnBoard = seat::OnBoard;
  using Commands = List<AddSeat, TakeSeat, ReadySeat, TakeToilet, KnockToilet, FreeToilet>;
  using Events = List<SeatAdded, Seated, SeatReady, ToiletTaken, ToiletKnocked, ToiletFreed>;
  using Causes = SeatCause;
  static constexpr std::uint8_t deadlines = 1;

  static void due(const State&, const Deadline&, DueReached&);
  static void reached(State&, const Event&, const DueReached&);
  static void make_room(State&);
  static void restarted(State&, Instant now, const Booted&);
  static void show(const Shown&, Board&);
};

}  // namespace seat

constexpr bool is_about(const DueReached& reached, SeatCause cause) {
  return reached.is_from(seat::Subject::deadlines, cause);
}
/// Of which it reminds, or none.
constexpr SeatId seat_of(const DueReached& reached) {
  return reached.of.kind == seat::Subject::deadlines ? SeatId{reached.of.slot} : SeatId::none();
}

}  // namespace alongside::domain
