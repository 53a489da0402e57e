// The head of a staff page: the site, the day and the shift; whether this screen sounds and saves; covering the screens; this screen.
import { useState } from "react";
import { coverScreens } from "../../api/http";
import { useSay } from "../../catalogue/catalogue";
import { dayInWords, timeOfDay } from "../../clock/format";
import { siteClock } from "../../clock/site_clock";
import { useNow } from "../../clock/use_now";
import { SavedPill } from "../parts/saved_state";
import { Shape } from "../../parts/shapes";
import { tell } from "../../parts/tell";
import { useBoard, useSession } from "../../parts/use_site";
import { KindOfSite } from "../../parts/watermark";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { armed, armSound } from "../../sound/sounds";
import { coveredHere, useCovered } from "../../parts/covered";
import "./staff_head.css";

export function StaffHead({ onOpen }: { onOpen: (open: OpenSheet) => void }) {
  const say = useSay();
  const board = useBoard();
  const session = useSession();
  const now = useNow(5_000);
  const sound = useStore(armed);
  const [wasSilent] = useState(!sound); // its room stays: the tap that arms the sound must not move the page under the finger
  const spoken = useStore(language);
  const floor = board?.floor;
  const zone = session?.site.zone ?? "UTC";
  return (
    <header className="page-head">
      <span className="site-name">{session?.site.name ?? board?.site.name ?? "Alongside"}</span>
      {siteClock.toldBySite && (
        <>
          <span className="site-date">{dayInWords(now, zone, spoken)}</span>
          <span className="site-time">{timeOfDay(now, zone, spoken)}</span>
        </>
      )}
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
      {wasSilent && (
        <button className={sound ? "pill kept-room" : "pill due"} onClick={armSound}>
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

export type OpenSheet = "shift" | "screen" | "unsaved" | null;
