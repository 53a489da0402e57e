// What taps and digits say as vital signs. Whole units: tenths of °C, mmHg, mg/dL.
import type { Vitals } from "../../api/types";

export type NumberField = "breaths_per_minute" | "spo2_percent" | "heart_per_minute" | "blood_pressure" | "temperature" | "glucose_mg_dl";

/** Breaths a minute from the times (ms) of the taps, one each breath. */
export function rateOf(taps: readonly number[]): number {
  return Math.round(((taps.length - 1) * 60_000) / (taps.at(-1)! - taps[0]!));
}

/** What the digits say, or null while they say nothing possible. */
export function readDigits(field: NumberField, digits: string, degrees: "C" | "F"): Vitals | null {
  if (digits === "") return null;
  const value = Number(digits);
  switch (field) {
    case "blood_pressure": {
      // Two numbers after each other: 118 and 76 is 11876; a second of three digits makes six.
      if (digits.length < 4) return null;
      const split = digits.length === 4 ? 2 : 3;
      const systolic = Number(digits.slice(0, split));
      const diastolic = Number(digits.slice(split));
      return diastolic > 0 && diastolic < systolic ? { systolic_mmhg: systolic, diastolic_mmhg: diastolic } : null;
    }
    case "temperature": {
      const tenths = degrees === "C" ? value : Math.round(((value - 320) * 5) / 9);
      return tenths >= 200 && tenths <= 450 ? { temperature_tenths_c: tenths } : null;
    }
    case "spo2_percent":
      return value <= 100 ? { spo2_percent: value } : null;
    default:
      return { [field]: value };
  }
}
