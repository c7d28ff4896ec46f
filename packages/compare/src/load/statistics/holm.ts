/**
 * Holm's adjustment for several tests at once: with these p values, each test may be judged by itself and the chance of any
 * false call stays below the level (Holm 1979). In the order given.
 */
export function holm(values: readonly number[]): number[] {
  const order = values.map((p, index) => ({ p, index })).toSorted((a, b) => a.p - b.p);
  const adjusted = Array.from(values, () => 1);
  let least = 0;
  for (const [rank, { p, index }] of order.entries()) {
    least = Math.max(least, Math.min(1, p * (values.length - rank)));
    adjusted[index] = least;
  }
  return adjusted;
}
