// The left side: time since t0, what is next, the metronome, the last values, and the protocol's own sentence beside them.
import { numbersOf } from "../../catalogue/languages";
import { useNow } from "../../clock/use_now";
import { clock } from "../../clock/format";
import { useSay, wordKey } from "../../catalogue/catalogue";
import { Shape } from "../../parts/shapes";
import { LastVitals } from "./last_vitals";
import { useMetronome } from "./metronome";
import { useStore } from "../../record/store";
import { language } from "../../record/preferences";
import { armed } from "../../sound/sounds";
import type { Assessment, DueClock } from "../../playbook/assess";
import { Recovery } from "./recovery";
import { Said } from "./said_now";
import { type Scene } from "./scene";
import "./emergency_clock.css";

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
