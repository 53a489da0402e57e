// How and what was used. Each may stay unsaid, and "not said" is a choice like the others: a tap on what is chosen keeps it, so that no second tap
// of two takes it away. Routes that the guardrails do not allow are not offered.
import type { Board } from "../../api/types";
import { useSay, wordKey } from "../../catalogue/catalogue";

const SUBSTANCES = [
  "heroin", "fentanyl", "prescribed_opioid", "methadone", "cocaine", "crack", "methamphetamine", "amphetamine", "benzodiazepine",
  "xylazine", "medetomidine", "alcohol", "cannabis", "ketamine", "pressed_pill", "other", "unknown",
] as const;
const ROUTES = ["inject", "smoke", "snort", "oral"] as const;

export interface Use {
  substances: readonly string[];
  route: string;
}

export const allowedRoutes = (floor: Board["floor"]): string[] =>
  ROUTES.filter((route) => floor.routes === undefined || floor.routes.length === 0 || floor.routes.includes(route));

export function WhatAndHow({ floor, use, onUse }: { floor: Board["floor"]; use: Use; onUse: (use: Use) => void }) {
  const say = useSay();
  const { substances, route } = use;
  const toggle = (one: string) => onUse({ route, substances: substances.includes(one) ? substances.filter((other) => other !== one) : [...substances, one] });
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
