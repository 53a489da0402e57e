// The eight acts, in the order that never changes. A done act is teal and keeps its time; what is due is amber, now red, breathe cyan.
import { useNow } from "../../clock/use_now";
import { clock } from "../../clock/format";
import { useSay, type Say } from "../../catalogue/catalogue";
import { Shape, type Tone } from "../../parts/shapes";
import type { Act } from "../../api/types";
import { lightAt, litFrom } from "../../playbook/assess";
import { countedOnce, isOn, type Scene, sinceT0 } from "./scene";
import "./act_tiles.css";

export const TILES = ["helper", "airway", "breaths", "oxygen", "vitals", "naloxone", "ems", "no_pulse"] as const;
export type TileName = (typeof TILES)[number];

export function ActTiles({ scene, onTile }: { scene: Scene; onTile: (tile: TileName) => void }) {
  const now = useNow(500);
  const say = useSay();
  return (
    <div className="act-tiles" role="group" aria-label={say("emergency.acts")}>
      {TILES.map((tile) => {
        const seen = tileState(scene, tile, now, say);
        return (
          <button key={tile} className={`act tile ${seen.look}`} data-tile={tile} data-lit={seen.tone ?? ""} data-each-tap onClick={() => onTile(tile)}>
            <span className="tile-name">{say(`tile.${tile}`)}</span>
            <span className="tile-status">
              {seen.tone && <Shape tone={seen.tone} />}
              {seen.words === "" && seen.tone ? say(seen.tone === "now" ? "next.now" : seen.tone === "breathe" ? "status.begin" : "next.due") : seen.words}
            </span>
          </button>
        );
      })}
    </div>
  );
}

interface TileLook {
  look: string;
  tone: Tone | null;
  words: string;
}

function tileState(scene: Scene, tile: TileName, now: number, say: Say): TileLook {
  const acts = scene.asked.standing.filter((act) => act.act === tile);
  const done = isDone(scene, tile, acts);
  const tone = scene.closed ? null : (lightAt(scene.asked, tile, now)?.tone ?? null);
  const words = statusWords(scene, tile, acts, now, say);
  if (done && (tone === null || tone === "breathe" || tone === "well")) return { look: "done", tone: null, words };
  return { look: tone ?? (done ? "done" : ""), tone, words };
}

function isDone(scene: Scene, tile: TileName, acts: readonly Act[]): boolean {
  if (tile === "vitals") return false; // never done: looked again and again
  const row = scene.playbook.tiles.find((one) => one.tile === tile);
  const fact = row && scene.playbook.facts[row.fact];
  return fact ? scene.asked.holding.has(fact) : acts.length > 0;
}

function statusWords(scene: Scene, tile: TileName, acts: readonly Act[], now: number, say: Say): string {
  const last = acts.at(-1);
  const at = last ? sinceT0(scene, last.at) : "";
  const first = firstAndAgain(scene, acts, say);
  if (countedOnce(scene, tile)) return say("status.once");
  switch (tile) {
    case "helper":
      return acts.length > 1 ? say("status.helpers", { n: acts.length, at }) : first;
    case "airway":
      return first;
    case "breaths":
      if (!last) return scene.asked.holding.has("cannot_ventilate") ? say("status.cannot_ventilate") : "";
      if (scene.asked.holding.has("cannot_ventilate")) return `${first}, ${say("status.cannot_ventilate")}`;
      return scene.asked.holding.has("breaths") ? say("status.going_on", { at: first }) : first;
    case "oxygen":
      if (!last) return "";
      return say(last.choice === 0 ? "status.off" : "status.on", { at });
    case "vitals": {
      const due = scene.closed ? null : litFrom(scene.asked, "vitals");
      if (due !== null && due <= now) return say("status.look_now");
      const next = due === null ? "" : say("status.next", { in: clock(due - now + 999) });
      const look = scene.asked.standing.filter((act) => act.act === "vitals" || act.act === "breathing").at(-1);
      return [look ? say("status.last", { at: sinceT0(scene, look.at) }) : "", next].filter((part) => part !== "").join(", ");
    }
    case "naloxone":
      if (!last) return say("status.none_given");
      return acts.length === 1 ? say("status.one_dose", { at }) : say("status.doses", { n: acts.length, at });
    case "ems":
      if (!last) return say("status.not_called");
      return say(last.choice === 2 ? "status.handed_over" : last.choice === 1 ? "status.arrived" : "status.called", { at });
    case "no_pulse":
      if (!last) return say("status.cpr");
      if (last.choice === 0) return say("status.pulse_back", { at });
      return isOn(scene, "no_pulse") ? say("status.compressions", { at }) : at;
  }
}

/** When it was first done, and when again. */
export function firstAndAgain(scene: Scene, acts: readonly Act[], say: Say): string {
  const [first] = acts;
  if (first === undefined) return "";
  const at = sinceT0(scene, first.at);
  return acts.length === 1 ? at : say("status.again", { at, again: sinceT0(scene, acts.at(-1)!.at) });
}
