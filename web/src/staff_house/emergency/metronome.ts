// The beat of one emergency: counted from the instant the playbook says, on the site's clock, so that two screens beat together.
import { useEffect, useRef } from "react";
import { siteClock } from "../../clock/site_clock";
import { metronomeStopped, playBeat } from "../../sound/sounds";

const AHEAD_MS = 120;
const EVERY_MS = 50;

/** Sounds the beat, and turns the ring: sets the custom property --turn (0 to 1) on the element. */
export function useMetronome(kind: "none" | "breaths" | "compressions", periodMs: number, from: number) {
  const ring = useRef<SVGCircleElement>(null);
  useEffect(() => {
    if (kind === "none" || periodMs <= 0) return;
    let sounded = Math.floor((siteClock.now() - from) / periodMs);
    const sound = setInterval(() => {
      const next = Math.floor((siteClock.now() + AHEAD_MS - from) / periodMs);
      if (next <= sounded) return;
      sounded = next;
      playBeat(kind, periodMs, from + next * periodMs - siteClock.now());
    }, EVERY_MS);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let frame = 0;
    const turn = () => {
      const turned = (((siteClock.now() - from) % periodMs) + periodMs) % periodMs / periodMs;
      const shown = calm ? Math.floor(turned * 5) / 5 : turned;
      ring.current?.style.setProperty("stroke-dashoffset", String(1 - shown));
      frame = requestAnimationFrame(turn);
    };
    turn();
    return () => {
      clearInterval(sound);
      cancelAnimationFrame(frame);
      metronomeStopped();
    };
  }, [kind, periodMs, from]);
  return ring;
}
