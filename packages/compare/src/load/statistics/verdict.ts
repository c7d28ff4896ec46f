import type { Paired } from './paired.ts';
import { studentTwoSided } from './student-t.ts';

/** What can be said about B beside A. `better` and `worse` are the metric's: more throughput, less time. */
export type Verdict = 'better' | 'worse' | 'equivalent' | 'unresolved';

const ALPHA = 0.05;
/** Beyond this many pairs nobody waits for the answer. */
const MOST = 2000;

/** How a comparison is judged. */
export interface Rule {
  /** Differences within this are none that matter: ln(1 + 3 %) for a margin of 3 %. */
  readonly margin: number;
  /** Whether more is better. */
  readonly higher: boolean;
}

/**
 * The verdict: `equivalent` when the whole interval lies within the margin; `better` or `worse` when the interval excludes no
 * difference and the p that is adjusted for all metrics is at most 5 %; else `unresolved`.
 */
export function verdictOf({ low, high, mean, pairs }: Paired, p: number, { margin, higher }: Rule): Verdict {
  if (pairs < 2 || Number.isNaN(mean)) return 'unresolved';
  if (low >= -margin && high <= margin) return 'equivalent';
  if (low <= 0 && high >= 0) return 'unresolved';
  if (p > ALPHA) return 'unresolved';
  return mean > 0 === higher ? 'better' : 'worse';
}

/**
 * How many pairs it would take for a verdict, if further pairs were like these; undefined when more than 2000.
 */
export function pairsNeeded({ mean, deviation }: Paired, margin: number): number | undefined {
  // An interval this narrow excludes no difference, or lies within the margin.
  const half = Math.max(Math.abs(mean), margin - Math.abs(mean));
  for (let pairs = 3; pairs <= MOST; pairs += 1) {
    if (studentTwoSided(ALPHA, pairs - 1) * (deviation / Math.sqrt(pairs)) < half) return pairs;
  }
  return undefined;
}
