// One act, tapped twice in one go, is one act: a second tap with the same words on the same screen within three seconds [J] is the first
// one again. After that it is a new act at once: another dose, another helper, breaths after a pause.
//
// Corrections and undo are what they are, each time. Pure: times are the screen's own monotonic ones, so that no clock of the site moves it.
import type { Act, ActKind } from "../../api/types";
import type { ActFields, TapHere } from "../../record/site";

export const SAME_TAP_MS = 3_000;

const EACH_COUNTS = new Set<ActKind>(["corrected", "undone"]);

/** The act of this screen that a tap now would only repeat, or null. `acts`: those of the emergency, from every screen. */
export function sameTap(taps: readonly TapHere[], acts: readonly Act[], tap: Pick<TapHere, "emergency" | "act" | "fields">, now: number): TapHere | null {
  if (EACH_COUNTS.has(tap.act)) return null;
  const last = taps.findLast((one) => one.emergency === tap.emergency && one.act === tap.act);
  if (last === undefined || now - last.tappedAt >= SAME_TAP_MS || !sameWords(last.fields, tap.fields)) return null;
  return acts.some((act) => act.act === "undone" && act.target === last.id) ? null : last;
}

export function sameWords(a: ActFields, b: ActFields): boolean {
  return inWords(a) === inWords(b);
}

const inWords = (fields: object): string =>
  JSON.stringify(Object.entries(fields).filter(([, value]) => value !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => [name, typeof value === "object" ? inWords(value as object) : value]));
