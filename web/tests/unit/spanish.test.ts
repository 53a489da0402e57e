// The Spanish of the catalogue and of the shipped protocols, as nurses and peer workers from Mexico and Puerto Rico say it: what is known to
// have gone wrong once. It cannot tell good Spanish from bad; a reader does that.
import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { LANGUAGES, type Key } from "../../src/catalogue/languages";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
const { say } = await import("../../src/catalogue/catalogue");
const { written } = await import("../../src/planning_house/capacity/words");
const { amount } = await import("../../src/planning_house/studies/amounts");

const { en, es } = { en: LANGUAGES.en.sentences, es: LANGUAGES.es.sentences };
const keys = Object.keys(es) as Key[];
const protocols = ["bc-aha", "sydney"];

/** The sentences of a shipped protocol in one language, settings still in braces. */
function sentencesOf(protocol: string, language: "en" | "es"): Record<string, string> {
  const file = readFileSync(`../protocols/${protocol}.toml`, "utf8");
  const part = new RegExp(`^\\[sentences\\.${language}\\]\\n((?:\\w+ = ".*"\\n?)+)`, "m").exec(file)?.[1] ?? "";
  return Object.fromEntries([...part.matchAll(/^(\w+) = "(.*)"$/gm)].map((found) => [found[1], found[2]]));
}

const everySentence: [string, string][] = [
  ...Object.entries(es),
  ...protocols.flatMap((protocol) => Object.entries(sentencesOf(protocol, "es")).map(([name, sentence]): [string, string] => [`${protocol}: ${name}`, sentence])),
];
const holding = (pattern: RegExp) => everySentence.filter(([, sentence]) => pattern.test(sentence));

test("the protocols' Spanish is read here", () => {
  for (const protocol of protocols) expect(Object.keys(sentencesOf(protocol, "es"))).toEqual(Object.keys(sentencesOf(protocol, "en")));
});

test("what somebody is not sure of is never said to be unsafe: “seguro” is safe before it is sure", () => {
  expect(holding(/(?<!\bmás )\bsegur[oa]s?\b/iu)).toEqual([]);
});

test("staff are usted: no tú, no vosotros", () => {
  expect(holding(/(?<![\p{L}])(tú|tu|tus|ti|contigo|vosotr[oa]s|vuestr[oa]s?|os)(?![\p{L}])|[áé]is(?![\p{L}])/iu)).toEqual([]);
  expect(holding(/^toca(?![\p{L}])/iu)).toEqual([]); // "toca mirar" is "time to look", and on a screen that is tapped "tap, you"
});

test("no word of Spain, and none that means something else in Mexico or Puerto Rico", () => {
  const elsewhere = [
    "costes?", "ictus", "ordenador", "órdenes", "Intro", "esnif\\p{L}*", "pinch\\p{L}*", "cog(?:er|e|es|en|ido)", "móvil", "de media", "media por", "como mucho", "formad[oa]s?",
    "caliente", // said of a person it is no temperature
    "abrigo", // a coat
    "relev(?:ar|e) a", // takes the place of, not hands over to
    "sorteos?", // a lottery
    "miradas?", // "look" word for word
    "miembros aplastados",
    "(?<!o )niño,", "sedad[oa]", "confus[oa]", "ansios[oa]", "despiert[oa] y", // of anybody
    "l[eo] vio", "siéntel[eo]", "póngale", "añádal[eo]",
  ];
  expect(holding(new RegExp(`(?<![\\p{L}])(${elsewhere.join("|")})(?![\\p{L}])`, "iu"))).toEqual([]);
});

test("nobody is greeted as a woman or a man", () => {
  expect(holding(/^bienvenid[oa]s?[.!]/iu)).toEqual([]);
});

test("who signs in does not enter: the center has a door too", () => {
  expect(holding(/(?<![\p{L}])(entra|entran|entre primero|sin entrar|puede entrar|haya entrado|entrará)(?![\p{L}])/iu).filter(([key]) => key !== "toilet.take")).toEqual([]);
});

