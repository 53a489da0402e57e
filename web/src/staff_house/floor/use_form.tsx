// A use begins: what, and how. Both may stay unsaid. The form stays until the site has taken it, and says why if it has not.
import { useState } from "react";
import type { Board, Person } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { timeOfDay } from "../../clock/format";
import { useNow } from "../../clock/use_now";
import { isInCharge } from "../../parts/roles";
import { sendAndSee, takeBack, type WhyNot } from "../../parts/send";
import { Shape } from "../../parts/shapes";
import { tell } from "../../parts/tell";
import { useSession } from "../../parts/use_site";
import { language } from "../../record/preferences";
import { FormEnd } from "./form_end";
import { allowedRoutes, WhatAndHow, type Use } from "./what_and_how";

export function UseForm({ person, board, onDone, onBack }: { person: Person; board: Board; onDone: () => void; onBack: () => void }) {
  const say = useSay();
  const now = useNow(5_000);
  const session = useSession();
  const { floor } = board;
  const [use, setUse] = useState<Use>({ substances: [], route: likelyRoute(person, board) });
  const [lifted, setLifted] = useState(false);
  const [busy, setBusy] = useState(false);
  const [why, setWhy] = useState<WhyNot | null>(null);
  const paused = person.no_use_before !== null && person.no_use_before > now;
  const begin = async () => {
    if (busy) return;
    setBusy(true);
    const { visit } = person;
    const refused = await sendAndSee("begin_use", [{ visit, ...use, ...(lifted ? { lifted: true } : {}) }], () => tell("use.begun", { undo: takeBack("undo_use", { visit }) }));
    setBusy(false);
    setWhy(refused);
    if (!refused) onDone();
  };
  return (
    <section className="stack">
      {paused && (
        <div className="note due row">
          <span className="tone-due"><Shape tone="due" /></span>
          <span className="grow">{say("use.paused", { at: timeOfDay(person.no_use_before!, session?.site.zone ?? "UTC", language.get()) })}</span>
          {isInCharge(session?.staff, floor) && (
            <button className="button due" aria-pressed={lifted} onClick={() => setLifted(!lifted)}>
              {say(lifted ? "use.lifted" : "use.lift")}
            </button>
          )}
        </div>
      )}
      <WhatAndHow floor={floor} use={use} onUse={setUse} />
      <FormEnd words={say("use.begin")} busy={busy} why={why} onGo={() => void begin()} onBack={onBack} />
      <p className="small soft">{say("use.may_stay_unsaid")}</p>
    </section>
  );
}

/** Where somebody sits says how, in the smoking room; so do guardrails that allow one way only. Otherwise nothing is said yet. */
function likelyRoute(person: Person, { seats, floor }: Board): Use["route"] {
  const allowed = allowedRoutes(floor);
  const smoking = seats.find((seat) => seat.seat === person.seat)?.kind === "smoking";
  if (smoking && allowed.includes("smoke")) return "smoke";
  return allowed.length === 1 ? allowed[0]! : "unknown";
}
