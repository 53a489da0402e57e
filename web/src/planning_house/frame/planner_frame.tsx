// The frame of the planners' pages: the same paper, head and cards as the floor's, with controls on the left. What is shown here is computed, and
// says so; Emergency stays where it always is on a screen that can open one.
//
// As on a staff page, nothing floats over a control: on a phone, or with letters at twice their size, all but Emergency and the last thing done scrolls as
// one column above these two.
import { useState, type ReactNode } from "react";
import { useSay } from "../../catalogue/catalogue";
import { ScreenSheet } from "../../screen/screen_sheet";
import { Bands } from "../../parts/bands";
import { EmergencyButton } from "../../parts/emergency_button";
import { MessagePlace } from "../../parts/message_place";
import { OpenEmergencies } from "../../parts/open_emergencies";
import { PlannerNav } from "./planner_nav";
import { Shape } from "../../parts/shapes";
import { useSession } from "../../parts/use_site";
import { hasFloor } from "../../parts/roles";
import { KindOfSite } from "../../parts/watermark";
import "./planner_frame.css";
import "./planner_parts.css";

/** `left`: controls. `beside`: what they are called. `over`: what lies over the middle, as a sheet does. `reads`: on a phone what is read comes before
    the controls. */
export function PlannerFrame({ title, mark, left, beside, over, reads = false, children }: {
  title: string;
  mark: string;
  left: ReactNode;
  beside?: string;
  over?: ReactNode;
  reads?: boolean;
  children: ReactNode;
}) {
  const say = useSay();
  const session = useSession();
  const [open, setOpen] = useState(false);
  const onFloor = session !== null && (session.device !== null || hasFloor(session.staff?.role));
  return (
    <div className={reads ? "page planner reads" : "page planner"}>
      <div className="page-scroll">
        <div className="page-top">
          <Bands />
          <header className="page-head">
            <h1 className="site-name">{title}</h1>
            <PlannerNav />
            <span className="planner-mark tone-breathe"><Shape tone="breathe" /> {mark}</span>
            <span className="grow" />
            <KindOfSite />
            <button className="pill" onClick={() => setOpen(true)}>{session?.staff?.label ?? say("screen.title")}</button>
          </header>
        </div>
        <aside className="side left" aria-label={beside ?? say("planner.beside")}>
          <div className="side-list">
            <div className="side-emergencies">{onFloor && <OpenEmergencies />}</div>
            <div className="side-controls">{left}</div>
          </div>
        </aside>
        <main className="middle">
          <div className="middle-scroll" tabIndex={-1}>{children}</div>
          {over}
          {open && <ScreenSheet onClose={() => setOpen(false)} />}
        </main>
      </div>
      <div className="page-foot">
        {onFloor && <div className="foot-emergency"><EmergencyButton /></div>}
        <div className="foot-message"><MessagePlace /></div>
      </div>
    </div>
  );
}
