// Studies: published cost-benefit models that anybody can run again. The shelf of all of them, one study, two side by side, and a fiscal note.
import "./page.css";
import type { PageOfFolder, RouteOf } from "../../pages";
import { ComparePage } from "./compare_page";
import { NotePage } from "./note_page";
import { ShelfPage } from "./shelf_page";
import { StudyPage } from "./study_page";

export default function StudiesPages({ route }: { route: RouteOf<PageOfFolder<"planning_house/studies">> }) {
  if (route.page === "study") return <StudyPage key={route.study} id={route.study} query={route.query} />;
  if (route.page === "study_note") return <NotePage key={route.study} id={route.study} query={route.query} />;
  if (route.page === "compare") return <ComparePage query={route.query} />;
  return <ShelfPage />;
}
