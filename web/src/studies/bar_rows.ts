// Horizontal bars with their names above them, so that a long name needs no margin on a narrow screen: the tornado's and the waterfall's drawing.
import { barX, ruleX, text, type Markish } from "@observablehq/plot";
import { COLORS } from "../plots/observable";

export interface Bar {
  from: number;
  to: number;
  color: string;
  opacity?: number;
}

export interface BarRow {
  name: string;
  /** Beside the name, at the right end. */
  words: string;
  bars: readonly Bar[];
  isTotal?: boolean;
}

export interface Rule {
  at: number;
  color: string;
  word?: string;
}

export interface BarRowsLook {
  rows: readonly BarRow[];
  rules: readonly Rule[];
  xLabel: string;
  xFormat: (value: number) => string;
}

const ROW_EM = 3.5;

export function barRows({ rows, rules, xLabel, xFormat }: BarRowsLook) {
  const at = (i: number) => String(i);
  const keys = rows.map((_, i) => at(i));
  const bars = rows.flatMap((row, i) => row.bars.map((bar) => ({ ...bar, row: at(i) })));
  const ends = [...bars.flatMap((bar) => [bar.from, bar.to]), ...rules.map((rule) => rule.at)];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const margin = (high - low || 1) * 0.02;
  const named = rows.map((row, i) => ({ ...row, row: at(i) }));
  return (width: number, em: number) => {
    const above = { y: "row", dy: -em * 0.85, fill: COLORS.ink, stroke: COLORS.card, strokeWidth: 3 };
    const marks: Markish[] = [
      ...rules.map((rule) => ruleX([rule.at], { stroke: rule.color, strokeWidth: rule.color === COLORS.threshold ? 2 : 1.25 })),
      ...rules.filter((rule) => rule.word).map((rule) =>
        text([rule], { x: "at", text: "word", frameAnchor: "top", dy: -em * 0.9, textAnchor: rule.at > low + (high - low) * 0.7 ? "end" : rule.at < low + (high - low) * 0.3 ? "start" : "middle", fill: rule.color, fontWeight: 600 }),
      ),
      barX(bars, { x1: "from", x2: "to", y: "row", fill: "color", fillOpacity: (bar: Bar) => bar.opacity ?? 0.85, insetTop: em * 1.75, insetBottom: em * 0.35, rx: 2 }),
      ...[true, false].flatMap((isTotal) => [
        text(named.filter((row) => (row.isTotal ?? false) === isTotal), {
          ...above,
          text: "name",
          frameAnchor: "left",
          textAnchor: "start",
          lineWidth: Math.max(8, (width - em * 10) / em),
          textOverflow: "ellipsis",
          fontWeight: isTotal ? 700 : 500,
        }),
        text(named.filter((row) => (row.isTotal ?? false) === isTotal), {
          ...above,
          text: "words",
          frameAnchor: "right",
          textAnchor: "end",
          fontVariant: "tabular-nums",
          fontWeight: isTotal ? 700 : 500,
        }),
      ]),
    ];
    return {
      height: Math.round(em * (rows.length * ROW_EM + 5.4)),
      marginLeft: 1,
      marginRight: 1,
      marginTop: em * 1.8,
      marginBottom: em * 3.4,
      x: { domain: [low - margin, high + margin], label: xLabel, labelArrow: false as const, ticks: Math.max(3, Math.floor(width / (em * 9))), tickFormat: xFormat, grid: true },
      y: { domain: keys, axis: null, padding: 0 },
      color: { type: "identity" as const },
      marks,
    };
  };
}
