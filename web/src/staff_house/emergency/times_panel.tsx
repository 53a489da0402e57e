// Every time that stands, newest first, and the corrections of the one that is chosen. The newest is chosen when the panel opens, so
// that what was tapped last is corrected in two taps. Here and nowhere else a tap changes what was tapped before.
import { useState } from "react";
import { useSay } from "../../catalogue/catalogue";
import { useBoard } from "../../parts/use_site";
import { emergencyPlace } from "../../parts/words";
import { site } from "../../record/site";
import type { Act } from "../../api/types";
import { PanelFrame } from "./panel_frame";
import { type Scene, sinceT0 } from "./scene";
import { actWords, UNTOLD } from "./strip";
import "./times_panel.css";

const CELLS = 15; // of a panel on a tablet: three rows of five

export function TimesPanel({ scene }: { scene: Scene }) {
  const say = useSay();
  const told = scene.asked.standing.filter((act) => !UNTOLD.has(act.act)).reverse();
  // Chosen once: what another screen taps meanwhile must not come under the correction.
  const [chosen, setChosen] = useState(told[0]?.id ?? null);
  const [from, setFrom] = useState(0);
  const act = told.find((one) => one.id === chosen);
  const corrections = act ? correctionsOf(scene, act) : 0;
  const room = Math.max(4, CELLS - corrections);
  const shown = told.slice(from, from + (told.length > room ? room - 1 : room));
  return (
    <PanelFrame
      scene={scene}
      title={act ? actWords(scene, act, say) : say("correct.gone")}
      note={act && say("correct.at", { at: sinceT0(scene, act.at) })}
    >
      {act && <Corrections scene={scene} act={act} />}
      {shown.map((one) => (
        <button key={one.id} className={one === act ? "act time done" : "act time"} aria-pressed={one === act} onClick={() => setChosen(one.id)}>
          <b>{sinceT0(scene, one.at)}</b> {actWords(scene, one, say)}
        </button>
      ))}
      {told.length > room && (
        <button className="act" onClick={() => setFrom(from + shown.length < told.length ? from + shown.length : 0)}>
          {say("times.earlier")}
        </button>
      )}
    </PanelFrame>
  );
}

const STEPS: readonly { ms: number; words: string }[] = [
  { ms: -60_000, words: "−1 min" },
  { ms: -10_000, words: "−10 s" },
  { ms: 10_000, words: "+10 s" },
  { ms: 60_000, words: "+1 min" },
];

const mayBeUndone = (act: Act): boolean => act.act !== "opened";
const mayBelongElsewhere = (scene: Scene, act: Act): boolean => mayBeUndone(act) && scene.others.length > 0;

/** How many controls they are. */
function correctionsOf(scene: Scene, act: Act): number {
  return STEPS.length + (mayBeUndone(act) ? 1 : 0) + (act.act === "naloxone" ? scene.playbook.products.length : 0) + (mayBelongElsewhere(scene, act) ? 1 : 0);
}

/** Another time for an act, another product, or that it did not happen; clocks follow. */
function Corrections({ scene, act }: { scene: Scene; act: Act }) {
  const say = useSay();
  return (
    <>
      {STEPS.map((step) => (
        <button key={step.ms} className="act" data-each-tap onClick={() => scene.tap("corrected", { target: act.id, to_at: Math.round(act.at + step.ms) })}>
          {step.words}
        </button>
      ))}
      {mayBeUndone(act) && (
        <button
          className="act due"
          onClick={() => {
            scene.tap("undone", { target: act.id });
            scene.open(null);
          }}
        >
          {say("correct.did_not_happen")}
        </button>
      )}
      {act.act === "naloxone" &&
        scene.playbook.products.map((product) => (
          <button
            key={product.product}
            className={act.product === product.product ? "act done" : "act"}
            aria-pressed={act.product === product.product}
            onClick={() => scene.tap("corrected", { target: act.id, product: product.product })}
          >
            {product.label}
          </button>
        ))}
      {mayBelongElsewhere(scene, act) && (
        <button className="act" onClick={() => scene.open({ show: "move", act: act.id })}>
          {say("more.move")}
        </button>
      )}
    </>
  );
}

/** An act that belongs to the other emergency: nothing of it is lost. */
export function MovePanel({ scene, act }: { scene: Scene; act: string }) {
  const say = useSay();
  const board = useBoard();
  return (
    <PanelFrame scene={scene} title={say("more.move")} note={say("move.note")}>
      {scene.others.map((other) => (
        <button
          key={other.key}
          className="act"
          onClick={() => {
            site.moveAct(act, scene.key, other.key);
            scene.open(null);
          }}
        >
          {emergencyPlace(other, board, scene.playbook, say).words}
        </button>
      ))}
    </PanelFrame>
  );
}
