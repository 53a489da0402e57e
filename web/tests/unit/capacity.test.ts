import { expect, test } from "vitest";
import type { Reply } from "../../src/api/http";
import type { CapacityResult, CapacityScenario } from "../../src/api/types";
import { ownChoice, seatLimits, settingsOf, trainedLimits, trainedRange, withTrained } from "../../src/planning_house/capacity/choice";
import { hoursOpen } from "../../src/planning_house/capacity/hours";
import { QUICK, Runs, SURE, type RunRequest } from "../../src/planning_house/capacity/runs";
import { currencyOf, fellAway, intervalInWords, written } from "../../src/planning_house/capacity/words";

const by = (from: number, to: number, people: number) => Array.from({ length: 24 }, (_, hour) => (hour >= from && hour < to ? people : 0));
const scenario = {
  name: "small",
  hours: { opens_minute: 540, open_minutes: 1080, days: [true] },
  seats: { booth: 6, smoking: 0, aftercare: 4 },
  visits_per_week: 500,
  staff: [
    { path: "staff.0.people_by_hour", role: "nurse", trained: true, people_by_hour: by(10, 16, 1), hourly_cost: 60 },
    { path: "staff.1.people_by_hour", role: "responder", trained: true, people_by_hour: by(8, 20, 3), hourly_cost: 30 },
    { path: "staff.2.people_by_hour", role: "peer", trained: false, people_by_hour: by(0, 24, 5), hourly_cost: 20 },
  ],
} as unknown as CapacityScenario;

test("the scenario's own figures are asked for without a setting", () => {
  expect(settingsOf(scenario, ownChoice(scenario))).toEqual([]);
});

test("only what differs is asked for", () => {
  const choice = { ...ownChoice(scenario), demand: 150, booth: 8 };
  expect(settingsOf(scenario, choice)).toEqual([{ path: "arrivals.visits_per_week", value: 750 }, { path: "seats.booth", value: 8 }]);
});

test("trained staff change in the role with most hours, and nobody comes when the floor is closed", () => {
  const [setting] = settingsOf(scenario, { ...ownChoice(scenario), trained: 2 });
  expect(setting!.path).toBe("staff.1.people_by_hour");
  expect(setting!.value).toEqual(by(8, 20, 5));
  expect(withTrained([0, 1, 3], -2)).toEqual([0, 0, 1]);
  expect(trainedRange(scenario, { ...ownChoice(scenario), trained: 2 })).toEqual({ low: 5, high: 6 });
});

test("one trained person stays, whatever is taken away", () => {
  const { low } = trainedLimits(scenario)!;
  expect(Math.min(...withTrained(scenario.staff[1]!.people_by_hour, low).filter((people) => people > 0))).toBe(1);
});

test("seats that a scenario has none of are not offered", () => {
  expect(seatLimits(scenario, "smoking")).toBeNull();
  expect(seatLimits(scenario, "booth")).toEqual({ low: 1, high: 12 });
});

test("hours stand in the order in which the site lives them", () => {
  expect(hoursOpen(scenario)).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 0, 1, 2]);
  expect(hoursOpen(scenario, 1).at(-1)).toBe(3);
  expect(hoursOpen({ ...scenario, hours: { opens_minute: 0, open_minutes: 1440, days: [true] } }, 1)).toHaveLength(24);
  expect(hoursOpen({ ...scenario, hours: { opens_minute: 570, open_minutes: 60, days: [true] } })).toEqual([9, 10]);
});

test("too few participants are spoken of, and a handful of arrivals is not", () => {
  const result = (value: number | null) => ({ outcomes: [{ name: "all_participants_here_share", value }] }) as unknown as CapacityResult;
  expect(fellAway(result(0.73))).toBe(0.73);
  expect(fellAway(result(0.0004))).toBeNull();
  expect(fellAway(result(null))).toBeNull();
  expect(fellAway({ outcomes: [] } as unknown as CapacityResult)).toBeNull();
  expect(fellAway(null)).toBeNull();
});

test("figures have the digits that the program prints, and unknown is not zero", () => {
  expect(written(0.0084, "share", "en")).toBe("0.84%");
  expect(written(0.171, "share", "en")).toBe("17.1%");
  expect(written(0, "share", "en")).toBe("0%");
  expect(written(5379.4, "money", "en")).toBe("5,379");
  expect(written(4.26, "minutes", "en")).toBe("4.26");
  expect(written(4.26, "minutes", "es")).toBe("4.26");
  expect(written(null, "share", "en")).not.toContain("0");
  expect(currencyOf("USD of 2022 a day")).toBe("USD");
  expect(currencyOf("money a day")).toBe("");
  const say = (_key: string, values?: Record<string, string | number>) => `${values!.low} to ${values!.high}`;
  expect(intervalInWords({ value: 0.01, low95: -0.001, high95: 0.02 }, "share", "en", say)).toBe("0% to 2%");
  expect(intervalInWords({ value: 0.13, low95: 0.128, high95: 0.1334 }, "share", "en", say)).toBe("12.8% to 13.34%");
  expect(intervalInWords({ value: 0.01, low95: null, high95: null }, "share", "en", say)).toBe("");
});

