import { expect, test } from "vitest";
import { clock, secondsLeft } from "../../src/clock/format";
import { SiteClock } from "../../src/clock/site_clock";

test("a clock shows minutes and seconds, and hours from an hour on", () => {
  expect([0, 999, 134_000, 3_599_999, 3_600_000, 3_734_000].map(clock)).toEqual(["0:00", "0:00", "2:14", "59:59", "1:00:00", "1:02:14"]);
});

test("a countdown says 1 until it is over", () => {
  expect([10_000, 9_001, 1, 0, -5].map(secondsLeft)).toEqual([10, 10, 1, 0, 0]);
});

test("a slow message does not make the site's clock late", () => {
  let monotonic = 100;
  const site = new SiteClock(() => monotonic, () => 0);
  site.heard(1_000_000); // arrived at once
  monotonic = 5_100;
  site.heard(1_004_200); // written at 1_004_200, arrived 800 ms later
  expect(site.now()).toBe(1_005_000);
});

test("a stepping wall clock of the tablet moves nothing", () => {
  let wall = 50_000;
  let monotonic = 0;
  const site = new SiteClock(() => monotonic, () => wall);
  site.heard(7_000);
  wall = 9_999_999;
  monotonic = 1_000;
  expect(site.now()).toBe(8_000);
});

test("a clock that was set at the site is followed", () => {
  let monotonic = 0;
  const site = new SiteClock(() => monotonic, () => 0);
  site.heard(100_000);
  monotonic = 1_000;
  site.heard(40_000); // an hour hand moved back
  expect(site.now()).toBe(40_000);
});

test("a tap's time at the site follows from the monotonic clock", () => {
  const site = new SiteClock(() => 500, () => 0);
  site.heard(10_500);
  expect(site.at(200)).toBe(10_200);
});

test("before the site has told its time, none is shown", () => {
  const site = new SiteClock(() => 0, () => 99);
  expect(site.toldBySite).toBe(false);
  site.heard(7_000);
  expect(site.toldBySite).toBe(true);
});
