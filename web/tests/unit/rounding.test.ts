import { expect, test, vi } from "vitest";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
const { say } = await import("../../src/catalogue/catalogue");
const { written } = await import("../../src/planning_house/capacity/words");
const { amount: planAmount, difference, expectedDeaths, share, tick } = await import("../../src/planning_house/plan/words");
const { bare, figure, money, probability } = await import("../../src/planning_house/studies/amounts");
const { fixed } = await import("../../src/planning_house/parts/rounding");

// What the program prints of each: src/study/report/figures.cpp, src/plan/amounts_test.cpp, src/sim/facility/results_text.cpp.

test("a study's figure reads on the page as `alongside evaluate` prints it", () => {
  const printed: [number, string][] = [[3.681196, "3.681"], [21.4567, "21.46"], [108.2371, "108.2"], [0.001334567, "0.001335"], [1250.5, "1,250"], [1251.5, "1,252"], [77.1123, "77.11"], [2.5, "2.5"], [999.96, "1,000"], [0, "0"]];
  for (const [value, text] of printed) {
    expect(figure(value, "en")).toBe(text);
    expect(bare(value, "infection/year", "en")).toBe(text);
  }
  expect(figure(0.00001234567, "en")).toBe("0.00001235");
});

test("money reads as in the note: whole below a million, then hundredths of one", () => {
  const printed: [number, string][] = [[849_660, "$849,660"], [17_186_250, "$17.19M"], [999_499, "$999,499"], [999_500, "$1M"], [-1_718_825, "−$1.72M"], [1_254_000_000, "$1.25B"], [999_500_000, "$1B"], [4_123_456.4, "$4.12M"]];
  for (const [value, text] of printed) expect(money(value, "USD", "en")).toBe(text);
  expect(bare(123.46, "USD/visit", "en", true)).toBe("$123.5");
  expect(bare(4.5678, "USD/visit", "en", true)).toBe("$4.568");
});

test("a share of draws reads as in the note, and is never certain", () => {
  const english = (key: Parameters<typeof say>[1], values?: Parameters<typeof say>[2]) => say("en", key, values);
  expect(probability(0.8347, "en", english)).toBe("83.5%");
  expect(probability(0.9996, "en", english)).toBe("more than 99.9%");
});

test("a plan's amounts read as `alongside plan` prints them", () => {
  const printed: [number, string][] = [[8.8841, "8.88"], [17, "17.0"], [999.4, "999"], [46429, "46,400"], [-1234567, "−1,230,000"], [0, "0"], [0.3456, "0.346"], [123.4, "123"]];
  for (const [value, text] of printed) expect(planAmount(value, "en")).toBe(text);
  for (const [value, text] of [[17.4, "17"], [0.0271, "0.027"], [-0.15, "−0.15"], [123, "120"]] as const) expect(difference(value, "en")).toBe(text);
  expect(share(0.0425, "en")).toBe("4%");
  expect(expectedDeaths(0.34, "en")).toBe("0.3");
  expect(expectedDeaths(112.26, "en")).toBe("112.3");
  expect(tick(200_000, "en")).toBe("200,000"); // and not 200
  expect(planAmount(8.8841, "es")).toBe("8.88");
});

test("a simulated outcome reads as `alongside simulate` prints it", () => {
  expect(written(4.2649, "minutes", "en")).toBe("4.26");
  expect(written(42.349, "minutes", "en")).toBe("42.35");
  expect(written(446.44, "count", "en")).toBe("446.4");
  expect(written(5379.4, "money", "en")).toBe("5,379");
  expect(written(0.17123, "share", "en")).toBe("17.12%"); // 0.1712
  expect(written(0.0084, "share", "en")).toBe("0.84%");
  expect(written(0, "share", "en")).toBe("0%");
  expect(written(1, "share", "en")).toBe("100%");
});

test("the exact value is rounded, and its middle goes to the even digit, as in C++", () => {
  expect(fixed(1.005, 2)).toBe(1); // which is 1.00499999999999989…
  expect(fixed(2.5, 0)).toBe(2);
  expect(fixed(3.5, 0)).toBe(4);
  expect(fixed(-0.125, 2)).toBe(-0.12);
  expect(fixed(0.375, 2)).toBe(0.38);
  expect(Object.is(fixed(-0.001, 2), 0)).toBe(true);
});
