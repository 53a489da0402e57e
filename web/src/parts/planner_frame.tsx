// The frame of the planners' pages: the same paper, head and cards as the floor's, with controls on the left. What is shown here is computed, and
// says so; Emergency stays where it always is on a screen that can open one.
import { useState, type ReactNode } from "react";
import { useSay } from "../catalogue/catalogue";
import { ScreenSheet } from "../floor/screen_sheet";
import { Bands } from "./bands";
import { EmergencyButton } from "./emergency_button";
import { OpenEmergencies } from "./open_emergencies";
import { go } from "./route";
import { Shape } from "./shapes";
import { useSession } from "./use_site";
import { KindOfSite } from "./watermark";

export function PlannerFrame({ title, mark, left, children }: { title: string; mark: string; left: ReactNode; children: ReactNode }) {
  const say = useSay();
  const session = useSession();
  const [open, setOpen] = useState(false);
  const evaluator = session?.staff?.role === "evaluator";
  const onFloor = session !== null && (session.device !== null || !evaluator);
  return (
    <div className="page">
      <Bands />
      <header className="page-head">
        <h1 className="site-name">{title}</h1>
        <span className="pill breathe"><Shape tone="breathe" /> {mark}</span>
        <span className="grow" />
        <KindOfSite />
        {!evaluator && <button className="pill" onClick={() => go({ page: "floor" })}>{say("planner.to_floor")}</button>}
        <button className="pill" onClick={() => setOpen(true)}>{session?.staff?.label ?? say("screen.title")}</button>
      </header>
      <div className="page-body planner">
        <aside className="side left" aria-label={say("planner.beside")}>
          <div className="side-list">
            {onFloor && <OpenEmergencies />}
            {left}
          </div>
          {onFloor && <EmergencyButton />}
        </aside>
        <main className="middle">
          <div className="middle-scroll" tabIndex={-1}>{children}</div>
          {open && <ScreenSheet onClose={() => setOpen(false)} />}
        </main>
      </div>
    </div>
  );
}
