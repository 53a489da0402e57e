// The guest book: who visits the center to see it. A subject for practice, which no center has.
#pragma once

#include "domain/guest_book/commands.hpp"
#include "domain/guest_book/events.hpp"
#include "domain/guest_book/part.hpp"

namespace alongside::domain {

Refusal decide(const State&, const Command&, const SignGuestBook&, Events&);
void evolve(State&, const Event&, const GuestsSigned&);

namespace guest_book {

struct Subject {
  using Part = guest_book::Part;
  using OnBoard = guest_book::OnBoard;
  using Commands = List<SignGuestBook>;
  using Events = List<GuestsSigned>;
  static void show(const Shown&, Board&);
};

}  // namespace guest_book

}  // namespace alongside::domain
