import { existsSync, readdirSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { pageNames, PAGES, plainRoute, type Route } from "../../src/pages";

vi.stubGlobal("location", { hash: "" });
vi.stubGlobal("addEventListener", () => {});
const { readRoute, writeRoute } = await import("../../src/parts/route");
const { mayOpen, shownTo } = await import("../../src/parts/roles");

const carries = (path: string): boolean => path.includes(":");

test("every page of the list has its folder, and every folder of a page is in the list", () => {
  const folders = ["staff_house", "planning_house"].flatMap((house) => readdirSync(`src/${house}`).map((name) => `${house}/${name}`));
  expect(new Set(pageNames.map((page) => PAGES[page].folder))).toEqual(new Set(folders.filter((folder) => existsSync(`src/${folder}/page.tsx`))));
});

test("every page survives its address", () => {
  for (const page of pageNames) {
    const parts = [...PAGES[page].path.matchAll(/:(\w+)/g)].map((found) => [found[1], "17 ä/b"]);
    const route = { ...plainRoute(page), ...Object.fromEntries(parts), ...(PAGES[page].query ? { query: "a=1&b=-0.1" } : {}) } as Route;
    expect(readRoute(writeRoute(route))).toEqual(route);
  }
});

test("addresses that were handed round are where they were", () => {
  for (const [address, route] of [
    ["#/", { page: "floor" }], ["#/welcome", { page: "welcome" }], ["#/today", { page: "today" }], ["#/capacity", { page: "capacity" }], ["#/studies", { page: "studies" }],
    ["#/studies/baltimore", { page: "study", study: "baltimore", query: "" }],
    ["#/studies/san-francisco?clients=2500&cut_in_deaths=-0.1", { page: "study", study: "san-francisco", query: "clients=2500&cut_in_deaths=-0.1" }],
    ["#/studies/baltimore/note?clients=1", { page: "study_note", study: "baltimore", query: "clients=1" }],
    ["#/studies/compare?a=baltimore&b=boston&a.clients=3", { page: "compare", query: "a=baltimore&b=boston&a.clients=3" }],
    ["#/plan", { page: "plan", query: "" }], ["#/plan?sites=5&must=Norwich", { page: "plan", query: "sites=5&must=Norwich" }],
    ["#/plan/brief?not=Hartford", { page: "plan_brief", query: "not=Hartford" }], ["#/visit/17", { page: "visit", visit: "17" }], ["#/emergency/abc", { page: "emergency", key: "abc" }],
  ] as const) {
    expect(readRoute(address)).toEqual(route);
    expect(writeRoute(route)).toBe(address);
  }
});

test("an address that means nothing is the floor, and what a page does not know is left alone", () => {
  for (const address of ["", "#", "#/nonsense/1", "#/visit", "#/visit/", "#/emergency"]) expect(readRoute(address)).toEqual({ page: "floor" });
  expect(readRoute("#/studies/%E0%A4%A")).toEqual({ page: "study", study: "%E0%A4%A", query: "" });
  expect(readRoute("#/studies//note?a=1")).toEqual({ page: "studies" });
  expect(readRoute("#/studies/boston/else")).toEqual({ page: "study", study: "boston", query: "" });
  expect(readRoute("#/studies/compare/note")).toEqual({ page: "compare", query: "" });
  expect(readRoute("#/plan/else?sites=2")).toEqual({ page: "plan", query: "sites=2" });
  expect(readRoute("#/today/else?a=1")).toEqual({ page: "today" });
});

test("who has no floor is shown what they have, and nobody a planner's page who does not plan", () => {
  for (const page of pageNames) {
    expect(mayOpen("nurse", page), page).toBe(PAGES[page].forWhom === "floor_staff");
    expect(mayOpen("manager", page), page).toBe(PAGES[page].forWhom !== "any_screen");
    expect(mayOpen("evaluator", page), page).toBe(PAGES[page].forWhom === "planners");
  }
  expect(shownTo("nurse", { page: "plan", query: "" })).toEqual({ page: "floor" });
  expect(shownTo("evaluator", { page: "visit", visit: "1" })).toEqual({ page: "capacity" });
  expect(shownTo("manager", { page: "compare", query: "a=1" })).toEqual({ page: "compare", query: "a=1" });
});

test("what the list has of a page is whole: a planner's says what is read meanwhile, and what is named or led to carries nothing", () => {
  for (const page of pageNames) {
    const { folder, forWhom, loading, title, way, path } = PAGES[page];
    expect(folder.startsWith("planning_house/"), page).toBe(forWhom === "planners");
    expect(loading !== undefined, page).toBe(forWhom === "planners");
    if (title ?? way) expect(carries(path), page).toBe(false);
  }
});
