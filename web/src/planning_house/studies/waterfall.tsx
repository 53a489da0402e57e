// From nothing to the net: what the site costs, what each payer saves, the cash that is left, then the value of life beside it.
import { useMemo } from "react";
import type { StudyEvaluation } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { COLORS, Drawing } from "../../plots/observable";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { money, totalWords } from "./amounts";
import { payerWord } from "./answer";
import { barRows, type BarRow } from "./bar_rows";
import { waterfall } from "./waterfall_steps";

export function Waterfall({ answer, stale }: { answer: StudyEvaluation; stale: boolean }) {
  const say = useSay();
  const spoken = useStore(language);
  const made = useMemo(() => {
    const steps = waterfall(answer);
    const write = (value: number) => money(value, answer.currency, spoken);
    const name = (step: (typeof steps)[number]) =>
      step.kind === "total" ? say(step.of === "net" ? "studies.net_with" : "studies.net_without") : `${step.label} (${payerWord(step.payer, say)})`;
    const rows: BarRow[] = steps.map((step) => ({
      name: name(step),
      words: `${step.kind !== "total" && step.money > 0 ? "+" : ""}${write(step.money)}`,
      bars: [{
        from: step.from,
        to: step.to,
        color: step.kind === "total" ? COLORS.ink : step.money < 0 ? COLORS.literature : step.isCash ? COLORS.estimate : COLORS.estimateSoft,
        opacity: step.kind === "total" ? 0.8 : 1,
      }],
      isTotal: step.kind === "total",
    }));
    const draw = barRows({
      rows,
      rules: [{ at: 0, color: COLORS.literature }],
      xLabel: say("studies.axis.money", { unit: `${answer.currency} ${totalWords(answer.money_unit, say)}` }),
      xFormat: write,
    });
    const table = {
      head: [say("studies.column.step"), say("studies.column.money"), say("studies.column.sum")],
      rows: steps.map((step) => [name(step), write(step.money), write(step.to)]),
    };
    return { draw, table };
  }, [answer, say, spoken]);
  return (
    <div className={stale ? "curves one stale" : "curves one"}>
      <Drawing
        sentence={
          answer.net_without_value_of_life === null
            ? say("studies.says.waterfall_whole", { cost: money(answer.cost, answer.currency, spoken), with: money(answer.net, answer.currency, spoken) })
            : say("studies.says.waterfall", {
                cost: money(answer.cost, answer.currency, spoken),
                without: money(answer.net_without_value_of_life, answer.currency, spoken),
                with: money(answer.net, answer.currency, spoken),
              })
        }
        draw={made.draw}
        table={made.table}
        legend={
          <>
            <span className="legend"><span className="legend-mark cost" />{say("studies.legend.cost")}</span>
            <span className="legend"><span className="legend-mark bar" />{say("studies.legend.cash")}</span>
            <span className="legend"><span className="legend-mark low-end" />{say("studies.legend.no_cash")}</span>
          </>
        }
        source={say("studies.waterfall_source", { study: answer.title })}
        words={{ asTable: say("capacity.as_table") }}
      />
    </div>
  );
}
