import * as z from 'zod';
import { Level } from './block.ts';

/** What a lane answered to a workload when it was first asked. */
export const Sample = z.object({
  lane: z.string(),
  workload: z.string(),
  status: z.int(),
  /** The head as it came. */
  head: z.string(),
  /** The beginning of the body. */
  body: z.string(),
  bytes: z.int(),
  /** Why the workload is not measured on this lane; null when it is. */
  unfit: z.string().nullable(),
  /** Answers a second at 32 connections, from a short look; null when it was not looked at. */
  capacity: z.number().nullable(),
});
export type Sample = z.infer<typeof Sample>;

/** A lane as the manifest tells of it. */
export const LaneFacts = z.object({
  name: z.string(),
  /** Framework or product, and version. */
  version: z.string(),
  profile: z.string(),
  /** Version of Node; null where it is not known. */
  node: z.string().nullable(),
  /** Environment that it is started with. */
  environment: z.string(),
  logging: z.string(),
  /** Whether each block has a process of its own. */
  fresh: z.boolean(),
});
export type LaneFacts = z.infer<typeof LaneFacts>;

/** What all figures depend on. */
export const Machine = z.object({
  processor: z.string(),
  processors: z.int(),
  memory: z.number(),
  kernel: z.string(),
  /** Which processors are whose, or why they are not kept apart. */
  cpus: z.string(),
  generator: z.string(),
});
export type Machine = z.infer<typeof Machine>;

/** A workload with the levels it is measured at, and the lanes that can be measured with it. */
export const Measured = z.object({
  workload: z.string(),
  request: z.string(),
  levels: z.array(Level),
  lanes: z.array(z.string()),
});
export type Measured = z.infer<typeof Measured>;

/** A difference in behaviour between two lanes on a benchmarked route. */
export const RouteDifference = z.object({
  workload: z.string(),
  lanes: z.tuple([z.string(), z.string()]),
  class: z.string(),
  differences: z.array(z.object({ aspect: z.string(), left: z.string(), right: z.string() })),
});
export type RouteDifference = z.infer<typeof RouteDifference>;

/** Everything that is fixed before the first block. */
export const Plan = z.object({
  version: z.literal(1),
  command: z.array(z.string()),
  startedAt: z.iso.datetime(),
  seed: z.int(),
  pairs: z.int().positive(),
  noisePairs: z.int().nonnegative(),
  /** Seconds: of a window, before it, and of warming up at the least and at the most. */
  seconds: z.number().positive(),
  ramp: z.number(),
  warm: z.number(),
  warmMost: z.number(),
  /** Differences up to this are none that matter, such as 0.03. */
  margin: z.number().positive(),
  lanes: z.array(LaneFacts).min(1),
  /** Which lanes are told side by side: the second beside the first. */
  comparisons: z.array(z.tuple([z.string(), z.string()])),
  machine: Machine,
  workloads: z.array(Measured),
  samples: z.array(Sample),
  differences: z.array(RouteDifference),
});
export type Plan = z.infer<typeof Plan>;
