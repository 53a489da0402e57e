// What a reader has chosen of a plan: what the sites are to be best at, how many, which towns must be or must not be one, a rule for the regions, other
// values of the assumed figures. It stands in the page's address, so that a link opens the same plan:
// `goal=person_visits&sites=5&regions=at_most&must=Norwich&not=Hartford&effect.open_share=0.5`.
import type { PlanDocument, PlanGoal, PlanRequest } from "../../api/types";

export interface Choice {
  goal: PlanGoal;
  sites: number;
  regions: RegionRule;
  must: readonly string[];
  not: readonly string[];
  figures: ReadonlyMap<string, number>;
}

export type Standing = "free" | "must" | "not";
/** No rule; at most one site in each region; at least one. */
export type RegionRule = (typeof REGION_RULES)[number];

export const REGION_RULES = ["free", "at_most", "at_least"] as const;
/** Those of the program's goals that a page can answer while somebody waits; each with the figure without which it means nothing. */
export const GOALS: readonly { goal: PlanGoal; needs: string | null }[] = [
  { goal: "total", needs: null },
  { goal: "person_visits", needs: "visits.per_death" },
  { goal: "cost_per_death", needs: "rules.site_cost" },
];

export const SITES = { low: 1, high: 10 };
/** What a reader may set: all four are shares of deaths. */
export const SET_HERE = ["effect.home_reached_share", "effect.home_share", "effect.willing_share", "effect.open_share"] as const;

export const ownChoice = (document: PlanDocument): Choice => ({ goal: "total", sites: document.sites, regions: "free", must: [], not: [], figures: new Map() });

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
  const sites = Number(said.get("sites") || document.sites);
  const regions = REGION_RULES.find((rule) => rule === said.get("regions")) ?? "free";
  return {
    goal: goalsOf(document).find((goal) => goal === said.get("goal")) ?? "total",
    regions,
    sites: Math.max(Number.isInteger(sites) ? Math.min(SITES.high, Math.max(SITES.low, sites)) : document.sites, leastSites({ must, regions }, document)),
    must,
    not: towns("not").filter((name) => !must.includes(name)),
    figures,
  };
}

export function writeChoice(choice: Choice, document: PlanDocument): string {
  const parts = [
    ...(choice.goal === "total" ? [] : [`goal=${choice.goal}`]),
    ...(choice.sites === document.sites ? [] : [`sites=${choice.sites}`]),
    ...(choice.regions === "free" ? [] : [`regions=${choice.regions}`]),
    ...choice.must.map((name) => `must=${encodeURIComponent(name)}`),
    ...choice.not.map((name) => `not=${encodeURIComponent(name)}`),
    ...[...choice.figures].map(([name, value]) => `${name}=${value}`),
  ];
  return parts.join("&");
}

/** Each town that must be one needs a site, and where each region is to have one, each region without such a town. */
export function leastSites(choice: Pick<Choice, "must" | "regions">, document: PlanDocument): number {
  const must = new Set(choice.must);
  const regions = new Set(choice.regions === "at_least" ? document.candidates.map((one) => one.region) : []);
  for (const one of document.candidates) if (must.has(one.name)) regions.delete(one.region);
  return Math.min(SITES.high, Math.max(SITES.low, must.size + regions.size));
}

export const goalsOf = (document: PlanDocument): PlanGoal[] => GOALS.filter((one) => one.needs === null || document.figures.some((figure) => figure.path === one.needs)).map((one) => one.goal);

/** NaN where the document has no such figure. */
export const ownFigure = (document: PlanDocument, path: string): number => Number(document.figures.find((one) => one.path === path)?.value ?? NaN);

export function standing(choice: Choice, town: string): Standing {
  if (choice.must.includes(town)) return "must";
  return choice.not.includes(town) ? "not" : "free";
}

/** The next of free, must be, must not be. Where more must be than there are sites, there is one more site, up to ten. */
export function cycled(choice: Choice, town: string, document: PlanDocument): Choice {
  const must = choice.must.filter((name) => name !== town);
  const not = choice.not.filter((name) => name !== town);
  const now = standing(choice, town);
  if (now === "must" || (now === "free" && must.length >= SITES.high)) return { ...choice, must, not: [...not, town] };
  if (now === "not") return { ...choice, must, not };
  const next = { ...choice, must: [...must, town], not };
  return { ...next, sites: Math.max(choice.sites, leastSites(next, document)) };
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
  goal: choice.goal,
  sites: choice.sites,
  forced: [...choice.must],
  forbidden: [...choice.not],
  settings: [...choice.figures, ...(choice.regions === "free" ? [] : [[`rules.${choice.regions}_per_region`, 1] as const])].map(([name, value]) => ({ name, value })),
});
