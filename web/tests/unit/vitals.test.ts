import { expect, test } from "vitest";
import { split } from "../../src/staff_house/emergency/said";
import { rateOf, readDigits } from "../../src/staff_house/emergency/vitals_reading";

test("three taps give a rate", () => {
  expect(rateOf([0, 5_000, 10_000])).toBe(12);
  expect(rateOf([1_000, 9_000, 21_000])).toBe(6);
});

test("temperature is typed with its tenth, in either unit, and kept in tenths of °C", () => {
  expect(readDigits("temperature", "375", "C")).toEqual({ temperature_tenths_c: 375 });
  expect(readDigits("temperature", "986", "F")).toEqual({ temperature_tenths_c: 370 });
  expect(readDigits("temperature", "1040", "F")).toEqual({ temperature_tenths_c: 400 });
  expect(readDigits("temperature", "37", "C")).toBeNull();
});

test("blood pressure is two numbers after each other", () => {
  expect(readDigits("blood_pressure", "11876", "C")).toEqual({ systolic_mmhg: 118, diastolic_mmhg: 76 });
  expect(readDigits("blood_pressure", "9060", "C")).toEqual({ systolic_mmhg: 90, diastolic_mmhg: 60 });
  expect(readDigits("blood_pressure", "220110", "C")).toEqual({ systolic_mmhg: 220, diastolic_mmhg: 110 });
  expect(readDigits("blood_pressure", "118", "C")).toBeNull();
});

test("a saturation over 100 is not recorded", () => {
  expect(readDigits("spo2_percent", "101", "C")).toBeNull();
  expect(readDigits("spo2_percent", "88", "C")).toEqual({ spo2_percent: 88 });
});

test("a protocol's sentence that opens in capitals brings its own headline", () => {
  expect(split("DECIDE NOW. Protocol: naloxone may be decided now.")).toEqual({ head: "DECIDE NOW", rest: "Protocol: naloxone may be decided now." });
  expect(split("BREATHS GO ON. LOOK AT BREATHING.")).toEqual({ head: "BREATHS GO ON. LOOK AT BREATHING", rest: "" });
  expect(split("ESTO NO LLAMA. Marque 911 ahora.")).toEqual({ head: "ESTO NO LLAMA", rest: "Marque 911 ahora." });
  expect(split("Call a helper: bag, oxygen, naloxone.").head).toBe("");
});
