// Everything that the study counts, one by one: how much of it, a range before a point, what it is worth and to whom.
import type { StudyEvaluation, StudySpread } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { bare, money, totalWords, unitWords } from "./amounts";
import { payerWord } from "./answer";
import { FigureLink } from "./figure_link";
import "./outcomes_table.css";

export function OutcomesTable({ answer, drawn }: { answer: StudyEvaluation; drawn: StudyEvaluation | null }) {
  const say = useSay();
  const spoken = useStore(language);
  const spreads = new Map((drawn?.draws?.outcomes ?? []).map((one) => [one.name, one]));
  const write = (value: number) => money(value, answer.currency, spoken);
  const range = (spread: StudySpread | null | undefined, how: (value: number) => string) =>
    spread && spread.p5 !== spread.p95 ? say("studies.from_to", { low: how(spread.p5), high: how(spread.p95) }) : "";
  return (
    <div className="card outcomes-card">
      <table className="outcomes">
        <caption className="visually-hidden">{say("studies.outcomes")}</caption>
        <thead>
          <tr>
            <th scope="col">{say("studies.column.counted")}</th>
            <th scope="col" className="number">{say("studies.column.count")}</th>
            <th scope="col" className="number">{say("studies.column.money_unit", { unit: totalWords(answer.money_unit, say) })}</th>
            <th scope="col">{say("studies.column.payer")}</th>
          </tr>
        </thead>
        <tbody>
          {answer.outcomes.map((one) => (
            <tr key={one.name} data-outcome={one.name}>
              <th scope="row">
                <span lang="en">{one.label}</span> {one.kind === "harm" && <span className="origin harm">{say("studies.harm")}</span>}
              </th>
              <td className="number">
                <span className="range">{range(spreads.get(one.name)?.value, (value) => bare(value, one.unit, spoken))}</span>
                <FigureLink source={{ kind: "outcome", name: one.name }} of={one.label}>{bare(one.value, one.unit, spoken)}</FigureLink>{" "}
                <span className="unit">{unitWords(one.unit, say, one.value)}</span>
              </td>
              <td className="number">
                {one.money === null ? (
                  <span className="soft">{say("studies.no_money")}</span>
                ) : (
                  <>
                    <span className="range">{range(spreads.get(one.name)?.money, write)}</span>
                    {write(one.kind === "harm" ? -one.money : one.money)}
                  </>
                )}
              </td>
              <td>{one.payer && payerWord(one.payer, say)} {one.payer_basis === "assumed" && <span className="origin">{say("studies.basis.assumed")}</span>}</td>
            </tr>
          ))}
          {answer.costs.map((one) => (
            <tr key={one.name} data-cost={one.name}>
              <th scope="row"><span lang="en">{one.label}</span> <span className="origin harm">{say("studies.cost")}</span></th>
              <td />
              <td className="number"><FigureLink source={{ kind: "cost", name: one.name }} of={one.label}>{write(-one.value)}</FigureLink></td>
              <td>{payerWord(one.payer, say)} {one.payer_basis === "assumed" && <span className="origin">{say("studies.basis.assumed")}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
