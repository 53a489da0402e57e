// Where the page is, kept behind the # so that no request says it (pages.ts lists where that may be). An emergency's key is random and names nobody.
import { pageNames, PAGES, type PageName, type Route } from "../pages";
import { Store, useStore } from "../record/store";

const partsOf = (path: string): string[] => path.split("/").filter((part) => part !== "");
const isCarried = (part: string): boolean => part.startsWith(":");

/** A page whose parts are named comes before one that carries anything there, and that before a shorter one. */
const rank = (page: PageName): string => `${partsOf(PAGES[page].path).map((part) => (isCarried(part) ? 1 : 0)).join("")}2`;
const MOST_EXACT_FIRST = [...pageNames].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));

/** What stands behind the # in the address. More than a page knows is left alone; what is no page is the floor. */
export function readRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const said = path.split("/").map(decoded);
  const fits = (page: PageName) => partsOf(PAGES[page].path).every((part, i) => (isCarried(part) ? Boolean(said[i]) : said[i] === part));
  const page = MOST_EXACT_FIRST.find(fits) ?? "floor";
  const carried = partsOf(PAGES[page].path).flatMap((part, i) => (isCarried(part) ? [[part.slice(1), said[i]]] : []));
  return { page, ...Object.fromEntries(carried), ...(PAGES[page].query ? { query } : {}) } as Route;
}

export function writeRoute(to: Route): string {
  const said = partsOf(PAGES[to.page].path).map((part) => (isCarried(part) ? encodeURIComponent((to as unknown as Record<string, string>)[part.slice(1)]!) : part));
  return `#/${said.join("/")}${"query" in to && to.query !== "" ? `?${to.query}` : ""}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // an address that somebody has shortened
  }
}

const route = new Store<Route>(readRoute(location.hash));
addEventListener("hashchange", () => {
  clearTimeout(writing);
  route.set(readRoute(location.hash));
});

export function go(to: Route): void {
  writeNow();
  location.hash = writeRoute(to);
  route.set(to); // at once, not at the browser's leisure
  scrollTo(0, 0);
}

// Browsers take a hundred new addresses in half a minute, and a slider makes sixty in a second: the address follows when it rests.
const WRITE_MS = 250;
let writing: ReturnType<typeof setTimeout> | undefined;

/** The same page with another query: no step in the browser's history, nothing scrolls. */
export function replaceQuery(to: Route): void {
  route.set(to);
  clearTimeout(writing);
  writing = setTimeout(writeNow, WRITE_MS);
}

function writeNow(): void {
  clearTimeout(writing);
  const address = writeRoute(route.get());
  if ("query" in route.get() && location.hash !== address) history.replaceState(history.state, "", address);
}

export function useRoute(): Route {
  return useStore(route);
}

export const routeNow = (): Route => route.get();
