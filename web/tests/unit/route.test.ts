import { expect, test, vi } from "vitest";

vi.stubGlobal("location", { hash: "" });
vi.stubGlobal("addEventListener", () => {});
const { readRoute, writeRoute } = await import("../../src/parts/route");

test("every place within the page survives its address", () => {
  for (const route of [
    { page: "floor" }, { page: "welcome" }, { page: "today" }, { page: "capacity" }, { page: "studies" },
    { page: "study", study: "baltimore", query: "" }, { page: "study", study: "san-francisco", query: "clients=2500&cut_in_deaths=-0.1" },
    { page: "study_note", study: "baltimore", query: "clients=1" }, { page: "compare", query: "a=baltimore&b=boston&a.clients=3" },
    { page: "plan", query: "" }, { page: "plan", query: "sites=5&must=Norwich" }, { page: "plan_brief", query: "not=Hartford" },
    { page: "visit", visit: "17" }, { page: "emergency", key: "abc" },
  ] as const) expect(readRoute(writeRoute(route))).toEqual(route);
});

test("an address that means nothing is the floor", () => {
  expect(readRoute("#/nonsense/1")).toEqual({ page: "floor" });
  expect(readRoute("#/studies/%E0%A4%A")).toEqual({ page: "study", study: "%E0%A4%A", query: "" });
});
