// EMS: this program does not call. The number to dial, then what to say, filled in from the acts.
import { useSay } from "../../catalogue/catalogue";
import { Shape } from "../../parts/shapes";
import { useSession } from "../../parts/use_site";
import { firstAndAgain } from "./act_tiles";
import { PanelFoot } from "./panel_frame";
import { countedOnce, type Scene } from "./scene";
import "./ems_panel.css";

export function EmsPanel({ scene }: { scene: Scene }) {
  const say = useSay();
  const session = useSession();
  const said = (choice: number) => scene.asked.standing.filter((act) => act.act === "ems" && act.choice === choice);
  const on = scene.asked.holding;
  const breathing = on.has("no_pulse")
    ? "ems.no_pulse"
    : on.has("breathing_no")
      ? "ems.not_breathing"
      : on.has("breathing_slow") || on.has("rr_low")
        ? "ems.breathing_slow"
        : on.has("breathing_yes")
          ? "ems.breathing"
          : "ems.breathing_unknown";
  const steps = ["ems.called", "ems.arrived", "ems.handed_over"] as const;
  return (
    <section className="panel" tabIndex={-1} aria-label={say("tile.ems")}>
      <div className="ems-call" role="alert">
        <Shape tone="now" />
        <p>
          <b>{say("ems.does_not_call")}</b> {say("ems.dial", { number: scene.playbook.emergency_number || say("ems.number_unknown") })}
        </p>
      </div>
      <ol className="ems-script">
        <li>{session?.site.address ? say("ems.address", { address: session.site.address }) : say("ems.address_unknown")}</li>
        <li>{scene.place.said ? say("ems.where", { place: scene.place.words }) : say("ems.where_unknown")}</li>
        <li>{say(breathing)}</li>
        <li>{scene.asked.doses === 0 ? say("ems.no_naloxone") : say("ems.naloxone", { n: scene.asked.doses })}</li>
        {on.has("oxygen") && !on.has("oxygen_off") && <li>{say("ems.oxygen")}</li>}
        {on.has("pregnant") && <li>{say("ems.pregnant")}</li>}
        {on.has("child") && <li>{say("ems.child")}</li>}
      </ol>
      <PanelFoot onBack={() => scene.open(null)}>
        {steps.map((key, choice) => {
          const done = said(choice);
          const look = done.length > 0 ? "act tile done" : choice === 0 ? "act tile now" : "act tile";
          const words = done.length > 0 ? firstAndAgain(scene, done, say) : say("ems.tap_when");
          return (
            <button key={key} className={look} data-each-tap aria-pressed={done.length > 0} onClick={() => scene.tap("ems", { choice })}>
              <span className="tile-name">{say(key)}</span>
              <span className="tile-status">{countedOnce(scene, "ems", { choice }) ? say("status.once") : words}</span>
            </button>
          );
        })}
      </PanelFoot>
    </section>
  );
}
