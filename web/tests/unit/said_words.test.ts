// A sentence that the program made, said in the reader's language out of its name and its values.
import { expect, test, vi } from "vitest";
import type { SaidSentence, SaidValue } from "../../src/api/types";
import type { Language } from "../../src/catalogue/languages";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
const { say } = await import("../../src/catalogue/catalogue");
const { saidParts } = await import("../../src/planning_house/parts/said_words");

const parts = (said: SaidSentence[], language: Language) => saidParts(said, language, (key, values) => say(language, key, values));
const words = (said: SaidSentence[], language: Language) => parts(said, language)?.map((one) => one.words).join("") ?? null;
const sentence = (name: string, values: Record<string, SaidValue> = {}): SaidSentence => ({ name, values });
const part = (...said: SaidSentence[]): SaidValue => ({ as: "said", said });

const beside = sentence("plan.naive_beside", {
  rules: part(),
  n: { as: "amount", value: 1234.5, digits: 2 },
  unit: part(sentence("plan.unit_deaths")),
  share: { as: "percent", value: 0.0321, digits: 1 },
  way: part(sentence("plan.less_well")),
  unsure: part(sentence("plan.naive_little")),
});

test("it is said in either language, its numbers as the page writes them", () => {
  expect(words([beside], "en")).toBe("Taking the places with the most past deaths would do 1,200 deaths averted a year (3.2%) less well, and over what is not known that may as well be nothing: the model adds little.");
  expect(words([beside], "es")).toBe("Si se tomaran los lugares con más muertes pasadas, el resultado sería menor en 1,200 muertes evitadas al año (3.2%); dado lo que no se sabe, bien podría no ser nada: el modelo aporta poco.");
});

test("sentences follow one another", () => {
  expect(words([sentence("plan.hindsight_nothing"), sentence("plan.hindsight_same_rule")], "en")).toBe("The model adds nothing to counting here. The last rule, of one line, names the same sites as the model.");
  expect(words([], "es")).toBe("");
});

test("a document's own words stay as they are, and are told apart", () => {
  const turns = sentence("note.turns", { label: { as: "quoted", text: "People who use the site" }, value: { as: "in_unit", value: 446.4, unit: "person" }, here: { as: "in_unit", value: 1, unit: "person" } });
  expect(parts([turns], "es")).toEqual([
    { words: "People who use the site", quoted: true },
    { words: ": el neto es 0 con 446.4 personas; aquí es 1 persona.", quoted: false },
  ]);
});

test("money has its currency and its period, as the page writes both", () => {
  const costs = sentence("note.costs_more", { amount: { as: "money", value: -1_718_000, unit: "USD/year" } });
  expect(words([costs], "en")).toBe("As counted here it costs more than it brings: the net is −$1.72M a year.");
  expect(words([costs], "es")).toBe("Según se cuenta aquí, cuesta más de lo que aporta: el neto es −USD 1.72 M por año.".replace("USD 1.72 M", new Intl.NumberFormat("es-US", { style: "currency", currency: "USD", notation: "compact", maximumFractionDigits: 2 }).format(1_718_000)));
});

test("every kind of number, and lists", () => {
  const span = (first: SaidValue, last: SaidValue) => words([sentence("years", { first, last })], "en");
  expect(span({ as: "year", value: 2012 }, { as: "count", value: 50000 })).toBe("2012 to 50,000");
  expect(span({ as: "fixed", value: 0.9375, digits: 3 }, { as: "significant", value: 1234.56, digits: 4 })).toBe("0.938 to 1,235");
  expect(span({ as: "figure", value: 12345.6 }, { as: "text", text: "now" })).toBe("12,346 to now");
  const two: SaidValue[] = [{ as: "text", text: "A" }, { as: "text", text: "B" }];
  expect(span({ as: "list", between: "comma", items: two }, { as: "list", between: "semicolon", items: two })).toBe("A, B to A; B");
  expect(words([sentence("years", { first: { as: "list", between: "and", items: two }, last: { as: "text", text: "C" } })], "es")).toBe("A y B a C");
});

test("what an older page does not know it leaves to the English beside it", () => {
  expect(parts([sentence("plan.of_next_year")], "es")).toBeNull();
  expect(parts([sentence("note.costs_more", { amount: part(sentence("plan.of_next_year")) })], "es")).toBeNull();
});
