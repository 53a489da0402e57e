// Where names go beside their marks on a map, so that none lies on another: below, above, right or left, else none; the table has them all.

export interface Label {
  dx: number;
  dy: number;
  anchor: "middle" | "start" | "end";
}

const MARK = 18; // half of the largest mark

/** In order: who comes first has the choice. `letter`: the width of one, in the map's units; null: there is no room. */
export function placeLabels(marks: readonly { at: readonly [number, number]; words: string }[], letter: number): (Label | null)[] {
  const high = letter * 1.9;
  type Box = readonly [left: number, top: number, right: number, bottom: number];
  const taken: Box[] = marks.map(({ at: [x, y] }) => [x - MARK + 4, y - MARK + 4, x + MARK - 4, y + MARK - 4]);
  const overlaps = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  return marks.map(({ at: [x, y], words }) => {
    const wide = words.length * letter;
    const ways: Label[] = [
      { dx: 0, dy: MARK + high * 0.7, anchor: "middle" },
      { dx: 0, dy: -MARK - high * 0.2, anchor: "middle" },
      { dx: MARK + 3, dy: high * 0.3, anchor: "start" },
      { dx: -MARK - 3, dy: high * 0.3, anchor: "end" },
    ];
    for (const way of ways) {
      const left = x + way.dx - (way.anchor === "middle" ? wide / 2 : way.anchor === "end" ? wide : 0);
      const bottom = y + way.dy + high * 0.2;
      const box: Box = [left, bottom - high * 0.85, left + wide, bottom];
      if (taken.some((one) => overlaps(one, box))) continue;
      taken.push(box);
      return way;
    }
    return null;
  });
}
