// How a plan's figures are written: deaths, visits and money as expectations with the program's two or three digits that count, never as if somebody had
// counted them.
import type { Plan, PlanSite, PlanSpread } from "../../api/types";
import type { Say } from "../../catalogue/catalogue";
import { type Language, numbersOf } from "../../catalogue/languages";
import { fixed, percentText, planText } from "../parts/rounding";

/** `digits`: that count. */
export const amount = (value: number, spoken: Language, digits = 3): string => planText(value, spoken, digits);
/** What is lost or gained between two plans is known less well than either. */
export const difference = (value: number, spoken: Language): string => planText(value, spoken, 2);
/** All of a place's or of the demand's deaths: what is counted, and not computed from it. */
export const demandOf = (plan: Plan, spoken: Language): string => planText(plan.demand.deaths_per_year, spoken);
export const expectedDeaths = (value: number, spoken: Language): string => new Intl.NumberFormat(numbersOf(spoken), { minimumFractionDigits: 1 }).format(fixed(value, 1));
/** On an axis, where values are round. */
export const tick = (value: number, spoken: Language): string => new Intl.NumberFormat(numbersOf(spoken), { maximumSignificantDigits: 3 }).format(value);

/** A figure of the document: one more digit than what is computed from it. */
export const exactShare = (value: number, spoken: Language): string => percentText(value, spoken, 1);
export const share = (value: number, spoken: Language): string => percentText(value, spoken, 0);
export const range = (spread: PlanSpread, spoken: Language, say: Say, write = amount): string => say("plan.from_to", { low: write(spread.low90, spoken), high: write(spread.high90, spoken) });
export const listed = (names: readonly string[], spoken: Language): string => new Intl.ListFormat(spoken, { type: "conjunction" }).format(names);

/** What a plan's objective counts, as a sentence goes on after the number. */
export const unitWords = (plan: Plan, say: Say): string => say(`plan.unit.${plan.goal}`);

/** Averted a year by this model, whatever the plan's goal is. */
export const deathsAverted = (plan: Plan): number => plan.demand.deaths_within_reach_per_year * plan.demand.averted_per_death_within_reach;

/** Those that do most first: so they are numbered on the map, in the table and in the brief. */
export const numbered = (plan: Plan): PlanSite[] => [...plan.sites].sort((a, b) => b.demand_served - a.demand_served || (a.candidate < b.candidate ? -1 : 1));

const KM_PER_MILE = 1.609344;

/** What the map's marks mean, its rings in miles as the plan's own table of reach. */
export function mapWords(plan: Plan | null, spoken: Language, say: Say): string {
  const rings = plan?.rings_km;
  if (!rings) return say("plan.map_source");
  const miles = (km: number): string => amount(km / KM_PER_MILE, spoken, 2);
  return `${say("plan.map_source")} ${say("plan.map_rings", { half: miles(rings.half), none: miles(rings.none) })}`;
}

/** "135.6 of 1,474 deaths a year (9%) lie within reach." */
export const withinReach = (plan: Plan, spoken: Language, say: Say): string =>
  say("plan.within_reach", {
    n: amount(plan.demand.deaths_within_reach_per_year, spoken),
    all: demandOf(plan, spoken),
    share: share(plan.demand.deaths_per_year > 0 ? plan.demand.deaths_within_reach_per_year / plan.demand.deaths_per_year : 0, spoken),
  });

/** The years that a plan rests on, and those that it foretells. */
export function yearWords(plan: Plan, say: Say): string {
  const { first_year: first, last_year: last, ahead } = plan.demand;
  if (first === null || last === null) return say("plan.years_unknown");
  const seen = first === last ? `${first}` : say("plan.from_to", { low: `${first}`, high: `${last}` });
  if (ahead === null) return say("plan.years_average", { seen });
  const years = ahead.first_year === ahead.last_year ? `${ahead.first_year}` : say("plan.from_to", { low: `${ahead.first_year}`, high: `${ahead.last_year}` });
  return say("plan.years_ahead", { years, seen });
}

/** What is proven of it, never more than "in this model". */
export function proofWords(plan: Plan, spoken: Language, say: Say): string {
  const n = plan.sites.length;
  if (plan.proven) return say(n === 1 ? "plan.proven_one" : "plan.proven", { n });
  if (plan.gap === null) return say("plan.gap_unknown");
  return say("plan.gap", { gap: new Intl.NumberFormat(numbersOf(spoken), { style: "percent", maximumSignificantDigits: 2 }).format(plan.gap) });
}
