// The emergency page: eight acts that never move, what is next, and the clocks. It records and reminds; it never blocks, never asks
// for a sign-in or a confirmation, never covers the clock.
//
// Every act is on this screen at once and goes to the site by itself. What is lit comes from the playbook alone, read the same way
// with the site or without it. The page names the place, never the person. Every control is at least 118 CSS px.
import "./act.css";
import "./page.css";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Act, ActKind } from "../../api/types";
import { timeOfDay } from "../../clock/format";
import { siteClock } from "../../clock/site_clock";
import { useNow } from "../../clock/use_now";
import { useSay } from "../../catalogue/catalogue";
import type { RouteOf } from "../../pages";
import { Bands } from "../../parts/bands";
import { PaperBand } from "../parts/paper_band";
import { EmergencyButton } from "../../parts/emergency_button";
import { go } from "../../parts/route";
import { SavedPill } from "../parts/saved_state";
import { useBoard, useEmergencies, useSession } from "../../parts/use_site";
import { KindOfSite } from "../../parts/watermark";
import { DoubleTapTold } from "../../parts/told_double_tap";
import { emergencyPlace } from "../../parts/words";
import { assess } from "../../playbook/assess";
import { site, type ActFields } from "../../record/site";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { ActTiles, type TileName } from "./act_tiles";
import { AskBreathing } from "./ask_breathing";
import { EmergencyClock } from "./emergency_clock";
import { EmergencyPanel } from "./panels";
import { ReadOut } from "./read_out";
import { sameTap } from "./same_tap";
import { isOn, type Once, type Panel, type Scene } from "./scene";
import { Strip } from "./strip";
import { noPlaybook } from "../../playbook/no_playbook";
import { useAwake } from "./awake";
import { FootRow } from "./foot_row";

const ONCE_SAID_MS = 2_000;

export default function EmergencyPage({ route }: { route: RouteOf<"emergency"> }) {
  return <OneEmergency key={route.key} emergencyKey={route.key} />;
}

function OneEmergency({ emergencyKey }: { emergencyKey: string }) {
  const say = useSay();
  const board = useBoard();
  const session = useSession();
  const all = useEmergencies();
  const playbook = useStore(site.playbook) ?? noPlaybook;
  const [panel, setPanel] = useState<Panel | null>(null);
  const [dose, setDose] = useState<string | null>(null); // the dose whose product is asked for in the strip
  const [checked, setChecked] = useState<Scene["checked"]>({});
  const [once, sayOnce] = useOnce();
  const [reading, setReading] = useState(false);

  const known = all.find((one) => one.key === emergencyKey);
  const acts = known?.acts ?? noActs;
  const restart = known?.fromSite?.restart ?? null;
  const asked = useMemo(() => assess(acts, playbook, restart), [acts, playbook, restart]);
  const closed = asked.phase === "closed" || known?.fromSite?.closed_at != null;
  const joinedInto = known?.fromSite?.joined_into ?? null;
  useEffect(() => {
    if (joinedInto !== null) go({ page: "emergency", key: joinedInto });
  }, [joinedInto]);
  usePanelFocus(panel, setPanel);
  useAwake(!closed);
  useAcknowledge(emergencyKey, acts, session?.device?.number ?? null, closed);

  const sameAs = (act: ActKind, fields: ActFields) => sameTap(site.tapsHere, acts, { emergency: emergencyKey, act, fields }, performance.now());
  const scene: Scene = {
    key: emergencyKey,
    acts,
    asked,
    playbook,
    closed,
    place: known ? emergencyPlace(known, board, playbook, say) : { said: false, words: say("place.not_said") },
    others: all.filter((one) => one.key !== emergencyKey && one.fromSite?.closed_at == null && one.fromSite?.joined_into == null),
    sameAs: all.find((one) => one.key === known?.fromSite?.same_as && one.fromSite?.closed_at == null) ?? null,
    tap: (act, fields = {}) => {
      const same = sameAs(act, fields);
      if (same) {
        sayOnce({ act, fields });
        return same.id;
      }
      sayOnce(null); // an act of its own: what was counted once is not the last tap any more
      const id = site.act(emergencyKey, act, fields);
      if (act === "naloxone") setDose(id);
      return id;
    },
    repeats: (act, fields) => sameAs(act, fields) !== null,
    once,
    checked,
    check: (item, state) => setChecked({ ...checked, [item]: state }),
    open: setPanel,
  };
  return (
    <div className={reading ? "page emergency-page reading" : "page emergency-page"} data-phase={asked.phase}>
      <Bands />
      <PaperBand />
      <EmergencyHead scene={scene} />
      <div className="emergency-body">
        <section className="emergency-left" aria-label={say("emergency.clocks")}>
          <div className="emergency-told">
            <EmergencyClock scene={scene} />
          </div>
          <EmergencyButton another />
          <button className="act read-out-toggle" aria-pressed={reading} onClick={() => setReading(!reading)}>
            {say(reading ? "read_out.back" : "read_out.open")}
          </button>
        </section>
        {/* each view begins at its top, wherever the last one was scrolled to */}
        <main key={reading ? "reading" : (panel?.show ?? "acts")} className={panel && !reading ? "emergency-right with-panel" : "emergency-right"}>
          <h1 className="visually-hidden">{say("emergency.title", { place: scene.place.words })}</h1>
          {reading ? <ReadOut scene={scene} /> : <Acts scene={scene} panel={panel} dose={dose} />}
        </main>
      </div>
    </div>
  );
}

