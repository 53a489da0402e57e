// From "breathing is back" until the emergency is closed: oxygen, and the recovery hour with its end.
import { useSay } from "../../catalogue/catalogue";
import { timeOfDay } from "../../clock/format";
import { siteClock } from "../../clock/site_clock";
import { useSession } from "../../parts/use_site";
import { language } from "../../record/preferences";
import { Shape } from "../../parts/shapes";
import type { Assessment } from "../../playbook/assess";
import { isOn, type Scene, sinceT0 } from "./scene";
import "./recovery.css";

const MINUTE_MS = 60_000;

/** When the recovery hour ends, or null: it has not begun (oxygen is on, or breathing is not back). */
export function recoveryEnd(asked: Assessment): number | null {
  return asked.due.find((due) => due.clock === "recovery_end")?.at ?? null;
}

/** Whoever was helped goes before the hour has ended. */
export function leavesEarly(asked: Assessment, now: number): boolean {
  if (!asked.holding.has("treated") && !asked.holding.has("breathing_back")) return false;
  const end = recoveryEnd(asked);
  return end === null || now < end;
}

export function Recovery({ scene, now }: { scene: Scene; now: number }) {
  const say = useSay();
  const zone = useSession()?.site.zone;
  if (!scene.asked.holding.has("breathing_back")) return null;
  const oxygen = scene.asked.standing.filter((act) => act.act === "oxygen").at(-1);
  const end = recoveryEnd(scene.asked);
  const until = end !== null && zone && siteClock.toldBySite ? timeOfDay(end, zone, language.get()) : null;
  const left = end === null ? 0 : Math.ceil((end - now) / MINUTE_MS);
  return (
    <div className="recovery">
      {oxygen && (
        <p>{say(isOn(scene, "oxygen") ? "recovery.oxygen_on" : "recovery.oxygen_off", { at: sinceT0(scene, oxygen.at) })}</p>
      )}
      {end === null ? (
        <p className="soft">{say("recovery.begins")}</p>
      ) : now < end ? (
        <p>{until ? say("recovery.until", { until, n: left }) : say("recovery.left", { n: left })}</p>
      ) : (
        <p className="tone-due strong">
          <Shape tone="due" /> {say("recovery.over")}
        </p>
      )}
    </div>
  );
}
