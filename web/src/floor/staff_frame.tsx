// The frame of every staff page: the site and the shift above, Emergency bottom left, what is next on the right, "Seen all, all
// well" bottom right. The middle belongs to the page.
import { useState, type ReactNode } from "react";
import { useSay } from "../catalogue/catalogue";
import { dayInWords, timeOfDay } from "../clock/format";
import { useNow } from "../clock/use_now";
import { coverScreens } from "../api/http";
import { Bands } from "../parts/bands";
import { EmergencyButton } from "../parts/emergency_button";
import { SavedPill, UnsavedText } from "../parts/saved_state";
import { send } from "../parts/send";
import { Shape } from "../parts/shapes";
import { Sheet } from "../parts/sheet";
import { KindOfSite } from "../parts/watermark";
import { tell } from "../parts/toasts";
import { useBoard, useSession } from "../parts/use_site";
import { language } from "../record/preferences";
import { Store, useStore } from "../record/store";
import { armed, armSound } from "../sound/sounds";
import { NextList } from "./next_list";
import { ScreenSheet } from "./screen_sheet";
import { ShiftSheet } from "./shift_sheet";

/** This screen alone is covered: the site did not answer, or does not know how. */
export const coveredHere = new Store<boolean>(false);

export function useCovered(): boolean {
  const here = useStore(coveredHere);
  return useBoard()?.covered === true || here;
}

type Open = "shift" | "screen" | "unsaved" | null;

export function StaffFrame({ title, left, children }: { title: string; left: ReactNode; children: ReactNode }) {
  const say = useSay();
  const [open, setOpen] = useState<Open>(null);
  return (
    <div className="page">
      <Bands />
      <StaffHead onOpen={setOpen} />
      <div className="page-body">
        <aside className="side left" aria-label={say("floor.beside")}>
          {left}
          <EmergencyButton />
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
        <aside className="side right" aria-label={say("next.title")}>
          <NextList />
          <SeenAll />
        </aside>
      </div>
    </div>
  );
}

function StaffHead({ onOpen }: { onOpen: (open: Open) => void }) {
  const say = useSay();
  const board = useBoard();
  const session = useSession();
  const now = useNow(5_000);
  const sound = useStore(armed);
  const spoken = useStore(language);
  const floor = board?.floor;
  const zone = session?.site.zone ?? "UTC";
  return (
    <header className="page-head">
      <span className="site-name">{session?.site.name ?? board?.site.name ?? "Alongside"}</span>
      <span className="site-date">{dayInWords(now, zone, spoken)}</span>
      <span className="site-time">{timeOfDay(now, zone, spoken)}</span>
      <button className="pill" onClick={() => { armSound(); onOpen("shift"); }}>
        {floor?.open ? (
          <>
            {say("shift.responsible")} <b>{floor.responsible?.label ?? "–"}</b>
          </>
        ) : (
          say("shift.open_floor")
        )}
      </button>
      <KindOfSite />
      <span className="grow" />
      {!sound && (
        <button className="pill due" onClick={armSound}>
          <Shape tone="due" /> {say("sound.silent")}
        </button>
      )}
      <SavedPill onOpen={() => onOpen("unsaved")} />
      <CoverButton />
      <button className="pill" onClick={() => { armSound(); onOpen("screen"); }}>
        {session?.staff?.label ?? say("screen.title")}
      </button>
    </header>
  );
}

/** Blanks codes on every tablet in one tap; emergencies go on. */
function CoverButton() {
  const say = useSay();
  const covered = useCovered();
  const toggle = async () => {
    coveredHere.set(!covered); // this screen at once
    const reply = await coverScreens(!covered);
    if (reply.ok) coveredHere.set(false); // the Board says it from now on
    else if (!covered) tell("cover.only_here", { tone: "due" });
  };
  return (
    <button className={covered ? "pill breathe" : "pill"} aria-pressed={covered} onClick={() => void toggle()}>
      {say(covered ? "cover.uncover" : "cover.cover")}
    </button>
  );
}

/** One look for each person not in concern, emergency, still sedated or recovery. */
function SeenAll() {
  const say = useSay();
  const board = useBoard();
  const watched = board?.people.filter((person) => SEEN.has(person.state)).length ?? 0;
  const seeAll = async () => {
    armSound();
    if (await send("see_all")) tell("look.all_seen");
  };
  return (
    <button className="seen-all" disabled={watched === 0} onClick={() => void seeAll()}>
      {say("look.see_all")}
    </button>
  );
}

const SEEN = new Set(["preparing", "watched", "look_due", "look_overdue", "may_go"]);
