// What a reader has chosen of a plan: how many sites, which towns must be or must not be one, other values of the assumed figures. It stands in the
// page's address, so that a link opens the same plan: `sites=5&must=Norwich&not=Hartford&effect.open_share=0.5`.
import type { PlanDocument, PlanRequest } from "../api/types";

export interface Choice {
  sites: number;
  must: readonly string[];
  not: readonly string[];
  figures: ReadonlyMap<string, number>;
}

export type Standing = "free" | "must" | "not";

export const SITES = { low: 1, high: 10 };
/** What a reader may set: all four are shares of deaths. */
export const SET_HERE = ["effect.home_reached_share", "effect.home_share", "effect.willing_share", "effect.open_share"] as const;

export const ownChoice = (document: PlanDocument): Choice => ({ sites: document.sites, must: [], not: [], figures: new Map() });

/** What cannot be a choice is left out: an address is somebody's text. */
export function readChoice(query: string, document: PlanDocument): Choice {
  const said = new URLSearchParams(query);
  const known = new Set(document.candidates.map((one) => one.name));
  const towns = (key: string): string[] => [...new Set(said.getAll(key))].filter((name) => known.has(name));
  const must = towns("must").slice(0, SITES.high);
  const figures = new Map<string, number>();
  for (const name of SET_HERE) {
    const value = said.get(name)?.trim() ? Number(said.get(name)) : NaN;
    if (value >= 0 && value <= 1 && value !== ownFigure(document, name)) figures.set(name, value);
  }
  const sites = Number(said.get("sites") ?? document.sites);
  return {
    sites: Math.max(Number.isInteger(sites) ? Math.min(SITES.high, Math.max(SITES.low, sites)) : document.sites, must.length),
    must,
    not: towns("not").filter((name) => !must.includes(name)),
    figures,
  };
}

export function writeChoice(choice: Choice, document: PlanDocument): string {
  const parts = [
    ...(choice.sites === document.sites ? [] : [`sites=${choice.sites}`]),
    ...choice.must.map((name) => `must=${encodeURIComponent(name)}`),
    ...choice.not.map((name) => `not=${encodeURIComponent(name)}`),
    ...[...choice.figures].map(([name, value]) => `${name}=${value}`),
  ];
  return parts.join("&");
}

/** NaN where the document has no such figure. */
export const ownFigure = (document: PlanDocument, path: string): number => Number(document.figures.find((one) => one.path === path)?.value ?? NaN);

export function standing(choice: Choice, town: string): Standing {
  if (choice.must.includes(town)) return "must";
  return choice.not.includes(town) ? "not" : "free";
}

/** The next of free, must be, must not be. Where more must be than there are sites, there is one more site, up to ten. */
export function cycled(choice: Choice, town: string): Choice {
  const must = choice.must.filter((name) => name !== town);
  const not = choice.not.filter((name) => name !== town);
  const now = standing(choice, town);
  if (now === "must" || (now === "free" && must.length >= SITES.high)) return { ...choice, must, not: [...not, town] };
  if (now === "not") return { ...choice, must, not };
  return { ...choice, must: [...must, town], not, sites: Math.max(choice.sites, must.length + 1) };
}

export function withFigure(choice: Choice, path: string, value: number, own: number): Choice {
  const figures = new Map(choice.figures);
  if (Math.abs(value - own) < 1e-9) figures.delete(path);
  else figures.set(path, value);
  return { ...choice, figures };
}

/** As the server is asked. */
export const asked = (choice: Choice, plan: string): PlanRequest => ({
  plan,
  sites: choice.sites,
  forced: [...choice.must],
  forbidden: [...choice.not],
  settings: [...choice.figures].map(([name, value]) => ({ name, value })),
});
