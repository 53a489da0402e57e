// A sentence of the program's in the reader's language: said.NAME of the catalogue, its blanks filled as the program filled them, every number written as
// this page writes it. What a document says inside of it stays as it is, between two marks.
import type { SaidSentence, SaidValue } from "../../api/types";
import { wordKey, type Say } from "../../catalogue/catalogue";
import { type Language, numbersOf } from "../../catalogue/languages";
import { amount as inUnit } from "../studies/amounts";
import { fixed, percentText, planText, studyText } from "./rounding";

/** Of private use: no sentence and no document has them. */
const [OPENS, CLOSES] = ["\uE000", "\uE001"];
const UNKNOWN = "common.close"; // of a sentence that this page does not know yet: no sentence of the program's

/** A part that is `quoted` is in the document's language. Null: not to be said here, since this page is older than the program. */
export function saidParts(said: readonly SaidSentence[], spoken: Language, say: Say): { words: string; quoted: boolean }[] | null {
  const whole = together(said, " ", spoken, say);
  if (whole === null) return null;
  return whole.split(new RegExp(`(${OPENS}[^${CLOSES}]*${CLOSES})`)).filter((part) => part !== "").map((part) => ({ words: part.replace(/[\uE000\uE001]/g, ""), quoted: part.startsWith(OPENS) }));
}

function together(said: readonly SaidSentence[], between: string, spoken: Language, say: Say): string | null {
  const written = said.map((one) => sentence(one, spoken, say));
  return written.includes(null) ? null : written.join(between);
}

function sentence(one: SaidSentence, spoken: Language, say: Say): string | null {
  const key = wordKey("said", one.name, UNKNOWN);
  if (key === UNKNOWN) return null;
  const values = Object.entries(one.values).map(([name, value]) => [name, valueWords(value!, spoken, say)] as const);
  if (values.some(([, words]) => words === null)) return null;
  return say(key, Object.fromEntries(values as [string, string][]));
}

function valueWords(value: SaidValue, spoken: Language, say: Say): string | null {
  if (value.as === "text") return value.text!;
  if (value.as === "quoted") return `${OPENS}${value.text!}${CLOSES}`;
  if (value.as === "said") return together(value.said!, " ", spoken, say);
  if (value.as === "list") return listWords(value, spoken, say);
  return numberWords(value, value.value!, spoken, say);
}

function listWords(value: SaidValue, spoken: Language, say: Say): string | null {
  const items = value.items!.map((one) => valueWords(one, spoken, say));
  if (items.includes(null)) return null;
  if (value.between === "and") return new Intl.ListFormat(spoken, { type: "conjunction" }).format(items as string[]);
  return items.join(value.between === "semicolon" ? "; " : ", ");
}

function numberWords(value: SaidValue, number: number, spoken: Language, say: Say): string | null {
  const digits = value.digits ?? 0;
  const write = (format: Intl.NumberFormatOptions, of = number): string => new Intl.NumberFormat(numbersOf(spoken), format).format(of);
  switch (value.as) {
    case "count": return write({});
    case "year": return String(number);
    case "fixed": return write({ minimumFractionDigits: digits, maximumFractionDigits: digits }, fixed(number, digits));
    case "percent": return percentText(number, spoken, digits);
    case "significant": return write({ maximumSignificantDigits: digits });
    case "amount": return planText(number, spoken, digits);
    case "figure": return studyText(number, spoken);
    case "in_unit": return inUnit(number, value.unit!, spoken, say, true);
    case "money": return inUnit(number, value.unit!, spoken, say);
    default: return null; // a way of writing that this page does not know yet
  }
}
