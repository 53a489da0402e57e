import { expect, test, vi } from "vitest";
import type { Reply, StudyRequest } from "../../src/api/http";
import type { StudyDocument, StudyEvaluation, StudyOnShelf, StudyReproduced } from "../../src/api/types";
import { say, type Say } from "../../src/catalogue/catalogue";
import { amount, bare, distance, figure, money, moneyInFull, observed, percent, totalWords, unitParts, unitWords } from "../../src/planning_house/studies/amounts";
import { Answers, LATE_MS, REST_MS } from "../../src/planning_house/studies/answers";
import { counted, verdictOf } from "../../src/planning_house/studies/claims";
import { asked, readChanges, readPair, withChange, writeChanges, writePair } from "../../src/planning_house/studies/link";
import { meet, otherFigures, unlike } from "../../src/planning_house/studies/matching";
import { isShown, rowsShown, sorted } from "../../src/planning_house/studies/shelf_order";
import { isOfHarmOnly, namesIn, usesOf } from "../../src/planning_house/studies/sources";
import { along, snapped, stopsFor } from "../../src/planning_house/studies/steps";
import { overLifetimes, waterfall } from "../../src/planning_house/studies/waterfall_steps";

// The catalogue asks the browser for its theme and language when it is read.
vi.hoisted(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => {} }));
});
const english: Say = (key, values) => say("en", key, values);
const spanish: Say = (key, values) => say("es", key, values);

test("money is written as a person says it", () => {
  expect(money(1_200_000, "USD", "en")).toBe("$1.2M");
  expect(`${money(1_200_000, "USD", "en")} ${totalWords("USD/year", english)}`).toBe("$1.2M a year");
  expect(money(-1_718_825, "USD", "en")).toBe("−$1.72M");
  expect(money(849_660, "USD", "en")).toBe("$849,660");
  expect(money(750, "USD", "en")).toBe("$750");
  expect(money(4.5, "USD", "en")).toBe("$4.5");
  expect(money(0, "USD", "en")).toBe("$0");
  expect(money(-0, "USD", "en")).toBe("$0");
  expect(money(-4_100_000, "CAD", "en")).toBe("−CA$4.1M");
  expect(money(1_200_000, "USD", "es").replace(/\s/g, " ")).toBe("$1.2 M");
  expect(moneyInFull(503_869, "USD", "en")).toBe("$503,869");
  expect(money(12, "XXQ", "en")).toContain("12"); // three capitals that no browser knows
});

test("a study over its whole time says so", () => {
  expect(totalWords("CAD", english)).toBe("over its whole time");
});

test("figures have the digits that count", () => {
  expect(figure(0.00133, "en")).toBe("0.00133");
  expect(figure(20950, "en")).toBe("20,950");
  expect(figure(77.1123, "en")).toBe("77.11");
  expect(figure(-0.2, "en")).toBe("−0.2");
  expect(bare(3.681196, "infection/year", "en")).toBe("3.681");
  expect(bare(33, "%", "en", true)).toBe("33%");
  expect(bare(402000, "USD/infection", "en", true)).toBe("$402,000");
  expect(percent(-0.0114, "en")).toBe("−1.1%");
  expect(percent(0.351, "en")).toBe("35%");
});

test("units become words", () => {
  expect(unitParts("USD/(death*year)")).toEqual({ currency: "USD", priceYear: "", above: [], below: ["death", "year"] });
  expect(amount(3.7, "infection/year", "en", english)).toBe("3.7 infections a year");
  expect(amount(1, "death/year", "en", english)).toBe("1 death a year");
  expect(amount(0.0443, "admission/(person*year)", "en", english)).toBe("0.0443 admissions for each person a year");
  expect(amount(25707, "USD/(death*year)", "en", english)).toBe("$25,707 for each death a year");
  expect(amount(0.0578, "1/year", "en", english)).toBe("0.0578 a year");
  expect(amount(0.7, "1", "en", english)).toBe("0.7");
  expect(amount(33, "%", "en", english)).toBe("33%");
  expect(amount(50, "USD2010/visit", "en", english)).toBe("$50 in prices of 2010 for each visit");
  expect(unitWords("widget/day", english)).toBe("widgets a day"); // a noun of the document's own
  expect(unitWords("infection/year", spanish)).toBe("infecciones por año");
});

