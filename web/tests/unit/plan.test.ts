import { expect, test, vi } from "vitest";
import type { Plan, PlanDocument, PlanRequest, StudyDocument } from "../../src/api/types";
import type { Reply } from "../../src/api/http";
import type { Choice } from "../../src/planning_house/plan/choice";

vi.stubGlobal("location", { hash: "" });
vi.stubGlobal("addEventListener", () => {});
const { Asking, DRAWS, REST_MS } = await import("../../src/planning_house/plan/asking");
const { asked, cycled, ownChoice, readChoice, standing, withFigure, writeChoice } = await import("../../src/planning_house/plan/choice");
const { apart, placeLabels } = await import("../../src/planning_house/plan/labels");
const { next } = await import("../../src/planning_house/plan/arrow");
const { carried } = await import("../../src/planning_house/plan/study_link");

const NAMES = ["Bridgeport", "Hartford", "New Haven", "New London", "Norwich"];
const document = {
  plan: "connecticut",
  sites: 3,
  candidates: NAMES.map((name, i) => ({ name, lat: 41, lon: -72, region: `region ${i}` })),
  figures: [{ path: "effect.home_share", value: "0.73", basis: "derived", says: "" }, { path: "effect.open_share", value: "1", basis: "assumed", says: "" }, { path: "rules.site_cost", value: "1800000", basis: "source", says: "" }],
} as unknown as PlanDocument;
const own = ownChoice(document);

test("a town goes from free to must be, to must not be, and is free again", () => {
  const seen = [own];
  for (let i = 0; i < 3; i++) seen.push(cycled(seen.at(-1)!, "Norwich", document));
  expect(seen.map((one) => standing(one, "Norwich"))).toEqual(["free", "must", "not", "free"]);
  expect(seen.map((one) => standing(one, "Hartford"))).toEqual(["free", "free", "free", "free"]);
  expect(seen.at(-1)).toEqual(own);
});

test("where more towns must be than there are sites, there is one more site; never more than ten", () => {
  let choice = { ...own, sites: 1 };
  for (const town of ["Norwich", "Hartford"]) choice = cycled(choice, town, document) as typeof choice;
  expect(choice.sites).toBe(2);
  const full = { ...own, sites: 10, must: Array.from({ length: 10 }, (_, i) => `town ${i}`) };
  const eleventh = cycled(full, "Norwich", document);
  expect(standing(eleventh, "Norwich")).toBe("not");
  expect(eleventh.must).toHaveLength(10);
});

test("a choice survives its address, and what is not one is left out of it", () => {
  const choice: Choice = { goal: "cost_per_death", sites: 5, regions: "at_most", must: ["New London"], not: ["Hartford", "New Haven"], figures: new Map([["effect.open_share", 0.5]]) };
  expect(writeChoice(choice, document)).toBe("goal=cost_per_death&sites=5&regions=at_most&must=New%20London&not=Hartford&not=New%20Haven&effect.open_share=0.5");
  expect(readChoice(writeChoice(choice, document), document)).toEqual(choice);
  expect(writeChoice(own, document)).toBe("");
  expect(readChoice("", document)).toEqual(own);
  expect(readChoice("sites=99&must=Atlantis&not=%3Cb%3E&effect.open_share=7&effect.home_share=&effect.use_share=0.1", document)).toEqual({ ...own, sites: 10 });
  expect(readChoice("sites=two&must=Norwich&not=Norwich", document)).toEqual({ ...own, must: ["Norwich"] });
  expect(readChoice("sites=1&must=Norwich&must=Hartford", document).sites).toBe(2);
});

test("a goal without its figure is no choice; a site in each region needs as many sites, and is asked for as a rule", () => {
  expect(readChoice("goal=person_visits", document).goal).toBe("total");
  expect(readChoice("goal=worst_group&regions=some", document)).toEqual(own);
  const each = readChoice("regions=at_least", document);
  expect(each.sites).toBe(NAMES.length);
  expect(readChoice("regions=at_least&must=Norwich", document).sites).toBe(NAMES.length); // which is one of them
  expect(asked(each, "connecticut").settings).toEqual([{ name: "rules.at_least_per_region", value: 1 }]);
});

test("a figure back at the document's value is no change", () => {
  const changed = withFigure(own, "effect.home_share", 0.6, 0.73);
  expect(asked(changed, "connecticut")).toEqual({ plan: "connecticut", goal: "total", sites: 3, forced: [], forbidden: [], settings: [{ name: "effect.home_share", value: 0.6 }] });
  expect(withFigure(changed, "effect.home_share", 0.73, 0.73)).toEqual(own);
});

test("an arrow goes to the nearest town on its side, and stays where there is none", () => {
  const points = [[0, 0], [10, 3], [4, -20], [30, 0], [-5, 1]] as const;
  expect(next(points, 0, "ArrowRight")).toBe(1);
  expect(next(points, 0, "ArrowUp")).toBe(2);
  expect(next(points, 0, "ArrowLeft")).toBe(4);
  expect(next(points, 0, "ArrowDown")).toBe(0);
  expect(next(points, 3, "ArrowRight")).toBe(3);
});

