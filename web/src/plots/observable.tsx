// A drawing by Observable Plot, with what stands around every plot here: a sentence above, units on both axes, the source below, the same as a table.
//
// It is fetched with the pages that draw with it, never on the floor. The library appends one constant <style> to each drawing: the server's policy
// allows it by its hash (src/server/application.cpp), which hangs on `CLASS` and on the library's exact version; a browser test sees a difference.
import { plot, type PlotOptions } from "@observablehq/plot";
import { memo, useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { PlotCard, useWidth, type Table } from "./plot";
import "./observable.css";

const CLASS = "plot-observable";

/** As an attribute of a mark: follows the theme by itself. */
export const COLORS = {
  estimate: "var(--teal)",
  estimateSoft: "var(--teal-half)",
  literature: "var(--soft)",
  threshold: "var(--amber)",
  ink: "var(--ink)",
  line: "var(--line)",
  card: "var(--card)",
} as const;

/** `draw`: for this width in pixels and this size of a letter. Keep it the same function while it draws the same. */
export const Drawing = memo(function Drawing({ sentence, draw, table, legend, source, words }: {
  sentence: ReactNode;
  draw: (width: number, em: number) => PlotOptions;
  table: Table;
  legend?: ReactNode;
  source: ReactNode;
  words: { asTable: string };
}) {
  const id = useId();
  const [box, width] = useWidth();
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (width <= 0) return;
    const em = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.75;
    const drawing = plot({ ...draw(width, em), width, className: CLASS, style: { background: "none", color: "var(--soft)", fontFamily: "inherit", fontSize: `${em}px`, overflow: "visible" } });
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-labelledby", id);
    for (const part of drawing.querySelectorAll("[aria-label], [aria-description]")) {
      part.removeAttribute("aria-label"); // the drawing is one image; the table holds its numbers
      part.removeAttribute("aria-description");
    }
    place.current!.replaceChildren(drawing);
  }, [draw, width, id]);
  return (
    <PlotCard id={id} box={box} sentence={sentence} legend={legend} source={source} table={table} words={words}>
      <div className="plot-place" ref={place} />
    </PlotCard>
  );
});
