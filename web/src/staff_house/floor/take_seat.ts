// Somebody gets a seat, and had another one, or none, before.
import type { Person } from "../../api/types";
import { send, takeBack } from "../../parts/send";
import { tell } from "../../parts/tell";

export function takeSeat(person: Person, seat: number): void {
  const before = person.seat;
  void send("take_seat", { visit: person.visit, seat }).then((answer) => {
    if (answer) tell("person.moved", before === null ? {} : { undo: takeBack("take_seat", { visit: person.visit, seat: before }) });
  });
}
