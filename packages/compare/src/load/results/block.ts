import * as z from 'zod';
import { Tally } from '../generator/tally.ts';

/** A level of load within a block: so many connections in a closed loop, or so many requests a second in an open one. */
export const Level = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('closed'), connections: z.int().positive() }),
  z.object({ kind: z.literal('open'), rate: z.number().positive() }),
]);
export type Level = z.infer<typeof Level>;

/** What a server used during a window; null where it cannot be told. */
export const Used = z.object({
  /** CPU time a completed request, in microseconds. */
  cpu: z.number().nullable(),
  /** Share of the time that the event loop worked. */
  utilisation: z.number().nullable(),
  /** Share of the servers' processors that others used, the kernel and a hypervisor included. */
  foreign: z.number().nullable(),
  /** Times the container was held back by its CPU limit. */
  throttled: z.int().nullable(),
});
export type Used = z.infer<typeof Used>;

/** One measured window. */
export const Window = z.object({
  level: Level,
  tally: Tally,
  used: Used,
  /** The gates it failed, in words; its figures count only when there is none. */
  rejected: z.array(z.string()),
  /** Why its high percentiles say more of the generator than of the server; null when they can be believed. */
  tail: z.string().nullable(),
});
export type Window = z.infer<typeof Window>;

/** Which block: the phase, which round of it, which workload, and which arm of the round. */
export const Place = z.object({
  phase: z.enum(['noise', 'compare']),
  round: z.int().nonnegative(),
  workload: z.string(),
  /** The index of the lane among those compared; the noise floor has one lane as arm 0 and as arm 1. */
  arm: z.int().nonnegative(),
  lane: z.string(),
});
export type Place = z.infer<typeof Place>;

/** One fresh process, and all that was measured of it. */
export const Block = z.object({
  place: Place,
  startedAt: z.iso.datetime(),
  /** From the start of the process to its first good answer, in milliseconds. */
  firstAnswer: z.number().nullable(),
  /** Resident memory, in bytes: the most there ever was, and after a rest at the end. */
  peak: z.number().nullable(),
  settled: z.number().nullable(),
  windows: z.array(Window),
  /** Why it could not be measured to its end; null when it was. */
  fault: z.string().nullable(),
});
export type Block = z.infer<typeof Block>;

/** A name for a level, the same for the same level. */
export function levelName(level: Level): string {
  return level.kind === 'closed' ? `${level.connections} connections` : `${level.rate}/s`;
}

/** A name for a place, the same for the same place. */
export function placeName({ phase, round, workload, arm }: Place): string {
  return `${phase} ${round} ${workload} ${arm}`;
}
