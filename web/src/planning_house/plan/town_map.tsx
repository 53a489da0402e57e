// The map: Connecticut's outline, a circle on each town's middle as large as its expected deaths and as dark as the share of them within reach, the chosen
// sites with their numbers, and around each how far people come.
//
// Each town is a button, as large as its part of the plane that is nearer to it than to any other town (its Voronoi cell). One of them takes the tab
// key; arrows go to the next town. Distances are as the crow flies; no tile and no server of maps is asked.
import { useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { Plan, PlanDocument, PlanPlace, PlanSite } from "../../api/types";
import { useSay, type Say } from "../../catalogue/catalogue";
import { useWidth } from "../../plots/plot";
import { language } from "../../record/preferences";
import { useStore } from "../../record/store";
import { next, type Toward } from "./arrow";
import { standing, type Choice } from "./choice";
import { drawnLand, HEIGHT, radius, WIDTH, type Land } from "./map_land";
import { MapMarks, NAME, placedMarks } from "./map_marks";
import { legendAt, MapScale } from "./map_scale";
import { expectedDeaths } from "./words";
import "./town_map.css";

const READABLE_PX = { moved: 13, still: 11 }; // letters of a name on the screen, however small the map is
const SCALE = { least: 1, most: 2.1 };
const PALE = 0.12; // of a circle of which nothing is within reach
const DARK = 0.8;

/** What of a plan the map shows beside its sites; none is there before the first answer. */
export type Reach = Pick<Plan, "rings_km" | "reached_share">;

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
  const [shown, setShown] = useState<number | null>(null);
  const [box, width] = useWidth<HTMLDivElement>();
  const units = width > 0 ? WIDTH / width : 1.35; // of the map in a pixel of the screen
  const scale = Math.min(SCALE.most, Math.max(SCALE.least, ((onTown ? READABLE_PX.moved : READABLE_PX.still) * units) / NAME));
  const legend = legendAt(scale, say);
  const says = (place: PlanPlace): string => townWords(place, choice, sites, say, expectedDeaths(place.expected_deaths_per_year, spoken));
  const drawn = { places: document.places, land, clip, reach };
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
        {onTown ? <Towns {...drawn} choice={choice} says={says} onShow={setShown} onTown={onTown} /> : <StillTowns {...drawn} />}
        <MapMarks marks={placedMarks(choice, sites, land, scale, legend.box, say)} scale={scale} />
        <MapScale legend={legend} pale={PALE} />
      </svg>
      {onTown && <p className="plan-map-town" aria-hidden="true">{shown === null ? say("plan.map_how") : says(document.places[shown]!)}</p>}
    </div>
  );
}

interface Drawn {
  places: readonly PlanPlace[];
  land: Land;
  clip: string;
  reach: Reach | null;
}

function Deaths({ place, at: [x, y], reached }: { place: PlanPlace; at: readonly [number, number]; reached: number }) {
  return <circle className="plan-deaths" cx={x} cy={y} r={radius(place.expected_deaths_per_year)} fillOpacity={PALE + (DARK - PALE) * reached} />;
}

const StillTowns = ({ places, land, reach }: Drawn) =>
  places.map((place, i) => <g key={place.name}><Deaths place={place} at={land.points[i]!} reached={reach?.reached_share[i] ?? 0} /></g>);

/** Each town a button; one of them takes the tab key, at first the one with the most deaths. */
function Towns({ places, land, clip, reach, choice, says, onShow, onTown }: Drawn & {
  choice: Choice;
  says: (place: PlanPlace) => string;
  onShow: (town: number | null) => void;
  onTown: (town: string) => void;
}) {
  const [at, setAt] = useState(() => places.reduce((best, one, i, all) => (one.expected_deaths_per_year > all[best]!.expected_deaths_per_year ? i : best), 0));
  const towns = useRef<(SVGGElement | null)[]>([]);
  const onKey = (event: KeyboardEvent, i: number) => {
    if (event.key === "Enter" || event.key === " ") onTown(places[i]!.name);
    else if (event.key.startsWith("Arrow")) {
      const to = next(land.points, i, event.key as Toward);
      setAt(to);
      towns.current[to]?.focus();
    } else return;
    event.preventDefault();
  };
  return places.map((place, i) => {
    const [x, y] = land.points[i]!;
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
        onFocus={() => [setAt(i), onShow(i)]}
        onBlur={() => onShow(null)}
        onPointerEnter={() => onShow(i)}
        onPointerLeave={() => onShow(null)}
      >
        <path className="plan-cell" d={land.cells[i]} clipPath={`url(#${clip})`} />
        <Deaths place={place} at={[x, y]} reached={reach?.reached_share[i] ?? 0} />
        <circle className="plan-ring" cx={x} cy={y} r={Math.max(10, radius(place.expected_deaths_per_year) + 3)} />
      </g>
    );
  });
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
