// What else can be asked of the draws, computed once somebody opens it: what knowing better is worth, and how acceptable at which willingness to pay.
import { lineY, ruleY } from "@observablehq/plot";
import { useMemo, useState } from "react";
import type { StudyEvaluation } from "../../api/types";
import { Said } from "../parts/said";
import { useSay } from "../../catalogue/catalogue";
import { numbersOf } from "../../catalogue/languages";
import { NamedBars } from "../../plots/marks";
import { COLORS, Drawing } from "../../plots/observable";
import { TableOf } from "../../plots/plot";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { amount, money, percent, totalWords, unitWords } from "./amounts";
import type { Analysis } from "./answers";
import "./more_analyses.css";

const SHOWN = 8;

export function MoreAnalyses({ answer, onWanted }: { answer: StudyEvaluation; onWanted: (more: readonly Analysis[]) => void }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  return (
    <details
      className="more-analyses no-print"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
        if (event.currentTarget.open) onWanted(answer.effect ? ["information", "acceptability"] : ["information"]);
      }}
    >
      <summary>{say("studies.more_analyses")}</summary>
      {open && answer.information === null && <p className="soft" role="status">{say("studies.computing")}</p>}
      {open && answer.information && (
        <div className="curves">
          <Information answer={answer} />
          {answer.acceptability && answer.acceptability.points.length > 0 && <Acceptability answer={answer} />}
          {answer.acceptability && answer.acceptability.points.length === 0 && (
            <p className="note">{say("studies.no_curve")} <Said english={answer.acceptability.why ?? ""} said={answer.acceptability.said?.why} /></p>
          )}
        </div>
      )}
    </details>
  );
}

function Information({ answer }: { answer: StudyEvaluation }) {
  const say = useSay();
  const spoken = useStore(language);
  const found = answer.information!;
  const write = (value: number, error: number) => `${money(value, answer.currency, spoken)} ± ${money(1.96 * error, answer.currency, spoken)}`;
  const sorted = [...found.parameters].sort((a, b) => b.evppi - a.evppi);
  const unit = totalWords(answer.money_unit, say);
  return (
    <figure className="plot card">
      <figcaption className="plot-says">{say("studies.says.information", { n: write(found.evpi, found.evpi_standard_error), unit })}</figcaption>
      {sorted.every((one) => one.evppi < 1) ? (
        <p>{say("studies.information_none")}</p>
      ) : (
        <div lang="en">
          <NamedBars
            max={Math.max(found.evpi, ...sorted.map((one) => one.evppi))}
            rows={sorted.slice(0, SHOWN).map((one) => ({ name: one.label, value: one.evppi, words: money(one.evppi, answer.currency, spoken) }))}
          />
        </div>
      )}
      <p className="plot-source">{say("studies.information_source", { n: new Intl.NumberFormat(numbersOf(spoken)).format(found.draws) })} <Said english={found.method} said={found.said?.method} /></p>
      <TableOf
        summary={say("capacity.as_table")}
        table={{ head: [say("studies.column.figure"), say("studies.column.worth", { unit: `${answer.currency} ${unit}` })], rows: sorted.map((one) => [one.label, write(one.evppi, one.standard_error)]) }}
      />
    </figure>
  );
}

function Acceptability({ answer }: { answer: StudyEvaluation }) {
  const say = useSay();
  const spoken = useStore(language);
  const curve = answer.acceptability!;
  const made = useMemo(() => {
    const points = curve.points.map((one) => ({ x: one.willingness, y: one.probability * 100 }));
    const unit = unitWords(curve.willingness_unit ?? "", say);
    const axis = say("studies.axis.willingness", { unit: `${answer.currency} ${unit}` });
    const draw = (width: number, em: number) => ({
      height: Math.round(em * 22),
      marginTop: em * 2.6,
      marginLeft: em * 3.2,
      marginBottom: em * 3.4,
      x: { label: axis, labelArrow: false as const, tickFormat: (value: number) => money(value, answer.currency, spoken), ticks: Math.max(3, Math.floor(width / (em * 9))) },
      y: { domain: [0, 100], label: say("studies.axis.acceptable"), labelArrow: false as const, grid: true, ticks: 5, tickFormat: (value: number) => `${value}%` },
      marks: [ruleY([0], { stroke: COLORS.line }), lineY(points, { x: "x", y: "y", stroke: COLORS.estimate, strokeWidth: 2.25 })],
    });
    const table = { head: [axis, say("studies.axis.acceptable")], rows: curve.points.map((one) => [money(one.willingness, answer.currency, spoken), percent(one.probability, spoken)]) };
    return { draw, table };
  }, [curve, answer, say, spoken]);
  return (
    <Drawing
      sentence={<>{say("studies.says.acceptability")} {answer.effect && <><span lang="en">{answer.effect.label}</span>: {amount(answer.effect.value, answer.effect.unit, spoken, say)}.</>}</>}
      draw={made.draw}
      table={made.table}
      source={<Said english={curve.sentence ?? ""} said={curve.said?.sentence} />}
      words={{ asTable: say("capacity.as_table") }}
    />
  );
}