test("what was seen in the field keeps its document's words", () => {
  expect(observed(-35, "%")).toBe("−35%");
  expect(observed(0, "no effect found")).toBe("no effect found");
  expect(observed(1008, "intervention")).toBe("1,008 interventions");
  expect(observed(5.4, "syringe/day")).toBe("5.4 syringes a day");
  expect(observed(1600, "CAD/overdose")).toBe("CA$1,600 for each overdose");
  expect(observed(2.7, "deaths per 100,000 people")).toBe("2.7 deaths per 100,000 people");
});

test("distance is a share of what was published", () => {
  expect(distance(78, 77.11)).toBeCloseTo(-0.01141, 5);
  expect(distance(0, 3)).toBeNull();
});

test("changes survive the way through a link", () => {
  const changes = new Map([["clients", 2500], ["cut_in_deaths", -0.1], ["deaths.2019", 1e-7]]);
  expect([...readChanges(writeChanges(changes))]).toEqual([...changes]);
  const pair = { a: "baltimore", b: "san-francisco", changesA: new Map([["clients", 900.5]]), changesB: new Map([["wage", 0]]) };
  expect(readPair(writePair(pair))).toEqual(pair);
  expect(readPair("")).toEqual({ a: "", b: "", changesA: new Map(), changesB: new Map() });
  expect(asked(changes)[0]).toEqual({ name: "clients", value: 2500 });
});

test("an address is somebody's text: what is no change is left out", () => {
  expect([...readChanges("clients=&a=NaN&b=Infinity&c=1e3&<script>=1&d=two&e=5")]).toEqual([["c", 1000], ["e", 5]]);
});

test("back at the document's value it is no change", () => {
  const changes = withChange(new Map([["wage", 1]]), "clients", 3000, 2100);
  expect([...changes.keys()]).toEqual(["wage", "clients"]);
  expect([...withChange(changes, "clients", 2100, 2100).keys()]).toEqual(["wage"]);
});

const row = (over: Partial<StudyReproduced>): StudyReproduced => ({
  study: "s", outcome: "hiv", label: "HIV", unit: "infection/year", class: "reproduced", published: 10, computed: 10, tolerance: 0.5,
  tolerance_text: "", holds: true, source: "", note: "", carried_over: "", ...over,
});

test("only what is reproduced can hold or fail to", () => {
  expect(verdictOf(row({}))).toBe("holds");
  expect(verdictOf(row({ holds: false }))).toBe("off");
  for (const grey of ["fitted", "constant", "partial"] as const) expect(verdictOf(row({ class: grey, holds: null }))).toBe(grey);
  // Whatever a server says of a fitted one, it never holds here.
  expect(verdictOf(row({ class: "fitted", holds: true }))).toBe("fitted");
  expect(counted([row({}), row({ holds: false }), row({ class: "fitted", holds: null })])).toEqual({ tested: 2, holds: 1, off: 1, fitted: 1, constant: 0, partial: 0 });
});

const shelved = (id: string, published: StudyReproduced[], kind: StudyOnShelf["kind"] = "study"): StudyOnShelf => ({
  id, title: id, place: "", citation: "", kind, is_complete: true, currency: "USD", price_year: null, money_unit: null, ratio: null, benefit: null,
  cost: null, net: null, net_without_value_of_life: null, published, observed: [], contrary: [],
});

