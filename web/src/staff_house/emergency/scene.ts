// What every part of the emergency page is given, and when each act was.
//
// Non-goals: anything drawn, and what follows from the acts (playbook/assess.ts).
import type { Act, ActKind, Playbook } from "../../api/types";
import { clock } from "../../clock/format";
import { siteClock } from "../../clock/site_clock";
import type { Assessment } from "../../playbook/assess";
import type { ActFields, KnownEmergency } from "../../record/site";
import type { Checked } from "./release_check";
import { sameWords } from "./same_tap";

/** What every part of the page is given. */
export interface Scene {
  key: string;
  acts: readonly Act[];
  asked: Assessment;
  playbook: Playbook;
  closed: boolean;
  place: { said: boolean; words: string };
  others: readonly KnownEmergency[];
  /** An earlier emergency that may be this one. */
  sameAs: KnownEmergency | null;
  /** Does an act now; one that only repeats the tap before it is that one. Returns its id. */
  tap: (act: ActKind, fields?: ActFields) => string;
  /** Whether such a tap would only repeat the last one. */
  repeats: (act: ActKind, fields: ActFields) => boolean;
  /** The tap that was just counted once, for the moment in which this is said. */
  once: Once | null;
  /** What somebody here has said of the release check's items so far. */
  checked: Readonly<Partial<Record<string, Checked>>>;
  check: (item: string, checked: Checked) => void;
  open: (panel: Panel | null) => void;
}

export interface Once {
  act: ActKind;
  fields: ActFields;
}

/** What stands over the eight acts. */
export type Panel =
  | { show: "vitals" | "ems" | OnTile | "more" | "earlier" | "place" | "kind" | "sign" | "release_check" | "join" | "times" | "close" | "after" }
  | { show: "move"; act: string };

/** What goes on for a while once it is tapped. */
export type OnTile = "oxygen" | "no_pulse";

export function isOn(scene: Scene, tile: OnTile): boolean {
  if (scene.playbook.facts.length > 0) return scene.asked.holding.has(tile);
  const last = scene.asked.standing.filter((act) => act.act === tile).at(-1); // a screen without a protocol knows only what was tapped
  return last !== undefined && last.choice !== 0;
}

/** Whether "counted once" is to be said of this act (with these words, where they are named). */
export function countedOnce(scene: Scene, act: ActKind, fields?: ActFields): boolean {
  return scene.once?.act === act && (fields === undefined || sameWords(scene.once.fields, fields));
}

/** Minutes and seconds of an act since t0. */
export function sinceT0(scene: Scene, at: number): string {
  const ms = at - scene.asked.t0;
  return ms <= -1000 ? `−${clock(-ms)}` : clock(ms);
}

export const nowAtSite = () => siteClock.now();
