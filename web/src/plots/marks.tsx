// What is drawn in a plot: lines with their interval as a band, steps, bars, thresholds. An unknown value is a gap, never zero.
import type { Frame } from "./plot";
import "./marks.css";

export interface Point {
  x: number;
  value: number | null;
  low95?: number | null;
  high95?: number | null;
}

export type Look = "estimate" | "other";

/** Points that stand together without a gap. */
export function runs(points: readonly Point[]): Point[][] {
  const out: Point[][] = [];
  let open = false;
  for (const point of points) {
    if (point.value === null) {
      open = false;
      continue;
    }
    if (!open) out.push([]);
    out.at(-1)!.push(point);
    open = true;
  }
  return out;
}

const cut = (frame: Frame, value: number): number => frame.y.at(Math.min(Math.max(value, frame.y.from), frame.y.to));
const path = (corners: readonly (readonly [number, number])[]): string => corners.map(([x, y], i) => `${i === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");

export function Line({ frame, points, look = "estimate", dots = false }: { frame: Frame; points: readonly Point[]; look?: Look; dots?: boolean }) {
  return (
    <g className={`mark-${look}`}>
      {runs(points).map((run) => {
        const line = run.map((point) => [frame.x.at(point.x), cut(frame, point.value!)] as const);
        const high = run.map((point) => [frame.x.at(point.x), cut(frame, point.high95 ?? point.value!)] as const);
        const low = run.map((point) => [frame.x.at(point.x), cut(frame, point.low95 ?? point.value!)] as const);
        return (
          <g key={run[0]!.x}>
            {look === "estimate" && run.length > 1 && <path className="mark-band" d={`${path([...high, ...low.reverse()])}Z`} />}
            {run.length > 1 && <path className="mark-line" d={path(line)} />}
            {(dots || run.length === 1) && line.map(([x, y]) => <circle key={x} className="mark-dot" cx={x} cy={y} r={2.6} />)}
          </g>
        );
      })}
    </g>
  );
}

/** Each value holds from its x to the next whole one: what there is, beside what is used of it. */
export function Steps({ frame, points }: { frame: Frame; points: readonly Point[] }) {
  return (
    <g className="mark-there">
      {runs(points).map((run) => (
        <path
          key={run[0]!.x}
          className="mark-line"
          d={path(run.flatMap((point) => [[frame.x.at(point.x), cut(frame, point.value!)] as const, [frame.x.at(point.x + 1), cut(frame, point.value!)] as const]))}
        />
      ))}
    </g>
  );
}

/** A bar from x to x + 1 each, with its interval as a whisker. */
export function Bars({ frame, points }: { frame: Frame; points: readonly Point[] }) {
  const gap = 2;
  return (
    <g className="mark-estimate">
      {points.map((point) => {
        if (point.value === null) return null;
        const left = frame.x.at(point.x) + gap / 2;
        const wide = Math.max(frame.x.at(point.x + 1) - frame.x.at(point.x) - gap, 1);
        const top = cut(frame, point.value);
        const middle = left + wide / 2;
        return (
          <g key={point.x}>
            <rect className="mark-bar" x={left} y={top} width={wide} height={Math.max(frame.y.at(frame.y.from) - top, 0)} rx={Math.min(3, wide / 3)} />
            {point.low95 != null && point.high95 != null && (
              <line className="mark-whisker" x1={middle} x2={middle} y1={cut(frame, point.low95)} y2={cut(frame, point.high95)} />
            )}
          </g>
        );
      })}
    </g>
  );
}

/** Across the plot, with its word at the right end. */
export function Threshold({ frame, at, word }: { frame: Frame; at: number; word: string }) {
  if (at > frame.y.to || at < frame.y.from) return null;
  const y = frame.y.at(at);
  return (
    <g className="mark-threshold">
      <line className="mark-line" x1={frame.x.at(frame.x.from)} x2={frame.x.at(frame.x.to)} y1={y} y2={y} />
      <text className="plot-word" x={frame.x.at(frame.x.to)} y={y - 6} textAnchor="end">▲ {word}</text>
    </g>
  );
}

/** Horizontal bars with their names, for a handful of kinds: no axis, the number stands beside each. */
export function NamedBars({ rows, max }: { rows: readonly { name: string; value: number | null; words: string }[]; max: number }) {
  return (
    <ul className="named-bars">
      {rows.map((row) => (
        <li key={row.name}>
          <span className="named-bar-name">{row.name}</span>
          <svg className="named-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect className="mark-ground" width="100" height="10" rx="1.2" />
            {row.value !== null && <rect className="mark-bar" width={max > 0 ? Math.min(100, (row.value / max) * 100) : 0} height="10" rx="1.2" />}
          </svg>
          <span className="named-bar-words tabular">{row.words}</span>
        </li>
      ))}
    </ul>
  );
}
