import { runBlock } from '../blocks/run-block.ts';
import { Latencies } from '../generator/percentiles.ts';
import { completed } from '../generator/tally.ts';
import type { Level, Window } from '../results/block.ts';
import { CATALOGUE } from '../workloads/catalogue.ts';
import { type Finding, finding, type Workshop } from './check.ts';
import { knownLane } from './known-lane.ts';

const RATE = 200;
const ATTEMPTS = 3;

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
    finding('a server that always takes 100 ms', `p50 ${p50.toFixed(1)} ms at ${RATE}/s`, {
      right: Math.abs(p50 - 100) <= 2,
      faults: open?.rejected ?? [],
    }),
    finding("Little's law", `${inside.toFixed(2)} requests in the system with 32 connections`, {
      right: Math.abs(inside / 32 - 1) <= 0.05,
      faults: closed?.rejected.filter((reason) => !reason.startsWith("Little's law")) ?? [],
    }),
  ];
}

/** A server that stands still for 1 s of every 10: a tenth of the requests meet it, and p99 has to show it. */
export async function stallingServer(workshop: Workshop): Promise<Finding[]> {
  const levels: Level[] = [{ kind: 'open', rate: RATE }];
  const env = { STALL_MS: '1000', STALL_EVERY_MS: '10000' };
  const [open] = await windowsOf(workshop, { env, levels, seconds: 10 });
  const [p50, p99] = [msAt(open, 50), msAt(open, 99)];
  const name = 'a server that stands still for 1 s of every 10';
  return [
    finding(name, `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(0)} ms at ${RATE}/s`, {
      right: p50 < 50 && p99 > 800 && p99 < 1200,
      faults: [...(open?.rejected ?? []), ...(open?.tail ? [open.tail] : [])],
    }),
  ];
}

interface Experiment {
  readonly env: Readonly<Record<string, string>>;
  readonly levels: readonly Level[];
  readonly seconds: number;
}

/** The windows of the first attempt that the gates let pass; of the last one when none does. */
async function windowsOf(workshop: Workshop, experiment: Experiment): Promise<Window[]> {
  let windows: Window[] = [];
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    windows = await attempted(workshop, experiment);
    if (windows.every(({ rejected, tail }) => rejected.length === 0 && tail === null)) break;
  }
  return windows;
}

async function attempted(workshop: Workshop, { env, levels, seconds }: Experiment): Promise<Window[]> {
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
