import type { Answer } from '../generator/answer.ts';
import { completed } from '../generator/tally.ts';
import { ask } from '../blocks/first-answer.ts';
import type { Bench } from '../blocks/run-block.ts';
import { Driver } from '../blocks/driver.ts';
import type { LoadLane, Running } from '../lanes/load-lane.ts';
import type { Sample } from '../results/plan.ts';
import { requestBytes, type Workload } from '../workloads/workload.ts';
import { behaviourOf, type Seen } from './behaviour.ts';
import { unfitness } from './fitness.ts';

/** What was learnt of one lane before anything is measured. */
export interface Inspection {
  readonly samples: readonly Sample[];
  readonly seen: readonly Seen[];
}

const SHOWN = 600;
/** A look at capacity, from which the rates of the open loop are taken. */
const LOOK = { connections: 32, ramp: 0.5, seconds: 0.7 };
const WARM = { type: 'warm', connections: 32, seconds: 0.5, requests: 5000, most: 1.5 } as const;

/**
 * Asks a lane every workload: whether it can be measured, what it answers, and roughly how many a second.
 *
 * @throws {LaneError | GeneratorError} when the service is not there or speaks no HTTP
 */
export async function inspect(
  bench: Bench,
  lane: LoadLane,
  workloads: readonly Workload[],
): Promise<Inspection> {
  const running = await lane.start();
  try {
    const samples: Sample[] = [];
    const seen: Seen[] = [];
    for (const workload of workloads) {
      const request = requestBytes(workload, running.endpoint, lane.prefix);
      const first = await ask(running.endpoint, request);
      const unfit = unfitness(workload, first, await ask(running.endpoint, request));
      const capacity = unfit === null ? await look(bench, running, request) : null;
      samples.push({ ...sampleOf(first), lane: lane.facts.name, workload: workload.name, unfit, capacity });
      const normal = await behaviourOf(running.endpoint, request);
      seen.push({ lane: lane.facts.name, workload: workload.name, normal });
    }
    return { samples, seen };
  } finally {
    await running.stop();
  }
}

function sampleOf({ status, head, body, bytes }: Answer) {
  return { status, head, body: body?.toString('utf8').slice(0, SHOWN) ?? '', bytes };
}

async function look(bench: Bench, { endpoint }: Running, request: Buffer): Promise<number> {
  const driver = await Driver.start(bench.fleet, bench.cpus);
  try {
    driver.tell({ type: 'target', ...endpoint, request: request.toString('base64'), alone: false });
    await driver.word('answer');
    driver.tell(WARM);
    await driver.word('warmed');
    const { tally } = await driver.window({ type: 'closed', ...LOOK }, () => Promise.resolve());
    return completed(tally) / tally.seconds;
  } finally {
    await driver.stop();
  }
}
