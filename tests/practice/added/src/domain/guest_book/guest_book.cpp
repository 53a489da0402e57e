// What is decided, kept and shown of the guest book.
#include "domain/board/board.hpp"
#include "domain/machine.hpp"

namespace alongside::domain {

Refusal decide(const State& state, const Command& command, const SignGuestBook& sign, Events& out) {
  if (!state.floor_open) return refuse(Reason::floor_closed);
  out.add(command, GuestsSigned{.guests = sign.guests});
  return accepted();
}

void evolve(State& state, const Event&, const GuestsSigned& book) { state.guests += book.guests; }

void guest_book::Subject::show(const Shown& shown, Board& board) { board.guests_so_far = shown.state.guests; }

}  // namespace alongside::domain
