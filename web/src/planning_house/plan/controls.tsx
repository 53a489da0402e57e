// What a reader may change of a plan: its goal, the number of sites, a rule for the regions, and four figures, each with what it says and what it stands
// on a click away.
import type { PlanDocument } from "../../api/types";
import { Slider } from "../capacity/controls";
import { useSay } from "../../catalogue/catalogue";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { goalsOf, leastSites, ownChoice, ownFigure, REGION_RULES, SET_HERE, SITES, withFigure, writeChoice, type Choice } from "./choice";
import { exactShare } from "./words";
import "./controls.css";

export function Controls({ document, choice, onChange }: { document: PlanDocument; choice: Choice; onChange: (choice: Choice) => void }) {
  const say = useSay();
  const spoken = useStore(language);
  return (
    <div className="controls">
      <Picker name={say("plan.goal")} chosen={choice.goal} options={goalsOf(document)} words={(goal) => say(`plan.goal.${goal}`)} onChoose={(goal) => onChange({ ...choice, goal })} />
      <Slider
        name={say("plan.sites")}
        value={choice.sites}
        low={leastSites(choice, document)}
        high={SITES.high}
        step={1}
        own={document.sites}
        words={String}
        onChange={(sites) => onChange({ ...choice, sites })}
      />
      <Picker name={say("plan.regions")} chosen={choice.regions} options={REGION_RULES} words={(rule) => say(`plan.regions.${rule}`)} onChoose={(regions) => onChange({ ...choice, regions, sites: Math.max(choice.sites, leastSites({ ...choice, regions }, document)) })} />
      <h2 className="heading">{say("plan.assumed_figures")}</h2>
      {SET_HERE.map((path) => {
        const figure = document.figures.find((one) => one.path === path);
        if (!figure) return null;
        const own = ownFigure(document, path);
        const value = choice.figures.get(path) ?? own;
        return (
          <div key={path} className="plan-figure" data-figure={path}>
            <Slider
              name={say(`plan.figure.${path}` as "plan.figure.effect.open_share")}
              value={value}
              low={0}
              high={1}
              step={0.01}
              grain={0.002}
              own={own}
              words={(share) => exactShare(share, spoken)}
              onChange={(to) => onChange(withFigure(choice, path, Number(to.toFixed(3)), own))}
            />
            <details>
              <summary>{say(`studies.basis.${figure.basis}`)}: {exactShare(own, spoken)}</summary>
              <p lang="en" className="small">{figure.says}</p>
            </details>
          </div>
        );
      })}
      <button className="button quiet" disabled={writeChoice(choice, document) === ""} onClick={() => onChange(ownChoice(document))}>{say("plan.reset")}</button>
    </div>
  );
}

function Picker<Option extends string>({ name, chosen, options, words, onChoose }: { name: string; chosen: Option; options: readonly Option[]; words: (option: Option) => string; onChoose: (option: Option) => void }) {
  return (
    <label className="field">
      <span>{name}</span>
      <select className="select" value={chosen} onChange={(event) => onChoose(event.target.value as Option)}>
        {options.map((option) => <option key={option} value={option}>{words(option)}</option>)}
      </select>
    </label>
  );
}
