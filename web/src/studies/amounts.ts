// How figures of a study are written: as few digits as they deserve, money with its currency, units in words. "$1.2M a year", "3.7 infections a
// year", "0.0443 stays for each person and year". A unit's noun that the catalogue does not know stands as the document has it.
import { say as sayIn, wordKey, type Say } from "../catalogue/catalogue";
import { numbersOf } from "../catalogue/numbers";
import type { Language } from "../record/preferences";

const MINUS = "−";
const PERIODS = ["year", "month", "week", "day", "hour"];

const signed = (text: string): string => text.replace(/^-/, MINUS).replace(/(^|[^\p{L}\d])-(?=[\d\p{Sc}\p{L}])/u, `$1${MINUS}`);

/** Four digits that count, all of a whole number. */
export function figure(value: number, language: Language): string {
  if (Math.abs(value) >= 1000) return signed(new Intl.NumberFormat(numbersOf(language), { maximumFractionDigits: 0, useGrouping: true }).format(value));
  return signed(new Intl.NumberFormat(numbersOf(language), { maximumSignificantDigits: 4 }).format(value));
}

/** Three digits that count: what comes out of a model is not known better. */
export function rounded(value: number, language: Language): string {
  if (Math.abs(value) >= 100) return figure(Math.round(value), language);
  return signed(new Intl.NumberFormat(numbersOf(language), { maximumSignificantDigits: 3 }).format(value));
}

/** "$3.16M", "$871K", "−$1.72M"; nothing of the unit. */
export function money(value: number, currency: string, language: Language): string {
  if (value === 0) value = 0; // a harm that stands at nothing is no "−$0"
  const small = Math.abs(value) < 1000;
  const format: Intl.NumberFormatOptions = small
    ? { maximumFractionDigits: Math.abs(value) < 100 && !Number.isInteger(value) ? 2 : 0, minimumFractionDigits: 0 }
    : { notation: "compact", maximumSignificantDigits: 3 };
  return signed(inCurrency(value, currency, language, format));
}

/** "$503,869": every dollar, for figures that a document prints so. */
export function moneyInFull(value: number, currency: string, language: Language): string {
  if (Math.abs(value) < 1000) return money(value, currency, language);
  return signed(inCurrency(value, currency, language, { maximumFractionDigits: 0 }));
}

function inCurrency(value: number, currency: string, language: Language, format: Intl.NumberFormatOptions): string {
  try {
    return new Intl.NumberFormat(numbersOf(language), { style: "currency", currency, ...format }).format(value);
  } catch {
    return `${new Intl.NumberFormat(numbersOf(language), format).format(value)} ${currency}`; // three capitals that this browser knows no sign for
  }
}

export interface UnitParts {
  /** USD or USD2010 without its year; empty: no money. */
  currency: string;
  /** Of money in the prices of another year than the study's. */
  priceYear: string;
  above: string[];
  below: string[];
}

/** "USD/(person*year)" -> money, below: person, year. */
export function unitParts(unit: string): UnitParts {
  const slash = unit.indexOf("/");
  const factors = (text: string) =>
    text
      .replace(/[()]/g, "")
      .split("*")
      .map((factor) => factor.trim())
      .filter((factor) => factor !== "" && factor !== "1");
  const above = factors(slash < 0 ? unit : unit.slice(0, slash));
  const below = slash < 0 ? [] : factors(unit.slice(slash + 1));
  const found = above.find((factor) => /^[A-Z]{3}(\d{4})?$/.test(factor));
  return {
    currency: found?.slice(0, 3) ?? "",
    priceYear: found?.slice(3) ?? "",
    above: above.filter((factor) => factor !== found),
    below,
  };
}

/** What follows the number: "infections a year", "for each person and year", "". Money's own sign is not part of it. */
export function unitWords(unit: string, say: Say, count = 2): string {
  const { above, below, priceYear } = unitParts(unit);
  const form = Math.abs(count) === 1 ? "one" : "many";
  const words = above.filter((noun) => noun !== "%").map((noun) => nounWord(noun, form, say));
  if (priceYear !== "") words.push(say("studies.unit.prices_of", { year: priceYear }));
  const things = below.filter((noun) => !PERIODS.includes(noun));
  const periods = below.filter((noun) => PERIODS.includes(noun));
  if (things.length > 0) words.push(say("studies.unit.for_each", { what: things.map((noun) => nounWord(noun, "one", say)).join(say("studies.unit.and")) }));
  for (const period of periods) words.push(say(wordKey("a_period", period, "studies.unit.a_time"), { what: period }));
  return words.join(" ");
}

/** What totals are counted over: "a year", or, where money has no period, the whole time of the study. */
export const totalWords = (moneyUnit: string, say: Say): string => unitWords(moneyUnit, say) || say("studies.whole_time");

function nounWord(noun: string, form: "one" | "many", say: Say): string {
  return say(wordKey(`noun.${form}`, noun.replaceAll(" ", "_"), "studies.unit.noun"), { noun });
}

/** A figure with its unit, as a sentence holds it. `exact`: a document's own value, every digit of it. */
export function amount(value: number, unit: string, language: Language, say: Say, exact = false): string {
  const words = unitWords(unit, say, value);
  const { currency } = unitParts(unit);
  const number = bare(value, unit, language, exact);
  return words === "" || (currency === "" && unit === "%") ? number : `${number} ${words}`;
}

/** The number alone, with its currency or per cent sign. */
export function bare(value: number, unit: string, language: Language, exact = false): string {
  const { currency, above } = unitParts(unit);
  if (currency !== "") return exact || Math.abs(value) < 1e6 ? moneyInFull(value, currency, language) : money(value, currency, language);
  const text = exact ? figure(value, language) : rounded(value, language);
  return above.includes("%") ? `${text}%` : text;
}

/** How far from what was published, as a share of it: "1.2% below". Nothing where there is none to speak of. */
export function distance(published: number, computed: number): number | null {
  if (published === 0) return null;
  return (computed - published) / Math.abs(published);
}

export function percent(share: number, language: Language): string {
  const size = Math.abs(share);
  const digits = size >= 0.1 ? 0 : size >= 0.001 ? 1 : 2;
  return signed(new Intl.NumberFormat(numbersOf(language), { style: "percent", maximumFractionDigits: digits }).format(share));
}

/** A figure from the field, in English as the sentence beside it: "−35%", "5.4 syringes a day", "no effect found". */
export function observed(value: number, unit: string): string {
  if (value === 0 && /^no /.test(unit)) return unit;
  const isUnit = !/\s/.test(unit); // else words of the document's own
  return isUnit ? amount(value, unit, "en", (key, values) => sayIn("en", key, values), true) : `${figure(value, "en")} ${unit}`;
}
