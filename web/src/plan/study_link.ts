// A plan's deaths averted, carried into Baltimore's study: there deaths = cut_in_deaths * deaths_nearby * city_deaths, so with the first two as the
// study has them the deaths of the city are what is left to set. Nothing else of Connecticut is known to that study.
import type { StudyDocument } from "../api/types";
import { writeRoute } from "../parts/route";
import { writeChanges } from "../studies/link";

export const STUDY = "baltimore";

export interface Carried {
  cityDeaths: number;
  cut: number;
  nearby: number;
  href: string;
}

/** Null where the study has no such figures, or nothing is averted. */
export function carried(objective: number, study: Pick<StudyDocument, "parameters">): Carried | null {
  const own = (name: string): number => Number(study.parameters.find((one) => one.name === name)?.value ?? NaN);
  const cut = own("cut_in_deaths");
  const nearby = own("deaths_nearby");
  const cityDeaths = Number((objective / (cut * nearby)).toPrecision(6));
  if (!(cityDeaths > 0) || !Number.isFinite(cityDeaths)) return null;
  return { cityDeaths, cut, nearby, href: writeRoute({ page: "study", study: STUDY, query: writeChanges(new Map([["city_deaths", cityDeaths]])) }) };
}
