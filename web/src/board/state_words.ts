// Somebody on the floor in words, with the tone of it.
import type { Person } from "../api/types";
import { type Say, wordKey } from "../catalogue/catalogue";
import type { Tone } from "../parts/shapes";
import { isAtDesk } from "./people";

export function handleInWords(person: Person, covered: boolean, say: Say): string {
  if (covered) return say("cover.covered");
  return person.handle ?? say("floor.no_code");
}

/** A person's state as the board says it now: a look falls due between two messages of the site. */
export function stateInWords(person: Person, now: number, say: Say): { tone: Tone; words: string } {
  if (isAtDesk(person)) return { tone: "well", words: say("place.inside") };
  const lookDue = person.look_due !== null && person.look_due <= now;
  const watched = person.state === "watched" || person.state === "preparing" || person.state === "look_due";
  const state = watched && lookDue ? "look_due" : person.state;
  if (state === "recovery" && lookDue) return { tone: "due", words: say("state.look_due") };
  const tones: Record<string, Tone> = {
    emergency: "now", still_sedated: "due", concern: "due", look_due: "due", look_overdue: "due", may_go: "due",
  };
  const words = state === "preparing" ? "state.watched" : wordKey("state", state, "state.watched");
  return { tone: tones[state] ?? "well", words: say(words) };
}
