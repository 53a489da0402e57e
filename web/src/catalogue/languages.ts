// THE list of languages. A new one is its file of sentences beside this one, and its entry here: what offers languages, writes numbers or tests
// sentences reads this list.
import en from "./en.json" with { type: "json" };
import es from "./es.json" with { type: "json" };

export type Key = keyof typeof en;

/** `name`: as its own readers call it. `numbers`: in whose way they are written. */
interface OneLanguage {
  name: string;
  numbers: string;
  sentences: Readonly<Record<Key, string>>;
}

const list = {
  en: { name: "English", numbers: "en", sentences: en },
  // Spanish here is that of the United States, Mexico and Puerto Rico: a point before the decimals, as on the number pad, on a vial and on a
  // thermometer. Plain "es" would write Spain's comma, and 0.4 mg beside 35,0 °C is read wrong.
  es: { name: "Español", numbers: "es-US", sentences: es },
} satisfies Record<string, OneLanguage>;

export type Language = keyof typeof list;
export const LANGUAGES: Readonly<Record<Language, OneLanguage>> = list;
export const languages = Object.keys(list) as Language[];

/** What the page speaks to who has not chosen, and where the browser speaks none of them. */
export const FIRST_LANGUAGE: Language = "en";

export const isLanguage = (word: string | null): word is Language => word !== null && word in list;
export const numbersOf = (language: Language): string => LANGUAGES[language].numbers;