test("no name on the map lies on another name or mark or over its edge; where there is no room there is none", () => {
  const within = [0, 0, 760, 548] as const;
  const named = (x: number, y: number, wide = 70) => ({ at: [x, y] as const, half: 13, wide });
  const alone = placeLabels([named(100, 100)], 15, within);
  expect(alone).toMatchObject([{ dx: 0, anchor: "middle" }]);
  expect(alone[0]!.dy).toBeGreaterThan(13);
  const stacked = placeLabels([named(100, 100), named(100, 135)], 15, within);
  expect(stacked[0]!.dy).toBeLessThan(0); // above: the other's mark is below
  expect(stacked[1]!.dy).toBeGreaterThan(13);
  const crowd = placeLabels(Array.from({ length: 30 }, () => named(100, 100)), 15, within);
  expect(crowd.filter((one) => one !== null).length).toBeGreaterThanOrEqual(4);
  expect(crowd).toContain(null);
  expect(placeLabels([named(100, 540)], 15, within)[0]!.dy).toBeLessThan(0); // below is no map
  expect(placeLabels([named(10, 300)], 15, within)[0]!.anchor).toBe("start");
  expect(placeLabels([named(100, 100)], 15, within, [[0, 110, 760, 548]])[0]!.dy).toBeLessThan(0); // something is drawn there
});

test("marks of towns that lie close are moved apart, and all others stand on their place", () => {
  const marks = [{ at: [100, 100] as const, half: 13 }, { at: [105, 112] as const, half: 13 }, { at: [110, 100] as const, half: 19 }, { at: [400, 300] as const, half: 13 }];
  const moved = apart(marks);
  expect(moved[3]).toEqual([400, 300]);
  moved.forEach((a, i) => moved.slice(i + 1).forEach((b, j) => expect(Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]))).toBeGreaterThanOrEqual(marks[i]!.half + marks[i + 1 + j]!.half - 0.01)));
  for (const [i, { at }] of marks.entries()) expect(Math.hypot(moved[i]![0] - at[0], moved[i]![1] - at[1])).toBeLessThan(40);
});

test("the study is given the deaths that make its own formula come to the plan's", () => {
  const study = { parameters: [{ name: "cut_in_deaths", value: 0.257 }, { name: "deaths_nearby", value: 0.05 }] } as unknown as StudyDocument;
  const to = carried(8.884082, null, study)!;
  expect(to.href).toBe("#/studies/baltimore?city_deaths=691.368"); // 8.884082 / 0.01285 = 691.3683
  expect(0.257 * 0.05 * to.cityDeaths).toBeCloseTo(8.884082, 4);
  expect(carried(8.884082, 5_400_000, study)!.href).toBe("#/studies/baltimore?city_deaths=691.368&operation_cost=5400000");
  expect(carried(0, null, study)).toBeNull();
  expect(carried(8, null, { parameters: [] })).toBeNull();
});

/** A server that answers when it is told to. */
function held() {
  const posts: { request: PlanRequest; answer: (objective: number) => Promise<void>; signal: AbortSignal }[] = [];
  const waits: (() => void)[] = [];
  const asking = new Asking({
    post: (request, signal) =>
      new Promise<Reply<Plan>>((done) => {
        posts.push({
          request,
          signal,
          answer: async (objective) => {
            done({ ok: true, value: { objective } as Plan });
            await new Promise((then) => setTimeout(then, 0));
          },
        });
      }),
    wait: (ms, then) => {
      expect(ms).toBe(REST_MS);
      let on = true;
      waits.push(() => on && then());
      return () => {
        on = false;
      };
    },
  });
  return { asking, posts, rest: () => waits.at(-1)!(), waits };
}
const ask = (sites: number): PlanRequest => ({ plan: "connecticut", sites });

test("a quick plan comes first, the draws when the reader rests", async () => {
  const { asking, posts, rest } = held();
  asking.ask(ask(3));
  expect(posts[0]!.request).toMatchObject({ sites: 3, draws: 0, curve: false, vetoes: false });
  await posts[0]!.answer(8);
  expect(asking.state.get()).toMatchObject({ plan: { objective: 8 }, isStale: false, drawn: null, isComputing: true });
  rest();
  expect(posts[1]!.request).toMatchObject({ sites: 3, draws: DRAWS, curve: true, vetoes: true });
  await posts[1]!.answer(8);
  expect(asking.state.get()).toMatchObject({ drawn: { objective: 8 }, isDrawnStale: false, isComputing: false });
});

test("an answer to an older question is never shown, and one quick plan is asked at a time", async () => {
  const { asking, posts, rest, waits } = held();
  asking.ask(ask(3));
  asking.ask(ask(4));
  asking.ask(ask(5));
  expect(posts).toHaveLength(1);
  await posts[0]!.answer(8);
  expect(asking.state.get().plan).toBeNull();
  expect(posts[1]!.request.sites).toBe(5);
  await posts[1]!.answer(13);
  expect(asking.state.get().plan).toMatchObject({ objective: 13 });
  waits[0]!(); // a rest that a newer question has ended
  expect(posts).toHaveLength(2);
  rest();
  asking.ask(ask(6));
  expect(posts[2]!.signal.aborted).toBe(true);
  await posts[2]!.answer(99);
  expect(asking.state.get()).toMatchObject({ plan: { objective: 13 }, isStale: true, drawn: null });
});
