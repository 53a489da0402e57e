// Which place a key of the keyboard goes to on a map.

export type Toward = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** The index of the nearest point that lies more in that direction than beside it; `from` itself where there is none. Pixels, y downward. */
export function next(points: readonly (readonly [number, number])[], from: number, toward: Toward): number {
  const [x0, y0] = points[from]!;
  let best = from;
  let least = Infinity;
  points.forEach(([x, y], i) => {
    const [dx, dy] = [x - x0, y - y0];
    const along = { ArrowLeft: -dx, ArrowRight: dx, ArrowUp: -dy, ArrowDown: dy }[toward];
    const beside = Math.abs(toward === "ArrowLeft" || toward === "ArrowRight" ? dy : dx);
    if (i === from || along <= 0 || beside > along) return;
    const far = Math.hypot(dx, dy);
    if (far < least) [best, least] = [i, far];
  });
  return best;
}
