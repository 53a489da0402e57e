import { expect, test, vi } from "vitest";

vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
const { say } = await import("../../src/catalogue/catalogue");
const { inTime } = await import("../../src/clock/words");

test("one is said as one, in both languages", () => {
  expect(say("en", "shift.close_waits", { n: 1 })).toBe("1 still needs somebody. The floor closes when that person has left.");
  expect(say("en", "shift.close_waits", { n: 2 })).toBe("2 still need somebody. The floor closes when they have left.");
  expect(say("es", "shift.close_waits", { n: 1 })).toMatch(/^1 persona todavía necesita a alguien/);
  expect(say("en", "band.missing", { n: 1 })).toMatch(/^1 saved record is missing/);
  expect(say("es", "band.missing", { n: 1 })).toMatch(/^Falta 1 registro guardado/);
});

const in_ = (ms: number) => inTime(ms, (key, values) => say("en", key, values));

test("five minutes are five, whatever the moment between two messages", () => {
  expect(in_(5 * 60_000)).toBe("5 min");
  expect(in_(5 * 60_000 + 999)).toBe("5 min");
  expect(in_(5 * 60_000 - 999)).toBe("5 min");
  expect(in_(60_000)).toBe("1 min");
});

test("the last minute is told in seconds, down to one", () => {
  expect(in_(59_000)).toBe("59 s");
  expect(in_(1_000)).toBe("1 s");
  expect(in_(10)).toBe("1 s");
});
