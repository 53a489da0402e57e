// How a plan's figures are written: deaths, visits and money as expectations with two or three digits that count, never as if somebody had counted them.
import type { Plan, PlanSite, PlanSpread } from "../api/types";
import type { Say } from "../catalogue/catalogue";
import { numbersOf } from "../catalogue/numbers";
import type { Language } from "../record/preferences";
import { percent } from "../studies/amounts";

export function amount(value: number, spoken: Language): string {
  const size = Math.abs(value);
  if (size >= 1000) return new Intl.NumberFormat(numbersOf(spoken), { maximumSignificantDigits: 3 }).format(value).replace(/^-/, "−");
  const digits = size >= 100 ? 0 : size >= 1 ? 1 : 2;
  return new Intl.NumberFormat(numbersOf(spoken), { minimumFractionDigits: size >= 100 || size === 0 ? 0 : digits, maximumFractionDigits: digits }).format(value).replace(/^-/, "−");
}

/** A figure of the document: one more digit than what is computed from it. */
export const exactShare = (value: number, spoken: Language): string => new Intl.NumberFormat(numbersOf(spoken), { style: "percent", maximumFractionDigits: 1 }).format(value);
export const share = (value: number, spoken: Language): string => percent(value, spoken);
export const range = (spread: PlanSpread, spoken: Language, say: Say): string => say("plan.from_to", { low: amount(spread.low90, spoken), high: amount(spread.high90, spoken) });
export const listed = (names: readonly string[], spoken: Language): string => new Intl.ListFormat(spoken, { type: "conjunction" }).format(names);

/** What a plan's objective counts, as a sentence goes on after the number. */
export const unitWords = (plan: Plan, say: Say): string => say(`plan.unit.${plan.goal}`);

/** Averted a year by this model, whatever the plan's goal is. */
export const deathsAverted = (plan: Plan): number => plan.demand.deaths_within_reach_per_year * plan.demand.averted_per_death_within_reach;

/** Those that do most first: so they are numbered on the map, in the table and in the brief. */
export const numbered = (plan: Plan): PlanSite[] => [...plan.sites].sort((a, b) => b.demand_served - a.demand_served || (a.candidate < b.candidate ? -1 : 1));

/** What is proven of it, never more than "in this model". */
export function proofWords(plan: Plan, spoken: Language, say: Say): string {
  const n = plan.sites.length;
  if (plan.proven) return say(n === 1 ? "plan.proven_one" : "plan.proven", { n });
  if (plan.gap === null) return say("plan.gap_unknown");
  return say("plan.gap", { gap: new Intl.NumberFormat(numbersOf(spoken), { style: "percent", maximumSignificantDigits: 2 }).format(plan.gap) });
}
