// How the ratio of benefit to cost falls over the draws, with 1 in amber: below it the site costs more than it brings.
import { rectY, ruleX, ruleY, text } from "@observablehq/plot";
import { useMemo } from "react";
import type { StudyDocument, StudyEvaluation } from "../../api/types";
import { Said } from "../parts/said";
import { useSay } from "../../catalogue/catalogue";
import { numbersOf } from "../../catalogue/languages";
import { COLORS, Drawing } from "../../plots/observable";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { figure, percent } from "./amounts";

export function Histogram({ study, answer }: { study: StudyDocument; answer: StudyEvaluation }) {
  const say = useSay();
  const spoken = useStore(language);
  const draws = answer.draws;
  const made = useMemo(() => {
    if (!draws?.ratio) return null;
    const { counts, from, to, below, above } = draws.histogram;
    const all = counts.reduce((sum, count) => sum + count, 0) + below + above;
    const wide = (to - from) / counts.length;
    const bars = counts.map((count, i) => ({ x1: from + i * wide, x2: from + (i + 1) * wide, share: all > 0 ? (count / all) * 100 : 0 }));
    const published = study.published.find((row) => row.outcome === "ratio") ?? null;
    const lines = [
      { at: 1, word: `▲ ${say("studies.threshold")}`, color: COLORS.threshold, dash: "" },
      ...(answer.ratio === null ? [] : [{ at: answer.ratio, word: say(answer.changes.length > 0 ? "studies.with_changes" : "studies.document_figures"), color: COLORS.ink, dash: "" }]),
      ...(published ? [{ at: published.published, word: say("studies.in_publication"), color: COLORS.literature, dash: "4 4" }] : []),
    ];
    const domain: [number, number] = [Math.min(from, 1, ...lines.map((one) => one.at)), Math.max(to, 1, ...lines.map((one) => one.at))];
    const margin = (domain[1] - domain[0]) * 0.04;
    const top = Math.max(...bars.map((bar) => bar.share), 0.001);
    const draw = (width: number, em: number) => ({
      height: Math.round(em * 31),
      marginTop: em * (1.7 * lines.length + 1.4),
      marginLeft: em * 3.2,
      marginBottom: em * 3.4,
      marginRight: em * 1.2,
      x: { domain: [domain[0] - margin, domain[1] + margin], label: say("studies.axis.ratio", { currency: answer.currency }), labelArrow: false as const, ticks: Math.max(3, Math.floor(width / (em * 7))), tickFormat: (value: number) => figure(value, spoken) },
      y: { domain: [0, top * 1.02], label: say("studies.axis.draws"), labelArrow: false as const, ticks: 4, tickFormat: (value: number) => `${figure(value, spoken)}%`, grid: true },
      marks: [
        rectY(bars, { x1: "x1", x2: "x2", y: "share", fill: COLORS.estimate, fillOpacity: 0.78, inset: 0.5 }),
        ruleY([0], { stroke: COLORS.line }),
        ...lines.map((line) => ruleX([line.at], { stroke: line.color, strokeWidth: line.color === COLORS.threshold ? 2 : 1.5, strokeDasharray: line.dash || undefined })),
        ...lines.map((line, i) =>
          text([line], {
            x: "at",
            text: "word",
            frameAnchor: "top",
            textAnchor: line.at > (domain[0] + domain[1]) / 2 ? "end" : "start",
            dx: line.at > (domain[0] + domain[1]) / 2 ? -4 : 4,
            dy: -em * (1.5 * (i + 1)) + 2,
            fill: line.color,
            fontWeight: 600,
            stroke: COLORS.card,
            strokeWidth: 3,
          }),
        ),
        ...lines.map((line, i) => ruleX([line.at], { stroke: line.color, strokeWidth: 1, insetTop: -em * (1.5 * (i + 1)) - 2, strokeOpacity: 0.5 })),
      ],
    });
    const table = {
      head: [say("studies.axis.ratio", { currency: answer.currency }), say("studies.axis.draws")],
      rows: [
        ...(below > 0 ? [[say("studies.under", { n: figure(from, spoken) }), percent(below / all, spoken)]] : []),
        ...bars.map((bar) => [say("studies.from_to", { low: figure(bar.x1, spoken), high: figure(bar.x2, spoken) }), percent(bar.share / 100, spoken)]),
        ...(above > 0 ? [[say("studies.over", { n: figure(to, spoken) }), percent(above / all, spoken)]] : []),
      ],
    };
    return { draw, table };
  }, [draws, answer, study, say, spoken]);
  if (draws && draws.ratio === null) return <p className="soft"><Said english={draws.ratio_why ?? ""} said={draws.said?.ratio_why} /></p>;
  if (!draws?.ratio || !made) return null;
  return (
    <Drawing
      sentence={say("studies.says.histogram", { low: figure(draws.ratio.p5, spoken), high: figure(draws.ratio.p95, spoken), currency: answer.currency })}
      draw={made.draw}
      table={made.table}
      source={say("studies.plot_source", { n: new Intl.NumberFormat(numbersOf(spoken)).format(draws.n), study: answer.title, seed: draws.seed })}
      words={{ asTable: say("capacity.as_table") }}
    />
  );
}
