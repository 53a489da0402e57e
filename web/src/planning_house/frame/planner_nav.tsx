// The way between the planners' pages, and back to the floor for those who have one.
import { useSay } from "../../catalogue/catalogue";
import { pageNames, PAGES, plainRoute } from "../../pages";
import { mayOpen, shownTo } from "../../parts/roles";
import { useRoute, writeRoute } from "../../parts/route";
import { useSession } from "../../parts/use_site";
import "./planner_nav.css";

export function PlannerNav() {
  const say = useSay();
  const role = useSession()?.staff?.role;
  const here = PAGES[shownTo(role, useRoute()).page].folder;
  return (
    <nav className="planner-nav" aria-label={say("planner.pages")}>
      {pageNames.map((page) => {
        const { title, folder } = PAGES[page];
        return title && mayOpen(role, page) && (
          <a key={page} href={writeRoute(plainRoute(page))} aria-current={folder === here ? "page" : undefined}>
            {say(title)}
          </a>
        );
      })}
    </nav>
  );
}
