// One person as the sheet and the visit page show them: who, where, in which state, and which form is open.
import { useState } from "react";
import { handleInWords, stateInWords } from "../../board/state_words";
import { useSay, type Say } from "../../catalogue/catalogue";
import { useNow } from "../../clock/use_now";
import { useBoard, useEmergencies } from "../../parts/use_site";
import { placeInWords } from "../../parts/words";
import type { Board, Person } from "../../api/types";
import { countsFrom } from "../../board/people";
import { useCovered } from "../../parts/covered";

export type PersonPart = "all" | "use" | "move";

export interface ShownPerson {
  say: Say;
  board: Board;
  person: Person;
  now: number;
  /** What its clock counts from. */
  since: number;
  covered: boolean;
  state: ReturnType<typeof stateInWords>;
  place: string;
  handle: string;
  part: PersonPart;
  setPart: (part: PersonPart) => void;
}

/** Null: the visit is over, or the floor is not known yet. */
export function usePerson(visit: string): ShownPerson | null {
  const say = useSay();
  const board = useBoard();
  const now = useNow(500);
  const covered = useCovered();
  const emergencies = useEmergencies();
  const [part, setPart] = useState<PersonPart>("all");
  const person = board?.people.find((one) => one.visit === visit);
  if (!board || !person) return null;
  const state = stateInWords(person, now, say);
  const place = person.place ? placeInWords(person.place, board, say) : say(`purpose.${person.purpose}`);
  const since = countsFrom(person, emergencies);
  return { say, board, person, now, since, covered, state, place, handle: handleInWords(person, covered, say), part, setPart };
}
