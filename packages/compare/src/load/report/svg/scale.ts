/** Puts values onto a line of pixels. */
export interface Scale {
  (value: number): number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 5];

/** A logarithmic scale, with ticks at 1, 2 and 5 of each power of ten; values are positive. */
export function logScale(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): Scale {
  const [bottom, top] = [Math.log(low), Math.log(Math.max(high, low * 1.000_1))];
  const place = (value: number): number => from + ((Math.log(value) - bottom) / (top - bottom)) * (to - from);
  const powers = Array.from({ length: 19 }, (_, index) => 10 ** (index - 9));
  const ticks = powers.flatMap((power) => STEPS.map((step) => step * power));
  return Object.assign(place, { ticks: ticks.filter((tick) => tick >= low * 0.999 && tick <= high * 1.001) });
}

/** A linear scale from 0 with about five ticks. */
export function linearScale(high: number, [from, to]: readonly [number, number]): Scale {
  const top = high > 0 ? high : 1;
  const rough = top / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((candidate) => candidate * power >= rough) ?? 10);
  const place = (value: number): number => from + (value / top) * (to - from);
  const count = Math.floor(top / step + 1e-9) + 1;
  return Object.assign(place, { ticks: Array.from({ length: count }, (_, index) => index * step) });
}

/** Ratios around 1, wide enough for all of them, with ticks that people read. */
export function ratioScale(values: readonly number[], pixels: readonly [number, number]): Scale {
  const low = Math.min(0.9, ...values) / 1.03;
  const high = Math.max(1.1, ...values) * 1.03;
  const scale = logScale([low, high], pixels);
  const step = high / low > 4 ? 0.5 : high / low > 1.6 ? 0.2 : 0.05;
  const count = Math.ceil(high / step) + 1;
  const ticks = Array.from({ length: count }, (_, index) => Number((index * step).toFixed(2)));
  const some = high / low > 12 ? scale.ticks : ticks.filter((tick) => tick >= low && tick <= high);
  return Object.assign((value: number) => scale(value), { ticks: some });
}
