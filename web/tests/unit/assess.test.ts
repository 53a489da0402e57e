// The page's interpreter is held to the program's own answers, to the millisecond: tests/playbook/vectors.json is written by the
// program (playbook_test --write-vectors).
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Act, Playbook, Vitals } from "../../src/api/types";
import { assess, lightAt, litFrom, meaningOf, standsBefore, type Assessment, type LookMeans } from "../../src/playbook/assess";

interface Case {
  name: string;
  playbook: string;
  restart: number | null;
  acts: Act[];
  assessment: {
    t0: number;
    phase: string;
    beat: string;
    beat_ms: number;
    lit: { tile: string; from: number; sentence: string }[];
    due: { clock: string; at: number }[];
    doses: number;
    ask_one_dose_or_two: boolean;
  };
  said: { sentence: string; from: number }[];
}

interface Look {
  playbook: string;
  look: Vitals;
  means: LookMeans;
}

const file = JSON.parse(readFileSync("../tests/playbook/vectors.json", "utf8")) as { playbooks: Record<string, Playbook>; cases: Case[]; looks: Look[] };

/** The page's answer in the shape of the contract. */
function asContract(asked: Assessment): Case["assessment"] {
  const last = asked.standing.at(-1)?.at ?? asked.t0;
  const lit = [...asked.lights.keys()].map((tile) => {
    const from = litFrom(asked, tile)!;
    // What is in effect when the last act is done speaks; else what comes first.
    const light = lightAt(asked, tile, last) ?? lightAt(asked, tile, from)!;
    return { tile, from, sentence: light.sentence ?? "" };
  });
  return {
    t0: asked.t0,
    phase: asked.phase,
    beat: asked.beat,
    beat_ms: asked.beatMs,
    lit: lit.sort(by("tile")),
    due: asked.due.map(({ clock, at }) => ({ clock, at })).sort(by("clock")),
    doses: asked.doses,
    ask_one_dose_or_two: asked.askOneDoseOrTwo !== null,
  };
}

const by = <K extends string>(key: K) => (a: Record<K, unknown>, b: Record<K, unknown>) => String(a[key]).localeCompare(String(b[key]));

test("the page and the program say alike what every look means", () => {
  expect(file.looks.length).toBe(2 * 5 * 4 * 6 * 4);
  for (const one of file.looks) {
    expect({ ...one, means: meaningOf(one.look, file.playbooks[one.playbook]!) }).toEqual(one);
  }
  expect(meaningOf({ breaths: "slow" }, file.playbooks["bc-aha"]!)).toBe("respond");
  expect(meaningOf({ oximeter: "from_80_to_89" }, file.playbooks["bc-aha"]!)).toBe("respond");
  expect(meaningOf({ breaths: "slow", breaths_per_minute: 10 }, file.playbooks["bc-aha"]!)).toBe("concern");
  expect(meaningOf({ responds: "talks", breaths: "ok", oximeter: "from_95" }, file.playbooks["bc-aha"]!)).toBe("well");
});

describe("the page and the program read the playbook alike", () => {
  test("there are hundreds of cases, of both profiles", () => {
    expect(file.cases.length).toBeGreaterThan(200);
    expect(new Set(file.cases.map((one) => one.playbook)).size).toBe(2);
  });
  test.each(file.cases.map((one) => [`${one.playbook}: ${one.name}`, one] as const))("%s", (_name, one) => {
    const asked = assess(one.acts, file.playbooks[one.playbook]!, one.restart);
    const wanted = { ...one.assessment, lit: [...one.assessment.lit].sort(by("tile")), due: [...one.assessment.due].sort(by("clock")) };
    expect(asContract(asked)).toEqual(wanted);
    expect(asked.said.map(({ sentence, from }) => ({ sentence, from }))).toEqual(one.said);
  });
});

test("any order of arrival, with any repetition, gives one answer", () => {
  for (const one of file.cases.slice(0, 60)) {
    const playbook = file.playbooks[one.playbook]!;
    const shuffled = [...one.acts].sort((a, b) => (a.id.slice(-4) < b.id.slice(-4) ? 1 : -1));
    expect(asContract(assess([...shuffled, ...one.acts], playbook, one.restart))).toEqual(asContract(assess(one.acts, playbook, one.restart)));
  }
});

test("acts of one millisecond stand in the order of their ids", () => {
  const act = (id: string): Act => ({ id, act: "helper", at: 5 });
  expect([act("b"), act("a")].sort(standsBefore).map((one) => one.id)).toEqual(["a", "b"]);
});
