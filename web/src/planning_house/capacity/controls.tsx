// What a planner changes: the scenario, demand, seats, trained staff. Every slider has its number beside it and two buttons for one step.
import { useId } from "react";
import type { ScenarioName } from "../../api/http";
import type { CapacityScenario } from "../../api/types";
import { useSay, type Say } from "../../catalogue/catalogue";
import { holdInPlace } from "../parts/held_in_place";
import { KeptRoom } from "../parts/kept_room";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { DEMAND, isOwn, ownChoice, seatLimits, trainedLimits, trainedRange, visitsPerWeek, type Choice } from "./choice";
import { written } from "./words";
import "./controls.css";

export function ScenarioPicker({ scenarios, chosen, onChoose }: { scenarios: readonly ScenarioName[]; chosen: string; onChoose: (name: string) => void }) {
  const say = useSay();
  return (
    <label className="field">
      <span>{say("capacity.scenario")}</span>
      <select className="select" value={chosen} onChange={(event) => onChoose(event.target.value)}>
        {scenarios.map((one) => (
          <option key={one.name} value={one.name} lang="en">{one.title}</option>
        ))}
      </select>
    </label>
  );
}

export function Controls({ scenario, choice, onChange }: { scenario: CapacityScenario; choice: Choice; onChange: (choice: Choice) => void }) {
  const say = useSay();
  const spoken = useStore(language);
  const trained = trainedLimits(scenario);
  return (
    <div className="controls">
      {scenario.visits_per_week > 0 && (
        <Slider
          name={say("capacity.demand")}
          value={choice.demand}
          low={DEMAND.low}
          high={DEMAND.high}
          step={DEMAND.step}
          own={100}
          words={(demand) => say("capacity.percent", { n: demand })}
          more={(demand) => say("capacity.visits_a_week", { n: written(visitsPerWeek(scenario, { ...choice, demand }), "count", spoken) })}
          onChange={(demand) => onChange({ ...choice, demand })}
        />
      )}
      {(["booth", "smoking", "aftercare"] as const).map((kind) => {
        const limits = seatLimits(scenario, kind);
        return (
          limits && (
            <Slider
              key={kind}
              name={say(`capacity.seats.${kind}`)}
              value={choice[kind]}
              low={limits.low}
              high={limits.high}
              step={1}
              own={scenario.seats[kind]}
              words={String}
              onChange={(seats) => onChange({ ...choice, [kind]: seats })}
            />
          )
        );
      })}
      {trained && (
        <Slider
          name={say("capacity.trained")}
          value={choice.trained}
          low={trained.low}
          high={trained.high}
          step={1}
          own={0}
          words={(more) => (more === 0 ? "±0" : more > 0 ? `+${more}` : `−${-more}`)}
          more={(more) => onFloor(scenario, { ...choice, trained: more }, say)}
          onChange={(more) => onChange({ ...choice, trained: more })}
        />
      )}
      <button className="button quiet" disabled={isOwn(scenario, choice)} onClick={() => onChange(ownChoice(scenario))}>
        {say("capacity.reset")}
      </button>
    </div>
  );
}

function onFloor(scenario: CapacityScenario, choice: Choice, say: Say): string {
  const { low, high } = trainedRange(scenario, choice);
  return low === high ? say("capacity.on_floor_always", { n: low }) : say("capacity.on_floor", { low, high });
}

/** `step`: of the two buttons. `grain`: of the slider itself, where it is finer. `words`, `more`: of a value; the room of the longest is kept. */
export function Slider({ name, value, low, high, step, grain = step, own, words, more, onChange }: {
  name: string;
  value: number;
  low: number;
  high: number;
  step: number;
  grain?: number;
  own: number;
  words: (value: number) => string;
  more?: (value: number) => string;
  onChange: (value: number) => void;
}) {
  const say = useSay();
  const id = useId();
  const to = (next: number) => onChange(Math.min(high, Math.max(low, next)));
  const others = [low, low + grain, own, high - grain, high];
  return (
    <div className="slider">
      <label htmlFor={id}>{name}</label>
      <output className={value === own ? "slider-value" : "slider-value changed"} htmlFor={id}>
        <KeptRoom others={others.map(words)}>{words(value)}</KeptRoom>
      </output>
      <div className="slider-row">
        <button className="step" aria-label={say("capacity.less", { what: name })} disabled={value <= low} onClick={() => to(value - step)}>
          <span aria-hidden="true">−</span>
        </button>
        <input
          id={id}
          type="range"
          min={low}
          max={high}
          step={grain}
          value={value}
          aria-valuetext={more ? `${words(value)}, ${more(value)}` : words(value)}
          onPointerDown={holdInPlace}
          onChange={(event) => onChange(Number(event.target.value))}
        />
        <button className="step" aria-label={say("capacity.more", { what: name })} disabled={value >= high} onClick={() => to(value + step)}>
          <span aria-hidden="true">+</span>
        </button>
      </div>
      {more && <span className="slider-more"><KeptRoom others={others.map(more)}>{more(value)}</KeptRoom></span>}
    </div>
  );
}
