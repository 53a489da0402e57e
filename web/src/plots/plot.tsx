// One plot of the planners' pages: a sentence that says what it shows, the drawing with units on both axes, and the same as a table.
//
// The estimate is teal with its interval as a band; what it is compared with (an earlier run, the literature) is soft and dashed; a threshold is
// amber with its word beside it. The drawing is one image to a screen reader; the table holds every number of it.
import { useEffect, useId, useRef, useState, type ReactNode, type Ref } from "react";
import { scale, ticks, type Scale } from "./scale";
import "./plot.css";

export interface Axis {
  /** With its unit: "minutes". */
  label: string;
  domain: readonly [number, number];
  format: (value: number) => string;
  /** Which values are named; left out: round ones. */
  ticks?: readonly number[];
}

export interface Table {
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

export interface Frame {
  x: Scale;
  y: Scale;
  width: number;
  height: number;
}

const LEFT = 46;
const RIGHT = 12;
const TOP = 30;
const BOTTOM = 38;
const HEIGHT = 226;
const TICK_PX = 58; // about the room that one name on the horizontal axis takes

/** `legend`: what the marks are, in words. `source`: where the figures come from. */
export function Plot({ sentence, x, y, table, legend, source, words, children }: {
  sentence: ReactNode;
  x: Axis;
  y: Axis;
  table: Table;
  legend?: ReactNode;
  source: string;
  words: { asTable: string };
  children: (frame: Frame) => ReactNode;
}) {
  const id = useId();
  const [box, width] = useWidth();
  const frame: Frame = {
    width,
    height: HEIGHT,
    x: scale(x.domain, [LEFT, width - RIGHT]),
    y: scale(y.domain, [HEIGHT - BOTTOM, TOP]),
  };
  const xTicks = x.ticks ?? ticks(x.domain[0], x.domain[1], Math.max(2, Math.floor((width - LEFT - RIGHT) / TICK_PX)));
  const yTicks = y.ticks ?? ticks(y.domain[0], y.domain[1], 4);
  return (
    <PlotCard id={id} box={box} sentence={sentence} legend={legend} source={source} table={table} words={words}>
      {width > 0 && (
        <svg className="plot-drawing" width={width} height={HEIGHT} role="img" aria-labelledby={id}>
          {yTicks.map((value) => (
            <g key={value}>
              <line className="plot-grid" x1={LEFT} x2={width - RIGHT} y1={frame.y.at(value)} y2={frame.y.at(value)} />
              <text className="plot-tick" x={LEFT - 7} y={frame.y.at(value)} textAnchor="end" dominantBaseline="central">{y.format(value)}</text>
            </g>
          ))}
          {children(frame)}
          <line className="plot-axis" x1={LEFT} x2={width - RIGHT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
          {xTicks.map((value) => (
            <text key={value} className="plot-tick" x={frame.x.at(value)} y={HEIGHT - BOTTOM + 15} textAnchor="middle">{x.format(value)}</text>
          ))}
          <text className="plot-label" x={width - RIGHT} y={HEIGHT - 5} textAnchor="end">{x.label}</text>
          <text className="plot-label" x={0} y={11}>{y.label}</text>
        </svg>
      )}
    </PlotCard>
  );
}

/** What stands around every drawing. `id`: of the sentence, which names it. */
export function PlotCard({ id, box, sentence, legend, source, table, words, children }: {
  id: string;
  box: Ref<HTMLElement>;
  sentence: ReactNode;
  legend?: ReactNode;
  source: ReactNode;
  table: Table;
  words: { asTable: string };
  children: ReactNode;
}) {
  return (
    <figure className="plot card" ref={box}>
      <figcaption id={id} className="plot-says">{sentence}</figcaption>
      {children}
      {legend && <p className="plot-legend">{legend}</p>}
      <p className="plot-source">{source}</p>
      <TableOf table={table} summary={words.asTable} />
    </figure>
  );
}

export function TableOf({ table, summary }: { table: Table; summary: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details className="plot-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{summary}</summary>
      {open && (
        <div className="plot-table-box" tabIndex={0} role="region" aria-label={summary}>
          <table>
            <thead>
              <tr>{table.head.map((name) => <th key={name} scope="col">{name}</th>)}</tr>
            </thead>
            <tbody>
              {table.rows.map((row) => (
                <tr key={row[0]}>
                  {row.map((cell, column) => (column === 0 ? <th key={column} scope="row">{cell}</th> : <td key={column}>{cell}</td>))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}

/** The inner width of a box as it is now; 0 before it is known. */
export function useWidth<Element extends HTMLElement = HTMLElement>() {
  const box = useRef<Element>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const style = getComputedStyle(element);
      setWidth(Math.floor(element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)));
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return [box, width] as const;
}