test("the shelf is sorted by name, by how much holds, by distance; observations stand last", () => {
  const all = [shelved("field", [], "observations"), shelved("b", [row({ holds: false, computed: 5 })]), shelved("c", [row({ class: "fitted", holds: null, computed: 90 })]), shelved("a", [row({})])];
  const ids = (sort: Parameters<typeof sorted>[1]) => sorted(all, sort).map((one) => one.id).join(" ");
  expect(ids("title")).toBe("a b c field");
  expect(ids("holds")).toBe("a b c field");
  expect(ids("distance")).toBe("b a c field"); // a fitted result's distance counts for nothing
  expect(rowsShown(all[2]!, "grey")).toHaveLength(1);
  expect(isShown(all[2]!, "holds")).toBe(false);
});

test("a slider has round stops, and the document's own value among them", () => {
  const stops = stopsFor([500, 4000], 2100, "person");
  expect(stops).toEqual({ low: 500, high: 4000, step: 20 });
  expect(snapped(2108, 2100, stops)).toBe(2100);
  expect(snapped(2133, 2100, stops)).toBe(2140);
  expect(snapped(9999, 2100, stops)).toBe(4000);
  const rate = stopsFor([0.0005, 0.02], 0.00133, "overdose/injection");
  expect(rate.step).toBe(0.0001);
  expect(snapped(0.00131, 0.00133, rate)).toBe(0.00133);
  expect(snapped(0.00241, 0.00133, rate)).toBe(0.0024);
  expect(stopsFor([0, 10], 50, "1").high).toBe(50); // an own value outside its range can still be reached
  expect(along(2250, stops)).toBeCloseTo(0.5);
  expect(stopsFor([0, 0], 0, "1").step).toBe(1);
});

const study = {
  parameters: [{ name: "added" }, { name: "clients" }, { name: "wage" }],
  formulas: [{ name: "overdoses", label: "Overdoses" }],
  outcomes: [
    { name: "deaths", label: "Deaths", kind: "benefit", depends_on: ["clients", "wage"] },
    { name: "harm", label: "Harm", kind: "harm", depends_on: ["added", "wage"] },
  ],
  costs: [{ name: "running", label: "Running", depends_on: [] }],
} as unknown as StudyDocument;

test("a figure knows where it is used, a formula what stands in it", () => {
  expect(usesOf(study, "wage").map((one) => one.source.name)).toEqual(["deaths", "harm"]);
  expect(namesIn(study, "overdoses * (1 - wage) + exp(clients)").map((one) => `${one.source.kind}:${one.source.name}`)).toEqual(["formula:overdoses", "parameter:wage", "parameter:clients"]);
});

test("what only harms depend on is what opponents expect", () => {
  expect(isOfHarmOnly(study, "added")).toBe(true);
  expect(isOfHarmOnly(study, "wage")).toBe(false);
  expect(isOfHarmOnly(study, "nothing")).toBe(false);
});

const answered = (net: number): StudyEvaluation => ({ net }) as StudyEvaluation;

test("the waterfall ends at the net, with a harm downwards and nothing for nothing", () => {
  const answer = {
    costs: [{ label: "Running", payer: "city", value: 100 }],
    outcomes: [
      { label: "HIV", payer: "Medicaid", money: 60, kind: "benefit" },
      { label: "Calls", payer: "city", money: 20, kind: "benefit" },
      { label: "Crime", payer: "society", money: 30, kind: "harm" },
      { label: "None", payer: "society", money: 0, kind: "harm" },
      { label: "Deaths", payer: "value of life", money: 90, kind: "benefit" },
      { label: "Counted only", payer: null, money: null, kind: "benefit" },
    ],
    by_payer: [{ payer: "city", is_cash: true }, { payer: "Medicaid", is_cash: true }, { payer: "society", is_cash: false }, { payer: "value of life", is_cash: false }],
    net_without_value_of_life: -50,
    net: 40,
  } as unknown as StudyEvaluation;
  const steps = waterfall(answer);
  expect(steps.map((step) => (step.kind === "total" ? step.of : step.label))).toEqual(["Running", "Calls", "HIV", "Crime", "net_without_value_of_life", "Deaths", "net"]);
  expect(steps.map((step) => step.to)).toEqual([-100, -80, -20, -50, -50, 40, 40]);
  for (let i = 1; i < steps.length; i++) if (steps[i]!.kind === "part") expect(steps[i]!.from).toBe(steps[i - 1]!.to);
});

