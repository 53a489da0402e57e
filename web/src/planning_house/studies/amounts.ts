// How figures of a study are written: with the program's digits, money with its currency, units in words. "$1.2M a year", "3.7 infections a
// year", "0.0443 stays for each person and year". A unit's noun that the catalogue does not know is the document's own, in English.
import { say as sayIn, wordKey, type Say } from "../../catalogue/catalogue";
import { type Language, numbersOf } from "../../catalogue/languages";
import { minus, percentText, studyFigure, studyMoney, studyText } from "../parts/rounding";

const PERIODS = ["year", "month", "week", "day", "hour"];

/** Four digits that count, all of a whole number. */
export const figure = studyText;

/** "$3.16M", "$849,660", "−$1.72M"; nothing of the unit. */
export function money(value: number, currency: string, language: Language): string {
  const isLarge = Math.abs(studyMoney(value)) >= 1e6;
  return minus(inCurrency(studyMoney(value), currency, language, isLarge ? { notation: "compact", minimumFractionDigits: 0, maximumFractionDigits: 2 } : WHOLE));
}

/** "$503,869": every dollar, for figures that a document prints so. */
export const moneyInFull = (value: number, currency: string, language: Language): string => minus(inCurrency(studyFigure(value), currency, language, WHOLE));

const WHOLE: Intl.NumberFormatOptions = { minimumFractionDigits: 0, maximumFractionDigits: 20 }; // it is rounded already

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

/** What follows the number: "infections a year", "for each person and year", "". Money's own sign is not part of it. One only where `count` reads 1. */
export function unitWords(unit: string, say: Say, count = 2): string {
  const { above, below, priceYear } = unitParts(unit);
  const nouns = above.filter((noun) => noun !== "%");
  const words = nouns.map((noun, i) => nounWord(noun, i < nouns.length - 1 || studyFigure(count) === 1 ? "one" : "many", say)); // "person days"
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
  return say(wordKey(`noun.${form}`, noun.replaceAll(" ", "_"), "studies.unit.noun"), { noun: form === "one" ? noun : englishPlural(noun) });
}

/** Of a document's own noun; what is plural already stays. */
function englishPlural(noun: string): string {
  if (/(s|people)$/.test(noun)) return noun;
  if (/(x|z|ch|sh)$/.test(noun)) return `${noun}es`;
  return /[^aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** A figure with its unit, as a sentence holds it. `inFull`: money that a document prints to the last unit. */
export function amount(value: number, unit: string, language: Language, say: Say, inFull = false): string {
  const words = unitWords(unit, say, value);
  const { currency } = unitParts(unit);
  const number = bare(value, unit, language, inFull);
  return words === "" || (currency === "" && unit === "%") ? number : `${number} ${words}`;
}

/** The number alone, with its currency or per cent sign. */
export function bare(value: number, unit: string, language: Language, inFull = false): string {
  const { currency, above } = unitParts(unit);
  if (currency !== "") return inFull ? moneyInFull(value, currency, language) : money(value, currency, language);
  const text = figure(value, language);
  return above.includes("%") ? `${text}%` : text;
}

/** How far from what was published, as a share of it: "1.2% below". Nothing where there is none to speak of. */
export function distance(published: number, computed: number): number | null {
  if (published === 0) return null;
  return (computed - published) / Math.abs(published);
}

export function percent(share: number, language: Language): string {
  const size = Math.abs(share);
  return percentText(share, language, size >= 0.1 ? 0 : size >= 0.001 ? 1 : 2);
}

/** A share of draws, as the note has it: to a tenth of a hundredth, and never as certain. */
export const probability = (share: number, language: Language, say: Say): string =>
  share > 0.999 ? say("studies.more_than", { n: percentText(0.999, language, 1) }) : percentText(share, language, 1);

const english: Say = (key, values) => sayIn("en", key, values);

/** A figure from the field, in English as the sentence beside it: "−35%", "5.4 syringes a day", "no effect found". */
export function observed(value: number, unit: string): string {
  if (value === 0 && /^no /.test(unit)) return unit;
  const isUnit = !/\s/.test(unit); // else words of the document's own
  if (isUnit) return amount(value, unit, "en", english, true);
  return `${figure(value, "en")} ${studyFigure(value) === 1 ? unit : englishPlural(unit)}`;
}
