// Vitals as chips: one tap is one value, recorded at once. Numbers through a pad of large keys. Breaths can be counted by tapping
// each one: three taps give a rate. Chest movement and counted breaths outrank the oximeter, and the panel says so.
import { useState } from "react";
import { useSay, type Key } from "../../catalogue/catalogue";
import type { Vitals } from "../../api/types";
import { Store, useStore } from "../../record/store";
import { Shape } from "../../parts/shapes";
import { lastVitals } from "./last_vitals";
import { countedOnce, type Scene } from "./scene";
import { rateOf, readDigits, type NumberField } from "./vitals_reading";
import "./vitals_panel.css";

const RESPONDS = ["talks", "wakes_to_voice", "needs_touch", "does_not_wake"] as const;
const BREATHS = ["none", "slow", "ok"] as const;
const OXIMETER = ["from_95", "from_90_to_94", "from_80_to_89", "under_80", "no_reading"] as const;

export function VitalsPanel({ scene }: { scene: Scene }) {
  const say = useSay();
  const [pad, setPad] = useState<NumberField | null>(null);
  const values = lastVitals(scene.asked.standing)?.values ?? {};
  const tap = (vitals: Vitals) => scene.tap("vitals", { vitals });
  if (pad) return <NumberPad field={pad} onDone={(vitals) => { if (vitals) tap(vitals); setPad(null); }} />;
  const number = (field: NumberField, words: Key) => (
    <button className="act" data-pad={field} onClick={() => setPad(field)}>
      {say(words)}
    </button>
  );
  return (
    <section className="panel" tabIndex={-1} aria-label={say("tile.vitals")}>
      <div className="panel-head">
        <h2>{say("tile.vitals")}</h2>
        <p className="tone-breathe">
          <Shape tone="breathe" /> {say("vitals.chest_first")}
        </p>
      </div>
      <div className="panel-grid vitals-grid">
        {RESPONDS.map((word) => (
          <Chip key={word} scene={scene} words={say(`vital.${word}`)} on={values.responds === word} vitals={{ responds: word }} />
        ))}
        {number("breaths_per_minute", "vitals.rr_number")}
        {BREATHS.map((word) => (
          <Chip key={word} scene={scene} words={say(`breaths.${word}`)} on={values.breaths === word && values.breaths_per_minute === undefined} vitals={{ breaths: word }} />
        ))}
        <CountBreaths onRate={(rate) => tap({ breaths_per_minute: rate })} />
        {number("spo2_percent", "vitals.spo2_number")}
        {OXIMETER.map((word) => (
          <Chip key={word} scene={scene} words={say(`oximeter.${word}`)} on={values.oximeter === word} vitals={{ oximeter: word }} />
        ))}
        {number("heart_per_minute", "vitals.hr_number")}
        {number("blood_pressure", "vitals.bp_number")}
        {number("temperature", "vitals.temperature_number")}
        {number("glucose_mg_dl", "vitals.glucose_number")}
        <button className="act panel-close" onClick={() => scene.open(null)}>
          {say("common.back")}
        </button>
      </div>
    </section>
  );
}

function Chip({ scene, words, on, vitals }: { scene: Scene; words: string; on: boolean; vitals: Vitals }) {
  const say = useSay();
  return (
    <button className={on ? "act done" : "act"} aria-pressed={on} data-each-tap onClick={() => scene.tap("vitals", { vitals })}>
      <span>
        {words}
        {countedOnce(scene, "vitals", { vitals }) && <span className="foot-status"> {say("status.once")}</span>}
      </span>
    </button>
  );
}

const TAPS_FOR_A_RATE = 3;
const FORGET_MS = 30_000;

function CountBreaths({ onRate }: { onRate: (rate: number) => void }) {
  const say = useSay();
  const [taps, setTaps] = useState<readonly number[]>([]);
  const [rate, setRate] = useState<number | null>(null);
  const tap = () => {
    const now = performance.now();
    const kept = taps.length > 0 && now - taps.at(-1)! > FORGET_MS ? [now] : [...taps, now];
    setRate(null);
    if (kept.length < TAPS_FOR_A_RATE) return setTaps(kept);
    const counted = rateOf(kept);
    setTaps([]);
    setRate(counted);
    onRate(counted);
  };
  return (
    <button className="act count breathe" data-each-tap onClick={tap}>
      <span>{say("vitals.tap_each_breath")}</span>
      <span className="foot-status" role="status">
        {rate !== null ? say("vitals.rate", { n: rate }) : taps.length > 0 ? say("vitals.taps_left", { n: TAPS_FOR_A_RATE - taps.length }) : say("vitals.three_taps")}
      </span>
    </button>
  );
}

const unit = new Store<"C" | "F">("C");

const PADS: Record<NumberField, { title: Key; digitsMax: number }> = {
  breaths_per_minute: { title: "vitals.rr_number", digitsMax: 2 },
  spo2_percent: { title: "vitals.spo2_number", digitsMax: 3 },
  heart_per_minute: { title: "vitals.hr_number", digitsMax: 3 },
  blood_pressure: { title: "vitals.bp_number", digitsMax: 6 },
  temperature: { title: "vitals.temperature_number", digitsMax: 4 },
  glucose_mg_dl: { title: "vitals.glucose_number", digitsMax: 3 },
};

function shown(field: NumberField, digits: string): string {
  if (digits === "") return "–";
  if (field === "temperature") return digits.length < 3 ? digits : `${digits.slice(0, -1)}.${digits.slice(-1)}`;
  if (field === "blood_pressure" && digits.length >= 4) {
    const split = digits.length === 4 ? 2 : 3;
    return `${digits.slice(0, split)}/${digits.slice(split)}`;
  }
  return digits;
}

function NumberPad({ field, onDone }: { field: NumberField; onDone: (vitals: Vitals | null) => void }) {
  const say = useSay();
  const [digits, setDigits] = useState("");
  const degrees = useStore(unit);
  const read = readDigits(field, digits, degrees);
  const pad = PADS[field];
  const key = (digit: string) => (
    <button key={digit} className="act digit" data-each-tap onClick={() => setDigits((digits + digit).slice(0, pad.digitsMax))}>
      {digit}
    </button>
  );
  return (
    <section className="panel" tabIndex={-1} aria-label={say(pad.title)}>
      <div className="panel-head">
        <h2>{say(pad.title)}</h2>
        <p className="pad-value" role="status">
          {shown(field, digits)} {field === "temperature" ? `°${degrees}` : ""}
        </p>
      </div>
      <div className="panel-grid vitals-grid pad">
        {["1", "2", "3"].map(key)}
        <button className="act" onClick={() => setDigits("")}>
          {say("vitals.clear")}
        </button>
        <button className="act well" aria-disabled={read === null} onClick={() => read && onDone(read)}>
          {say("vitals.record")}
        </button>
        {["4", "5", "6"].map(key)}
        {field === "temperature" ? (
          <button className="act" onClick={() => unit.set(degrees === "C" ? "F" : "C")}>
            {say(degrees === "C" ? "vitals.use_f" : "vitals.use_c")}
          </button>
        ) : (
          <span />
        )}
        <span />
        {["7", "8", "9"].map(key)}
        <span />
        <span />
        <span />
        {key("0")}
        <button className="act panel-close" onClick={() => onDone(null)}>
          {say("common.back")}
        </button>
      </div>
    </section>
  );
}
