import { setTimeout } from 'node:timers/promises';
import { exchange } from '../exchange/exchange.ts';
import { type Pace, PAUSES, THOROUGH } from '../exchange/limits.ts';
import type { ConnectionObservation, Observation } from '../exchange/observation.ts';
import type { Instance, Lane } from '../lanes/lane.ts';
import type { Probe } from '../probes/probe.ts';
import { isLive } from './live.ts';
import { eachLimited } from './limited.ts';
import type { Result } from './result.ts';

/** So many probes are under way on one instance at a time; most of them wait, few work. */
const CONCURRENCY = 24;
const OWN_PROCESSES = 2;
const END_MS = 400;

/** Told of each probe that is done. */
export type Progress = (result: Result) => void;

/** How probes are run, and who is told. */
export interface Manner {
  readonly progress: Progress;
  readonly pace?: Pace;
}

/**
 * Runs every probe on one lane. Probes run side by side on one process; when it ends or stops answering, whoever was under way
 * is under suspicion and runs again, one at a time, so that the guilty one is found and the others are not blamed.
 */
export async function runLane(
  lane: Lane,
  probes: readonly Probe[],
  { progress, pace = THOROUGH }: Manner,
): Promise<Map<string, Result>> {
  const results = new Map<string, Result>();
  const done = (result: Result): void => {
    results.set(result.probe.id, result);
    progress(result);
  };
  const alone = eachLimited(probes.filter(needsOwnProcess), OWN_PROCESSES, async (probe) =>
    done(await runAlone(lane, probe)),
  );
  const suspects: Probe[] = [];
  let queue = probes.filter((probe) => !needsOwnProcess(probe));
  while (queue.length > 0) queue = await runTogether(lane, queue, { done, suspects, pace });
  for (const result of (await runInTurn(lane, suspects)).values()) done(result);
  await alone;
  return results;
}

/** Whether a probe ends the process it runs on, or may. */
export function needsOwnProcess({ alone, steps }: Probe): boolean {
  return alone || endsProcess(steps);
}

function endsProcess(steps: Probe['steps']): boolean {
  return steps.some((step) => 'signal' in step || 'exit' in step);
}

/** Where the probes of one process go: those that are done, and those that may have ended it. */
interface Sorting {
  readonly pace: Pace;
  readonly done: Progress;
  readonly suspects: Probe[];
}

/** Runs probes side by side on one process; answers those it did not come to because the process ended. */
async function runTogether(
  lane: Lane,
  probes: readonly Probe[],
  { done, suspects, pace }: Sorting,
): Promise<Probe[]> {
  const instance = await lane.start();
  const doubtful: Result[] = [];
  const left: Probe[] = [];
  try {
    await eachLimited(probes, CONCURRENCY, async (probe) => {
      const result = instance.ended() ? undefined : await runOn(instance, probe, pace);
      if (!result) left.push(probe);
      else if (instance.ended()) suspects.push(probe);
      else if (hangs(result)) doubtful.push(result);
      else done(result);
    });
    // A request that is never answered is a difference; a service that answers nobody is another matter.
    if (doubtful.length > 0 && (instance.ended() || !(await isLive(instance)))) {
      suspects.push(...doubtful.map(({ probe }) => probe));
    } else {
      for (const result of doubtful) done(result);
    }
  } finally {
    await instance.stop();
  }
  return left;
}

/** Runs probes one at a time, on one process for as long as it lives. */
export async function runInTurn(lane: Lane, probes: readonly Probe[]): Promise<Map<string, Result>> {
  const results = new Map<string, Result>();
  const session = new Session(lane);
  for (const probe of probes) results.set(probe.id, await session.run(probe));
  await session.stop();
  return results;
}

/** One process of a lane at a time, started when it is needed and again when a probe has ended it. */
export class Session {
  readonly #lane: Lane;
  #instance: Instance | undefined;

  constructor(lane: Lane) {
    this.#lane = lane;
  }

  async run(probe: Probe, pace: Pace = THOROUGH): Promise<Result> {
    this.#instance ??= await this.#lane.start();
    const result = await judged(this.#instance, probe, pace);
    if (result.fate !== 'alive') await this.stop();
    return result;
  }

  async stop(): Promise<void> {
    await this.#instance?.stop();
    this.#instance = undefined;
  }
}

/** Runs one probe on a process of its own, and looks what it did to it. */
async function runAlone(lane: Lane, probe: Probe): Promise<Result> {
  const instance = await lane.start();
  try {
    return await judged(instance, probe, THOROUGH);
  } finally {
    await instance.stop();
  }
}

async function judged(instance: Instance, probe: Probe, pace: Pace): Promise<Result> {
  const result = await runOn(instance, probe, pace);
  if (endsProcess(probe.steps)) return result;
  if (instance.ended()) return { ...result, fate: 'crashed', complaint: instance.complaint() };
  if (hangs(result) && !(await isLive(instance))) return { ...result, fate: 'stuck' };
  return result;
}

async function runOn(instance: Instance, probe: Probe, { first, patient }: Pace): Promise<Result> {
  let observation = await exchange(instance, probe.steps, first);
  // The server closed while it was being written to: its answer may have been there, unread.
  for (const pause of PAUSES) {
    if (!observation.cut || instance.ended()) break;
    observation = await exchange(instance, probe.steps, { ...first, pause });
  }
  // Nothing came in time: the service hangs, or the machine is busy. The patient one decides.
  if (patient && unfinished(observation) && !probe.slow && !endsProcess(probe.steps) && !instance.ended()) {
    observation = await exchange(instance, probe.steps, patient);
  }
  if (observation.connections.some(endedEarly)) await mayHaveEnded(instance);
  return { probe, observation, fate: 'alive', complaint: '' };
}

function unfinished({ connections }: Observation): boolean {
  return connections.some(({ outcome }) => outcome === 'hang' || outcome === 'open');
}

function hangs({ observation }: Result): boolean {
  return observation.connections.some(({ outcome }) => outcome === 'hang' || outcome === 'refused');
}

/** Whether the server closed before it had answered, as a process does that ends. */
function endedEarly({ outcome, messages }: ConnectionObservation): boolean {
  return outcome === 'closed' && !(messages.at(-1)?.complete ?? false);
}

/** The connections of a process end a little before it does. */
async function mayHaveEnded({ process }: Instance): Promise<void> {
  const timer = new AbortController();
  const waited = setTimeout(END_MS, undefined, { signal: timer.signal }).catch(() => undefined);
  await Promise.race([process?.exited, waited]);
  timer.abort();
}
