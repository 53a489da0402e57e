// What was done last on this screen, with its way back, or why it could not be: one sentence at a time.
//
// Each page keeps a place for it (message_place.tsx), so that it never lies over a control and moves nothing when it comes. What was done
// can be taken back for ten seconds, and is quiet then; what was not done stays until somebody has read it, or until the next thing is done.
import type { Key, Values } from "../catalogue/catalogue";
import { Store } from "../record/store";
import type { Tone } from "./shapes";

export interface Told {
  key: Key;
  values: Values;
  tone: Tone;
  undo: (() => void) | null;
  /** Until when it is shown, on the monotonic clock; null: until it is read. */
  until: number | null;
}

export const told = new Store<Told | null>(null);
export const TOLD_MS = 10_000;

export interface TellOptions {
  values?: Values;
  tone?: Tone;
  undo?: () => void;
}

export function tell(key: Key, options: TellOptions = {}): void {
  const tone = options.tone ?? "well";
  const stays = tone === "due" || tone === "now";
  const one: Told = { key, values: options.values ?? {}, tone, undo: options.undo ?? null, until: stays ? null : performance.now() + TOLD_MS };
  told.set(one);
  if (!stays) setTimeout(() => dismiss(one), TOLD_MS);
}

/** What nobody here did: told only where it takes no refusal and no undo away. */
export function mention(key: Key): void {
  if (told.get() === null) tell(key);
}

export function dismiss(one: Told): void {
  if (told.get() === one) told.set(null);
}
