import { beforeEach, expect, test } from "vitest";
import { BOUNCE_MS, DoubleTapGuard, NEAR_PX } from "../../src/parts/double_tap";

let now = 0;
let draw: (() => void)[] = [];
let gone: Set<string>;
const DRAWING_MS = 30;

function page() {
  now = 1_000;
  draw = [];
  gone = new Set();
  const guard = new DoubleTapGuard<string>({
    afterDrawing: (then) => void draw.push(() => then(now)),
    stillThere: (tap) => !gone.has(tap.control),
    eachTapCounts: (control) => control.startsWith("digit"),
  });
  const tap = (control: string, x = 100, y = 700) => guard.isBounce({ control, x, y, at: now });
  const drawn = (ms = DRAWING_MS) => {
    now += ms;
    for (const one of draw.splice(0)) one();
  };
  return { tap, drawn };
}

let tap: ReturnType<typeof page>["tap"];
let drawn: ReturnType<typeof page>["drawn"];
beforeEach(() => ({ tap, drawn } = page()));

test.each([0, 100, 300, 450])("a second tap %i ms after the page was drawn, on what came under the finger, is no tap", (ms) => {
  expect(tap("emergency")).toBe(false);
  gone.add("emergency");
  drawn();
  now += ms;
  expect(tap("another")).toBe(true);
});

test("before the page is drawn the second tap is a bounce too, however slow the tablet is", () => {
  tap("emergency");
  gone.add("emergency");
  now += 4_000;
  expect(tap("another")).toBe(true);
});

test("half a second after it appeared a control takes taps, however often it was tapped meanwhile", () => {
  tap("emergency");
  gone.add("emergency");
  drawn();
  now += BOUNCE_MS - 1;
  expect(tap("another")).toBe(true);
  now += 1;
  expect(tap("another")).toBe(false);
});

test("a tap at another place is taken at once", () => {
  tap("emergency");
  gone.add("emergency");
  drawn();
  now += 20;
  expect(tap("helper", 100, 700 - NEAR_PX - 1)).toBe(false);
});

test("the control beside the one tapped is taken, as long as that one still stands there", () => {
  tap("helper", 100, 300);
  drawn();
  now += 50;
  expect(tap("airway", 130, 300)).toBe(false);
});

test("the same control tapped twice is tapped once", () => {
  expect(tap("chip")).toBe(false);
  drawn();
  now += 200;
  expect(tap("chip")).toBe(true);
  now += BOUNCE_MS;
  expect(tap("chip")).toBe(false);
});

test("a control that counts taps takes each of them, and still no bounce of what was there before", () => {
  expect(tap("heart rate")).toBe(false);
  gone.add("heart rate");
  drawn();
  expect(tap("digit 5")).toBe(true);
  now += BOUNCE_MS;
  expect(tap("digit 5")).toBe(false);
  drawn();
  expect(tap("digit 5")).toBe(false);
  expect(tap("digit 5")).toBe(false);
});
