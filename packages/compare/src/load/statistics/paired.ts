import { deviation, mean } from './moments.ts';
import { studentCdf, studentTwoSided } from './student-t.ts';

/** What pairs say about B ÷ A, all in natural logarithms. */
export interface Paired {
  readonly pairs: number;
  readonly mean: number;
  readonly deviation: number;
  /** The paired t interval that holds the true value in 95 of 100 runs. */
  readonly low: number;
  readonly high: number;
  /** p of the paired t test against no difference. */
  readonly p: number;
}

const ALPHA = 0.05;

/**
 * The paired t interval of ln(B ÷ A): what slows a whole pair, such as another program on the machine, cancels inside it.
 *
 * @param differences ln(B ÷ A) of each pair; two at least
 */
export function paired(differences: readonly number[]): Paired {
  const pairs = differences.length;
  const middle = mean(differences);
  const spread = deviation(differences);
  const error = spread / Math.sqrt(pairs);
  const half = studentTwoSided(ALPHA, pairs - 1) * error;
  const p = error === 0 ? Number(middle === 0) : 2 * (1 - studentCdf(Math.abs(middle) / error, pairs - 1));
  return { pairs, mean: middle, deviation: spread, low: middle - half, high: middle + half, p };
}
