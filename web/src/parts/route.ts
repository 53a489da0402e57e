// Where the page is, kept behind the # so that no request says it. An emergency's key is random and names nobody.
import { Store, useStore } from "../record/store";

export type Route =
  | { page: "floor" }
  | { page: "welcome" }
  | { page: "capacity" }
  | { page: "visit"; visit: string }
  | { page: "emergency"; key: string };

function read(): Route {
  const [page, id] = location.hash.replace(/^#\/?/, "").split("/");
  if (page === "welcome" || page === "capacity") return { page };
  if (page === "visit" && id) return { page, visit: id };
  if (page === "emergency" && id) return { page, key: id };
  return { page: "floor" };
}

const route = new Store<Route>(read());
addEventListener("hashchange", () => route.set(read()));

export function go(to: Route): void {
  const id = to.page === "visit" ? to.visit : to.page === "emergency" ? to.key : "";
  location.hash = to.page === "floor" ? "#/" : id ? `#/${to.page}/${id}` : `#/${to.page}`;
  route.set(to); // at once, not at the browser's leisure
  scrollTo(0, 0);
}

export function useRoute(): Route {
  return useStore(route);
}

export const routeNow = (): Route => route.get();
