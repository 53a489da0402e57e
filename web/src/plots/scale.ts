// Where a value stands on an axis, and which values an axis names.

export interface Scale {
  from: number;
  to: number;
  /** Pixels of a value. */
  at: (value: number) => number;
}

export function scale(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const [from, to] = domain;
  const span = to - from || 1;
  return { from, to, at: (value) => range[0] + ((value - from) / span) * (range[1] - range[0]) };
}

/** Round values from `from` up to `to`, about `wanted` of them: 1, 2 or 5 times a power of ten apart. */
export function ticks(from: number, to: number, wanted: number): number[] {
  if (!(to > from) || wanted < 1) return [from];
  const rough = (to - from) / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough * 0.999)!;
  const out: number[] = [];
  for (let n = Math.ceil(from / step - 1e-9); n * step <= to + step * 1e-9; n++) out.push(Number((n * step).toPrecision(12)));
  return out;
}

/** The end of an axis that begins at 0 and holds every value: the next round one. */
export function roundedUp(value: number, wanted = 4): number {
  if (!(value > 0)) return 1;
  const rough = value / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((times) => times * power).find((one) => one >= rough * 0.999)!;
  return Number((Math.ceil(value / step - 1e-9) * step).toPrecision(12));
}
