// A plan's deaths averted and what its sites cost, carried into Baltimore's study: there deaths = cut_in_deaths * deaths_nearby * city_deaths, so with the
// first two as the study has them the deaths of the city are what is left to set. Nothing else of Connecticut is known to that study; its other benefits
// stay those of one site.
import type { StudyDocument } from "../../api/types";
import { writeRoute } from "../../parts/route";
import { writeChanges } from "../studies/link";

export const STUDY = "baltimore";

export interface Carried {
  cityDeaths: number;
  cut: number;
  nearby: number;
  /** A year, of all the sites; null: the plan does not know. */
  cost: number | null;
  href: string;
}

/** Null where the study has no such figures, or nothing is averted. */
export function carried(averted: number, cost: number | null, study: Pick<StudyDocument, "parameters">): Carried | null {
  const own = (name: string): number => Number(study.parameters.find((one) => one.name === name)?.value ?? NaN);
  const cut = own("cut_in_deaths");
  const nearby = own("deaths_nearby");
  const cityDeaths = Number((averted / (cut * nearby)).toPrecision(6));
  if (!(cityDeaths > 0) || !Number.isFinite(cityDeaths)) return null;
  const changes = new Map([["city_deaths", cityDeaths]]);
  if (cost !== null && cost !== own("operation_cost")) changes.set("operation_cost", cost);
  return { cityDeaths, cut, nearby, cost, href: writeRoute({ page: "study", study: STUDY, query: writeChanges(changes) }) };
}
