// Which studies and rows of the shelf are shown, and in which order.
import type { StudyOnShelf, StudyReproduced } from "../../api/types";
import { distance } from "./amounts";
import { counted, verdictOf } from "./claims";

export type Show = "all" | "holds" | "off" | "grey" | "field" | "contrary";
export const SHOWS: readonly Show[] = ["all", "holds", "off", "grey", "field", "contrary"];
export type Sort = "title" | "holds" | "distance";
export const SORTS: readonly Sort[] = ["title", "holds", "distance"];

export function rowsShown(study: StudyOnShelf, show: Show): StudyReproduced[] {
  switch (show) {
    case "all": return study.published;
    case "holds":
    case "off": return study.published.filter((row) => verdictOf(row) === show);
    case "grey": return study.published.filter((row) => row.class !== "reproduced");
    default: return [];
  }
}

export function isShown(study: StudyOnShelf, show: Show): boolean {
  if (show === "all") return true;
  if (show === "field") return study.observed.length > 0;
  if (show === "contrary") return study.contrary.length > 0;
  return rowsShown(study, show).length > 0;
}

/** Observations stand last in every order: they are what the rest is held against. */
export function sorted(studies: readonly StudyOnShelf[], sort: Sort): StudyOnShelf[] {
  const share = (one: StudyOnShelf) => {
    const count = counted(one.published);
    return count.tested === 0 ? -1 : count.holds / count.tested;
  };
  const furthest = (one: StudyOnShelf) =>
    Math.max(-1, ...one.published.filter((row) => row.class === "reproduced").map((row) => Math.abs(distance(row.published, row.computed) ?? 0)));
  const kind = (one: StudyOnShelf) => (one.kind === "observations" ? 1 : 0);
  const by: Record<Sort, (a: StudyOnShelf, b: StudyOnShelf) => number> = {
    title: () => 0,
    holds: (a, b) => share(b) - share(a),
    distance: (a, b) => furthest(b) - furthest(a),
  };
  return [...studies].sort((a, b) => kind(a) - kind(b) || by[sort](a, b) || a.title.localeCompare(b.title, "en"));
}
