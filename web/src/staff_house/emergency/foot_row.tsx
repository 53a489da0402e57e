// Below the eight: breathing is back, undo with its seconds, started earlier, more.
import { useSay, wordKey, type Say } from "../../catalogue/catalogue";
import { secondsLeft } from "../../clock/format";
import { useNow } from "../../clock/use_now";
import { useSession } from "../../parts/use_site";
import type { Act } from "../../api/types";
import { Shape } from "../../parts/shapes";
import { countedOnce, type Scene } from "./scene";
import "./foot_row.css";

export function FootRow({ scene }: { scene: Scene }) {
  const say = useSay();
  const back = scene.asked.holding.has("breathing_back");
  return (
    <div className="foot-row" role="group" aria-label={say("emergency.more_acts")}>
      <button className="act foot well" aria-pressed={back} data-each-tap onClick={() => scene.tap("breathing_back")}>
        {back && <Shape tone="well" />}
        <span>
          {say("act.breathing_back")}
          {countedOnce(scene, "breathing_back") && <span className="foot-status"> {say("status.once")}</span>}
        </span>
      </button>
      <Undo scene={scene} />
      <button className="act foot" data-foot="earlier" onClick={() => scene.open({ show: "earlier" })}>
        {say("emergency.started_earlier")}
      </button>
      <button className="act foot" data-foot="more" onClick={() => scene.open({ show: "more" })}>
        {say("emergency.more")}
      </button>
    </div>
  );
}

/** The last act of this screen that can still be undone, and until when. */
function undoable(scene: Scene, device: number | null, now: number): Act | null {
  const last = scene.acts.filter((act) => (device === null || act.device === undefined || act.device === device) && act.act !== "undone" && act.act !== "acknowledged").at(-1);
  if (!last || last.act === "opened" || now - last.at >= scene.playbook.undo_ms) return null;
  return scene.acts.some((act) => act.act === "undone" && act.target === last.id) ? null : last;
}

/** A product that was named for a dose is no correction to whoever named it. */
function tapWords(scene: Scene, act: Act, say: Say): string {
  const product = act.act === "corrected" ? scene.playbook.products.find((one) => one.product === act.product) : undefined;
  return product ? say("act.product", { product: product.label }) : say(wordKey("act", act.act, "act.other"));
}

function Undo({ scene }: { scene: Scene }) {
  const say = useSay();
  const now = useNow(200);
  const device = useSession()?.device?.number ?? null;
  const last = undoable(scene, device, now);
  return (
    <button className="act foot" aria-disabled={last === null} onClick={() => last && scene.tap("undone", { target: last.id })}>
      <span>{say("common.undo")}</span>
      <span className="foot-status">
        {last
          ? say("emergency.undo_what", { what: tapWords(scene, last, say), s: secondsLeft(scene.playbook.undo_ms - (now - last.at)) })
          : say("emergency.nothing_to_undo")}
      </span>
    </button>
  );
}
