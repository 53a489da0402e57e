// Between the eight acts and the foot: the line of times, or a question that covers nothing ("which product?", "one dose or two?",
// "the same one?"), with what must be one tap away.
import type { ReactNode } from "react";
import { useSay, wordKey, type Say } from "../../catalogue/catalogue";
import { useNow } from "../../clock/use_now";
import { Store, useStore } from "../../record/store";
import type { Act } from "../../api/types";
import { lightAt } from "../../playbook/assess";
import { noPlaybook } from "../../playbook/no_playbook";
import { vitalsInWords } from "./last_vitals";
import { type Scene, sinceT0 } from "./scene";
import "./strip.css";

/** `dose`: whose product is asked for. */
export function Strip({ scene, dose }: { scene: Scene; dose: string | null }) {
  const say = useSay();
  const sameOne = useSameOne(scene);
  const ask = scene.asked.askOneDoseOrTwo;
  const asked = scene.asked.standing.find((act) => act.id === dose && act.act === "naloxone" && act.product === undefined);
  if (ask) {
    return (
      <Question scene={scene} words={say("dose.one_or_two", { a: sinceT0(scene, ask.first.at), b: sinceT0(scene, ask.second.at) })}>
        <button className="act due" onClick={() => scene.tap("one_dose", { target: ask.second.id })}>
          {say("dose.one")}
        </button>
        <button className="act due" onClick={() => scene.tap("two_doses", { target: ask.second.id })}>
          {say("dose.two")}
        </button>
      </Question>
    );
  }
  if (asked && scene.playbook.products.length > 0) {
    return (
      <Question scene={scene} words={say("dose.which", { at: sinceT0(scene, asked.at) })} where={false}>
        {scene.playbook.products.map((product) => (
          <button key={product.product} className="act due" onClick={() => scene.tap("corrected", { target: asked.id, product: product.product })}>
            {product.label}
          </button>
        ))}
      </Question>
    );
  }
  if (sameOne) {
    return (
      <Question scene={scene} words={scene.place.said ? say("join.may_be_same", { place: scene.place.words }) : say("join.may_be_same_somewhere")}>
        <button className="act due" onClick={sameOne.join}>
          {say("join.same")}
        </button>
        <button className="act due" onClick={sameOne.apart}>
          {say("join.two")}
        </button>
      </Question>
    );
  }
  return (
    <div className="strip">
      <Times scene={scene} />
      <CannotGiveBreaths scene={scene} />
      <Where scene={scene} />
      {scene.closed && (
        <button className="act" data-foot="after" onClick={() => scene.open({ show: "after" })}>
          {say("after.title")}
        </button>
      )}
      <AllTimes scene={scene} />
    </div>
  );
}

/** `where`: there is room to ask for the place beside it. */
function Question({ scene, words, where = true, children }: { scene: Scene; words: string; where?: boolean; children: ReactNode }) {
  return (
    <div className="strip" role="group" aria-labelledby="strip-question">
      <p id="strip-question" className="strip-question">{words}</p>
      {children}
      <CannotGiveBreaths scene={scene} />
      {where && <Where scene={scene} />}
      <AllTimes scene={scene} />
    </div>
  );
}

function Where({ scene }: { scene: Scene }) {
  const say = useSay();
  if (scene.place.said || scene.closed) return null;
  return (
    <button className="act" data-foot="place" onClick={() => scene.open({ show: "place" })}>
      {say("place.where")}
    </button>
  );
}

function AllTimes({ scene }: { scene: Scene }) {
  const say = useSay();
  return (
    <button className="act" data-foot="times" onClick={() => scene.open({ show: "times" })}>
      {say("emergency.all_times")}
    </button>
  );
}

/** One tap away while breaths are lit or going on: a tight jaw or a missing bag changes what is due. */
function CannotGiveBreaths({ scene }: { scene: Scene }) {
  const say = useSay();
  const now = useNow(1000);
  const cannot = scene.asked.holding.has("cannot_ventilate");
  const asked = scene.asked.holding.has("breaths") || lightAt(scene.asked, "breaths", now) !== null || cannot || scene.playbook === noPlaybook;
  if (!asked || scene.closed) return null;
  return (
    <button className={cannot ? "act done" : "act"} aria-pressed={cannot} data-act="cannot_ventilate" onClick={() => scene.tap("cannot_ventilate")}>
      {say("act.cannot_ventilate")}
    </button>
  );
}

const SAME_ONE_MS = 60_000; // after that the two are known to be two, or are joined under "More" [J]

/** Emergencies of which this screen has said whether they are another one. */
const answered = new Store<ReadonlySet<string>>(new Set());

function useSameOne(scene: Scene): { join: () => void; apart: () => void } | null {
  const now = useNow(1000);
  const said = useStore(answered).has(scene.key);
  const other = scene.sameAs;
  const opened = scene.acts.find((act) => act.act === "opened")?.at ?? now;
  if (!other || said || now - opened > SAME_ONE_MS) return null;
  const apart = () => answered.set(new Set([...answered.get(), scene.key]));
  return {
    apart,
    join: () => {
      apart();
      scene.tap("joined", { target: other.key });
    },
  };
}

const TIMES_SHOWN = 12;

/** The line of times: text, not controls, newest first. What has no room stands under "All times". */
function Times({ scene }: { scene: Scene }) {
  const say = useSay();
  const told = scene.asked.standing.filter((act) => !UNTOLD.has(act.act)).slice(-TIMES_SHOWN).reverse();
  return (
    <ul className="times" aria-label={say("emergency.times")}>
      {told.map((act) => (
        <li key={act.id}>
          <b>{sinceT0(scene, act.at)}</b> {actWords(scene, act, say)}
        </li>
      ))}
    </ul>
  );
}

export const UNTOLD = new Set<Act["act"]>([
  "acknowledged", "corrected", "undone", "two_doses", "one_dose", "started_earlier", "person", "ems_reason", "debrief_well", "debrief_change",
]);

/** An act in words, with what was chosen. */
export function actWords(scene: Scene, act: Act, say: Say): string {
  const name = say(wordKey("act", act.act, "act.other"));
  if (act.act === "vitals" && act.vitals) return vitalsInWords({ values: act.vitals, noOrNotSure: false }, say).map((row) => `${row.name} ${row.value}`).join(", ");
  if (act.act === "naloxone") {
    const product = scene.playbook.products.find((one) => one.product === act.product);
    return product ? `${name} ${product.label}` : name;
  }
  if (act.act === "breathing" && act.choice !== undefined) return say((["breathing.no", "breathing.no", "breathing.slow", "breathing.yes"] as const)[act.choice] ?? "breathing.no");
  if (act.act === "release_unchecked" && act.choice !== undefined) return say("release.n_unchecked", { n: bitsOf(act.choice) });
  if (act.act === "oxygen") return say(act.choice === 0 ? "act.oxygen_off" : "act.oxygen");
  if (act.act === "no_pulse") return say(act.choice === 0 ? "act.pulse_back" : "act.no_pulse");
  if (act.choice !== undefined) {
    const word = scene.playbook.choices[act.act === "sign_gone" ? "sign" : act.act]?.[act.choice];
    const list = { ems: "ems", kind: "kind_of", sign: "sign", sign_gone: "sign", closed: "outcome", place: "place", released_early: "released_early" }[act.act as string];
    if (word && list) {
      const inWords = say(wordKey(list, word, "act.other"));
      return act.act === "sign_gone" ? say("act.sign_gone_what", { what: inWords }) : inWords;
    }
  }
  return name;
}

const bitsOf = (set: number): number => set.toString(2).replaceAll("0", "").length;
