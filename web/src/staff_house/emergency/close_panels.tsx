// The end of an emergency: how it ended, why before the recovery hour was over, and one summary to confirm in under a minute.
import { useState } from "react";
import { useSay, wordKey, type Say } from "../../catalogue/catalogue";
import { clock } from "../../clock/format";
import { go } from "../../parts/route";
import type { Act } from "../../api/types";
import { partsAfter } from "./after_panel";
import { PanelFoot, PanelFrame } from "./panel_frame";
import { leavesEarly } from "./recovery";
import { nowAtSite, type Scene, sinceT0 } from "./scene";
import { useResponsible } from "./use_responsible";
import "./close_panels.css";

const OUTCOMES = ["released", "transferred", "chose_to_leave", "died", "opened_by_mistake"];

export function ClosePanel({ scene }: { scene: Scene }) {
  const [outcome, setOutcome] = useState<string | null>(null);
  const [early, setEarly] = useState<number | null>(null);
  const [asksWhy, setAsksWhy] = useState(false);
  const choose = (word: string) => {
    setOutcome(word);
    setEarly(null);
    setAsksWhy(word === "released" && leavesEarly(scene.asked, nowAtSite()) && earlyReasons(scene).length > 0);
  };
  if (outcome === null) return <HowItEnded scene={scene} onChoose={choose} />;
  if (asksWhy && early === null) return <WhyEarly scene={scene} onChoose={setEarly} onBack={() => setOutcome(null)} />;
  return <Confirm scene={scene} outcome={outcome} early={early} onBack={() => (asksWhy ? setEarly(null) : setOutcome(null))} />;
}

function HowItEnded({ scene, onChoose }: { scene: Scene; onChoose: (outcome: string) => void }) {
  const say = useSay();
  const responsible = useResponsible();
  return (
    <PanelFrame scene={scene} title={say("more.close")} note={say("close.how")}>
      {!scene.asked.standing.some((act) => act.act === "release_check") && (
        <button className="act due" onClick={() => scene.open({ show: "release_check" })}>
          {say("more.release_check")}
        </button>
      )}
      {outcomesOf(scene).map((word) => {
        if (word === "opened_by_mistake" && scene.asked.holding.has("treated")) return null;
        if (word === "died" && !responsible) return null;
        return (
          <button key={word} className="act" onClick={() => onChoose(word)}>
            {say(wordKey("outcome", word, "act.other"))}
          </button>
        );
      })}
    </PanelFrame>
  );
}

const outcomesOf = (scene: Scene): string[] => scene.playbook.choices.closed ?? OUTCOMES;

/** The reasons that the protocol lets an early release have, each with its number. */
function earlyReasons(scene: Scene): { word: string; choice: number }[] {
  const let_ = scene.playbook.release?.early_reasons;
  return (scene.playbook.choices.released_early ?? []).map((word, choice) => ({ word, choice })).filter(({ choice }) => let_ === undefined || let_.includes(choice));
}

function WhyEarly({ scene, onChoose, onBack }: { scene: Scene; onChoose: (choice: number) => void; onBack: () => void }) {
  const say = useSay();
  return (
    <section className="panel" tabIndex={-1} aria-label={say("early.title")}>
      <div className="panel-head">
        <h2>{say("early.title")}</h2>
        <p className="soft">{say("early.note")}</p>
      </div>
      <div className="panel-grid">
        {earlyReasons(scene).map(({ word, choice }) => (
          <button key={word} className="act" data-word={word} onClick={() => onChoose(choice)}>
            {earlyInWords(word, say)}
          </button>
        ))}
      </div>
      <PanelFoot onBack={onBack} />
    </section>
  );
}

const earlyInWords = (word: string, say: Say): string => say(wordKey("released_early", word, "act.other"));

function Confirm({ scene, outcome, early, onBack }: { scene: Scene; outcome: string; early: number | null; onBack: () => void }) {
  const say = useSay();
  const after = outcome === "opened_by_mistake" ? [] : partsAfter(scene);
  const close = () => {
    if (early !== null) scene.tap("released_early", { choice: early });
    scene.tap("closed", { choice: outcomesOf(scene).indexOf(outcome) });
    if (after.length > 0) scene.open({ show: "after" });
    else go({ page: "floor" });
  };
  return (
    <section className="panel" tabIndex={-1} aria-label={say("close.summary")}>
      <div className="panel-head">
        <h2>
          {say("close.summary")}: {say(wordKey("outcome", outcome, "act.other"))}
        </h2>
        {after.length > 0 && <p className="soft">{say(after.includes("ems_reason") ? "close.note_ems" : "close.note")}</p>}
      </div>
      <Summary scene={scene} early={early} />
      <PanelFoot onBack={onBack}>
        <button className="act well" onClick={close}>
          {say("close.confirm")}
        </button>
        <button className="act" onClick={() => scene.open({ show: "times" })}>
          {say("emergency.all_times")}
        </button>
      </PanelFoot>
    </section>
  );
}

function Summary({ scene, early }: { scene: Scene; early: number | null }) {
  const say = useSay();
  const first = (kind: Act["act"]) => scene.asked.standing.find((act) => act.act === kind && act.choice !== 0);
  const at = (act: Act | undefined) => (act ? sinceT0(scene, act.at) : say("close.not_done"));
  const doses = scene.asked.standing.filter((act) => act.act === "naloxone");
  const reason = early === null ? undefined : scene.playbook.choices.released_early?.[early];
  const rows: [string, string][] = [
    [say("close.lasted"), clock(nowAtSite() - scene.asked.t0)],
    [say("close.place"), scene.place.words],
    [say("tile.breaths"), at(first("breaths"))],
    [say("tile.oxygen"), at(first("oxygen"))],
    [say("tile.naloxone"), doses.length === 0 ? say("close.not_done") : doses.map((dose) => `${sinceT0(scene, dose.at)} ${scene.playbook.products.find((one) => one.product === dose.product)?.label ?? say("close.product_not_said")}`).join("; ")],
    [say("tile.ems"), at(scene.asked.standing.find((act) => act.act === "ems"))],
    [say("act.breathing_back"), at(first("breathing_back"))],
    ...(reason === undefined ? [] : [[say("early.title"), earlyInWords(reason, say)] as [string, string]]),
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
