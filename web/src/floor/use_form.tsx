// A use begins: what, and how. Both may stay unsaid. Routes that the guardrails do not allow are not offered.
import { useState } from "react";
import { useSay, wordKey } from "../catalogue/catalogue";
import type { Board, Person } from "../api/types";
import { useNow } from "../clock/use_now";
import { send } from "../parts/send";
import { tell } from "../parts/toasts";
import { Shape } from "../parts/shapes";
import { useSession } from "../parts/use_site";
import { timeOfDay } from "../clock/format";
import { language } from "../record/preferences";

const SUBSTANCES = [
  "heroin", "fentanyl", "prescribed_opioid", "methadone", "cocaine", "crack", "methamphetamine", "amphetamine", "benzodiazepine",
  "xylazine", "medetomidine", "alcohol", "cannabis", "ketamine", "pressed_pill", "other", "unknown",
] as const;
const ROUTES = ["inject", "smoke", "snort", "oral"] as const;

export function UseForm({ person, floor, onDone, onBack }: { person: Person; floor: Board["floor"]; onDone: () => void; onBack: () => void }) {
  const say = useSay();
  const now = useNow(5_000);
  const session = useSession();
  const [substances, setSubstances] = useState<readonly string[]>([]);
  const allowed = ROUTES.filter((route) => floor.routes === undefined || floor.routes.length === 0 || floor.routes.includes(route));
  const room = person.place.startsWith("S") ? "smoke" : null;
  const [route, setRoute] = useState<string | null>(room ?? (allowed.length === 1 ? allowed[0]! : null));
  const paused = person.no_use_before !== null && person.no_use_before > now;
  const responsible = floor.responsible !== null && floor.responsible.number === session?.staff?.number;
  const [lifted, setLifted] = useState(false);
  const begin = async () => {
    onDone();
    if (await send("begin_use", { visit: person.visit, substances, route: route ?? "unknown", ...(lifted ? { lifted: true } : {}) })) tell("use.begun");
  };
  return (
    <section className="stack">
      {paused && (
        <div className="note due row">
          <span className="tone-due"><Shape tone="due" /></span>
          <span className="grow">{say("use.paused", { at: timeOfDay(person.no_use_before!, session?.site.zone ?? "UTC", language.get()) })}</span>
          {responsible && (
            <button className="button due" aria-pressed={lifted} onClick={() => setLifted(!lifted)}>
              {say(lifted ? "use.lifted" : "use.lift")}
            </button>
          )}
        </div>
      )}
      <h3 className="heading">{say("use.route")}</h3>
      <div className="look-grid" role="group" aria-label={say("use.route")}>
        {allowed.map((one) => (
          <button key={one} className="chip" aria-pressed={route === one} onClick={() => setRoute(route === one ? null : one)}>
            {say(`route.${one}`)}
          </button>
        ))}
      </div>
      <h3 className="heading">{say("use.what")}</h3>
      <div className="chips" role="group" aria-label={say("use.what")}>
        {SUBSTANCES.map((one) => {
          const on = substances.includes(one);
          return (
            <button key={one} className="chip" aria-pressed={on} onClick={() => setSubstances(on ? substances.filter((other) => other !== one) : [...substances, one])}>
              {say(wordKey("substance", one, "substance.other"))}
            </button>
          );
        })}
      </div>
      <div className="row">
        <button className="button main all-well grow" onClick={() => void begin()}>
          {say("use.begin")}
        </button>
        <button className="button quiet" onClick={onBack}>
          {say("common.back")}
        </button>
      </div>
      <p className="small soft">{say("use.may_stay_unsaid")}</p>
    </section>
  );
}
