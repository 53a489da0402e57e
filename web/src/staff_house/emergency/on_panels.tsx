// Oxygen and no pulse go on for a while: what else can be said of them while they do. Tapped when they are over, their tiles say "again".
import { useSay } from "../../catalogue/catalogue";
import type { ActKind } from "../../api/types";
import type { ActFields } from "../../record/site";
import { PanelFrame } from "./panel_frame";
import { type OnTile, type Scene, sinceT0 } from "./scene";

export function OnPanel({ scene, tile }: { scene: Scene; tile: OnTile }) {
  const say = useSay();
  const since = scene.asked.standing.filter((act) => act.act === tile && act.choice !== 0).at(-1);
  const button = (words: string, act: ActKind, fields: ActFields, look: string) => (
    <button
      className={`act ${look}`}
      onClick={() => {
        scene.tap(act, fields);
        scene.open(null);
      }}
    >
      {words}
    </button>
  );
  return (
    <PanelFrame scene={scene} title={say(`tile.${tile}`)} note={since && say(tile === "oxygen" ? "status.on" : "status.compressions", { at: sinceT0(scene, since.at) })}>
      {tile === "oxygen" ? (
        button(say("act.oxygen_off"), "oxygen", { choice: 0 }, "due")
      ) : (
        <>
          {button(say("act.aed_on"), "aed_on", {}, "due")}
          {button(say("act.pulse_back"), "no_pulse", { choice: 0 }, "well")}
        </>
      )}
    </PanelFrame>
  );
}
