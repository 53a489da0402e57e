// After an emergency is closed: why EMS was called, and the team's debrief. Chips, no names and no free text; all of it may wait.
import { useState } from "react";
import { useSay, wordKey } from "../../catalogue/catalogue";
import { go } from "../../parts/route";
import type { Scene } from "./scene";

const PARTS = ["ems_reason", "debrief_well", "debrief_change"] as const;
type Part = (typeof PARTS)[number];

/** What there is to say afterwards; nothing where the protocol of this screen does not know of it. */
export function partsAfter(scene: Scene): Part[] {
  const called = scene.asked.standing.some((act) => act.act === "ems");
  return PARTS.filter((part) => (part !== "ems_reason" || called) && (scene.playbook.choices[part]?.length ?? 0) > 0);
}

export function AfterPanel({ scene }: { scene: Scene }) {
  const say = useSay();
  const parts = partsAfter(scene);
  const [chosen, setChosen] = useState<Part | undefined>(parts[0]);
  const said = scene.asked.standing.some((act) => parts.some((part) => part === act.act));
  return (
    <section className="panel" tabIndex={-1} aria-label={say("after.title")}>
      <div className="panel-head">
        <h2>{chosen ? say(`after.${chosen}`) : say("after.title")}</h2>
        <p className="soft">{say("after.note")}</p>
      </div>
      <div className="panel-grid">{chosen && <Chips scene={scene} part={chosen} />}</div>
      <div className="panel-foot">
        {parts.map((part) => (
          <button key={part} className={part === chosen ? "act done" : "act"} aria-pressed={part === chosen} onClick={() => setChosen(part)}>
            {say(`after.${part}`)}
          </button>
        ))}
        <button className="act panel-close" data-foot="floor" onClick={() => go({ page: "floor" })}>
          {say(said ? "more.floor" : "after.later")}
        </button>
      </div>
    </section>
  );
}

/** One reason for EMS; of the debrief as many as are true. A tap on what was said takes it back. */
function Chips({ scene, part }: { scene: Scene; part: Part }) {
  const say = useSay();
  const said = scene.asked.standing.filter((act) => act.act === part);
  return (scene.playbook.choices[part] ?? []).map((word, choice) => {
    const same = said.filter((act) => act.choice === choice);
    const tap = () => {
      const over = part === "ems_reason" || same.length > 0 ? (part === "ems_reason" ? said : same) : [];
      for (const act of over) scene.tap("undone", { target: act.id });
      if (same.length === 0) scene.tap(part, { choice });
    };
    return (
      <button key={word} className={same.length > 0 ? "act done" : "act"} aria-pressed={same.length > 0} data-word={word} onClick={tap}>
        {say(wordKey(part, word, "act.other"))}
      </button>
    );
  });
}
