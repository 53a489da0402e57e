// The map: Connecticut's outline, a circle on each town's middle as large as its expected deaths and as dark as the share of them within reach, the chosen
// sites with their numbers, and around each how far people come.
//
// Each town is a button, as large as its part of the plane that is nearer to it than to any other town (its Voronoi cell). One of them takes the tab
// key; arrows go to the next town. Distances are as the crow flies; no tile and no server of maps is asked.
import { Delaunay } from "d3-delaunay";
import { geoCircle, geoConicConformal, geoPath } from "d3-geo";
import { useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import outline from "virtual:connecticut";
import type { Plan, PlanDocument, PlanPlace, PlanSite } from "../../api/types";
import { useSay, type Say } from "../../catalogue/catalogue";
import { useWidth } from "../../plots/plot";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { standing, type Choice } from "./choice";
import { apart, placeLabels, type Box } from "./labels";
import { next, type Toward } from "./arrow";
import { textWidth } from "./text_width";
import { expectedDeaths } from "./words";
import "./town_map.css";

const WIDTH = 760;
const HEIGHT = 548;
const MARGIN = 16;
const LARGEST_PX = 24;
const NAME = 15; // letters of a name, as in plan.css, at the scale of the marks
const SITE_HALF = 13; // of a site's square, of a diamond, of a cross
const MUST_HALF = 19;
const NOT_HALF = 9;
const READABLE_PX = { moved: 13, still: 11 }; // letters of a name on the screen, however small the map is
const SCALE = { least: 1, most: 2.1 };
const LEGEND = [{ deaths: 5, at: 0 }, { deaths: 25, at: 38 }, { deaths: 80, at: 92 }] as const;
const LARGEST_DEATHS = 100; // a year; a circle's area goes with its deaths

const radius = (expected: number): number => Math.max(1.6, LARGEST_PX * Math.sqrt(Math.max(0, expected) / LARGEST_DEATHS));

/** What of a plan the map shows beside its sites; none is there before the first answer. */
export type Reach = Pick<Plan, "rings_km" | "reached_share">;

const KM_PER_DEGREE = 111.195; // of a great circle
const PALE = 0.12; // of a circle of which nothing is within reach
const DARK = 0.8;

/** `onTown` left out: a still image, as for print. */
export function TownMap({ document, choice, sites, reach, cells, stale = false, onTown }: {
  document: PlanDocument;
  choice: Choice;
  sites: readonly PlanSite[];
  reach: Reach | null;
  cells: boolean;
  stale?: boolean;
  onTown?: (town: string) => void;
}) {
  const say = useSay();
  const spoken = useStore(language);
  const clip = useId();
  const land = useMemo(() => drawnLand(document.places), [document]);
  const [at, setAt] = useState(() => document.places.reduce((best, one, i, all) => (one.expected_deaths_per_year > all[best]!.expected_deaths_per_year ? i : best), 0));
  const [shown, setShown] = useState<number | null>(null);
  const towns = useRef<(SVGGElement | null)[]>([]);
  const where = (town: string): readonly [number, number] => land.points[land.index.get(town)!]!;
  const chosenMarks = [
    ...sites.flatMap((one, i) => {
      const now = standing(choice, one.candidate);
      if (!land.index.has(one.candidate) || now === "not") return []; // a site of the last choice has one mark, its cross
      const must = now === "must";
      return [{ town: one.candidate, at: where(one.candidate), number: i + 1, must, words: must ? `${one.candidate}: ${say("plan.word.must")}` : one.candidate }];
    }),
    ...choice.not.filter((name) => land.index.has(name)).map((name) => ({ town: name, at: where(name), number: 0, must: false, words: `${name}: ${say("plan.word.not")}` })),
  ];
  const [box, width] = useWidth<HTMLDivElement>();
  const units = width > 0 ? WIDTH / width : 1.35; // of the map in a pixel of the screen
  const scale = Math.min(SCALE.most, Math.max(SCALE.least, ((onTown ? READABLE_PX.moved : READABLE_PX.still) * units) / NAME));
  const legend = legendAt(scale, say);
  const halves = chosenMarks.map((one) => (one.number === 0 ? NOT_HALF : one.must ? MUST_HALF : SITE_HALF) * scale);
  const places = apart(chosenMarks.map((one, i) => ({ at: one.at, half: halves[i]! })));
  const marks = chosenMarks.map((one, i) => ({ ...one, at: places[i]! }));
  const labels = placeLabels(
    marks.map((one, i) => ({ at: one.at, half: halves[i]!, wide: textWidth(one.words, NAME * scale) })),
    NAME * scale,
    [0, 0, WIDTH, HEIGHT],
    [legend.box],
  );
  const onKey = (event: KeyboardEvent, i: number) => {
    if (event.key === "Enter" || event.key === " ") onTown?.(document.places[i]!.name);
    else if (event.key.startsWith("Arrow")) {
      const to = next(land.points, i, event.key as Toward);
      setAt(to);
      towns.current[to]?.focus();
    } else return;
    event.preventDefault();
  };
  const says = (place: PlanPlace): string => townWords(place, choice, sites, say, expectedDeaths(place.expected_deaths_per_year, spoken));
  return (
    <div className={stale ? "plan-map stale" : "plan-map"} ref={box}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role={onTown ? "group" : "img"}
        aria-label={say(onTown ? "plan.map_says" : "plan.map_still", { sites: sites.map((one, i) => `${i + 1} ${one.candidate}`).join(", ") })}
      >
        <clipPath id={clip}><path d={land.outline} /></clipPath>
        <path className="plan-land" d={land.outline} />
        {cells && <path className="plan-cells" d={land.mesh} clipPath={`url(#${clip})`} />}
        <g className="plan-reach-rings" aria-hidden="true">
          {reach?.rings_km && sites.flatMap((one) => ringsOf(reach.rings_km!).map((km) => <path key={`${one.candidate} ${km}`} d={land.around(one, km)} clipPath={`url(#${clip})`} />))}
        </g>
        {document.places.map((place, i) => {
          const [x, y] = land.points[i]!;
          const circle = <circle className="plan-deaths" cx={x} cy={y} r={radius(place.expected_deaths_per_year)} fillOpacity={PALE + (DARK - PALE) * (reach?.reached_share[i] ?? 0)} />;
          if (!onTown) return <g key={place.name}>{circle}</g>;
          return (
            <g
              key={place.name}
              ref={(element) => {
                towns.current[i] = element;
              }}
              className="plan-town"
              role="button"
              tabIndex={i === at ? 0 : -1}
              aria-label={says(place)}
              data-town={place.name}
              data-standing={standing(choice, place.name)}
              onClick={() => onTown(place.name)}
              onKeyDown={(event) => onKey(event, i)}
              onFocus={() => [setAt(i), setShown(i)]}
              onBlur={() => setShown(null)}
              onPointerEnter={() => setShown(i)}
              onPointerLeave={() => setShown(null)}
            >
              <path className="plan-cell" d={land.cells[i]} clipPath={`url(#${clip})`} />
              {circle}
              <circle className="plan-ring" cx={x} cy={y} r={Math.max(10, radius(place.expected_deaths_per_year) + 3)} />
            </g>
          );
        })}
        <g className="plan-marks" aria-hidden="true">
          {marks.map((one, i) => {
            const label = labels[i];
            const place = `translate(${one.at.join(" ")}) scale(${scale})`;
            const name = label && <text className="plan-mark-name" x={label.dx / scale} y={label.dy / scale} textAnchor={label.anchor}>{one.words}</text>;
            if (one.number === 0) {
              return (
                <g key={one.town} className="plan-not" transform={place}>
                  <path className="plan-not-ground" d="M-7 -7 7 7M7 -7-7 7" />
                  <path d="M-7 -7 7 7M7 -7-7 7" />
                  {name}
                </g>
              );
            }
            return (
              <g key={one.town} className={one.must ? "plan-site must" : "plan-site"} data-site={one.town} transform={place}>
                {one.must ? <path className="plan-site-shape" d="M0 -18 18 0 0 18-18 0Z" /> : <rect className="plan-site-shape" x={-12} y={-12} width={24} height={24} rx={5} />}
                <text className="plan-site-number" textAnchor="middle" dominantBaseline="central">{one.number}</text>
                {name}
              </g>
            );
          })}
        </g>
        <g className="plan-scale" aria-hidden="true" fontSize={legend.size}>
          <text x={legend.right} y={legend.words} textAnchor="end">{say("plan.map_scale")}</text>
          {LEGEND.map(({ deaths, at }) => (
            <g key={deaths} transform={`translate(${legend.right - 112 + at} 0)`}>
              <circle className="plan-deaths" cy={legend.circles} r={radius(deaths)} fillOpacity={PALE} />
              <text y={legend.numbers} className="tabular" textAnchor="middle">{deaths}</text>
            </g>
          ))}
        </g>
      </svg>
      {onTown && <p className="plan-map-town" aria-hidden="true">{shown === null ? say("plan.map_how") : says(document.places[shown]!)}</p>}
    </div>
  );
}

/** "Norwich: 12 expected deaths a year. Must be a site. Site 2 of this plan." */
function townWords(place: PlanPlace, choice: Choice, sites: readonly PlanSite[], say: Say, expected: string): string {
  const number = sites.findIndex((one) => one.candidate === place.name) + 1;
  const words = [say("plan.town", { town: place.name, n: expected }), say(`plan.standing.${standing(choice, place.name)}`)];
  if (number > 0) words.push(say("plan.town_site", { n: number }));
  return words.join(" ");
}

/** The inner ring only where it is another one. */
function ringsOf({ half, none }: NonNullable<Reach["rings_km"]>): number[] {
  return half > 0 && half < 0.99 * none ? [none, half] : [none];
}

/** The circles' own scale, at the bottom right: where its lines stand, and the room that it takes. */
function legendAt(scale: number, say: Say) {
  const size = 13 * scale;
  const right = WIDTH - 22;
  const words = HEIGHT - size * 0.5;
  const numbers = words - size * 1.3;
  const circles = numbers - size - radius(80);
  const left = right - Math.max(112 + radius(5), textWidth(say("plan.map_scale"), size));
  const box: Box = [left, circles - radius(80), WIDTH, HEIGHT];
  return { size, right, words, numbers, circles, box };
}

function drawnLand(places: readonly PlanPlace[]) {
  // The state's own plane: Lambert's, with the parallels of the state's survey.
  const projection = geoConicConformal().parallels([41.2, 41.867]).rotate([72.75, 0]).fitExtent([[MARGIN, MARGIN], [WIDTH - MARGIN, HEIGHT - MARGIN]], outline as never);
  const points = places.map((one) => projection([one.lon, one.lat]) as [number, number]);
  const voronoi = Delaunay.from(points).voronoi([0, 0, WIDTH, HEIGHT]);
  return {
    outline: geoPath(projection)(outline as never) ?? "",
    around: (at: { lat: number; lon: number }, km: number): string => geoPath(projection)(geoCircle().center([at.lon, at.lat]).radius(km / KM_PER_DEGREE)()) ?? "",
    points,
    cells: points.map((_, i) => voronoi.renderCell(i)),
    mesh: voronoi.render(),
    index: new Map(places.map((one, i) => [one.name, i])),
  };
}
