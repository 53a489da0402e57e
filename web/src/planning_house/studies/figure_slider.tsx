// One figure of a study under the reader's hand: its name, its value with a way to its source, its unit, a slider, and what the document has.
//
// Behind the slider lies the 95% interval of the figure's spread, softly, and a tick where the document stands.
import { useId } from "react";
import type { StudyParameter } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { holdInPlace } from "../parts/held_in_place";
import { KeptRoom } from "../parts/kept_room";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { amount, bare, unitWords } from "./amounts";
import { FigureLink } from "./figure_link";
import { along, snapped, stopsFor } from "./steps";
import "./figure_slider.css";

/** `value`: as it stands now. */
export function FigureSlider({ parameter, value, onChange }: { parameter: StudyParameter; value: number; onChange: (value: number) => void }) {
  const say = useSay();
  const spoken = useStore(language);
  const id = useId();
  const own = parameter.value as number;
  const stops = stopsFor(parameter.range, own, parameter.unit);
  const changed = value !== own;
  const others = [stops.low, stops.low + stops.step, own, stops.high - stops.step, stops.high];
  const [one, many] = [unitWords(parameter.unit, say, 1), unitWords(parameter.unit, say)];
  const spread = parameter.low95 !== null && parameter.high95 !== null ? { from: along(parameter.low95, stops), to: along(parameter.high95, stops) } : null;
  return (
    <div className={changed ? "figure-slider changed" : "figure-slider"} data-parameter={parameter.name}>
      <span className="slider-name">
        <label htmlFor={id} lang="en">{parameter.label}</label> <span className="unit">{one === many ? many : <KeptRoom others={[one, many]}>{unitWords(parameter.unit, say, value)}</KeptRoom>}</span>{" "}
        {parameter.basis === "assumed" && <span className="slider-assumed">{say("studies.basis.assumed")}</span>}
      </span>
      <span className="slider-value-place">
        <FigureLink source={{ kind: "parameter", name: parameter.name }} of={parameter.label} className="slider-figure">
          <KeptRoom others={others.map((other) => bare(other, parameter.unit, spoken, true))}>{bare(value, parameter.unit, spoken, true)}</KeptRoom>
        </FigureLink>
        {changed && (
          <button type="button" className="undo-one" onClick={() => onChange(own)} aria-label={say("studies.undo_of", { of: parameter.label })} title={say("studies.undo_to", { value: bare(own, parameter.unit, spoken, true) })}>
            <span aria-hidden="true">↺</span>
          </button>
        )}
      </span>
      <span className="slider-track">
        <span className="slider-rail" aria-hidden="true">
          {spread && <span className="slider-spread" style={{ left: `${spread.from * 100}%`, right: `${(1 - spread.to) * 100}%` }} />}
          <span className="slider-own" style={{ left: `${along(own, stops) * 100}%` }} />
        </span>
        <input
          id={id}
          type="range"
          min={stops.low}
          max={stops.high}
          step={stops.step / 10}
          value={value}
          aria-valuetext={amount(value, parameter.unit, spoken, say, true)}
          onPointerDown={holdInPlace}
          onChange={(event) => onChange(snapped(Number(event.target.value), own, stops))}
          onKeyDown={(event) => {
            const by = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
            if (by === undefined) return;
            event.preventDefault();
            onChange(stepped(value, by, own, stops));
          }}
        />
      </span>
    </div>
  );
}

/** One step of the keyboard: never stuck at the document's own value, which lies between two stops. */
function stepped(value: number, by: number, own: number, stops: ReturnType<typeof stopsFor>): number {
  const next = snapped(value + by * stops.step, own, stops);
  return next === value ? snapped(value + 1.5 * by * stops.step, own, stops) : next;
}
