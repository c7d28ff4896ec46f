/** The ends of the spans that durations are told in, in milliseconds. */
const SPANS: readonly (readonly [number, string])[] = [
  [3000, 'within 3 s'],
  [10_000, '3 to 10 s'],
  [30_000, '10 to 30 s'],
  [100_000, '30 to 100 s'],
  [400_000, '100 to 400 s'],
];

/** A duration as the span it falls into: coarse enough to be the same in the next run. */
export function spanOf(ms: number): string {
  return SPANS.find(([end]) => ms < end)?.[1] ?? 'more than 400 s';
}