/** A server that answers when it is told to, and a clock that moves when it is told to. */
class Bench {
  asked: { request: RunRequest; signal: AbortSignal; answer: (reply: Reply<CapacityResult>) => void }[] = [];
  private waiting: { then: () => void; cancelled: boolean }[] = [];
  readonly runs = new Runs({
    post: (request, signal) => new Promise((answer) => this.asked.push({ request, signal, answer })),
    wait: (_ms, then) => {
      const one = { then, cancelled: false };
      this.waiting.push(one);
      return () => void (one.cancelled = true);
    },
  });
  later(): void {
    for (const one of this.waiting.splice(0)) if (!one.cancelled) one.then();
  }
  async answer(at: number, fields: Partial<CapacityResult> = {}): Promise<void> {
    const { request, answer } = this.asked[at]!;
    answer({ ok: true, value: { replications: request.replications, outcomes: [], ...fields } as unknown as CapacityResult });
    await Promise.resolve();
    await Promise.resolve();
  }
}
const booths = (value: number) => ({ scenario: "small", settings: [{ path: "seats.booth", value }] });

test("a quick answer first, then a surer one", async () => {
  const bench = new Bench();
  bench.runs.ask({ scenario: "small", settings: [] });
  bench.later();
  expect(bench.asked[0]!.request).toMatchObject({ scenario: "small", replications: QUICK });
  await bench.answer(0);
  expect(bench.runs.state.get()).toMatchObject({ result: { replications: QUICK }, computing: { of: SURE }, stale: false });
  bench.later();
  await bench.answer(1);
  expect(bench.runs.state.get()).toMatchObject({ result: { replications: SURE }, computing: null });
});

test("while a slider moves nothing is asked but what it stopped at", () => {
  const bench = new Bench();
  bench.runs.ask({ scenario: "small", settings: [] });
  bench.later();
  for (const value of [7, 8, 9]) bench.runs.ask(booths(value));
  bench.later();
  expect(bench.asked.map((one) => one.request.settings[0]?.value)).toEqual([undefined, 9]);
});

test("an answer to an older question is dropped", async () => {
  const bench = new Bench();
  bench.runs.ask(booths(7));
  bench.later();
  bench.runs.ask(booths(8));
  bench.later();
  expect(bench.asked[0]!.signal.aborted).toBe(true);
  await bench.answer(1, { seed: 8 });
  await bench.answer(0, { seed: 7 });
  expect(bench.runs.state.get().result!.seed).toBe(8);
});

test("old figures stay, marked, until the new ones come", async () => {
  const bench = new Bench();
  bench.runs.ask({ scenario: "small", settings: [] });
  bench.later();
  await bench.answer(0);
  bench.runs.ask(booths(9));
  expect(bench.runs.state.get()).toMatchObject({ stale: true, result: { replications: QUICK } });
  bench.later();
  await bench.answer(1);
  expect(bench.runs.state.get()).toMatchObject({ stale: false, compared: { replications: QUICK } });
});

test("in the end it is compared with as many weeks of the scenario unchanged", async () => {
  const bench = new Bench();
  bench.runs.ask({ scenario: "small", settings: [] });
  bench.later();
  await bench.answer(0);
  bench.runs.ask(booths(9));
  bench.later();
  await bench.answer(1);
  bench.later();
  await bench.answer(2);
  expect(bench.asked[3]!.request).toEqual({ scenario: "small", settings: [], seed: 1, replications: SURE });
  expect(bench.runs.state.get()).toMatchObject({ computing: null, compared: { replications: QUICK } });
  await bench.answer(3);
  expect(bench.runs.state.get()).toMatchObject({ result: { replications: SURE }, compared: { replications: SURE } });
});

test("another scenario begins with nothing to compare with", async () => {
  const bench = new Bench();
  bench.runs.ask({ scenario: "small", settings: [] });
  bench.later();
  await bench.answer(0);
  bench.runs.ask({ scenario: "large", settings: [] });
  expect(bench.runs.state.get()).toMatchObject({ result: null, compared: null });
});

test("a problem is told and the last figures stay", async () => {
  const bench = new Bench();
  bench.runs.ask({ scenario: "small", settings: [] });
  bench.later();
  await bench.answer(0);
  bench.runs.ask(booths(99));
  bench.later();
  bench.asked[1]!.answer({ ok: false, status: 422, problem: { type: "/problems/bad-scenario", title: "", status: 422 } });
  await Promise.resolve();
  await Promise.resolve();
  expect(bench.runs.state.get()).toMatchObject({ problem: { status: 422 }, computing: null, stale: true, result: { replications: QUICK } });
});
