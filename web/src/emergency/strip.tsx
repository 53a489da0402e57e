// Between the eight acts and the foot: the line of times, or a question that covers nothing ("which product?", "one dose or two?",
// "where?").
import { useState } from "react";
import { useSay, wordKey, type Say } from "../catalogue/catalogue";
import type { Act } from "../api/types";
import { sinceT0, type Scene } from "./emergency_page";
import { vitalsInWords } from "./emergency_clock";

export function Strip({ scene, dose, onDoseDone }: { scene: Scene; dose: string | null; onDoseDone: () => void }) {
  const say = useSay();
  const [apart, setApart] = useState(false); // somebody here said: two emergencies
  const ask = scene.asked.askOneDoseOrTwo;
  const asked = scene.asked.standing.find((act) => act.id === dose && act.act === "naloxone" && act.product === undefined);
  if (ask) {
    return (
      <div className="strip" role="group" aria-labelledby="one-or-two">
        <p id="one-or-two" className="strip-question">
          {say("dose.one_or_two", { a: sinceT0(scene, ask.first.at), b: sinceT0(scene, ask.second.at) })}
        </p>
        <button className="act due" onClick={() => scene.tap("one_dose", { target: ask.second.id })}>
          {say("dose.one")}
        </button>
        <button className="act due" onClick={() => scene.tap("two_doses", { target: ask.second.id })}>
          {say("dose.two")}
        </button>
      </div>
    );
  }
  if (asked && scene.playbook.products.length > 0) {
    return (
      <div className="strip" role="group" aria-labelledby="which-product">
        <p id="which-product" className="strip-question">
          {say("dose.which", { at: sinceT0(scene, asked.at) })}
        </p>
        {scene.playbook.products.map((product) => (
          <button
            key={product.product}
            className="act due"
            onClick={() => {
              scene.tap("corrected", { target: asked.id, product: product.product });
              onDoseDone();
            }}
          >
            {product.label}
          </button>
        ))}
      </div>
    );
  }
  if (scene.sameAs && !apart) {
    const other = scene.sameAs;
    return (
      <div className="strip" role="group" aria-labelledby="same-as">
        <p id="same-as" className="strip-question">
          {say("join.may_be_same", { place: scene.place.words })}
        </p>
        <button className="act due" onClick={() => scene.tap("joined", { target: other.key })}>
          {say("join.same")}
        </button>
        <button className="act due" onClick={() => setApart(true)}>
          {say("join.two")}
        </button>
      </div>
    );
  }
  return (
    <div className="strip">
      <Times scene={scene} />
      {!scene.place.said && !scene.closed && (
        <button className="act" onClick={() => scene.open({ show: "place" })}>
          {say("place.where")}
        </button>
      )}
    </div>
  );
}

const TIMES_SHOWN = 9;

/** The line of times: text, not controls. The newest are in view; all of them are under "more". */
function Times({ scene }: { scene: Scene }) {
  const say = useSay();
  const told = scene.asked.standing.filter((act) => !UNTOLD.has(act.act));
  const shown = told.slice(-TIMES_SHOWN);
  return (
    <ul className="times" aria-label={say("emergency.times")}>
      {told.length > shown.length && <li className="soft">{say("emergency.earlier_times", { n: told.length - shown.length })}</li>}
      {shown.map((act) => (
        <li key={act.id}>
          <b>{sinceT0(scene, act.at)}</b> {actWords(scene, act, say)}
        </li>
      ))}
    </ul>
  );
}

export const UNTOLD = new Set(["acknowledged", "corrected", "undone", "two_doses", "one_dose", "started_earlier", "person"]);

/** An act in words, with what was chosen. */
export function actWords(scene: Scene, act: Act, say: Say): string {
  const name = say(wordKey("act", act.act, "act.other"));
  if (act.act === "vitals" && act.vitals) return vitalsInWords(act.vitals, say).map((row) => `${row.name} ${row.value}`).join(", ");
  if (act.act === "naloxone") {
    const product = scene.playbook.products.find((one) => one.product === act.product);
    return product ? `${name} ${product.label}` : name;
  }
  if (act.act === "breathing" && act.choice !== undefined) return say((["breathing.no", "breathing.no", "breathing.slow", "breathing.yes"] as const)[act.choice] ?? "breathing.no");
  if (act.act === "oxygen") return say(act.choice === 0 ? "act.oxygen_off" : "act.oxygen");
  if (act.act === "no_pulse") return say(act.choice === 0 ? "act.pulse_back" : "act.no_pulse");
  if (act.choice !== undefined) {
    const word = scene.playbook.choices[act.act === "sign_gone" ? "sign" : act.act]?.[act.choice];
    const list = { ems: "ems", kind: "kind_of", sign: "sign", sign_gone: "sign", closed: "outcome", place: "place" }[act.act as string];
    if (word && list) {
      const inWords = say(wordKey(list, word, "act.other"));
      return act.act === "sign_gone" ? say("act.sign_gone_what", { what: inWords }) : inWords;
    }
  }
  return name;
}
