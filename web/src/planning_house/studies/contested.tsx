// What opponents would change, on the first screen: harms they expect, and benefits they doubt.
import type { StudyDocument, StudyParameter } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { FigureSlider } from "./figure_slider";
import type { Changes } from "./link";
import { isOfHarmOnly } from "./sources";
import "./contested.css";

export function Contested({ study, changes, onChange }: { study: StudyDocument; changes: Changes; onChange: (parameter: StudyParameter, value: number) => void }) {
  const say = useSay();
  const contested = study.parameters.filter((one) => one.contested && typeof one.value === "number");
  if (contested.length === 0) return null;
  const harms = contested.filter((one) => isOfHarmOnly(study, one.name));
  const doubted = contested.filter((one) => !harms.includes(one));
  return (
    <section className="contested card" aria-labelledby="contested">
      <div className="contested-head">
        <h2 id="contested" tabIndex={-1}>{say("studies.contested")}</h2>
        <p className="unit">{say("studies.contested_says")}</p>
      </div>
      {harms.length > 0 && <Group name={say("studies.harms_expected")} kind="harms" figures={harms} changes={changes} onChange={onChange} />}
      {doubted.length > 0 && <Group name={say("studies.benefits_doubted")} kind="doubted" figures={doubted} changes={changes} onChange={onChange} />}
    </section>
  );
}

function Group({ name, kind, figures, changes, onChange }: {
  name: string;
  kind: string;
  figures: readonly StudyParameter[];
  changes: Changes;
  onChange: (parameter: StudyParameter, value: number) => void;
}) {
  return (
    <div className="contested-group" role="group" aria-labelledby={`contested-${kind}`}>
      <h3 className="heading" id={`contested-${kind}`}>{name}</h3>
      <div className="contested-grid">
        {figures.map((one) => (
          <FigureSlider key={one.name} parameter={one} value={changes.get(one.name) ?? (one.value as number)} onChange={(value) => onChange(one, value)} />
        ))}
      </div>
    </div>
  );
}
