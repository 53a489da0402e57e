// Horizontal bars with their names: beside them where there is room, above them on a narrow screen, so that a long name needs no margin there. The
// tornado's and the waterfall's drawing.
import { barX, ruleX, text, type Markish } from "@observablehq/plot";
import { COLORS } from "../../plots/observable";

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

const ROW_EM = { beside: 2.15, above: 3.5 };
const NAMES_EM = 32; // about sixty letters
const WORDS_EM = 7;

export function barRows({ rows, rules, xLabel, xFormat }: BarRowsLook) {
  const at = (i: number) => String(i);
  const keys = rows.map((_, i) => at(i));
  const bars = rows.flatMap((row, i) => row.bars.map((bar) => ({ ...bar, row: at(i) })));
  const ends = [...bars.flatMap((bar) => [bar.from, bar.to]), ...rules.map((rule) => rule.at)];
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const margin = (high - low || 1) * 0.02;
  const wordsEm = Math.max(...rows.map((row) => row.words.length)) * 0.62 + 1; // about the room they take
  const named = rows.map((row, i) => ({ ...row, row: at(i) }));
  return (width: number, em: number) => {
    const isBeside = width >= em * 66;
    const look = { y: "row", dy: isBeside ? 0 : -em * 0.85, fill: COLORS.ink, stroke: COLORS.card, strokeWidth: 5 };
    const gap = isBeside ? em * 0.8 : 0;
    const marks: Markish[] = [
      // Through every row, but not through the names above the bars.
      ...rules.map((rule) => ruleX(keys.map((row) => ({ row, at: rule.at })), { x: "at", y1: "row", y2: "row", insetTop: isBeside ? 0 : em * 1.5, stroke: rule.color, strokeWidth: rule.color === COLORS.threshold ? 2 : 1.25 })),
      ...rules.filter((rule) => rule.word).map((rule) =>
        text([rule], { x: "at", text: "word", frameAnchor: "top", dy: -em * 0.9, textAnchor: rule.at > low + (high - low) * 0.7 ? "end" : rule.at < low + (high - low) * 0.3 ? "start" : "middle", fill: rule.color, fontWeight: 600 }),
      ),
      barX(bars, { x1: "from", x2: "to", y: "row", fill: "color", fillOpacity: (bar: Bar) => bar.opacity ?? 0.85, insetTop: em * (isBeside ? 0.4 : 1.75), insetBottom: em * (isBeside ? 0.4 : 0.35), rx: 2 }),
      ...[true, false].flatMap((isTotal) => [
        text(named.filter((row) => (row.isTotal ?? false) === isTotal), {
          ...look,
          text: "name",
          frameAnchor: "left",
          textAnchor: isBeside ? "end" : "start",
          dx: -gap,
          lineWidth: isBeside ? NAMES_EM - 2 : Math.max(8, width / em - wordsEm),
          textOverflow: "ellipsis",
          fontWeight: isTotal ? 700 : 500,
        }),
        text(named.filter((row) => (row.isTotal ?? false) === isTotal), {
          ...look,
          text: "words",
          frameAnchor: "right",
          textAnchor: isBeside ? "start" : "end",
          dx: gap,
          fontVariant: "tabular-nums",
          fontWeight: isTotal ? 700 : 500,
        }),
      ]),
    ];
    return {
      height: Math.round(em * (rows.length * ROW_EM[isBeside ? "beside" : "above"] + 5.4)),
      marginLeft: isBeside ? em * NAMES_EM : 1,
      marginRight: isBeside ? em * WORDS_EM : 1,
      marginTop: em * 1.8,
      marginBottom: em * 3.4,
      x: { domain: [low - margin, high + margin], label: xLabel, labelArrow: false as const, ticks: Math.max(3, Math.floor((width - (isBeside ? em * (NAMES_EM + WORDS_EM) : 0)) / (em * 9))), tickFormat: xFormat, grid: true },
      y: { domain: keys, axis: null, padding: 0 },
      color: { type: "identity" as const },
      marks,
    };
  };
}
