import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FIRST_LANGUAGE, LANGUAGES, languages, type Key } from "../../src/catalogue/languages";

const en = LANGUAGES.en.sentences;
const first = LANGUAGES[FIRST_LANGUAGE].sentences;
const keys = Object.keys(first) as Key[];
const everySentence = languages.flatMap((one) => Object.entries(LANGUAGES[one].sentences));

const placeholders = (sentence: string) => [...new Set([...sentence.matchAll(/\{(\w+)[:}]/g)].map((found) => found[1]))].sort();
const source = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(`src/${name}`, "utf8"))
  .join("\n");

test("every file of sentences is a language of the list", () => {
  const files = readdirSync("src/catalogue").filter((name) => name.endsWith(".json"));
  expect(files.map((name) => name.replace(".json", "")).sort()).toEqual([...languages].sort());
});

test.each(languages)("%s has the sentences of the first language, each with the same blanks", (language) => {
  const sentences = LANGUAGES[language].sentences;
  expect(Object.keys(sentences).sort()).toEqual([...keys].sort());
  for (const key of keys) expect([key, placeholders(sentences[key])]).toEqual([key, placeholders(first[key])]);
});

test("no sentence is empty", () => {
  for (const [key, sentence] of everySentence) expect(sentence.trim(), key).not.toBe("");
});

test("no sentence says refusal, lost, patient or client", () => {
  // A plan and a study say of money and of effect that they are lost; nobody is.
  for (const sentence of Object.entries(en).filter(([key]) => !key.startsWith("said.")).map(([, one]) => one)) expect(sentence).not.toMatch(/\b(refus\w*|lost|patient|client|addict|abuse)\b/i);
});

test("no sentence says give: the page records and reminds", () => {
  for (const [key, sentence] of Object.entries(en)) {
    if (/^(emergency|tile|status|headline|dose|again|vitals|ems)\./.test(key)) expect(sentence, key).not.toMatch(/^give\b/i);
  }
});

test("the release check has no figure of its own: they are the protocol's", () => {
  for (const [key, sentence] of everySentence) if (key.startsWith("release.")) expect(sentence.replace("SpO2", ""), key).not.toMatch(/\d/);
});

test("every reason the program may answer with has its kind sentence", () => {
  const header = readFileSync("../src/domain/refusal.hpp", "utf8");
  const names = /names\{([^}]*)\}/.exec(header)?.[1]?.match(/"(\w+)"/g)?.map((name) => name.slice(1, -1)) ?? [];
  expect(names.length).toBeGreaterThan(20);
  for (const name of names.filter((one) => one !== "none")) expect(en).toHaveProperty([`refused.${name}`]);
});

const headers = readdirSync("../src/domain", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".hpp"))
  .map((name) => readFileSync(`../src/domain/${name}`, "utf8"))
  .join("\n");

/** The names of one list of the domain's words. */
function words(list: string): string[] {
  const names = new RegExp(`struct Words<${list}> \\{[^}]*names\\{([^}]*)\\}`).exec(headers)?.[1];
  expect(names, list).toBeDefined();
  return names!.match(/"(\w+)"/g)!.map((name) => name.slice(1, -1));
}

test.each([
  ["Substance", "substance"], ["Route", "route"], ["Purpose", "purpose"], ["Place", "place"], ["Kind", "kind_of"], ["Sign", "sign"],
  ["Outcome", "outcome"], ["Ems", "ems"], ["ActKind", "act"], ["Tile", "tile"],
])("every word of %s is in the catalogue", (list, prefix) => {
  for (const word of words(list)) expect(en).toHaveProperty([`${prefix}.${word}`]);
});

test("every sentence is used", () => {
  const built = [...source.matchAll(/`([a-z_]+(?:\.[a-z_]+)*)\.\$\{/g)].map((found) => `${found[1]}.`);
  const byWord = [...source.matchAll(/wordKey\(\s*"([a-z_]+)"/g)].map((found) => `${found[1]}.`);
  const prefixes = new Set([...built, ...byWord, "ems.", "kind_of.", "sign.", "outcome.", "place.", "ems_reason.", "debrief_well.", "debrief_change."]);
  const unused = keys.filter((key) => !source.includes(`"${key}"`) && ![...prefixes].some((prefix) => key.startsWith(prefix)));
  expect(unused).toEqual([]);
});

/** The sentences that the program makes: in C++ each is named where it is made, and does not compile where the catalogue has not got it just so. */
test("every sentence of the program's is made by the program", () => {
  const program = readdirSync("../src", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".cpp") && !name.endsWith("_test.cpp"))
    .map((name) => readFileSync(`../src/${name}`, "utf8"))
    .join("\n");
  const said = keys.filter((key) => key.startsWith("said."));
  expect(said.length).toBeGreaterThan(30);
  expect(said.filter((key) => !program.includes(`sentence<"${key.slice("said.".length)}">`))).toEqual([]);
});
