// How long until something, in words.
import type { Say } from "../catalogue/catalogue";
import { secondsLeft } from "./format";

/** "5 min" for 5:00, whatever the moment between two messages; seconds in the last minute. */
export function inTime(ms: number, say: Say): string {
  const seconds = secondsLeft(ms);
  return seconds < 60 ? say("next.in_seconds", { n: Math.max(1, seconds) }) : say("next.in_minutes", { n: Math.round(ms / 60_000) });
}
