// How figures of a run are written: as few digits as they deserve, "not known" where nothing is known.
import type { CapacityOutcome, CapacityResult, Interval } from "../api/types";
import type { Say } from "../catalogue/catalogue";
import { numbersOf } from "../catalogue/numbers";
import type { Language } from "../record/preferences";

export type Measure = "minutes" | "share" | "count" | "money";

/** Digits after the point that tell something: 0.042 -> 3, 4.2 -> 1, 42 -> 0. */
function digitsFor(value: number): number {
  const size = Math.abs(value);
  if (size === 0 || size >= 100) return 0;
  return size >= 10 ? 0 : size >= 1 ? 1 : 2;
}

/** `finer`: so many digits more. */
export function written(value: number | null, measure: Measure, language: Language, finer = 0): string {
  if (value === null) return "–";
  if (measure === "share") {
    const percent = value * 100;
    const digits = percent === 0 || percent >= 10 || percent <= -10 ? 0 : percent >= 0.1 ? 1 : 2;
    return new Intl.NumberFormat(numbersOf(language), { style: "percent", minimumFractionDigits: 0, maximumFractionDigits: digits + finer }).format(value);
  }
  if (measure === "money") return new Intl.NumberFormat(numbersOf(language), { maximumFractionDigits: 0 }).format(value);
  const digits = measure === "minutes" ? (Math.abs(value) >= 10 ? 0 : 1) : digitsFor(value);
  return new Intl.NumberFormat(numbersOf(language), { maximumFractionDigits: digits + finer }).format(value);
}

/** "8.1 to 8.8"; empty where there is no interval, or none worth the words. */
export function intervalInWords(interval: Interval, measure: Measure, language: Language, say: Say): string {
  if (interval.low95 === null || interval.high95 === null || interval.low95 === interval.high95) return "";
  const low = Math.max(interval.low95, 0);
  const high = interval.high95;
  const finer = written(low, measure, language) === written(high, measure, language) ? 1 : 0; // "13% to 13%" says nothing
  return say("capacity.from_to", { low: written(low, measure, language, finer), high: written(high, measure, language, finer) });
}

export function outcome(result: CapacityResult | null, name: string): CapacityOutcome | null {
  return result?.outcomes.find((one) => one.name === name) ?? null;
}

/** "USD of 2022 a day" -> "USD": the part of a unit that stands beside a number. */
export function currencyOf(unit: string): string {
  const word = unit.split(" ")[0] ?? "";
  return /^[A-Z]{3}$/.test(word) ? word : "";
}

export const hourName = (hour: number): string => `${String(hour % 24).padStart(2, "0")}:00`;
