import * as z from 'zod';

/** Equal parts of a window in which answers are counted, to tell a drift from noise. */
export const SLICES = 10;
const Count = z.int().nonnegative();

/** What a window of load came to, as the generator reports it. Times are in microseconds unless their name says otherwise. */
export const Tally = z.object({
  /** Answers that were as expected and complete, in each tenth of the window. */
  slices: z.array(Count).length(SLICES),
  seconds: z.number().positive(),
  /** Mean latency of all of them. */
  mean: z.number(),
  /** Latencies, as an HdrHistogram (V2, compressed, base64) with 3 digits. */
  histogram: z.string(),
  failures: z.object({
    /** Answers with another status than the first one. */
    status: Count,
    /** Answers with another body. */
    body: Count,
    /** Connections that ended before the answer did. */
    broken: Count,
    /** Requests that were due and could not be sent, or were not answered in time. */
    dropped: Count,
  }),
  /** Open loop: how much later than it could the generator sent, for 50 and 99 of 100; null for a closed loop. */
  slip: z.object({ p50: z.number(), p99: z.number() }).nullable(),
  /** Requests under way or waiting, averaged over the window. */
  inFlight: z.number(),
  generator: z.object({
    /** CPU time of the generator over the window's time. */
    cpu: z.number(),
    /** Longest that its event loop did not come round, in milliseconds. */
    stall: z.number(),
  }),
});
export type Tally = z.infer<typeof Tally>;

/** Good answers of a window. */
export function completed({ slices }: Tally): number {
  return slices.reduce((sum, count) => sum + count, 0);
}
