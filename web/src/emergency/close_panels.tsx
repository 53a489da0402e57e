// The end of an emergency: the release check (a reminder, not an all-clear), and one summary to confirm in under a minute.
import { useState } from "react";
import { useSay, wordKey } from "../catalogue/catalogue";
import { clock } from "../clock/format";
import { language } from "../record/preferences";
import { useStore } from "../record/store";
import { go } from "../parts/route";
import { Shape } from "../parts/shapes";
import type { Act } from "../api/types";
import { nowAtSite, sinceT0, type Scene } from "./emergency_page";
import { PanelFoot, PanelFrame, useResponsible } from "./panels";
import { releaseItems } from "./said";

/** Each item, as the protocol in force words it, is in order until it is tapped; the act keeps the numbers of those that are not. */
export function ReleasePanel({ scene }: { scene: Scene }) {
  const say = useSay();
  const items = releaseItems(scene.playbook, useStore(language));
  const [failed, setFailed] = useState(0);
  const record = () => {
    scene.tap("release_check", { choice: failed });
    scene.open({ show: "close" });
  };
  return (
    <PanelFrame
      scene={scene}
      title={say("more.release_check")}
      note={say("release.note")}
      foot={
        <button className="act well" onClick={record}>
          {say(failed === 0 ? "release.record_all" : "release.record_failed")}
        </button>
      }
    >
      {items.map(({ item, words }, number) => {
        const bad = (failed & (1 << number)) !== 0;
        return (
          <button key={item} className={bad ? "act tile due" : "act tile done"} aria-pressed={!bad} onClick={() => setFailed(failed ^ (1 << number))}>
            <span className="tile-name small-name">{words ?? say(wordKey("release", item, "release.other"))}</span>
            <span className="tile-status"><Shape tone={bad ? "due" : "well"} /> {say(bad ? "release.not_in_order" : "release.in_order")}</span>
          </button>
        );
      })}
    </PanelFrame>
  );
}

const OUTCOMES = ["released", "transferred", "chose_to_leave", "died", "opened_by_mistake"];

export function ClosePanel({ scene }: { scene: Scene }) {
  const say = useSay();
  const responsible = useResponsible();
  const [outcome, setOutcome] = useState<number | null>(null);
  const outcomes = scene.playbook.choices.closed ?? OUTCOMES;
  const close = () => {
    if (outcome === null) return;
    scene.tap("closed", { choice: outcome });
    go({ page: "floor" });
  };
  if (outcome !== null) {
    return (
      <section className="panel" tabIndex={-1} aria-label={say("close.summary")}>
        <div className="panel-head">
          <h2>
            {say("close.summary")}: {say(wordKey("outcome", outcomes[outcome]!, "act.other"))}
          </h2>
          <p className="soft">{say("close.note")}</p>
        </div>
        <Summary scene={scene} />
        <PanelFoot onBack={() => setOutcome(null)}>
          <button className="act well" onClick={close}>
            {say("close.confirm")}
          </button>
          <button className="act" onClick={() => scene.open({ show: "times" })}>
            {say("more.times")}
          </button>
        </PanelFoot>
      </section>
    );
  }
  return (
    <PanelFrame scene={scene} title={say("more.close")} note={say("close.how")}>
      {!scene.asked.standing.some((act) => act.act === "release_check") && (
        <button className="act due" onClick={() => scene.open({ show: "release_check" })}>
          {say("more.release_check")}
        </button>
      )}
      {outcomes.map((word, choice) => {
        if (word === "opened_by_mistake" && scene.asked.holding.has("treated")) return null;
        if (word === "died" && !responsible) return null;
        return (
          <button key={word} className="act" onClick={() => setOutcome(choice)}>
            {say(wordKey("outcome", word, "act.other"))}
          </button>
        );
      })}
    </PanelFrame>
  );
}

function Summary({ scene }: { scene: Scene }) {
  const say = useSay();
  const first = (kind: Act["act"]) => scene.asked.standing.find((act) => act.act === kind && act.choice !== 0);
  const at = (act: Act | undefined) => (act ? sinceT0(scene, act.at) : say("close.not_done"));
  const doses = scene.asked.standing.filter((act) => act.act === "naloxone");
  const rows: [string, string][] = [
    [say("close.lasted"), clock(nowAtSite() - scene.asked.t0)],
    [say("close.place"), scene.place.words],
    [say("tile.breaths"), at(first("breaths"))],
    [say("tile.oxygen"), at(first("oxygen"))],
    [say("tile.naloxone"), doses.length === 0 ? say("close.not_done") : doses.map((dose) => `${sinceT0(scene, dose.at)} ${scene.playbook.products.find((one) => one.product === dose.product)?.label ?? say("close.product_not_said")}`).join("; ")],
    [say("tile.ems"), at(scene.asked.standing.find((act) => act.act === "ems"))],
    [say("act.breathing_back"), at(first("breathing_back"))],
  ];
  return (
    <dl className="summary">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
