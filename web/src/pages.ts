// THE list of pages: where each stands behind the # of the address, whose it is, and what it is called. A new page is its entry here and its folder,
// whose page.tsx has the page as its default export and is given the route: the router, the app, the planners' head, the ways there and the tests read
// this list.
//
// The pages of staff_house are there from the start, for the floor goes on without the site; those of planning_house are fetched when one is opened.
import type { Key } from "./catalogue/languages";

/** Of whom a page is: any of the site's screens, signed in or not; who has a floor; who plans. The server decides what each may do. */
export type ForWhom = "any_screen" | "floor_staff" | "planners";

interface OnePage {
  path: string; // ":name" is a part that the route carries under this name
  folder: `${"staff_house" | "planning_house"}/${string}`;
  forWhom: ForWhom;
  query?: true; // what stands after ? is the page's own
  loading?: Key; // what is said while a planner's page is fetched
  title?: Key; // in the planners' head; the first page of a folder has it, for all of them
  way?: Key; // on this screen's own sheet, as the way there
  simulates?: true; // nothing on it is the real floor
}

const list = {
  floor: { path: "", folder: "staff_house/floor", forWhom: "floor_staff", title: "planner.floor" },
  welcome: { path: "welcome", folder: "staff_house/welcome", forWhom: "floor_staff" },
  today: { path: "today", folder: "staff_house/today", forWhom: "floor_staff" },
  visit: { path: "visit/:visit", folder: "staff_house/visit", forWhom: "floor_staff" },
  emergency: { path: "emergency/:key", folder: "staff_house/emergency", forWhom: "any_screen" },
  capacity: {
    path: "capacity", folder: "planning_house/capacity", forWhom: "planners", simulates: true,
    loading: "capacity.loading", title: "planner.capacity", way: "planner.to_capacity",
  },
  studies: { path: "studies", folder: "planning_house/studies", forWhom: "planners", loading: "studies.loading", title: "planner.studies", way: "planner.to_studies" },
  compare: { path: "studies/compare", folder: "planning_house/studies", forWhom: "planners", query: true, loading: "studies.loading" },
  study: { path: "studies/:study", folder: "planning_house/studies", forWhom: "planners", query: true, loading: "studies.loading" },
  study_note: { path: "studies/:study/note", folder: "planning_house/studies", forWhom: "planners", query: true, loading: "studies.loading" },
  plan: { path: "plan", folder: "planning_house/plan", forWhom: "planners", query: true, loading: "plan.loading", title: "planner.plan", way: "planner.to_plan" },
  plan_brief: { path: "plan/brief", folder: "planning_house/plan", forWhom: "planners", query: true, loading: "plan.loading" },
} as const satisfies Record<string, OnePage>;

export type PageName = keyof typeof list;
export const PAGES: Readonly<Record<PageName, OnePage>> = list;
export const pageNames = Object.keys(list) as PageName[];

type Carried<Path> = Path extends `${infer First}/${infer Rest}` ? Carried<First> | Carried<Rest> : Path extends `:${infer Name}` ? Name : never;

/** One page, and what its address says of it. */
export type RouteOf<Name extends PageName> = Name extends PageName
  ? { page: Name } & { [Part in Carried<(typeof list)[Name]["path"]>]: string } & ((typeof list)[Name] extends { query: true } ? { query: string } : unknown)
  : never;
export type Route = RouteOf<PageName>;
export type PageOfFolder<Folder extends string> = { [Name in PageName]: (typeof list)[Name]["folder"] extends Folder ? Name : never }[PageName];

/** A page that carries nothing, as it is before anything has been asked of it. */
export const plainRoute = (page: PageName): Route => ({ page, ...(PAGES[page].query ? { query: "" } : {}) }) as Route;
