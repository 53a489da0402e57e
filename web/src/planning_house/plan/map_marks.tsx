// The marks on the map: a site's number in a square, in a diamond where it must be one, a cross where it must not; and their names, none on another.
import type { PlanSite } from "../../api/types";
import type { Say } from "../../catalogue/catalogue";
import { standing, type Choice } from "./choice";
import { apart, placeLabels, type Box } from "./labels";
import { HEIGHT, WIDTH, type Land } from "./map_land";
import { textWidth } from "./text_width";

export const NAME = 15; // letters of a name, as in town_map.css, at the scale of the marks
const SITE_HALF = 13; // of a site's square, of a diamond, of a cross
const MUST_HALF = 19;
const NOT_HALF = 9;

interface Mark {
  town: string;
  at: readonly [number, number];
  number: number; // 0 of a town that must not be a site
  must: boolean;
  words: string;
}

type Label = ReturnType<typeof placeLabels>[number];

/** Every site of the plan, and every town that may not be one, where its middle is. */
function marksOf(choice: Choice, sites: readonly PlanSite[], land: Land, say: Say): Mark[] {
  const where = (town: string): readonly [number, number] => land.points[land.index.get(town)!]!;
  return [
    ...sites.flatMap((one, i) => {
      const now = standing(choice, one.candidate);
      if (!land.index.has(one.candidate) || now === "not") return []; // a site of the last choice has one mark, its cross
      const must = now === "must";
      return [{ town: one.candidate, at: where(one.candidate), number: i + 1, must, words: must ? `${one.candidate}: ${say("plan.word.must")}` : one.candidate }];
    }),
    ...choice.not.filter((name) => land.index.has(name)).map((name) => ({ town: name, at: where(name), number: 0, must: false, words: `${name}: ${say("plan.word.not")}` })),
  ];
}

/** The marks moved apart, each with its name where there is room for it beside the others and the `legend`. */
export function placedMarks(choice: Choice, sites: readonly PlanSite[], land: Land, scale: number, legend: Box, say: Say): { mark: Mark; label: Label }[] {
  const chosen = marksOf(choice, sites, land, say);
  const halves = chosen.map((one) => (one.number === 0 ? NOT_HALF : one.must ? MUST_HALF : SITE_HALF) * scale);
  const places = apart(chosen.map((one, i) => ({ at: one.at, half: halves[i]! })));
  const marks = chosen.map((one, i) => ({ ...one, at: places[i]! }));
  const labels = placeLabels(
    marks.map((one, i) => ({ at: one.at, half: halves[i]!, wide: textWidth(one.words, NAME * scale) })),
    NAME * scale,
    [0, 0, WIDTH, HEIGHT],
    [legend],
  );
  return marks.map((mark, i) => ({ mark, label: labels[i]! }));
}

export function MapMarks({ marks, scale }: { marks: ReturnType<typeof placedMarks>; scale: number }) {
  return (
    <g className="plan-marks" aria-hidden="true">
      {marks.map(({ mark, label }) => {
        const place = `translate(${mark.at.join(" ")}) scale(${scale})`;
        const name = label && <text className="plan-mark-name" x={label.dx / scale} y={label.dy / scale} textAnchor={label.anchor}>{mark.words}</text>;
        if (mark.number === 0) {
          return (
            <g key={mark.town} className="plan-not" transform={place}>
              <path className="plan-not-ground" d="M-7 -7 7 7M7 -7-7 7" />
              <path d="M-7 -7 7 7M7 -7-7 7" />
              {name}
            </g>
          );
        }
        return (
          <g key={mark.town} className={mark.must ? "plan-site must" : "plan-site"} data-site={mark.town} transform={place}>
            {mark.must ? <path className="plan-site-shape" d="M0 -18 18 0 0 18-18 0Z" /> : <rect className="plan-site-shape" x={-12} y={-12} width={24} height={24} rx={5} />}
            <text className="plan-site-number" textAnchor="middle" dominantBaseline="central">{mark.number}</text>
            {name}
          </g>
        );
      })}
    </g>
  );
}
