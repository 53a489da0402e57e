// A simulated day on the Floor page's own components: play, pause, speed, a clock and a scrubber. Nobody on it is real, and nothing on it can
// be tapped: what is tapped here would look like the real floor.
import { useEffect, useMemo, useRef, useState } from "react";
import { postCapacityDay } from "../../api/http";
import type { Board, CapacityScenario, CapacitySetting, Problem, Seat } from "../../api/types";
import { NoConsumption, Room } from "../../board/room";
import { WaitingCard } from "../../board/waiting_card";
import { useSay, type Say } from "../../catalogue/catalogue";
import { timeOfDay } from "../../clock/format";
import { Shape } from "../../parts/shapes";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { ProblemNote } from "../parts/problem_note";
import { counted, PlayedDay } from "./play";
import "./simulated_floor.css";

const SPEEDS = [1, 10, 60, 300, 600] as const;
const DRAW_MS = 100;
const DRAW_REDUCED_MS = 1000; // no movement: the floor is told anew once a second
const SETTLE_MS = 700;
const BEGIN_AFTER_S = 2 * 3600; // an empty floor just after opening tells little
const WAITING_SHOWN = 6;
const SEED = 1;
const ROOMS: readonly Seat["kind"][] = ["booth", "smoking", "aftercare"];
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

export function SimulatedFloor({ scenario, settings }: { scenario: CapacityScenario; settings: readonly CapacitySetting[] }) {
  const say = useSay();
  const spoken = useStore(language);
  const openDays = DAYS.flatMap((_, day) => (scenario.hours.days[day] ? [day] : []));
  const [weekday, setWeekday] = useState(() => openDays[Math.min(4, openDays.length - 1)] ?? 0);
  const [week, setWeek] = useState(0);
  const { day, problem, again } = useDay(scenario.name, settings, weekday, week);
  const { at, end, playing, speed, setSpeed, seek, toggle } = usePlayed(day);
  const board = useMemo(() => day?.at(at) ?? null, [day, at]);
  const clockNow = day === null ? "–:–" : timeOfDay(day.day.from + at * 1000, "UTC", spoken);
  return (
    <section className="card sim-floor" aria-label={say("capacity.floor.title")}>
      <div className="sim-head">
        <div className="sim-clock">
          <span className="soft">{say(`capacity.day.${DAYS[weekday]!}`)}</span>
          <b className="tabular" data-sim-clock>{clockNow}</b>
        </div>
        <button className="button main sim-play" disabled={end === 0} onClick={toggle}>
          <PlayShape playing={playing} /> {say(playing ? "capacity.floor.pause" : "capacity.floor.play")}
        </button>
        <Speeds speed={speed} onSpeed={setSpeed} />
        <label className="sim-day">
          <span className="visually-hidden">{say("capacity.floor.day")}</span>
          <select className="select" value={weekday} onChange={(event) => setWeekday(Number(event.target.value))}>
            {openDays.map((one) => <option key={one} value={one}>{say(`capacity.day.${DAYS[one]!}`)}</option>)}
          </select>
        </label>
        <button className="button quiet" onClick={() => setWeek((week + 1) % 100)}>{say("capacity.floor.another_week")}</button>
      </div>
      <input
        className="scrubber"
        type="range"
        min={0}
        max={Math.max(end, 1)}
        step={60}
        value={Math.floor(at / 60) * 60}
        disabled={end === 0}
        aria-label={say("capacity.floor.scrubber")}
        aria-valuetext={clockNow}
        onChange={(event) => seek(Number(event.target.value))}
      />
      {problem && <ProblemNote problem={problem} onAgain={again} />}
      {board === null && !problem && <p className="soft sim-empty">{say("capacity.floor.computing")}</p>}
      {board !== null && end === 0 && <p className="note">{say("capacity.floor.closed_day")}</p>}
      {board !== null && end > 0 && (
        <>
          <p className="sim-says">
            <span className="status-words tone-breathe strong"><Shape tone="breathe" /> {say("capacity.simulated_short")}</span> <span>{inWords(board, say)}</span>
          </p>
          <Plan board={board} />
          <p className="plot-source">{say("capacity.floor.source", { n: week + 1 })}</p>
        </>
      )}
    </section>
  );
}

