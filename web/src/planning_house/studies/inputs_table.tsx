// Every figure that the study stands on, to be searched: its value with its source a tap away, a slider, and a field for a number.
import { useState } from "react";
import type { StudyDocument, StudyParameter } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { FilterRow } from "../parts/filter_row";
import { typedNumber } from "../parts/typed_number";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { bare, unitWords } from "./amounts";
import { FigureLink } from "./figure_link";
import { FigureSlider } from "./figure_slider";
import type { Changes } from "./link";
import "./inputs_table.css";

type Kind = "all" | "assumed" | "source" | "changed";
const KINDS: readonly Kind[] = ["all", "assumed", "source", "changed"];

export function InputsTable({ study, changes, onChange }: { study: StudyDocument; changes: Changes; onChange: (parameter: StudyParameter, value: number) => void }) {
  const say = useSay();
  const [words, setWords] = useState("");
  const [kind, setKind] = useState<Kind>("all");
  const wanted = words.trim().toLowerCase();
  const shown = study.parameters.filter((one) => fits(one, kind, changes) && (wanted === "" || textOf(one).includes(wanted)));
  return (
    <section aria-labelledby="figures" className="figures-section">
      <h2 className="title" id="figures" tabIndex={-1}>{say("studies.figures")}</h2>
      <p className="soft">{say("studies.figures_count", { n: study.parameters.length, assumed: study.parameters.filter((one) => one.basis === "assumed").length })}</p>
      <FilterRow words={words} onWords={setWords} kinds={KINDS} kind={kind} kindWords={(one) => say(`studies.kind.${one}`)} onKind={setKind} found={shown.length} />
      {shown.length === 0 && <p className="note">{say("capacity.found_none")}</p>}
      <ul className="figures-list">
        {shown.map((one) => (
          <li key={one.name} className="card figure-row" data-row={one.name}>
            {typeof one.value === "number" ? (
              <>
                <FigureSlider parameter={one} value={changes.get(one.name) ?? one.value} onChange={(value) => onChange(one, value)} />
                <NumberField parameter={one} value={changes.get(one.name) ?? one.value} onChange={(value) => onChange(one, value)} />
              </>
            ) : (
              <Many parameter={one} />
            )}
            <p className="figure-source" lang="en">{one.source}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function fits(one: StudyParameter, kind: Kind, changes: Changes): boolean {
  if (kind === "assumed") return one.basis === "assumed" || one.spread_basis === "assumed";
  if (kind === "source") return one.basis === "source" || one.basis === "derived";
  if (kind === "changed") return changes.has(one.name);
  return true;
}

const textOf = (one: StudyParameter): string => `${one.label} ${one.name} ${one.unit} ${one.source} ${one.spread_source ?? ""}`.toLowerCase();

/** Takes any number, also beyond the slider; it holds with Enter or when the field is left. */
function NumberField({ parameter, value, onChange }: { parameter: StudyParameter; value: number; onChange: (value: number) => void }) {
  const say = useSay();
  const [typed, setTyped] = useState<string | null>(null);
  const take = () => {
    if (typed === null) return;
    const number = typedNumber(typed);
    if (number !== null) onChange(number);
    setTyped(null);
  };
  return (
    <label className="number-field no-print">
      <span className="visually-hidden">{say("studies.type_value", { of: parameter.label })}</span>
      <input
        inputMode="decimal"
        value={typed ?? String(value)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") take();
          if (event.key === "Escape") setTyped(null);
        }}
      />
    </label>
  );
}

/** A figure with a value for each year, place or age: shown whole in its sheet. */
function Many({ parameter }: { parameter: StudyParameter }) {
  const say = useSay();
  const spoken = useStore(language);
  const values = parameter.value as number[];
  return (
    <div className="figure-many">
      <span lang="en">{parameter.label}</span>
      <FigureLink source={{ kind: "parameter", name: parameter.name }} of={parameter.label} className="slider-figure">
        {say("studies.values_over", { n: values.length, low: bare(Math.min(...values), parameter.unit, spoken, true), high: bare(Math.max(...values), parameter.unit, spoken, true) })}
      </FigureLink>
      <span className="unit">{unitWords(parameter.unit, say)}</span>
    </div>
  );
}
