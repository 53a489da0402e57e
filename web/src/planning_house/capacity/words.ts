// How figures of a run are written: with the digits that `alongside simulate` prints, "not known" where nothing is known.
import type { CapacityOutcome, CapacityResult, Interval } from "../../api/types";
import type { Say } from "../../catalogue/catalogue";
import type { Language } from "../../catalogue/languages";
import { floorPercent, floorText } from "../parts/rounding";

export type Measure = "minutes" | "share" | "count" | "money";

export function written(value: number | null, measure: Measure, language: Language): string {
  if (value === null) return "–";
  return measure === "share" ? floorPercent(value, language) : floorText(value, language);
}

/** "8.1 to 8.8"; empty where there is no interval, or none worth the words. */
export function intervalInWords(interval: Interval, measure: Measure, language: Language, say: Say): string {
  if (interval.low95 === null || interval.high95 === null || interval.low95 === interval.high95) return "";
  return say("capacity.from_to", { low: written(Math.max(interval.low95, 0), measure, language), high: written(interval.high95, measure, language) });
}

export function outcome(result: CapacityResult | null, name: string): CapacityOutcome | null {
  return result?.outcomes.find((one) => one.name === name) ?? null;
}

/** The share of arrivals that fell away since every participant was there already; null where it is too small to speak of. */
export function fellAway(result: CapacityResult | null): number | null {
  const share = outcome(result, "all_participants_here_share")?.value ?? 0;
  return share >= 0.005 ? share : null;
}

/** "USD of 2022 a day" -> "USD": the part of a unit that stands beside a number. */
export function currencyOf(unit: string): string {
  const word = unit.split(" ")[0] ?? "";
  return /^[A-Z]{3}$/.test(word) ? word : "";
}

export const hourName = (hour: number): string => `${String(hour % 24).padStart(2, "0")}:00`;
