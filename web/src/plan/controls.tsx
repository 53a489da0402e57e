// What a reader may change of a plan: the number of sites and four figures, each with what it says and what it stands on a click away.
import type { PlanDocument } from "../api/types";
import { Slider } from "../capacity/controls";
import { useSay } from "../catalogue/catalogue";
import { language } from "../record/preferences";
import { useStore } from "../record/store";
import { ownChoice, ownFigure, SET_HERE, SITES, withFigure, writeChoice, type Choice } from "./choice";
import { exactShare } from "./words";

export function Controls({ document, choice, onChange }: { document: PlanDocument; choice: Choice; onChange: (choice: Choice) => void }) {
  const say = useSay();
  const spoken = useStore(language);
  return (
    <div className="controls">
      <Slider
        name={say("plan.sites")}
        value={choice.sites}
        low={Math.max(SITES.low, choice.must.length)}
        high={SITES.high}
        step={1}
        own={document.sites}
        words={String(choice.sites)}
        onChange={(sites) => onChange({ ...choice, sites })}
      />
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
              words={exactShare(value, spoken)}
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
