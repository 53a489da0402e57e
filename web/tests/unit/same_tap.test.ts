import { expect, test } from "vitest";
import type { Act } from "../../src/api/types";
import { sameTap, SAME_TAP_MS } from "../../src/staff_house/emergency/same_tap";
import type { TapHere } from "../../src/record/site";

const here = (id: string, act: TapHere["act"], tappedAt: number, fields: TapHere["fields"] = {}): TapHere => ({ id, emergency: "e", act, fields, tappedAt });
const dose = here("d1", "naloxone", 10_000);
const again = (taps: readonly TapHere[], at: number, tap: Pick<TapHere, "act" | "fields"> = { act: "naloxone", fields: {} }, acts: readonly Act[] = []) =>
  sameTap(taps, acts, { emergency: "e", ...tap }, at)?.id ?? null;

test("a dose tapped twice within three seconds is one dose; after that it is another", () => {
  expect(again([dose], 10_000)).toBe("d1");
  expect(again([dose], 10_000 + SAME_TAP_MS - 1)).toBe("d1");
  expect(again([dose], 10_000 + SAME_TAP_MS)).toBeNull();
});

test("the first tap counts, not the last of a row of taps", () => {
  expect(again([dose, here("h", "helper", 11_000)], 12_999)).toBe("d1"); // another act between does not matter
  expect(again([dose], 13_100)).toBeNull(); // taps that merged left nothing behind
});

test("other words are another act", () => {
  const no = here("b1", "breathing", 10_000, { choice: 1 });
  expect(again([no], 10_500, { act: "breathing", fields: { choice: 1 } })).toBe("b1");
  expect(again([no], 10_500, { act: "breathing", fields: { choice: 3 } })).toBeNull();
  const yes = here("b2", "breathing", 10_500, { choice: 3 });
  expect(again([no, yes], 11_000, { act: "breathing", fields: { choice: 1 } })).toBeNull(); // no, yes, no: three answers
  const vitals = here("v", "vitals", 10_000, { vitals: { spo2_percent: 97 } });
  expect(again([vitals], 10_500, { act: "vitals", fields: { vitals: { spo2_percent: 97 } } })).toBe("v");
  expect(again([vitals], 10_500, { act: "vitals", fields: { vitals: { spo2_percent: 91 } } })).toBeNull();
});

test("a dose that was undone meanwhile is not the same one", () => {
  const undone: Act = { id: "u", act: "undone", at: 0, target: "d1" };
  expect(again([dose, here("u", "undone", 10_800, { target: "d1" })], 11_000, undefined, [undone])).toBeNull();
});

test("what another screen tapped, or another emergency has, is not this screen's tap", () => {
  expect(again([], 10_100, undefined, [{ id: "d1", act: "naloxone", at: 0 }])).toBeNull();
  expect(again([{ ...dose, emergency: "other" }], 10_100)).toBeNull();
});

test("each correction and each undo counts", () => {
  expect(again([here("c", "corrected", 10_000, { target: "d1", to_at: 5 })], 10_100, { act: "corrected", fields: { target: "d1", to_at: 5 } })).toBeNull();
  expect(again([here("u", "undone", 10_000, { target: "d1" })], 10_100, { act: "undone", fields: { target: "d1" } })).toBeNull();
});
