import { expect, test } from "vitest";
import { typedNumber } from "../../src/planning_house/parts/typed_number";

test("a number is read as pages write it, and as people do", () => {
  for (const [text, number] of [
    ["5,379", 5379],
    ["1,234,567.5", 1234567.5],
    ["0,25", 0.25],
    ["12,5", 12.5],
    ["5379.25", 5379.25],
    [" 0.0095 ", 0.0095],
    [".0095", 0.0095],
    ["−35", -35],
    ["1e3", 1000],
    ["", null],
    ["many", null],
    ["1,2,3", null],
    ["12,34,567", null],
  ] as const)
    expect([text, typedNumber(text)]).toEqual([text, number]);
});
