// Where names go beside their marks on a map, so that none lies on another name, a mark or anything else that is drawn: below, above, right or left, then
// between these, else none; the table, the list and the line below the map have them all. Marks that would lie on each other are moved apart before.

export interface Label {
  dx: number;
  /** Of the line that the letters stand on. */
  dy: number;
  anchor: "middle" | "start" | "end";
}

export type Box = readonly [left: number, top: number, right: number, bottom: number];

export interface Named {
  at: readonly [number, number];
  /** Half of the mark's own width. */
  half: number;
  /** Of the name. */
  wide: number;
}

const ASCENT = 0.97; // of Inter, in sizes of its letters
const DESCENT = 0.24;

const overlaps = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

const ROUNDS = 60; // far more than ten towns side by side need

/** Marks of places that lie close, moved apart until none covers another's number; where there is room each stands on its place. */
export function apart(marks: readonly Pick<Named, "at" | "half">[]): (readonly [number, number])[] {
  const at = marks.map((one) => [...one.at] as [number, number]);
  for (let round = 0; round < ROUNDS; round++) {
    let moved = false;
    marks.forEach((a, i) => {
      for (let j = i + 1; j < marks.length; j++) {
        const apart = a.half + marks[j]!.half;
        const by = [0, 1].map((axis) => apart - Math.abs(at[j]![axis]! - at[i]![axis]!));
        if (by[0]! <= 0 || by[1]! <= 0) continue;
        const axis = by[0]! < by[1]! ? 0 : 1; // the shorter way
        const to = at[j]![axis]! >= at[i]![axis]! ? 1 : -1;
        at[i]![axis]! -= (to * (by[axis]! + 0.1)) / 2;
        at[j]![axis]! += (to * (by[axis]! + 0.1)) / 2;
        moved = true;
      }
    });
    if (!moved) break;
  }
  return at;
}

/** In order: who comes first has the choice. `size`: of the letters. `within`: the map. Null: there is no room. */
export function placeLabels(marks: readonly Named[], size: number, within: Box, drawn: readonly Box[] = []): (Label | null)[] {
  const taken: Box[] = [...drawn, ...marks.map(({ at: [x, y], half }): Box => [x - half, y - half, x + half, y + half])];
  return marks.map(({ at: [x, y], half, wide }) => {
    const below = half + size * ASCENT;
    const above = -half - size * DESCENT;
    const beside = half + size * 0.3;
    const ways: Label[] = [
      { dx: 0, dy: below, anchor: "middle" },
      { dx: 0, dy: above, anchor: "middle" },
      { dx: beside, dy: size * 0.36, anchor: "start" },
      { dx: -beside, dy: size * 0.36, anchor: "end" },
      ...([below, above].flatMap((dy): Label[] => [{ dx: -half, dy, anchor: "start" }, { dx: half, dy, anchor: "end" }])),
      ...([size * 1.1, -size * 0.4].flatMap((dy): Label[] => [{ dx: beside, dy, anchor: "start" }, { dx: -beside, dy, anchor: "end" }])),
    ];
    for (const way of ways) {
      const left = x + way.dx - (way.anchor === "middle" ? wide / 2 : way.anchor === "end" ? wide : 0);
      const box: Box = [left, y + way.dy - size * ASCENT, left + wide, y + way.dy + size * DESCENT];
      const isOut = box[0] < within[0] || box[1] < within[1] || box[2] > within[2] || box[3] > within[3];
      if (isOut || taken.some((one) => overlaps(one, box))) continue;
      taken.push(box);
      return way;
    }
    return null;
  });
}
