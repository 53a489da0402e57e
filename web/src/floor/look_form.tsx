// A look: colour, chest, posture; no waking. One tap says "all well"; the chips are for when it is not.
import { useState } from "react";
import { useSay } from "../catalogue/catalogue";
import type { Person } from "../api/types";
import { openEmergency } from "../parts/emergency_button";
import { send } from "../parts/send";
import { Shape } from "../parts/shapes";
import { tell } from "../parts/toasts";

const RESPONDS = ["talks", "wakes_to_voice", "needs_touch", "does_not_wake"] as const;
const BREATHS = ["ok", "slow", "none"] as const;
const OXIMETER = ["from_95", "from_90_to_94", "from_80_to_89", "under_80", "no_reading"] as const;

export function LookForm({ person, onDone }: { person: Person; onDone: () => void }) {
  const say = useSay();
  const [responds, setResponds] = useState<(typeof RESPONDS)[number] | null>(null);
  const [breaths, setBreaths] = useState<(typeof BREATHS)[number] | null>(null);
  const [oximeter, setOximeter] = useState<(typeof OXIMETER)[number] | null>(null);
  const chosen = responds !== null || breaths !== null || oximeter !== null;
  const worrying = responds === "does_not_wake" || breaths === "none" || oximeter === "under_80";
  const look = async (fields: Record<string, string>) => {
    onDone();
    if (await send("look", { visit: person.visit, ...fields })) tell("look.recorded");
  };
  return (
    <section className="stack">
      <h3 className="heading">{say("look.title")}</h3>
      {!chosen && (
        <button className="button well all-well" onClick={() => void look({ responds: "talks", breaths: "ok" })}>
          <Shape tone="well" /> {say("look.all_well")}
        </button>
      )}
      {chosen && (
        <div className="row">
          <button
            className="button main all-well grow"
            onClick={() => void look({ responds: responds ?? "not_seen", ...(breaths ? { breaths } : {}), ...(oximeter ? { oximeter } : {}) })}
          >
            {say("look.record")}
          </button>
          {worrying && (
            <button className="button now all-well grow" onClick={() => openEmergency({ visit: person.visit, ...(person.seat === null ? {} : { seat: person.seat }) })}>
              <Shape tone="now" /> {say("emergency.here")}
            </button>
          )}
        </div>
      )}
      <div className="look-grid" role="group" aria-label={say("look.responds")}>
        {RESPONDS.map((word) => (
          <Chip key={word} words={say(`vital.${word}`)} on={responds === word} onTap={() => setResponds(responds === word ? null : word)} />
        ))}
      </div>
      <div className="look-grid three" role="group" aria-label={say("look.breaths")}>
        {BREATHS.map((word) => (
          <Chip key={word} words={say(`breaths.${word}`)} on={breaths === word} onTap={() => setBreaths(breaths === word ? null : word)} />
        ))}
      </div>
      <div className="look-grid five" role="group" aria-label={say("look.oximeter")}>
        {OXIMETER.map((word) => (
          <Chip key={word} words={say(`oximeter.${word}`)} on={oximeter === word} onTap={() => setOximeter(oximeter === word ? null : word)} />
        ))}
      </div>
      <p className="small soft">{say("vitals.chest_first")}</p>
    </section>
  );
}

function Chip({ words, on, onTap }: { words: string; on: boolean; onTap: () => void }) {
  return (
    <button className="chip" aria-pressed={on} onClick={onTap}>
      {words}
    </button>
  );
}
