import { classOf, compare, type Side } from '../classify/compare.ts';
import type { Lane } from '../lanes/lane.ts';
import { normalise } from '../normalise/normal.ts';
import type { Probe } from '../probes/probe.ts';
import { type Progress, runAlone, runLane } from './lane-run.ts';
import type { Result } from './result.ts';

/** One lane, all probes: what it did, and on which probes it does not do the same twice. */
export interface LaneResults {
  readonly lane: Lane;
  readonly results: ReadonlyMap<string, Result>;
  readonly flaky: ReadonlySet<string>;
}

/** A result as it is compared. */
export function sideOf({ observation, fate }: Result): Side {
  return { normal: normalise(observation), fate };
}

/**
 * Runs the probes on two instances of a lane. Where they differ, both run that probe again, alone; when they still differ, the
 * probe is flaky on this lane, and says nothing about it.
 */
export async function runTwice(
  lane: Lane,
  probes: readonly Probe[],
  progress: Progress,
): Promise<LaneResults> {
  const [first, second] = await Promise.all([
    runLane(lane, probes, progress),
    runLane(lane, probes, progress),
  ]);
  const flaky = new Set<string>();
  for (const probe of probes) {
    if (sameTwice(first.get(probe.id), second.get(probe.id))) continue;
    const again = [await runAlone(lane, probe), await runAlone(lane, probe)] as const;
    if (!sameTwice(...again)) flaky.add(probe.id);
    first.set(probe.id, again[0]);
  }
  return { lane, results: first, flaky };
}

function sameTwice(first: Result | undefined, second: Result | undefined): boolean {
  if (!first || !second) return first === second;
  return classOf(compare(sideOf(first), sideOf(second))) === 'SAME';
}