function Acts({ scene, panel, dose }: { scene: Scene; panel: Panel | null; dose: string | null }) {
  return (
    <>
      <AskBreathing scene={scene} />
      {panel ? (
        <EmergencyPanel scene={scene} panel={panel} />
      ) : (
        <>
          <ActTiles scene={scene} onTile={(tile) => tapTile(scene, tile)} />
          <Strip scene={scene} dose={dose} />
          <FootRow scene={scene} />
        </>
      )}
    </>
  );
}

function useOnce(): [Once | null, (once: Once | null) => void] {
  const [once, setOnce] = useState<Once | null>(null);
  useEffect(() => {
    if (once === null) return;
    const timer = setTimeout(() => setOnce(null), ONCE_SAID_MS);
    return () => clearTimeout(timer);
  }, [once]);
  return [once, setOnce];
}

const noActs: readonly Act[] = [];

/** A tap does the act, and after it does it again: another dose, another helper. Vitals and EMS have more to say than "done"; so have
 *  oxygen and no pulse while they are on. */
function tapTile(scene: Scene, tile: TileName): void {
  if (tile === "vitals" || tile === "ems") return scene.open({ show: tile });
  if (tile !== "oxygen" && tile !== "no_pulse") return void scene.tap(tile);
  if (isOn(scene, tile) && !scene.repeats(tile, ON)) return scene.open({ show: tile });
  scene.tap(tile, ON);
}

const ON: ActFields = { choice: 1 };

function EmergencyHead({ scene }: { scene: Scene }) {
  const say = useSay();
  const kinds = scene.asked.standing.filter((act) => act.act === "kind" && act.choice !== undefined);
  const words = kinds.map((act) => scene.playbook.choices.kind?.[act.choice!]).filter((word) => word !== undefined);
  return (
    <header className="page-head emergency-head">
      <span className="site-name">{scene.place.words}</span>
      <span className="soft kind">
        {words.length === 0 ? say("emergency.kind_not_said") : say("emergency.kinds", { kinds: [...new Set(words)].map((word) => say(`kind_of.${word}` as never)).join(", ") })}
      </span>
      {scene.closed && <span className="pill">{say("emergency.closed")}</span>}
      <KindOfSite />
      <span className="grow" />
      <DoubleTapTold />
      <ClockNow />
      {scene.playbook !== noPlaybook && (
        <span className="pill profile">{say("emergency.profile", { name: scene.playbook.profile, version: scene.playbook.version })}</span>
      )}
      <SavedPill />
    </header>
  );
}

/** The site's time, once the site has told it: a tablet's own may be wrong. */
function ClockNow() {
  const now = useNow(1000);
  const zone = useSession()?.site.zone;
  if (!zone || !siteClock.toldBySite) return null;
  return <span className="soft tabular site-clock">{timeOfDay(now, zone, language.get())}</span>;
}

/** The keyboard goes into a panel that opens and back to what opened it; Escape closes it. */
function usePanelFocus(panel: Panel | null, setPanel: (panel: Panel | null) => void): void {
  const opener = useRef<string | null>(null);
  const shown = panel !== null;
  useEffect(() => {
    if (!shown) {
      if (opener.current !== null) document.querySelector<HTMLElement>(opener.current)?.focus();
      return;
    }
    document.querySelector<HTMLElement>(".panel")?.focus();
    const key = (event: KeyboardEvent) => {
      if (event.key === "Escape") setPanel(null);
    };
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, [shown, setPanel]);
  useEffect(() => {
    const remember = (event: MouseEvent) => {
      const control = (event.target as Element).closest<HTMLElement>("[data-tile], [data-foot]");
      if (!control) return;
      opener.current = control.dataset.tile ? `[data-tile=${control.dataset.tile}]` : `[data-foot=${control.dataset.foot}]`;
    };
    document.addEventListener("click", remember, true);
    return () => document.removeEventListener("click", remember, true);
  }, []);
}

/** Whoever opens this page of an emergency that another screen began has heard it. */
function useAcknowledge(key: string, acts: readonly Act[], device: number | null, closed: boolean): void {
  const elsewhere = acts.length > 0 && device !== null && acts.every((act) => act.device !== device);
  useEffect(() => {
    if (elsewhere && !closed) site.act(key, "acknowledged");
  }, [key, elsewhere, closed]);
}
