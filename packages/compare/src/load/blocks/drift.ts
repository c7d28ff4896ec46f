import { deviation, mean } from '../statistics/moments.ts';
import { studentTwoSided } from '../statistics/student-t.ts';

const ALPHA = 0.05;

/** How the second half of a window differs from the first. */
export interface Drift {
  /** Second ÷ first − 1. */
  readonly share: number;
  /** Whether it is more than the slices' own unrest can make. */
  readonly proven: boolean;
}

/**
 * The drift within a window, from answers in equal slices of it. A machine that is restless makes halves differ as well; that is noise,
 * which the pairs deal with, and no sign of a server that is still warming up or being held back.
 */
export function driftOf(slices: readonly number[]): Drift {
  const middle = slices.length / 2;
  const [first, second] = [slices.slice(0, middle), slices.slice(middle)];
  const difference = mean(second) - mean(first);
  const pooled = (deviation(first) ** 2 + deviation(second) ** 2) / 2;
  const error = Math.sqrt((pooled * 2) / middle);
  return {
    share: difference / Math.max(mean(first), 1 / middle),
    proven: Math.abs(difference) > studentTwoSided(ALPHA, slices.length - 2) * error,
  };
}