test("EMS is the ambulance: an emergency is what is open on the screen", () => {
  for (const key of keys) if (/\bEMS\b/.test(en[key])) expect(es[key], key).toMatch(/ambulancia|emergencias médicas/i);
  for (const protocol of protocols) {
    const spanish = sentencesOf(protocol, "es");
    for (const [name, sentence] of Object.entries(sentencesOf(protocol, "en"))) if (/\bEMS\b/.test(sentence)) expect(spanish[name], name).toMatch(/ambulancia/i);
  }
});

test("every ¿ has its ?, every ¡ its !, every quotation mark its other", () => {
  for (const [key, sentence] of everySentence) {
    const count = (mark: string) => sentence.split(mark).length - 1;
    expect([key, count("¿"), count("¡"), count("“")]).toEqual([key, count("?"), count("!"), count("”")]);
    expect(sentence, key).not.toMatch(/[«»]/);
  }
});

test("what asks in English asks in Spanish", () => {
  for (const key of keys) expect([key, /\?/.test(es[key])]).toEqual([key, /\?/.test(en[key])]);
});

/** Sentences whose number is never one: they are said of two or more, of thousands of draws, or of an amount written as "1.0". */
const NEVER_ONE = /^(status\.helpers|floor\.people|capacity\.(visits_a_week|computing|how_sure|source)|studies\.(changed|inputs_many|claim_off|turning_none|values_over|plot_source|information_source)|plan\.(town|averted_of|to_study_says|sets_source|curve_source|proven|middle))$/;

/** The sentence with `n` of whatever it counts, and letters for whatever it names. */
function counted(key: Key, n: number): string {
  const names = [...en[key].matchAll(/\{(\w+)[:}]/g)].map((found) => found[1]!);
  const value = (name: string) => (["n", "assumed", "holds"].includes(name) ? n : ["of", "tested"].includes(name) ? 5 : "X");
  return say("es", key, Object.fromEntries(names.map((name) => [name, value(name)])));
}

test("one is one and two are two", () => {
  const wrong: string[] = [];
  for (const key of keys.filter((one) => /\{\w+[:}]/.test(es[one]))) {
    const one = counted(key, 1);
    const two = counted(key, 2);
    const plural = [...one.matchAll(/(?<![\d.,])\b1 (?:de ellas )?(\p{Ll}+s)(?![\p{L}])/gu)].map((found) => found[1]!).filter((word) => word !== "dosis" && word !== "más");
    if (!NEVER_ONE.test(key) && (plural.length > 0 || /\b(faltan|otras) 1\b|\b1 (no )?(están|tienen|necesitan)(?![\p{L}])/iu.test(one))) wrong.push(`${key}: ${one}`);
    if (/\b(falta|otra) 2\b|\b2 (no )?(está|tiene|necesita)(?![\p{L}])|\b2 (de ellas supuesta|cifra|cabina|persona|registro|minuto|hora|dígito|emergencia|observación)(?![\p{L}])/iu.test(two)) wrong.push(`${key}: ${two}`);
  }
  expect(wrong).toEqual([]);
});

test("a figure is written as at home: a point before the decimals, as on the number pad and on the vial", () => {
  expect(holding(/\d,\d/)).toEqual([]);
  expect(holding(/(\d|\}) %/)).toEqual([]);
  expect(written(4.26, "minutes", "es")).toBe("4.26");
  expect(written(5379.4, "money", "es")).toBe("5,379");
  const inWords = (key: Key, values?: Record<string, string | number>) => say("es", key, values);
  expect(amount(5379.4, "death/year", "es", inWords)).toBe("5,379 muertes por año");
  expect(amount(12.5, "%", "es", inWords)).toBe("12.5%");
});

test("the protocol names the button as the button is named", () => {
  for (const protocol of protocols) {
    expect(sentencesOf(protocol, "en").tap_breathing_back).toContain(`“${en["act.breathing_back"]}”`);
    expect(sentencesOf(protocol, "es").tap_breathing_back).toContain(`“${es["act.breathing_back"]}”`);
  }
});

test("a sentence that is read in an emergency is short", () => {
  for (const protocol of protocols) for (const sentence of Object.values(sentencesOf(protocol, "es"))) expect(sentence.replace(/\{[\w.]+\}/g, "120").length, sentence).toBeLessThanOrEqual(130);
});
