// One figure at a time from its 5th to its 95th percentile: which of them move the net, and whether any of them alone turns it.
import { useMemo } from "react";
import type { StudyEvaluation } from "../../api/types";
import { useSay } from "../../catalogue/catalogue";
import { COLORS, Drawing } from "../../plots/observable";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { amount, money, totalWords } from "./amounts";
import { barRows } from "./bar_rows";

const SHOWN = 8;

export function Tornado({ answer }: { answer: StudyEvaluation }) {
  const say = useSay();
  const spoken = useStore(language);
  const all = answer.tornado;
  const made = useMemo(() => {
    const bars = [...(all ?? [])].sort((a, b) => Math.abs(b.high.net - b.low.net) - Math.abs(a.high.net - a.low.net));
    const top = bars[0];
    if (!top) return null;
    const write = (value: number) => money(value, answer.currency, spoken);
    const spans = (low: number, high: number) => say("studies.from_to", { low: write(Math.min(low, high)), high: write(Math.max(low, high)) });
    const draw = barRows({
      rows: bars.slice(0, SHOWN).map((bar) => ({
        name: bar.label,
        words: spans(bar.low.net, bar.high.net),
        bars: [
          { from: bar.low.net, to: answer.net, color: COLORS.estimateSoft, opacity: 1 },
          { from: answer.net, to: bar.high.net, color: COLORS.estimate },
        ],
      })),
      rules: [{ at: answer.net, color: COLORS.ink }, { at: 0, color: COLORS.threshold, word: `▲ ${say("studies.zero")}` }],
      xLabel: say("studies.axis.net", { unit: `${answer.currency} ${totalWords(answer.money_unit, say)}` }),
      xFormat: write,
    });
    const table = {
      head: [say("studies.column.figure"), say("studies.column.low_end"), say("studies.column.high_end"), say("studies.column.net_from_to")],
      rows: bars.map((bar) => [bar.label, amount(bar.low.at, bar.unit, spoken, say), amount(bar.high.at, bar.unit, spoken, say), spans(bar.low.net, bar.high.net)]),
    };
    return { draw, table, top, range: spans(top.low.net, top.high.net), turns: bars.some((bar) => Math.min(bar.low.net, bar.high.net) < 0 !== answer.net < 0) };
  }, [all, answer, say, spoken]);
  if (!made) return null;
  return (
    <Drawing
      sentence={<>{say("studies.says.tornado")} <span lang="en">{made.top.label}</span>: {made.range}.</>}
      draw={made.draw}
      table={made.table}
      legend={
        <>
          <span className="legend"><span className="legend-mark low-end" />{say("studies.legend.low_end")}</span>
          <span className="legend"><span className="legend-mark bar" />{say("studies.legend.high_end")}</span>
        </>
      }
      source={say("studies.tornado_source", { n: Math.min(SHOWN, made.table.rows.length), of: made.table.rows.length })}
      words={{ asTable: say("capacity.as_table") }}
    />
  );
}
