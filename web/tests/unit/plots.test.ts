import { expect, test } from "vitest";
import { runs } from "../../src/plots/marks";
import { roundedUp, scale, ticks } from "../../src/plots/scale";

test("an axis names round values within its ends", () => {
  expect(ticks(0, 10, 4)).toEqual([0, 5, 10]);
  expect(ticks(0, 1, 4)).toEqual([0, 0.5, 1]);
  expect(ticks(0, 0.3, 3)).toEqual([0, 0.1, 0.2, 0.3]);
  expect(ticks(3, 27, 5)).toEqual([5, 10, 15, 20, 25]);
  expect(ticks(0, 120, 6)).toEqual([0, 20, 40, 60, 80, 100, 120]);
});

test("an axis of nothing names one value and does not loop", () => {
  expect(ticks(0, 0, 4)).toEqual([0]);
  expect(ticks(0, Number.NaN, 4)).toEqual([0]);
});

test("an axis ends at a round value that holds everything", () => {
  for (const value of [0.004, 0.9, 1, 3.01, 12.9, 14, 99, 101, 5379]) {
    const end = roundedUp(value);
    expect(end).toBeGreaterThanOrEqual(value);
    expect(end).toBeLessThanOrEqual(value * 2);
    expect(ticks(0, end, 4).at(-1)).toBe(end);
  }
  expect(roundedUp(0)).toBe(1);
});

test("the ends of the values stand at the ends of the drawing", () => {
  const y = scale([0, 50], [180, 12]);
  expect([y.at(0), y.at(25), y.at(50)]).toEqual([180, 96, 12]);
});

test("an unknown value parts a line and is never drawn as zero", () => {
  const points = [1, 2, null, 4, null, null, 7].map((value, x) => ({ x, value }));
  expect(runs(points).map((run) => run.map((point) => point.value))).toEqual([[1, 2], [4], [7]]);
  expect(runs([{ x: 0, value: null }])).toEqual([]);
});
