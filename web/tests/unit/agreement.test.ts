// A figure and its unit agree: one of one thing, many of everything else, in both languages.
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test, vi } from "vitest";
import { LANGUAGES, languages } from "../../src/catalogue/languages";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
const { say } = await import("../../src/catalogue/catalogue");
const { amount, observed, unitParts, unitWords } = await import("../../src/planning_house/studies/amounts");
const english = (key: Parameters<typeof say>[1], values?: Parameters<typeof say>[2]) => say("en", key, values);
const spanish = (key: Parameters<typeof say>[1], values?: Parameters<typeof say>[2]) => say("es", key, values);

test("a unit is singular after exactly one, as it reads, and plural after all else", () => {
  expect(amount(446.4, "person", "en", english)).toBe("446.4 people");
  expect(amount(1, "person", "en", english)).toBe("1 person");
  expect(amount(0.99999, "person", "en", english)).toBe("1 person");
  expect(amount(0.5, "person", "en", english)).toBe("0.5 people");
  expect(amount(0, "death/year", "en", english)).toBe("0 deaths a year");
  expect(amount(-1, "death/year", "en", english)).toBe("−1 deaths a year");
  expect(amount(1.5, "infection/year", "es", spanish)).toBe("1.5 infecciones por año");
  expect(amount(3, "person*day/admission", "en", english)).toBe("3 person days for each admission");
});

test("so is a noun of the document's own", () => {
  expect(amount(446.4, "stay/month", "en", english)).toBe("446.4 stays a month");
  expect(amount(2, "pharmacy", "en", english)).toBe("2 pharmacies");
  expect(amount(1, "stay/month", "en", english)).toBe("1 stay a month");
  expect(unitWords("times", english)).toBe("times");
  expect(observed(0, "significant change")).toBe("0 significant changes");
  expect(observed(1, "significant change")).toBe("1 significant change");
});

test("every noun of a shipped study has a word for one and for many", () => {
  const folder = resolve("../studies");
  const units = readdirSync(folder).flatMap((file) => [...readFileSync(resolve(folder, file), "utf8").matchAll(/\bunit = "([^"]+)"/g)].map((one) => one[1]!));
  expect(units.length).toBeGreaterThan(100);
  const nouns = new Set(units.filter((unit) => !/\s/.test(unit)).flatMap((unit) => [...unitParts(unit).above, ...unitParts(unit).below]));
  const unknown = [...nouns].filter((noun) => noun !== "%" && noun !== "times" && languages.map((one) => LANGUAGES[one].sentences).some((words) => !(`noun.one.${noun}` in words) || !(`noun.many.${noun}` in words)));
  expect(unknown).toEqual([]);
});

// A figure, perhaps "of" another, and a noun in the plural without a word for one. Names, shares and money's words are no counts.
const NO_COUNT = "(?!(?:who|place|label|code|seat|hour|last|amount|share|gap|unit|wanted)\\})";
const PLURAL = {
  en: new RegExp(`\\{${NO_COUNT}\\w+\\}(?: of \\{\\w+\\})? (?:(?!of|as)[a-z-]+ )?(?!is\\b|was\\b|has\\b|as\\b|this\\b)([a-z-]+s|people)\\b`),
  es: new RegExp(`\\{${NO_COUNT}\\w+\\}(?: de \\{\\w+\\})? (?:de ellas )?(?!es\\b|más\\b|dosis\\b)([a-záéíóúñ-]+s)\\b`),
};

test("every sentence with a count has its words for one", () => {
  // The English of the program's sentences is what it prints, to the byte; and where one of them counts, it counts draws, spreads or inputs by the dozen.
  const written = Object.fromEntries(Object.entries(LANGUAGES.en.sentences).filter(([key]) => !key.startsWith("said.")));
  for (const [words, plural] of [[written, PLURAL.en], [LANGUAGES.es.sentences, PLURAL.es]] as const) {
    const without = Object.entries(words).filter(([, sentence]) => plural.test(sentence.replace(/\{\w+:[^{}]*\}/g, "")));
    expect(without).toEqual([]);
  }
  expect(say("en", "capacity.floor.says_emergency", { n: 1, of: 1, chairs: 0, waiting: 0, emergencies: 1 })).toBe("1 of 1 seat in use, 0 in aftercare, 0 waiting. 1 emergency.");
  expect(say("es", "capacity.floor.says_emergency", { n: 1, of: 8, chairs: 0, waiting: 0, emergencies: 2 })).toMatch(/2 emergencias\.$/);
  expect(say("en", "studies.changed", { n: 1 })).toBe("1 figure changed here");
  expect(say("en", "capacity.legend.booths", { n: 1 })).toBe("1 booth");
});
