// Every sentence of the pages, in each language, from one place. `tests/unit/catalogue.test.ts` holds the languages together.
import { language } from "../record/preferences";
import { useStore } from "../record/store";
import { FIRST_LANGUAGE, LANGUAGES, languages, type Key, type Language } from "./languages";

export type { Key } from "./languages";
export type Values = Record<string, string | number>;
export type Say = (key: Key, values?: Values) => string;

/** `{n}` is a value; `{n:record is|records are}` the words for one and for any other number of it. */
export function say(inLanguage: Language, key: Key, values: Values = {}): string {
  const sentence = LANGUAGES[inLanguage].sentences[key];
  return sentence.replace(/\{(\w+)(?::([^|{}]*)\|([^{}]*))?\}/g, (whole, name: string, one?: string, many?: string) =>
    one === undefined ? String(values[name] ?? whole) : String(values[name]) === "1" ? one : many!,
  );
}

const sayers = Object.fromEntries(languages.map((one): [Language, Say] => [one, (key, values) => say(one, key, values)])) as Record<Language, Say>;

/** The same function while the language is the same. */
export function useSay(): Say {
  return sayers[useStore(language)];
}

/** The key of a word that comes from a list of the domain; `fallback` where this page does not know the word yet. */
export function wordKey(list: string, word: string, fallback: Key): Key {
  const key = `${list}.${word}`;
  return key in LANGUAGES[FIRST_LANGUAGE].sentences ? (key as Key) : fallback;
}
