// How and what was used. Each may stay unsaid, and "not said" is a choice like the others: a tap on what is chosen keeps it, so that no second tap
// of two takes it away. Routes that the guardrails do not allow are not offered.
import type { Board, FieldsOf } from "../../api/types";
import { useSay, wordKey } from "../../catalogue/catalogue";

/** How and what, as the command that begins a use has it. */
export type Use = Pick<FieldsOf<"begin_use">, "substances" | "route">;
type Substance = Use["substances"][number];
type Route = Use["route"];

/** Every substance of the contract, in the order in which it is offered. */
const SUBSTANCES = Object.keys({
  heroin: true, fentanyl: true, prescribed_opioid: true, methadone: true, cocaine: true, crack: true, methamphetamine: true, amphetamine: true,
  benzodiazepine: true, xylazine: true, medetomidine: true, alcohol: true, cannabis: true, ketamine: true, pressed_pill: true, other: true, unknown: true,
} satisfies Record<Substance, true>) as Substance[];
const ROUTES: readonly Route[] = ["inject", "smoke", "snort", "oral"];

export const allowedRoutes = (floor: Board["floor"]): Route[] =>
  ROUTES.filter((route) => floor.routes.length === 0 || floor.routes.includes(route));

export function WhatAndHow({ floor, use, onUse }: { floor: Board["floor"]; use: Use; onUse: (use: Use) => void }) {
  const say = useSay();
  const { substances, route } = use;
  const toggle = (one: Substance) => onUse({ route, substances: substances.includes(one) ? substances.filter((other) => other !== one) : [...substances, one] });
  return (
    <>
      <h3 className="heading">{say("use.route")}</h3>
      <div className="look-grid five" role="group" aria-label={say("use.route")}>
        {allowedRoutes(floor).map((one) => (
          <button key={one} className="chip" aria-pressed={route === one} onClick={() => onUse({ substances, route: one })}>
            {say(wordKey("route", one, "route.other"))}
          </button>
        ))}
        <button className="chip" aria-pressed={route === "unknown"} onClick={() => onUse({ substances, route: "unknown" })}>
          {say("use.not_said")}
        </button>
      </div>
      <h3 className="heading">{say("use.what")}</h3>
      <div className="chips" role="group" aria-label={say("use.what")}>
        {SUBSTANCES.map((one) => (
          <button key={one} className="chip" aria-pressed={substances.includes(one)} onClick={() => toggle(one)}>
            {say(wordKey("substance", one, "substance.other"))}
          </button>
        ))}
        <button className="chip" aria-pressed={substances.length === 0} onClick={() => onUse({ route, substances: [] })}>
          {say("use.not_said")}
        </button>
      </div>
    </>
  );
}
