// The last value of each vital sign, and in words.
import { useMemo } from "react";
import type { Act, Vitals } from "../../api/types";
import { type Say, useSay, wordKey } from "../../catalogue/catalogue";
import { type Scene, sinceT0 } from "./scene";
import "./last_vitals.css";

export interface Seen {
  values: Vitals;
  /** Breathing was answered "no, gasping, not sure" last: which of the three is not known. */
  noOrNotSure: boolean;
}

/** The last value of each vital sign, and when the newest was taken. */
export function lastVitals(acts: readonly Act[]): (Seen & { at: number }) | null {
  const values: Vitals = {};
  let noOrNotSure = false;
  let at: number | null = null;
  for (const act of acts) {
    if (act.act === "vitals" && act.vitals) {
      Object.assign(values, act.vitals);
      // A number and its chip say one thing: the later stands.
      if (act.vitals.oximeter !== undefined && act.vitals.spo2_percent === undefined) delete values.spo2_percent;
      if (act.vitals.spo2_percent !== undefined && act.vitals.oximeter === undefined) delete values.oximeter;
      if (act.vitals.breaths !== undefined && act.vitals.breaths_per_minute === undefined) delete values.breaths_per_minute;
      if (act.vitals.breaths !== undefined || act.vitals.breaths_per_minute !== undefined) noOrNotSure = false;
    } else if (act.act === "breathing" && act.choice !== undefined) {
      delete values.breaths;
      delete values.breaths_per_minute;
      noOrNotSure = act.choice <= 1;
      if (!noOrNotSure) values.breaths = act.choice === 2 ? "slow" : "ok";
    } else if (act.act === "breathing_back") {
      noOrNotSure = false;
      values.breaths = "ok";
      delete values.breaths_per_minute;
    } else {
      continue;
    }
    at = act.at;
  }
  return at === null ? null : { values, noOrNotSure, at };
}

export function vitalsInWords({ values, noOrNotSure }: Seen, say: Say): { name: string; value: string }[] {
  const chip = (word: string | undefined) => (word === undefined || word.startsWith("not_") ? undefined : say(wordKey("short", word, "short.none")));
  const pressure = values.systolic_mmhg !== undefined ? `${values.systolic_mmhg}${values.diastolic_mmhg !== undefined ? `/${values.diastolic_mmhg}` : ""}` : undefined;
  const rows: [string, string | undefined][] = [
    [say("vitals.spo2"), values.spo2_percent !== undefined ? `${values.spo2_percent}` : chip(values.oximeter)],
    noOrNotSure
      ? [say("vitals.breathing"), say("short.no_or_not_sure")]
      : [say("vitals.rr"), values.breaths_per_minute !== undefined ? `${values.breaths_per_minute}` : chip(values.breaths)],
    [say("vitals.answers"), chip(values.responds)],
    [say("vitals.hr"), values.heart_per_minute?.toString()],
    [say("vitals.bp"), pressure],
    [say("vitals.temperature"), values.temperature_tenths_c !== undefined ? (values.temperature_tenths_c / 10).toFixed(1) : undefined],
    [say("vitals.glucose"), values.glucose_mg_dl?.toString()],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined).map(([name, value]) => ({ name, value }));
}

export function LastVitals({ scene }: { scene: Scene }) {
  const say = useSay();
  const last = useMemo(() => lastVitals(scene.asked.standing), [scene.asked]);
  if (!last) return null;
  return (
    <dl className="last-vitals">
      {vitalsInWords(last, say).map((row) => (
        <div key={row.name}>
          <dt>{row.name}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
      <div>
        <dt>{say("vitals.at")}</dt>
        <dd>{sinceT0(scene, last.at)}</dd>
      </div>
    </dl>
  );
}
