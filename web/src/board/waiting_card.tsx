// Somebody who waits, or is inside without a seat.
import type { Person } from "../api/types";
import { useSay } from "../catalogue/catalogue";
import { openPerson } from "./open_person";
import { handleInWords, stateInWords } from "./state_words";
import "./waiting_card.css";

export function WaitingCard({ person, now, covered }: { person: Person; now: number; covered: boolean }) {
  const say = useSay();
  const words = person.state === "waiting" ? say(`purpose.${person.purpose}`) : stateInWords(person, now, say).words;
  return (
    <button className="waiting" onClick={() => openPerson.set({ visit: person.visit })}>
      <b>{handleInWords(person, covered, say)}</b>
      <span className="minutes tabular">{say("floor.minutes", { n: Math.floor((now - person.since) / 60_000) })}</span>
      <span className="soft">{words}</span>
    </button>
  );
}
