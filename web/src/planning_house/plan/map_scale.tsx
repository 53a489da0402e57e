// The scale of the map's circles, at the bottom right: where its lines stand, and the room that it takes.
import { useSay, type Say } from "../../catalogue/catalogue";
import type { Box } from "./labels";
import { HEIGHT, radius, WIDTH } from "./map_land";
import { textWidth } from "./text_width";

const LEGEND = [{ deaths: 5, at: 0 }, { deaths: 25, at: 38 }, { deaths: 80, at: 92 }] as const;

export type Legend = ReturnType<typeof legendAt>;

export function legendAt(scale: number, say: Say) {
  const size = 13 * scale;
  const right = WIDTH - 22;
  const words = HEIGHT - size * 0.5;
  const numbers = words - size * 1.3;
  const circles = numbers - size - radius(80);
  const left = right - Math.max(112 + radius(5), textWidth(say("plan.map_scale"), size));
  const box: Box = [left, circles - radius(80), WIDTH, HEIGHT];
  return { size, right, words, numbers, circles, box };
}

export function MapScale({ legend, pale }: { legend: Legend; pale: number }) {
  const say = useSay();
  return (
    <g className="plan-scale" aria-hidden="true" fontSize={legend.size}>
      <text x={legend.right} y={legend.words} textAnchor="end">{say("plan.map_scale")}</text>
      {LEGEND.map(({ deaths, at }) => (
        <g key={deaths} transform={`translate(${legend.right - 112 + at} 0)`}>
          <circle className="plan-deaths" cy={legend.circles} r={radius(deaths)} fillOpacity={pale} />
          <text y={legend.numbers} className="tabular" textAnchor="middle">{deaths}</text>
        </g>
      ))}
    </g>
  );
}
