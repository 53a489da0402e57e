// What kind of company somebody has here: who waits for a seat, who came for something else, who is watched.
import type { Person } from "../api/types";
import type { KnownEmergency } from "../record/site";
import { began } from "../parts/words";

const UNWATCHED = new Set<Person["state"]>(["waiting", "seated", "done"]);
export const isWatched = (person: Person): boolean => !UNWATCHED.has(person.state);

const SEATED_FOR = new Set<Person["purpose"]>(["booth", "smoking"]);
const isWaiting = (person: Person): boolean => person.seat === null && person.state === "waiting";

export const waitsForSeat = (person: Person): boolean => isWaiting(person) && SEATED_FOR.has(person.purpose);

export type DeskPurpose = Exclude<Person["purpose"], "booth" | "smoking">;
export type AtDesk = Person & { purpose: DeskPurpose };

/** Came for something that needs no seat. */
export const isAtDesk = (person: Person): person is AtDesk => isWaiting(person) && !SEATED_FOR.has(person.purpose);

/** What the large clock counts from: in an emergency its own beginning, whatever was before it. */
export function countsFrom(person: Person, emergencies: readonly KnownEmergency[]): number {
  const emergency = emergencies.find((one) => one.key === person.emergency);
  return emergency ? began(emergency) : person.since;
}
