import { runBlock } from '../blocks/run-block.ts';
import { Latencies } from '../generator/percentiles.ts';
import { completed } from '../generator/tally.ts';
import type { Level, Window } from '../results/block.ts';
import { CATALOGUE } from '../workloads/catalogue.ts';
import type { Finding, Workshop } from './check.ts';
import { knownLane } from './known-lane.ts';

const RATE = 200;

/** A server that always takes 100 ms: the open loop has to say so, and Little's law has to hold. */
export async function constantServer(workshop: Workshop): Promise<Finding[]> {
  const levels: Level[] = [
    { kind: 'open', rate: RATE },
    { kind: 'closed', connections: 32 },
  ];
  const [open, closed] = await windowsOf(workshop, { env: { DELAY_MS: '100' }, levels, seconds: 3 });
  const p50 = msAt(open, 50);
  const inside = closed ? (completed(closed.tally) / closed.tally.seconds) * (closed.tally.mean / 1e6) : 0;
  return [
    {
      name: 'a server that always takes 100 ms',
      measured: `p50 ${p50.toFixed(1)} ms at ${RATE}/s`,
      right: Math.abs(p50 - 100) <= 2,
    },
    {
      name: "Little's law",
      measured: `${inside.toFixed(2)} requests in the system with 32 connections`,
      right: Math.abs(inside / 32 - 1) <= 0.05,
    },
  ];
}

/** A server that stands still for 1 s of every 10: a tenth of the requests meet it, and p99 has to show it. */
export async function stallingServer(workshop: Workshop): Promise<Finding[]> {
  const levels: Level[] = [{ kind: 'open', rate: RATE }];
  const env = { STALL_MS: '1000', STALL_EVERY_MS: '10000' };
  const [open] = await windowsOf(workshop, { env, levels, seconds: 10 });
  const [p50, p99] = [msAt(open, 50), msAt(open, 99)];
  return [
    {
      name: 'a server that stands still for 1 s of every 10',
      measured: `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(0)} ms at ${RATE}/s`,
      right: p50 < 50 && p99 > 800 && p99 < 1200,
    },
  ];
}

interface Experiment {
  readonly env: Readonly<Record<string, string>>;
  readonly levels: readonly Level[];
  readonly seconds: number;
}

async function windowsOf(workshop: Workshop, { env, levels, seconds }: Experiment): Promise<Window[]> {
  const lane = knownLane('known', env, workshop);
  const [workload] = CATALOGUE;
  if (!workload) return [];
  const place = { phase: 'compare', round: 0, workload: workload.name, arm: 0, lane: 'known' } as const;
  const pace = { seconds, ramp: 0.5, warm: 0.2, warmMost: 0.2 };
  return (await runBlock({ ...workshop, pace }, { lane, workload, slot: { place, levels } })).windows;
}

function msAt(window: Window | undefined, percentile: number): number {
  return window ? new Latencies([window.tally.histogram]).value(percentile) / 1000 : Number.NaN;
}
