// A look: colour, chest, posture; no waking. One tap says "all well"; the chips are for what was heard, counted or measured. What they mean
// together is the playbook's word. What worries is recorded with its tap, the rest when it is recorded or the form is closed; and a look that
// finds no answer is no floor command but an emergency, opened on this screen at once, also with the site gone or its record closed.
//
// Nothing moves under the finger: the two buttons stand where they stand, whatever is tapped.
import { useEffect } from "react";
import type { Person } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { openEmergency } from "../../parts/emergency_button";
import { go } from "../../parts/route";
import { Shape } from "../../parts/shapes";
import { meaningOf } from "../../playbook/assess";
import { noPlaybook } from "../../playbook/no_playbook";
import { site } from "../../record/site";
import { useStore } from "../../record/store";
import { lookDraft, recordLook, recordWhatWasSeen, type Seen } from "./look_draft";
import "./look_form.css";

const RESPONDS = ["talks", "wakes_to_voice", "needs_touch", "does_not_wake"] as const;
const BREATHS = ["ok", "slow", "none"] as const;
const OXIMETER = ["from_95", "from_90_to_94", "from_80_to_89", "under_80", "no_reading"] as const;

export function LookForm({ person, onDone }: { person: Person; onDone: () => void }) {
  const say = useSay();
  const { visit } = person;
  const playbook = useStore(site.playbook) ?? noPlaybook;
  const draft = useStore(lookDraft);
  const mine = draft?.visit === visit ? draft : null;
  const seen = mine?.seen ?? {};
  const canRecord = mine !== null && !mine.recorded;
  useEffect(() => () => recordWhatWasSeen(visit), [visit]);

  const tap = (field: keyof Seen, word: string) => {
    const { [field]: before, ...others } = seen;
    const next: Seen = before === word ? others : { ...others, [field]: word };
    const means = meaningOf(next, playbook);
    if (means === "respond") return respond(person, next);
    const worries = means === "concern" && before !== word;
    lookDraft.set(Object.keys(next).length === 0 ? null : { visit, seen: next, recorded: worries });
    if (worries) void recordLook(visit, next, "look.recorded_concern");
  };
  const record = () => {
    if (!canRecord) return;
    recordWhatWasSeen(visit);
    onDone();
  };
  const allWell = () => {
    lookDraft.set(null);
    void recordLook(visit, { responds: "all_well", ...(canRecord ? seen : {}) }); // nobody heard an answer that was not tapped
    onDone();
  };
  const chip = (field: keyof Seen, word: string, words: string) => (
    <button key={word} className="chip" aria-pressed={seen[field] === word} onClick={() => tap(field, word)}>
      {words}
    </button>
  );
  return (
    <section className="stack">
      <h3 className="heading">{say("look.title")}</h3>
      <div className="look-acts">
        <button className="button well all-well" onClick={allWell}>
          <Shape tone="well" /> {say("look.all_well")}
        </button>
        <button className="button main all-well" aria-disabled={!canRecord} onClick={record}>
          {say("look.record")}
        </button>
      </div>
      <div className="look-grid" role="group" aria-label={say("look.responds")}>
        {RESPONDS.map((word) => chip("responds", word, say(`vital.${word}`)))}
      </div>
      <div className="look-grid three" role="group" aria-label={say("look.breaths")}>
        {BREATHS.map((word) => chip("breaths", word, say(`breaths.${word}`)))}
      </div>
      <div className="look-grid five" role="group" aria-label={say("look.oximeter")}>
        {OXIMETER.map((word) => chip("oximeter", word, say(`oximeter.${word}`)))}
      </div>
      <p className="small soft">{say("look.when_recorded")} {say("vitals.chest_first")}</p>
    </section>
  );
}

/** The hand goes to the emergency at once, with what was seen in it. */
function respond(person: Person, seen: Seen): void {
  lookDraft.set(null);
  if (person.emergency === null) {
    openEmergency({ visit: person.visit, ...(person.seat === null ? {} : { seat: person.seat }), vitals: seen });
  } else {
    site.act(person.emergency, "vitals", { vitals: seen });
    go({ page: "emergency", key: person.emergency });
  }
}
