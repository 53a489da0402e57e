// How this screen likes to be read: theme and language. Nothing about anybody, so it may stay on the tablet.
import { FIRST_LANGUAGE, isLanguage, languages, type Language } from "../catalogue/languages";
import { Store } from "./store";

export type Theme = "light" | "dim";

const read = (key: string): string | null => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage switched off: the screen follows the system
  }
};
const keep = (key: string, value: string): void => {
  try {
    localStorage.setItem(key, value);
  } catch {
    // storage switched off: it holds until the next reload
  }
};

const systemDim = matchMedia("(prefers-color-scheme: dark)");
const chosenTheme = (): Theme | null => {
  const theme = read("alongside.theme");
  return theme === "light" || theme === "dim" ? theme : null;
};
const themeNow = (): Theme => chosenTheme() ?? (systemDim.matches ? "dim" : "light");
const languageNow = (): Language => {
  const chosen = read("alongside.language");
  if (isLanguage(chosen)) return chosen;
  return languages.find((one) => navigator.language.toLowerCase().startsWith(one)) ?? FIRST_LANGUAGE;
};

export const theme = new Store<Theme>(themeNow());
export const language = new Store<Language>(languageNow());

function show(): void {
  document.documentElement.dataset.theme = theme.get();
  document.documentElement.lang = language.get();
}

export function beginPreferences(): void {
  show();
  theme.watch(show);
  language.watch(show);
  systemDim.addEventListener("change", () => theme.set(themeNow()));
}

export function chooseTheme(value: Theme): void {
  keep("alongside.theme", value);
  theme.set(value);
}

export function chooseLanguage(value: Language): void {
  keep("alongside.language", value);
  language.set(value);
}
