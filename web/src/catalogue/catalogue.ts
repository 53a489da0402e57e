// Every sentence of the pages, in each language, from one place. `tests/unit/catalogue.test.ts` holds the languages together.
import { language, type Language } from "../record/preferences";
import { useStore } from "../record/store";
import en from "./en.json";
import es from "./es.json";

export type Key = keyof typeof en;
export type Values = Record<string, string | number>;
export type Say = (key: Key, values?: Values) => string;

const catalogues: Record<Language, Record<Key, string>> = { en, es };

/** `{n}` is a value; `{n:record is|records are}` the words for one and for any other number of it. */
export function say(inLanguage: Language, key: Key, values: Values = {}): string {
  const sentence = catalogues[inLanguage][key];
  return sentence.replace(/\{(\w+)(?::([^|{}]*)\|([^{}]*))?\}/g, (whole, name: string, one?: string, many?: string) =>
    one === undefined ? String(values[name] ?? whole) : String(values[name]) === "1" ? one : many!,
  );
}

const sayers: Record<Language, Say> = { en: (key, values) => say("en", key, values), es: (key, values) => say("es", key, values) };

/** The same function while the language is the same. */
export function useSay(): Say {
  return sayers[useStore(language)];
}

/** The key of a word that comes from a list of the domain; `fallback` where this page does not know the word yet. */
export function wordKey(list: string, word: string, fallback: Key): Key {
  const key = `${list}.${word}`;
  return key in en ? (key as Key) : fallback;
}
