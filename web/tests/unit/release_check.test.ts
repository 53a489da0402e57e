import { expect, test } from "vitest";
import type { Act, Vitals } from "../../src/api/types";
import { filledFromVitals } from "../../src/staff_house/emergency/release_check";

const MIN = 60_000;
const limits = {
  vitals_age_ms: 15 * MIN, room_air_ms: 10 * MIN, spo2_at_least: 95, breaths_low: 10, breaths_high: 20, heart_low: 50, heart_high: 100,
  temperature_low_tenths_c: 350, temperature_high_tenths_c: 375, early_reasons: [],
};
const now = 100 * MIN;
let ids = 0;
const vitals = (minutesAgo: number, values: Vitals): Act => ({ id: `v${ids++}`, act: "vitals", at: now - minutesAgo * MIN, vitals: values });
const oxygen = (minutesAgo: number, choice: 0 | 1): Act => ({ id: `o${ids++}`, act: "oxygen", at: now - minutesAgo * MIN, choice });
const checked = (acts: Act[]) => Object.fromEntries(Object.entries(filledFromVitals(acts, limits, now)).map(([item, one]) => [item, one!.checked]));

test("fresh values on room air fill their items by the protocol's limits", () => {
  expect(checked([vitals(3, { spo2_percent: 97, breaths_per_minute: 9, heart_per_minute: 80, temperature_tenths_c: 376 })])).toEqual({
    spo2: "in_order", breaths: "not_in_order", heart: "in_order", temperature: "not_in_order",
  });
  expect(filledFromVitals([vitals(3, { spo2_percent: 97 })], limits, now).spo2).toEqual({ checked: "in_order", value: { spo2_percent: 97 }, ageMs: 3 * MIN });
});

test("each limit itself is in order", () => {
  expect(checked([vitals(1, { spo2_percent: 95, breaths_per_minute: 20, heart_per_minute: 50, temperature_tenths_c: 375 })])).toEqual({
    spo2: "in_order", breaths: "in_order", heart: "in_order", temperature: "in_order",
  });
});

test("a value that is too old, taken on oxygen, or too soon after it, fills nothing", () => {
  expect(checked([vitals(16, { spo2_percent: 97 })])).toEqual({});
  expect(checked([oxygen(30, 1), vitals(3, { spo2_percent: 97 })])).toEqual({});
  expect(checked([oxygen(30, 1), oxygen(12, 0), vitals(3, { spo2_percent: 97 })])).toEqual({}); // nine minutes after it
  expect(checked([oxygen(30, 1), oxygen(13, 0), vitals(3, { spo2_percent: 97 })])).toEqual({ spo2: "in_order" });
  expect(checked([vitals(3, { spo2_percent: 97 }), oxygen(2, 1)])).toEqual({}); // on oxygen now
});

test("walking and waking are never filled, whatever was seen", () => {
  expect(checked([vitals(1, { responds: "talks", spo2_percent: 97 })])).toEqual({ spo2: "in_order" });
});

test("the newest value speaks, and one that says nothing hides what is older", () => {
  expect(checked([vitals(9, { spo2_percent: 99 }), vitals(2, { spo2_percent: 91 })])).toEqual({ spo2: "not_in_order" });
  expect(checked([vitals(9, { spo2_percent: 99 }), vitals(2, { oximeter: "no_reading" })])).toEqual({});
  expect(checked([vitals(9, { breaths_per_minute: 14 }), { id: "b", act: "breathing", choice: 2, at: now - MIN }])).toEqual({ breaths: "not_in_order" });
  expect(checked([vitals(9, { breaths_per_minute: 14 }), { id: "b", act: "breathing", choice: 3, at: now - MIN }])).toEqual({ breaths: "in_order" });
});

test("a chip that lies on both sides of the limit fills nothing", () => {
  expect(checked([vitals(1, { oximeter: "from_95" })])).toEqual({ spo2: "in_order" });
  expect(filledFromVitals([vitals(1, { oximeter: "from_90_to_94" })], { ...limits, spo2_at_least: 92 }, now)).toEqual({});
});

test("a protocol that says nothing of it fills nothing", () => {
  expect(filledFromVitals([vitals(1, { spo2_percent: 97 })], null, now)).toEqual({});
});
