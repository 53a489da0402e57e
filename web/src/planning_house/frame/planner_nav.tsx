// The way between the planners' pages, and back to the floor for those who have one.
import { useSay, type Key } from "../../catalogue/catalogue";
import { useRoute, isPlan, isStudies, writeRoute, type Route } from "../../parts/route";
import { useSession } from "../../parts/use_site";

const PAGES: readonly { name: Key; to: Route; isHere: (now: Route) => boolean }[] = [
  { name: "planner.floor", to: { page: "floor" }, isHere: (now) => now.page === "floor" },
  { name: "planner.capacity", to: { page: "capacity" }, isHere: (now) => now.page === "capacity" },
  { name: "planner.studies", to: { page: "studies" }, isHere: isStudies },
  { name: "planner.plan", to: { page: "plan", query: "" }, isHere: isPlan },
];

export function PlannerNav() {
  const say = useSay();
  const now = useRoute();
  const evaluator = useSession()?.staff?.role === "evaluator"; // who has no floor
  return (
    <nav className="planner-nav" aria-label={say("planner.pages")}>
      {PAGES.filter((one) => !(evaluator && one.to.page === "floor")).map((one) => (
        <a key={one.name} href={writeRoute(one.to)} aria-current={one.isHere(now) || (evaluator && now.page === "floor" && one.to.page === "capacity") ? "page" : undefined}>
          {say(one.name)}
        </a>
      ))}
    </nav>
  );
}
