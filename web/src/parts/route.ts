// Where the page is, kept behind the # so that no request says it. An emergency's key is random and names nobody.
import { Store, useStore } from "../record/store";

export type Route =
  | { page: "floor" }
  | { page: "welcome" }
  | { page: "today" }
  | { page: "capacity" }
  | { page: "studies" }
  | { page: "study"; study: string; query: string }
  | { page: "study_note"; study: string; query: string }
  | { page: "compare"; query: string }
  | { page: "plan"; query: string }
  | { page: "plan_brief"; query: string }
  | { page: "visit"; visit: string }
  | { page: "emergency"; key: string };

/** What stands behind the # in the address. */
export function readRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const [page, id, more] = path.split("/").map(decoded);
  if (page === "welcome" || page === "today" || page === "capacity") return { page };
  if (page === "studies" && !id) return { page };
  if (page === "studies" && id === "compare") return { page: "compare", query };
  if (page === "studies" && id) return { page: more === "note" ? "study_note" : "study", study: id, query };
  if (page === "plan") return { page: id === "brief" ? "plan_brief" : "plan", query };
  if (page === "visit" && id) return { page, visit: id };
  if (page === "emergency" && id) return { page, key: id };
  return { page: "floor" };
}

export function writeRoute(to: Route): string {
  const asked = "query" in to && to.query !== "" ? `?${to.query}` : "";
  switch (to.page) {
    case "floor": return "#/";
    case "study": return `#/studies/${encodeURIComponent(to.study)}${asked}`;
    case "study_note": return `#/studies/${encodeURIComponent(to.study)}/note${asked}`;
    case "compare": return `#/studies/compare${asked}`;
    case "plan": return `#/plan${asked}`;
    case "plan_brief": return `#/plan/brief${asked}`;
    case "visit": return `#/visit/${to.visit}`;
    case "emergency": return `#/emergency/${to.key}`;
    default: return `#/${to.page}`;
  }
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
export const isStudies = (to: Route): boolean => to.page === "studies" || to.page === "study" || to.page === "study_note" || to.page === "compare";
export const isPlan = (to: Route): to is Route & { query: string } => to.page === "plan" || to.page === "plan_brief";
