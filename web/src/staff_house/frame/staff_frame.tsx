// The frame of every staff page: the site and the shift above, Emergency bottom left, what is next on the right; below it what was done last
// on this screen, and "Seen all, all well". The middle belongs to the page.
//
// On a phone, or with letters at twice their size, all but Emergency and the last thing done scrolls as one column above these two.
import { useState, type ReactNode } from "react";
import { useSay } from "../../catalogue/catalogue";
import { Bands } from "../../parts/bands";
import { PaperBand } from "../parts/paper_band";
import { EmergencyButton } from "../../parts/emergency_button";
import { MessagePlace } from "../../parts/message_place";
import { UnsavedText } from "../parts/saved_state";
import { Sheet } from "../../parts/sheet";
import { NextList } from "./next_list";
import { ScreenSheet } from "../../screen/screen_sheet";
import { SeenAll } from "./seen_all";
import { ShiftSheet } from "./shift_sheet";
import { type OpenSheet, StaffHead } from "./staff_head";
import "./staff_frame.css";

/** `nextFirst`: in one column, what is next comes before the page's own. */
export function StaffFrame({ title, left, nextFirst = false, children }: { title: string; left: ReactNode; nextFirst?: boolean; children: ReactNode }) {
  const say = useSay();
  const [open, setOpen] = useState<OpenSheet>(null);
  const next = (
    <>
      <aside className="side right" aria-label={say("next.title")}>
        <NextList />
      </aside>
      <div className="seen-all-place">
        <SeenAll />
      </div>
    </>
  );
  return (
    <div className="page staff">
      <div className="page-scroll">
        <div className="page-top">
          <Bands />
          <PaperBand />
          <StaffHead onOpen={setOpen} />
        </div>
        {nextFirst && next}
        <aside className="side left" aria-label={say("floor.beside")}>
          {left}
        </aside>
        <main className="middle">
          <h1 className="visually-hidden">{title}</h1>
          <div className="middle-scroll" tabIndex={-1}>{children}</div>
          {open === "shift" && <ShiftSheet onClose={() => setOpen(null)} />}
          {open === "screen" && <ScreenSheet onClose={() => setOpen(null)} />}
          {open === "unsaved" && (
            <Sheet title={say("saved.title")} onClose={() => setOpen(null)}>
              <UnsavedText />
            </Sheet>
          )}
        </main>
        {!nextFirst && next}
      </div>
      <div className="page-foot">
        <div className="foot-emergency">
          <EmergencyButton />
        </div>
        <div className="foot-message">
          <MessagePlace />
        </div>
      </div>
    </div>
  );
}