test("a benefit that holds a value of life which nobody states apart has one sum", () => {
  const answer = {
    costs: [{ label: "Running", payer: "city", value: 100 }],
    outcomes: [
      { label: "All", payer: "not stated", money: 300, kind: "benefit", when: "lifetime" },
      { label: "Taken back", payer: "not stated", money: 50, kind: "harm", when: "lifetime" },
      { label: "Calls", payer: "not stated", money: 7, kind: "benefit", when: "this year" },
    ],
    by_payer: [{ payer: "city", is_cash: true }, { payer: "not stated", is_cash: false }],
    net_without_value_of_life: null,
    net: 157,
  } as unknown as StudyEvaluation;
  expect(waterfall(answer).map((step) => (step.kind === "total" ? step.of : step.label))).toEqual(["Running", "All", "Calls", "Taken back", "net"]);
  expect(overLifetimes(answer, "not stated")).toBe(250);
  expect(overLifetimes(answer, "city")).toBe(0);
});

test("two studies meet by name; what one counts alone stands below", () => {
  const rows = meet([{ name: "hiv" }, { name: "calls" }], [{ name: "skin" }, { name: "hiv" }]);
  expect(rows.map((one) => [one.name, one.a !== null, one.b !== null])).toEqual([["hiv", true, true], ["calls", true, false], ["skin", false, true]]);
});

test("what cannot be held against each other is named", () => {
  const of = (over: object) => ({ currency: "USD", price_year: 2016, perspective: "society", parameters: [], ...over }) as unknown as StudyDocument;
  const money_unit = { money_unit: "USD/year" } as StudyEvaluation;
  expect(unlike(of({}), of({}), money_unit, money_unit)).toEqual([]);
  expect(unlike(of({}), of({ currency: "CAD", price_year: null, perspective: "health system" }), money_unit, money_unit)).toEqual(["currency", "price_year_unknown", "perspective"]);
  expect(unlike(of({}), of({ price_year: 2008 }), money_unit, { money_unit: "USD" } as StudyEvaluation)).toEqual(["money_unit", "price_year"]);
  const value = (number: number) => of({ parameters: [{ name: "wage", value: number, unit: "USD" }, { name: "same", value: 1, unit: "1" }] });
  expect(otherFigures(value(1), value(2)).map((one) => one.name)).toEqual(["wage"]);
});

/** Posts that are answered by hand, and a clock that is moved by hand. */
class Bench {
  readonly posted: { request: StudyRequest; signal: AbortSignal; answer: (reply: Reply<StudyEvaluation>) => Promise<void> }[] = [];
  private now = 0;
  private waiting: { at: number; then: () => void }[] = [];
  readonly answers = new Answers("baltimore", {
    post: (request, signal) =>
      new Promise((done) => {
        this.posted.push({
          request,
          signal,
          answer: async (reply) => {
            done(reply);
            for (let i = 0; i < 5; i++) await Promise.resolve();
          },
        });
      }),
    wait: (ms, then) => {
      const one = { at: this.now + ms, then };
      this.waiting.push(one);
      return () => void (this.waiting = this.waiting.filter((other) => other !== one));
    },
  });

  pass(ms: number): void {
    this.now += ms;
    for (;;) {
      const due = this.waiting.filter((one) => one.at <= this.now).sort((a, b) => a.at - b.at)[0];
      if (!due) return;
      this.waiting = this.waiting.filter((one) => one !== due);
      due.then();
    }
  }
  get points() {
    return this.posted.filter((one) => one.request.draws === 0);
  }
  get draws() {
    return this.posted.filter((one) => one.request.draws > 0);
  }
  ask(clients: number): void {
    this.answers.ask(new Map([["clients", clients]]));
  }
  get state() {
    return this.answers.state.get();
  }
}