function Speeds({ speed, onSpeed }: { speed: number; onSpeed: (speed: number) => void }) {
  const say = useSay();
  return (
    <div className="speeds" role="group" aria-label={say("capacity.floor.speed")}>
      {SPEEDS.map((one) => (
        <button key={one} className="chip small" aria-pressed={speed === one} onClick={() => onSpeed(one)}>{one}×</button>
      ))}
    </div>
  );
}

/** What stands on the floor, for who cannot see it; nothing in it can be reached, it is a picture. */
function Plan({ board }: { board: Board }) {
  const say = useSay();
  const waiting = board.people.filter((person) => person.state === "waiting");
  const more = waiting.length - WAITING_SHOWN;
  return (
    <div className="sim-plan" inert>
      <div className="sim-rooms">
        {board.floor.consumption ? (
          ROOMS.map((room) => <Room key={room} kind={room} board={board} now={board.now} covered={false} />)
        ) : (
          <NoConsumption board={board} now={board.now} covered={false} />
        )}
      </div>
      <div className="sim-waiting">
        <p className="heading">{say("floor.waiting", { n: waiting.length })}</p>
        {waiting.slice(0, WAITING_SHOWN).map((person) => <WaitingCard key={person.visit} person={person} now={board.now} covered={false} />)}
        {more > 0 && <p className="soft small">{say("capacity.floor.more", { n: more })}</p>}
      </div>
    </div>
  );
}

function inWords(board: Board, say: Say): string {
  const now = counted(board);
  if (!board.floor.consumption) return say("capacity.floor.inside", { n: now.inside });
  return say(now.emergencies > 0 ? "capacity.floor.says_emergency" : "capacity.floor.says", {
    n: now.taken.booth + now.taken.smoking,
    of: now.seats.booth + now.seats.smoking,
    chairs: now.taken.aftercare,
    waiting: now.waiting,
    emergencies: now.emergencies,
  });
}

function PlayShape({ playing }: { playing: boolean }) {
  return (
    <svg className="shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {playing ? <path d="M3 2h4v12H3ZM9 2h4v12H9Z" /> : <path d="M3 1.5 14 8 3 14.5Z" />}
    </svg>
  );
}

/** The wanted day; while a newer one is on its way the older goes on. */
function useDay(scenario: string, settings: readonly CapacitySetting[], weekday: number, week: number) {
  const [day, setDay] = useState<PlayedDay | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tries, setTries] = useState(0);
  const wanted = JSON.stringify({ scenario, settings, seed: SEED, replicate: week, day: weekday });
  const first = useRef(true);
  useEffect(() => {
    const stop = new AbortController();
    const ask = async () => {
      const reply = await postCapacityDay(JSON.parse(wanted) as Parameters<typeof postCapacityDay>[0], stop.signal);
      if (stop.signal.aborted) return;
      if (reply.ok) setDay(new PlayedDay(reply.value));
      setProblem(reply.ok ? null : reply.problem);
    };
    const timer = setTimeout(() => void ask(), first.current ? 0 : SETTLE_MS);
    first.current = false;
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [wanted, tries]);
  return { day, problem, again: () => setTries(tries + 1) };
}

/** Where in the day it is: it goes on while it plays, and stops at the day's end. */
function usePlayed(day: PlayedDay | null) {
  const reduced = useReducedMotion();
  const [playing, setPlaying] = useState(() => !reduced);
  const [speed, setSpeed] = useState<number>(60);
  const [seconds, seek] = useState(BEGIN_AFTER_S);
  const end = day?.seconds ?? 0;
  const at = Math.min(seconds, end);
  useEffect(() => {
    if (!playing || end === 0) return;
    const every = reduced ? DRAW_REDUCED_MS : DRAW_MS;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const passed = ((now - before) / 1000) * speed;
      before = now;
      seek((old) => Math.min(Math.min(old, end) + passed, end));
    }, every);
    return () => clearInterval(timer);
  }, [playing, speed, end, reduced]);
  useEffect(() => {
    if (playing && end > 0 && at >= end) setPlaying(false);
  }, [playing, at, end]);
  const toggle = () => {
    if (!playing && at >= end) seek(0);
    setPlaying(!playing);
  };
  return { at, end, playing, speed, setSpeed, seek, toggle };
}

function useReducedMotion(): boolean {
  const query = useMemo(() => matchMedia("(prefers-reduced-motion: reduce)"), []);
  const [reduced, setReduced] = useState(query.matches);
  useEffect(() => {
    const changed = () => setReduced(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, [query]);
  return reduced;
}
