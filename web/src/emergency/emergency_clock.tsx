// The left side: time since t0, what is next, the metronome, the last values, and the protocol's own sentence beside them.
import { useMemo } from "react";
import { useNow } from "../clock/use_now";
import { clock } from "../clock/format";
import { useSay, wordKey, type Say } from "../catalogue/catalogue";
import { numbersOf } from "../catalogue/numbers";
import { Shape } from "../parts/shapes";
import { useMetronome } from "../sound/metronome";
import { useStore } from "../record/store";
import { language } from "../record/preferences";
import { armed } from "../sound/sounds";
import type { Act, Vitals } from "../api/types";
import type { Assessment, DueClock } from "../playbook/assess";
import { sinceT0, type Scene } from "./emergency_page";
import { groupOf, sentencesIn, split } from "./said";
import { Recovery } from "./recovery";
import { noPlaybook } from "../playbook/no_playbook";

export function EmergencyClock({ scene }: { scene: Scene }) {
  const say = useSay();
  const now = useNow(200);
  const closedAt = scene.closed ? scene.asked.standing.find((act) => act.act === "closed")?.at : undefined;
  const elapsed = clock((closedAt ?? now) - scene.asked.t0);
  return (
    <>
      <div className="clock-block">
        <p className="soft since">{say(scene.asked.startedEarlier ? "emergency.since_it_began" : "emergency.since_first_tap")}</p>
        <p className={elapsed.length > 5 ? "large-clock long" : "large-clock"} role="timer">
          {elapsed}
        </p>
        {!scene.closed && <NextDue scene={scene} now={now} />}
      </div>
      {!scene.closed && <Beat asked={scene.asked} />}
      {!scene.closed && <Recovery scene={scene} now={now} />}
      <LastVitals scene={scene} />
      <Said scene={scene} now={now} />
    </>
  );
}

const SHOWN_CLOCKS = ["look_after_dose", "naloxone_decision", "cycle", "look", "blood_pressure", "ems", "recovery_end"];

/** The clocks that are shown, the next first. */
export function dueInOrder(asked: Assessment, now: number): DueClock[] {
  return asked.due
    .filter((one) => SHOWN_CLOCKS.includes(one.clock))
    .map((one) => ({ ...one, at: one.repeatsMs > 0 && one.at < now ? one.at + Math.ceil((now - one.at) / one.repeatsMs) * one.repeatsMs : one.at }))
    .sort((a, b) => a.at - b.at);
}

/** The next due time, as a countdown; what is due already says so. */
function NextDue({ scene, now }: { scene: Scene; now: number }) {
  const say = useSay();
  const due = dueInOrder(scene.asked, now)[0];
  if (!due) return <p className="next-due">&nbsp;</p>;
  const name = say(wordKey("clock", due.clock, "clock.look"));
  if (due.at <= now) {
    return (
      <p className="next-due tone-due">
        <Shape tone="due" /> {say("emergency.due_now", { what: name })}
      </p>
    );
  }
  return (
    <p className="next-due">
      {name} <b className="tabular">{clock(due.at - now + 999)}</b>
    </p>
  );
}

/** Breaths and compressions look and sound different. */
function Beat({ asked }: { asked: Assessment }) {
  const say = useSay();
  const ring = useMetronome(asked.beat, asked.beatMs, asked.beatFrom);
  const sound = useStore(armed);
  if (asked.beat === "none") return null;
  const rate = asked.beat === "breaths"
    ? say("beat.one_every", { s: (asked.beatMs / 1000).toLocaleString(numbersOf(language.get()), { maximumFractionDigits: 1 }) })
    : say("beat.a_minute", { n: Math.round(60_000 / asked.beatMs) });
  return (
    <div className={`beat ${asked.beat}`}>
      <svg viewBox="0 0 164 164" aria-hidden="true">
        <circle className="beat-ground" cx="82" cy="82" r="75" />
        <circle className="beat-turn" cx="82" cy="82" r="75" pathLength={1} ref={ring} />
      </svg>
      <p>
        <b>{say(asked.beat === "breaths" ? "beat.breathe" : "beat.push")}</b>
        <span className="soft">{rate}</span>
        {!sound && <span className="soft">{say("beat.silent")}</span>}
      </p>
    </div>
  );
}

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

const SAID_MAX = 3;

/** The protocol's own sentences, what matters most first, each once, with the profile they come from. */
export function Said({ scene, now }: { scene: Scene; now: number }) {
  const say = useSay();
  const spoken = useStore(language);
  const source = scene.playbook === noPlaybook ? "" : say("emergency.source", { name: scene.playbook.profile, version: scene.playbook.version });
  const sentences = sentencesIn(scene.playbook, spoken);
  const groups = new Set<string>();
  const said = scene.closed
    ? []
    : scene.asked.said.filter((one) => one.from <= now && sentences[one.sentence] && !groups.has(groupOf(one.sentence)) && groups.add(groupOf(one.sentence)));
  const [first, ...rest] = said;
  if (scene.closed) return <div className="said well">{say("emergency.closed_now")}</div>;
  if (!first) return <div className="said-none" />;
  return (
    <section className={`said ${first.tone}`} tabIndex={0} aria-label={say("emergency.protocol_says")}>
      <div aria-live="polite">
      <p className="said-head">
        <Shape tone={first.tone} /> {split(sentences[first.sentence]!).head || say(headline(first.sentence))}
      </p>
      <p className="said-text">
        {split(sentences[first.sentence]!).rest} <span className="said-source">{source}</span>
      </p>
      {rest.slice(0, SAID_MAX - 1).map((one) => (
        <p key={one.sentence} className={`said-more tone-${one.tone}`}>
          <Shape tone={one.tone} /> <span>{sentences[one.sentence]}</span>
        </p>
      ))}
      </div>
    </section>
  );
}

/** What stands in capitals over a sentence that does not bring its own. */
function headline(sentence: string) {
  return wordKey("headline", groupOf(sentence), "headline.other");
}
