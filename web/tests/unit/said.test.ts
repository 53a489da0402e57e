import { expect, test } from "vitest";
import type { Playbook } from "../../src/api/types";
import { noPlaybook } from "../../src/playbook/no_playbook";
import { releaseItems } from "../../src/staff_house/emergency/said";

const adopted: Playbook = {
  ...noPlaybook,
  choices: { release_check: ["walks", "heart"] },
  sentences: { en: { release_walks: "Walks as usual", release_heart: "Heart rate 55 to 95" }, es: { release_walks: "Camina", release_heart: "Frecuencia de 55 a 95" } },
};

test("each item of the release check is said as the protocol in force says it, figures and all", () => {
  expect(releaseItems(adopted, "en")).toEqual([{ item: "walks", words: "Walks as usual" }, { item: "heart", words: "Heart rate 55 to 95" }]);
  expect(releaseItems(adopted, "es")[1]).toEqual({ item: "heart", words: "Frecuencia de 55 a 95" });
});

test("a screen that never had a protocol still asks for the six items, without figures", () => {
  expect(releaseItems(noPlaybook, "en").map(({ item }) => item)).toEqual(["walks", "spo2", "breaths", "heart", "temperature", "awake"]);
  expect(releaseItems(noPlaybook, "en").every(({ words }) => words === null)).toBe(true);
});
