// How wide words are in the map's letters, before they are drawn: names are placed by it.
let pen: CanvasRenderingContext2D | null = null;

/** Of Inter as the map draws it (town_map.css), with the paper around each letter. */
export function textWidth(words: string, size: number): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (pen === null) return words.length * size * 0.7; // no canvas: rather too much than too little
  pen.font = `600 ${size}px Inter, system-ui, sans-serif`;
  return pen.measureText(words).width * 1.03 + size * 0.3;
}
