/** How many times the baseline something is, with the interval that holds the true ratio in 95 of 100 runs. */
export interface Ratio {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/** Student's t, two-sided 95 %, for 1 to 30 degrees of freedom; beyond that the normal quantile is close enough. */
const T95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const;

/**
 * The ratio of two lanes that were measured in pairs: the mean of ln(value / baseline) and its paired t interval, taken
 * back from the logarithm. What slows a whole round, such as another program on the machine, cancels inside each pair.
 *
 * @throws {RangeError} when the lists differ in length or hold fewer than two pairs
 */
export function pairedRatio(values: readonly number[], baseline: readonly number[]): Ratio {
  const pairs = values.length;
  if (pairs !== baseline.length || pairs < 2) throw new RangeError('a ratio needs two pairs or more');
  const logs = values.map((value, round) => Math.log(value / (baseline[round] ?? Number.NaN)));
  const mean = logs.reduce((sum, log) => sum + log, 0) / pairs;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (pairs - 1);
  const half = (T95[pairs - 2] ?? 1.96) * Math.sqrt(variance / pairs);
  return { ratio: Math.exp(mean), low: Math.exp(mean - half), high: Math.exp(mean + half) };
}
