// A simulated day as Boards: any second of it, forwards and back.
//
// The server sends one Board and what changes from second to second (CapacityDay); the Floor page's own components show what stands here. Frames are
// folded in order; every so often a whole state is kept, so that a jump back folds a few hundred frames and not a day.
import type { Board, CapacityDay, CapacityFrame, Person, Seat } from "../../api/types";

const KEPT_EVERY = 400;

interface Floor {
  open: boolean;
  people: ReadonlyMap<string, Person>;
  seats: readonly Seat[];
}

export class PlayedDay {
  private readonly kept: Floor[] = [];
  private next = 0;
  private floor: Floor;

  constructor(readonly day: CapacityDay) {
    this.floor = {
      open: day.board.floor.open,
      people: new Map(day.board.people.map((person) => [person.visit, person])),
      seats: day.board.seats,
    };
    this.kept.push(this.floor);
  }

  get seconds(): number {
    return this.day.seconds;
  }

  /** The floor at the end of this second after opening. */
  at(seconds: number): Board {
    const wanted = this.framesUntil(seconds);
    if (wanted < this.next) {
      const from = Math.min(Math.floor(wanted / KEPT_EVERY), this.kept.length - 1);
      this.floor = this.kept[from]!;
      this.next = from * KEPT_EVERY;
    }
    while (this.next < wanted) this.fold(this.day.frames[this.next]!);
    return {
      ...this.day.board,
      now: this.day.from + Math.round(seconds * 1000),
      floor: { ...this.day.board.floor, open: this.floor.open },
      people: [...this.floor.people.values()],
      seats: [...this.floor.seats],
    };
  }

  private fold(frame: CapacityFrame): void {
    const people = new Map(this.floor.people);
    for (const visit of frame.gone ?? []) people.delete(visit);
    for (const changed of frame.people ?? []) people.set(changed.visit, { ...people.get(changed.visit), ...changed } as Person);
    const changes = new Map((frame.seats ?? []).map((seat) => [seat.seat, seat]));
    const seats = changes.size === 0 ? this.floor.seats : this.floor.seats.map((seat) => ({ ...seat, ...changes.get(seat.seat) }));
    this.floor = { open: frame.open ?? this.floor.open, people, seats };
    this.next++;
    if (this.next % KEPT_EVERY === 0 && this.kept.length === this.next / KEPT_EVERY) this.kept.push(this.floor);
  }

  /** How many frames are not later than this second. */
  private framesUntil(seconds: number): number {
    const frames = this.day.frames;
    let low = 0;
    let high = frames.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (frames[middle]!.at_seconds <= seconds) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export interface Counted {
  waiting: number;
  inside: number;
  emergencies: number;
  taken: Record<Seat["kind"], number>;
  seats: Record<Seat["kind"], number>;
}

/** The floor in numbers, for a sentence beside it. */
export function counted(board: Board): Counted {
  const none = { booth: 0, smoking: 0, aftercare: 0, toilet: 0 };
  const out: Counted = { waiting: 0, inside: board.people.length, emergencies: 0, taken: { ...none }, seats: { ...none } };
  for (const seat of board.seats) {
    out.seats[seat.kind]++;
    if (seat.state === "occupied") out.taken[seat.kind]++;
  }
  for (const person of board.people) {
    if (person.state === "waiting") out.waiting++;
    if (person.emergency !== null) out.emergencies++;
  }
  return out;
}
