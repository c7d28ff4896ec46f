import { deviation, mean } from './moments.ts';
import { studentCdf, studentTwoSided } from './student-t.ts';

/** How much two samples differ that were not taken in pairs. */
export interface Welch {
  /** Mean of the second less mean of the first, with its 95 % interval. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** p, one-sided, against a difference of at most `bound`. */
  above(bound: number): number;
}

const ALPHA = 0.05;

/** Welch's t: two samples of their own sizes and spreads; each of two values at least. */
export function welch(first: readonly number[], second: readonly number[]): Welch {
  const [a, b] = [deviation(first) ** 2 / first.length, deviation(second) ** 2 / second.length];
  const error = Math.sqrt(a + b);
  const freedom = (a + b) ** 2 / (a ** 2 / (first.length - 1) + b ** 2 / (second.length - 1));
  const difference = mean(second) - mean(first);
  const half = error === 0 ? 0 : studentTwoSided(ALPHA, freedom) * error;
  return {
    difference,
    low: difference - half,
    high: difference + half,
    above: (bound) =>
      error === 0 ? Number(difference <= bound) : 1 - studentCdf((difference - bound) / error, freedom),
  };
}
