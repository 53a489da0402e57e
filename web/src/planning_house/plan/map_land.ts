// The plane on which the map is drawn: the state's own projection, its outline, and each town's part of it.
import { Delaunay } from "d3-delaunay";
import { geoCircle, geoConicConformal, geoPath } from "d3-geo";
import outline from "virtual:connecticut";
import type { PlanPlace } from "../../api/types";

export const WIDTH = 760;
export const HEIGHT = 548;
const MARGIN = 16;
const KM_PER_DEGREE = 111.195; // of a great circle
const LARGEST_PX = 24;
const LARGEST_DEATHS = 100; // a year; a circle's area goes with its deaths

export const radius = (expected: number): number => Math.max(1.6, LARGEST_PX * Math.sqrt(Math.max(0, expected) / LARGEST_DEATHS));

export function drawnLand(places: readonly PlanPlace[]) {
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

export type Land = ReturnType<typeof drawnLand>;
