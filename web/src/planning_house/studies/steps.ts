// Where a slider stops: round steps, about two hundred of them, whole numbers where the document counts whole things, and the document's own value
// always among them.

export interface Stops {
  low: number;
  high: number;
  step: number;
}

const STEPS = 200;

/** The own value always lies within, whatever the document offers. */
export function stopsFor(range: readonly number[], own: number, unit: string): Stops {
  const low = Math.min(range[0] ?? 0, own);
  const high = Math.max(range[1] ?? 0, own);
  const span = high - low;
  if (!(span > 0)) return { low, high, step: 1 };
  const rough = span / STEPS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough * 0.999)!;
  const isCounted = /^(person|death|visit|call|infection|overdose|injection|use|site|day)\b/.test(unit) && Number.isInteger(own) && span >= 20;
  return { low, high, step: Number((isCounted ? Math.max(1, Math.round(step)) : step).toPrecision(12)) };
}

/** What a slider that stands at `value` means: a round step, or the document's own value where that is nearest. */
export function snapped(value: number, own: number, stops: Stops): number {
  if (Math.abs(value - own) <= stops.step / 2) return own;
  const steps = Math.round((value - stops.low) / stops.step);
  const at = Number((stops.low + steps * stops.step).toPrecision(10));
  return Math.min(stops.high, Math.max(stops.low, at));
}

/** 0 to 1 along the slider. */
export const along = (value: number, stops: Stops): number => (stops.high > stops.low ? Math.min(1, Math.max(0, (value - stops.low) / (stops.high - stops.low))) : 0);
