import { setTimeout as sleep } from 'node:timers/promises';
import type { Fleet } from '../../lanes/child.ts';
import { completed, type Tally } from '../generator/tally.ts';
import type { Order } from '../generator/messages.ts';
import { Latencies } from '../generator/percentiles.ts';
import type { LoadLane, Running } from '../lanes/load-lane.ts';
import type { Cpus } from '../machine/cpus.ts';
import type { Block, Level, Window } from '../results/block.ts';
import type { Plan } from '../results/plan.ts';
import { windowSeconds } from '../schedule/levels.ts';
import type { Slot } from '../schedule/schedule.ts';
import { requestBytes, type Workload } from '../workloads/workload.ts';
import { Driver } from './driver.ts';
import { firstGood } from './first-answer.ts';
import { moment } from './moment.ts';
import { gatesFailed, tailFault } from './gates.ts';
import { usedBetween } from './used.ts';

/** Connections of an open loop: a stall is met by many clients at once. */
export const OPEN_CONNECTIONS = 128;
/** Requests before the first window, at the least: by then the compiler has done its work. */
const WARM_REQUESTS = 20_000;
const WARM_CONNECTIONS = 32;
/** How long a server rests before its settled memory is read. */
const REST_MS = 500;

/** What blocks are run with. */
export interface Bench {
  readonly fleet: Fleet;
  readonly cpus: Cpus | undefined;
  readonly pace: Pick<Plan, 'seconds' | 'ramp' | 'warm' | 'warmMost'>;
}

/** A block that is to be run. */
export interface Task {
  readonly lane: LoadLane;
  readonly workload: Workload;
  readonly slot: Slot;
}

/**
 * Runs one block: a fresh process, warmed up, measured at every level, and left to rest.
 *
 * @throws {GeneratorError | LaneError} when server or generator fail
 */
export async function runBlock(bench: Bench, { lane, workload, slot }: Task): Promise<Block> {
  const startedAt = new Date().toISOString();
  const driver = await Driver.start(bench.fleet, bench.cpus);
  let running: Running | undefined;
  try {
    running = await lane.start();
    const request = requestBytes(workload, running.endpoint, lane.prefix);
    await firstGood(running.endpoint, request, workload.status);
    const firstAnswer = running.began === undefined ? null : performance.now() - running.began;
    const alone = bench.cpus !== undefined;
    driver.tell({ type: 'target', ...running.endpoint, request: request.toString('base64'), alone });
    await driver.word('answer');
    const { warm, warmMost } = bench.pace;
    driver.tell({
      type: 'warm',
      connections: WARM_CONNECTIONS,
      seconds: warm,
      requests: WARM_REQUESTS,
      most: warmMost,
    });
    await driver.word('warmed');
    const windows: Window[] = [];
    for (const level of slot.levels) {
      const seconds = windowSeconds(level, slot.levels, bench.pace.seconds);
      windows.push(await measure(bench, { driver, running }, { level, seconds }));
    }
    if (lane.facts.fresh) await sleep(REST_MS);
    const after = await running.usage();
    const { peak = null, memory: settled = null } = after ?? {};
    return { place: slot.place, startedAt, firstAnswer, peak, settled, windows, fault: null };
  } finally {
    await Promise.all([driver.stop(), running?.stop()]);
  }
}

interface Parties {
  readonly driver: Driver;
  readonly running: Running;
}

async function measure(
  bench: Bench,
  { driver, running }: Parties,
  { level, seconds }: { level: Level; seconds: number },
): Promise<Window> {
  const { ramp } = bench.pace;
  const pace = { ramp, seconds };
  const order: Order =
    level.kind === 'closed'
      ? { type: 'closed', connections: level.connections, ...pace }
      : { type: 'open', rate: level.rate, connections: OPEN_CONNECTIONS, ...pace };
  const { from, to, tally } = await driver.window(order, () => moment(bench.cpus, running));
  return judged(level, tally, usedBetween(from, to, extentOf(bench, tally)));
}

function extentOf({ cpus }: Bench, tally: Tally) {
  return { requests: completed(tally), seconds: tally.seconds, processors: cpus?.servers.length ?? 1 };
}

function judged(level: Level, tally: Tally, used: Window['used']): Window {
  const latencies = new Latencies([tally.histogram]);
  const evidence = { level, tally, used, p50: latencies.value(50), p99: latencies.value(99) };
  return { level, tally, used, rejected: gatesFailed(evidence), tail: tailFault(evidence) };
}
