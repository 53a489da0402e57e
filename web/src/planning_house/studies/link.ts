// A study's changed figures as they stand in the page's address, behind the #: a link that is sent to somebody opens the same answer, and no
// request of the browser says it. `clients=2500&cut_in_deaths=0.1`; of two studies side by side `a.clients=2500`.
import type { StudyChange } from "../../api/types";

export type Changes = ReadonlyMap<string, number>;

const NAME = /^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_ -]+)?$/;

/** What cannot be a change is left out: an address is somebody's text. `prefix`: "a." reads only names that begin so. */
export function readChanges(query: string, prefix = ""): Changes {
  const out = new Map<string, number>();
  for (const [key, text] of new URLSearchParams(query)) {
    if (!key.startsWith(prefix)) continue;
    const name = key.slice(prefix.length);
    const value = text.trim() === "" ? NaN : Number(text);
    if (NAME.test(name) && Number.isFinite(value)) out.set(name, value);
  }
  return out;
}

export function writeChanges(changes: Changes, prefix = ""): string {
  return [...changes].map(([name, value]) => `${encodeURIComponent(prefix + name)}=${value}`).join("&");
}

/** As the server is asked. */
export const asked = (changes: Changes): StudyChange[] => [...changes].map(([name, value]) => ({ name, value }));

/** The same changes with one figure changed; back at the document's own value it is no change. */
export function withChange(changes: Changes, name: string, value: number, own: number): Changes {
  const out = new Map(changes);
  if (same(value, own)) out.delete(name);
  else out.set(name, value);
  return out;
}

export function without(changes: Changes, name: string): Changes {
  const out = new Map(changes);
  out.delete(name);
  return out;
}

const same = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** Where two studies stand side by side. */
export interface Pair {
  a: string;
  b: string;
  changesA: Changes;
  changesB: Changes;
}

export function readPair(query: string): Pair {
  const said = new URLSearchParams(query);
  return { a: said.get("a") ?? "", b: said.get("b") ?? "", changesA: readChanges(query, "a."), changesB: readChanges(query, "b.") };
}

export function writePair(pair: Pair): string {
  const ids = [["a", pair.a], ["b", pair.b]].filter(([, id]) => id !== "").map(([key, id]) => `${key}=${encodeURIComponent(id!)}`);
  return [...ids, writeChanges(pair.changesA, "a."), writeChanges(pair.changesB, "b.")].filter((part) => part !== "").join("&");
}
