// The program's own rounding, once for every page: what `alongside` prints of a figure and what a page shows of it have the same digits. Each rule names
// where the program has it. A page leaves out noughts at the end that say nothing, and nothing else.
//
// Numbers are rounded from their exact value, as C++ does: a browser's own formatting rounds what it would print, so that 1.005 comes out as 1.01.
import { type Language, numbersOf } from "../../catalogue/languages";

const MINUS = "−";
const MORE_DIGITS = 30; // a middle between two figures ends before: everything else has a digit there

/** So many digits after the point; what lies exactly in the middle goes to the even digit. */
export function fixed(value: number, decimals: number): number {
  const up = value.toFixed(decimals);
  const isMiddle = /50{29}$/.test(value.toFixed(decimals + MORE_DIGITS));
  const isOdd = /[13579]$/.test(up);
  return Number(isMiddle && isOdd ? (value * (1 - Number.EPSILON)).toFixed(decimals) : up) || 0; // no −0
}

/** How many digits stand before the point; 0 and below for what is less than 0.1. */
const digitsBefore = (value: number): number => Math.floor(Math.log10(Math.abs(value))) + 1;

export const minus = (text: string): string => text.replace(/^-/, MINUS).replace(/(^|[^\p{L}\d])-(?=[\d\p{Sc}\p{L}])/u, `$1${MINUS}`);

const written = (value: number, language: Language, least: number, most: number): string =>
  minus(new Intl.NumberFormat(numbersOf(language), { minimumFractionDigits: least, maximumFractionDigits: most }).format(value));

/** A study's figure (src/study/report/figures.cpp): four digits that count, all of a whole number. */
export function studyFigure(value: number): number {
  if (value === 0 || !Number.isFinite(value)) return value || 0;
  if (Math.abs(value) >= 1000) return fixed(value, 0);
  return Math.abs(value) < 1e-4 ? Number(value.toPrecision(4)) : fixed(value, Math.max(0, 4 - digitsBefore(value)));
}

export const studyText = (value: number, language: Language): string => minus(new Intl.NumberFormat(numbersOf(language), { maximumSignificantDigits: 17 }).format(studyFigure(value)));

/** A study's money: every unit of it below a million, then hundredths of a million or of a billion. */
export function studyMoney(value: number): number {
  const size = Math.abs(value);
  const unit = size >= 999_500_000 ? 1e9 : size >= 999_500 ? 1e6 : 1;
  return unit === 1 ? studyFigure(value) : fixed(fixed(value / unit, 2) * unit, 0);
}

/** A plan's amounts (src/plan/amounts.cpp): so many digits that count, and a nought among them is written. */
export function planText(value: number, language: Language, digits = 3): string {
  const size = Math.abs(value);
  if (size < 1e-12) return "0"; // what is left of two equal sums
  if (size < 1e-4) return minus(new Intl.NumberFormat(numbersOf(language), { maximumSignificantDigits: digits }).format(Number(value.toPrecision(digits))));
  const before = digitsBefore(value);
  if (before <= digits) return written(fixed(value, digits - before), language, digits - before, digits - before);
  const grain = 10 ** (before - digits);
  return written(Math.sign(value) * Math.round(size / grain) * grain, language, 0, 0);
}

/** An outcome of a simulated floor (src/sim/facility/results_text.cpp): four digits after the point below 1, two, one, then none from 1000 on. */
export function floorFigure(value: number): number {
  const size = Math.abs(value);
  return fixed(value, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4);
}

export const floorText = (value: number, language: Language): string => written(floorFigure(value), language, 0, 4);

/** The same as a share of a hundred. */
export const floorPercent = (value: number, language: Language): string => percentText(floorFigure(value), language, 2);

/** `decimals`: of the hundred. */
export const percentText = (share: number, language: Language, decimals: number): string =>
  minus(new Intl.NumberFormat(numbersOf(language), { style: "percent", maximumFractionDigits: decimals }).format(fixed(share * 100, decimals) / 100));