const ok = (net: number): Reply<StudyEvaluation> => ({ ok: true, value: answered(net) });

test("while a slider moves there is one question under way and the latest behind it", async () => {
  const bench = new Bench();
  bench.ask(1);
  bench.ask(2);
  bench.ask(3);
  bench.ask(4);
  expect(bench.points).toHaveLength(1);
  await bench.points[0]!.answer(ok(1));
  expect(bench.state.point).toBeNull(); // of an older question: dropped
  expect(bench.points).toHaveLength(2);
  expect(bench.points[1]!.request.changes).toEqual([{ name: "clients", value: 4 }]);
  await bench.points[1]!.answer(ok(4));
  expect(bench.state.point?.net).toBe(4);
  expect(bench.state.pointStale).toBe(false);
  expect(bench.points).toHaveLength(2);
});

test("nobody waits for an answer to an older question", async () => {
  const bench = new Bench();
  bench.ask(1);
  bench.ask(2);
  bench.pass(LATE_MS);
  expect(bench.points[0]!.signal.aborted).toBe(true);
  expect(bench.points[1]!.request.changes).toEqual([{ name: "clients", value: 2 }]);
  await bench.points[1]!.answer(ok(2));
  await bench.points[0]!.answer(ok(1)); // comes all the same
  expect(bench.state.point?.net).toBe(2);
});

test("draws are asked once the reader rests, and an older run's are never shown", async () => {
  const bench = new Bench();
  bench.ask(1);
  await bench.points[0]!.answer(ok(1));
  bench.pass(0);
  expect(bench.draws).toHaveLength(1); // the first answer needs no rest
  expect(bench.draws[0]!.request.with).toEqual(["tornado", "break_even"]);
  bench.ask(2);
  expect(bench.draws[0]!.signal.aborted).toBe(true);
  await bench.draws[0]!.answer(ok(1));
  expect(bench.state.drawn).toBeNull();
  await bench.points[1]!.answer(ok(2));
  bench.pass(REST_MS - 1);
  expect(bench.draws).toHaveLength(1);
  bench.pass(1);
  expect(bench.draws).toHaveLength(2);
  await bench.draws[1]!.answer(ok(2));
  expect(bench.state.drawn?.net).toBe(2);
  expect(bench.state).toMatchObject({ computing: false, drawnStale: false, pointStale: false });
  bench.ask(3);
  expect(bench.state).toMatchObject({ computing: true, drawnStale: true, pointStale: true });
});

test("more analyses are asked from then on", async () => {
  const bench = new Bench();
  bench.ask(1);
  await bench.points[0]!.answer(ok(1));
  bench.pass(0);
  bench.answers.askMore(["information"]);
  bench.pass(0);
  expect(bench.draws.at(-1)!.request.with).toEqual(["tornado", "break_even", "information"]);
  expect(bench.draws[0]!.signal.aborted).toBe(true);
});

test("a refusal keeps what was shown and says why; the next question is free of it", async () => {
  const bench = new Bench();
  bench.ask(1);
  await bench.points[0]!.answer(ok(1));
  bench.ask(2);
  await bench.points[1]!.answer({ ok: false, status: 422, problem: { type: "/problems/no-answer", title: "", status: 422 } });
  expect(bench.state.problem?.type).toBe("/problems/no-answer");
  expect(bench.state.point?.net).toBe(1);
  expect(bench.state.computing).toBe(false);
  bench.pass(REST_MS);
  expect(bench.draws).toHaveLength(0); // nothing is drawn of figures that have no answer
  bench.ask(3);
  expect(bench.state.problem).toBeNull();
});

test("who leaves the page is shown nothing more", async () => {
  const bench = new Bench();
  bench.ask(1);
  bench.answers.end();
  expect(bench.points[0]!.signal.aborted).toBe(true);
  await bench.points[0]!.answer(ok(1));
  bench.pass(1000);
  expect(bench.state.point).toBeNull();
  expect(bench.posted).toHaveLength(1);
});
